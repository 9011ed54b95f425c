import { beforeAll, expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { reach } from "../testing/looks.ts";
import { complaints, openPage, parts, patient, resize, textOf, until, violations } from "../testing/page.ts";

let frame: HTMLIFrameElement;

const panel = (...path: readonly string[]) => parts(frame, "screen-check", "own-data", ...path);

beforeAll(async () => {
  frame = await openPage("#/check");
  await until(() => parts(frame, "screen-check", "later-fold", "summary").length === 2);
}, 60_000);

function transferOf(name: string, text: string): DataTransfer {
  const transfer = new DataTransfer();
  transfer.items.add(new File([text], name));
  return transfer;
}

/** Chooses a file by the button. */
function choose(name: string, text: string): void {
  const input = panel("input[type=file]")[0] as HTMLInputElement;
  input.files = transferOf(name, text).files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

test("the panel is opened by the keyboard; what a hostile file holds is only ever text", async () => {
  const told = await complaints();
  await reach(frame, /^ ?From your own data/);
  await userEvent.keyboard("{Enter}");
  await until(() => panel("input[type=file]").length === 1);
  choose("<img src=x onerror=alert(1)>.csv", "a,b\n1,2,3\n");
  await expect.poll(() => textOf(panel("error-note")[0]), patient).toContain("files/csv");
  choose("<b>.csv", '"<script>alert(1)</script>",x\n"<img src=x onerror=alert(1)>",2\n');
  await expect.poll(() => textOf(panel(".summary")[0]), patient).toBe("<b>.csv: 1 row, 2 columns");
  expect(panel("table script, table img")).toEqual([]);
  expect(told).toEqual([]);
});

test("30 MB keep nothing else waiting, and are cancelled; the next file is read", async () => {
  const line = "0.123456789,0.234567891,0.345678912,0.456789123,rose\n";
  const long = (rows: number): string => `a,b,c,d,kind\n${line.repeat(rows)}`;
  const bar = () => panel("task-bar", "progress")[0] as HTMLProgressElement;
  const status = () => textOf(parts(frame, "screen-check", '[role="status"]')[0]);
  choose("long.csv", long(600_000));
  await expect.poll(() => bar().className, { interval: 5 }).toBe("");
  parts(frame, "screen-check", "nav a")[2]!.click();
  await expect.poll(() => frame.contentWindow!.location.hash).toContain("json=");
  await expect.poll(status, patient).toMatch(/^Verdict/);
  panel("task-bar", "button")[0]!.click();
  await expect.poll(() => bar().className).toBe("idle");
  expect(panel(".summary")).toHaveLength(0);
  choose("shorter.csv", long(30_000));
  await expect.poll(() => textOf(panel(".summary")[0]), patient).toBe("shorter.csv: 30000 rows, 5 columns");
});

test("a dropped table gives the point; the page goes to the new document", async () => {
  parts(frame, "screen-check", "nav a")[0]!.click();
  const dropped = new DragEvent("drop", {
    dataTransfer: transferOf("points.csv", "w,b,a,y\n1,2,3,0.5\n"),
    cancelable: true,
  });
  panel(".drop")[0]!.dispatchEvent(dropped);
  expect(dropped.defaultPrevented).toBe(true);
  await expect.poll(() => textOf(panel(".uses")[0]), patient).toContain("w = 1, b = 2, a = 3, y = 0.5");
  await resize(frame, 360, 1600);
  expect(await violations(frame)).toEqual([]);
  expect(frame.contentDocument!.documentElement.scrollWidth).toBe(360);
  panel("section button")[1]!.click();
  await until(() => /z1=|json=/.test(frame.contentWindow!.location.hash));
  const point = () =>
    (parts(frame, "screen-check", "check-form", "#point")[0] as HTMLInputElement | undefined)?.value;
  await expect.poll(point, patient).toMatch(/w = 1, b = 2, a = 3, y = 0.5/);
});
