import { beforeAll, expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import {
  complaints,
  focused,
  openPage,
  parts,
  patient,
  requests,
  resize,
  screenshot,
  textOf,
  until,
} from "../testing/page.ts";
import { firstDocument } from "./document.ts";
import { linkTo } from "./route.ts";

/** One page for all tests, each of which goes on from wherever the one before has left it. */
let frame: HTMLIFrameElement;
let told: readonly string[];

const go = (fragment: string): void => {
  frame.contentWindow!.location.hash = fragment;
};
const title = () => textOf(parts(frame, "h1")[0]);
const failure = () => textOf(parts(frame, "error-note")[0]);

beforeAll(async () => {
  frame = await openPage();
  await until(() => title() === "Check");
}, 60_000);

test("each screen has a link, a title of the page, and takes the focus to its heading", async () => {
  told = await complaints();
  for (const link of parts(frame, "app-header", "nav a")) {
    link.click();
    await expect.poll(title, patient).toBe(link.textContent!.trim());
    await expect.poll(() => frame.contentDocument!.title, patient).toBe(`${title()} · chainrule`);
    expect(link.ariaCurrent).toBe("page");
    const shown = parts(frame, ".screens > *").filter(({ hidden }) => !hidden);
    expect(shown).toHaveLength(1);
    if (title() !== "Check") expect(focused(frame)?.localName).toBe("h1");
  }
  expect(told).toEqual([]);
  expect(requests(frame).filter(({ origin }) => origin !== location.origin)).toEqual([]);
});

test.each([
  ["a screen that is none", "#/%3Cimg%20src=x%20onerror=alert(1)%3E", /no screen "<img src=x/],
  ["no path at all", "#/%E0%A4%A", /no screen/],
  ["a link cut off", "#/check?z1=7cEBAQAAAIAQ", /damaged or was cut off/],
  ["no base64", "#/check?z1=%F0%9F%92%A5", /damaged/],
  ["no JSON", "#/check?json={", /no document in JSON/],
  ["another version", '#/check?json={"chainrule":9}', /check\/document/],
  ["a prototype", '#/check?json={"__proto__":{"chainrule":1}}', /check\/document/],
  ["deep lists", `#/check?json=${"[".repeat(9000)}`, /checker\/link/],
])("%s in the address is told, and the page lives", async (_, fragment, message) => {
  go(fragment);
  await expect.poll(failure, patient).toMatch(message);
  expect(parts(frame, "error-note", "img")).toEqual([]);
  go("#/check");
  await expect.poll(failure, patient).toBe("");
  expect(title()).toBe("Check");
});

test("a document is in the address, and the way back leads to the one before", async () => {
  const other = { ...firstDocument, seed: 12 };
  go(linkTo("graph", other, { step: "3" }));
  await expect.poll(title, patient).toBe("Graph");
  const screen = () => parts(frame, "screen-graph")[0] as HTMLElement & { document: unknown; view: unknown };
  await expect.poll(() => screen().document).toEqual(other);
  expect(screen().view).toEqual({ step: "3" });
  expect(parts(frame, "app-header", "nav a")[1]!.getAttribute("href")).toContain("#/derivation?json=");
  frame.contentWindow!.history.back();
  await expect.poll(title, patient).toBe("Check");
});

test("what is told in the header leaves room for its buttons on a phone", async () => {
  await resize(frame, 360, 800);
  const [header] = parts(frame, "app-header") as (HTMLElement & { told: string })[];
  header!.told = "Copy the link from the address bar";
  await expect.poll(() => textOf(parts(frame, "app-header", ".told")[0])).toMatch(/^Copy/);
  const buttons = parts(frame, "app-header", ".tools button");
  expect(buttons.map((button) => button.getBoundingClientRect().right <= 360)).toEqual([true, true, true]);
  expect(Math.min(...buttons.map(({ offsetWidth }) => offsetWidth))).toBeGreaterThanOrEqual(40);
  expect(frame.contentDocument!.documentElement.scrollWidth).toBe(360);
  header!.told = "";
  await resize(frame, 1440, 900);
});

test("keys go to screens, change the theme and show the help; each can be switched off", async () => {
  const theme = () => frame.contentDocument!.documentElement.dataset["theme"];
  const dialog = () => parts(frame, "help-dialog", "dialog")[0] as HTMLDialogElement;
  parts(frame, "h1")[0]!.focus();
  await userEvent.keyboard("4");
  await expect.poll(title, patient).toBe("Locate");
  await userEvent.keyboard("t");
  expect(theme()).toBe("light");
  expect(getComputedStyle(frame.contentDocument!.documentElement).colorScheme).toBe("light");
  await userEvent.keyboard("tt");
  expect(theme()).toBe("system");
  await userEvent.keyboard("?");
  await expect.poll(() => dialog()?.open, patient).toBe(true);
  await screenshot("shell-help");
  parts(frame, "help-dialog", "input")[0]!.click();
  await userEvent.keyboard("{Escape}");
  expect(dialog().open).toBe(false);
  await userEvent.keyboard("1?");
  expect([title(), dialog().open]).toEqual(["Locate", false]);
  parts(frame, "help-dialog", "input")[0]!.click();
});

test("the policy forbids code from text and requests to elsewhere, but not WebAssembly", async () => {
  const inside = frame.contentWindow as Window & typeof globalThis;
  expect(() => inside.eval("1 + 1")).toThrow(/unsafe-eval/);
  const emptyModule = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  expect(() => new inside.WebAssembly.Module(emptyModule)).not.toThrow();
  await expect(inside.fetch("https://example.com/")).rejects.toThrow();
  expect(inside.document.documentElement.lang).toBe("en");
});

test("nothing moves while the page loads and the first check is computed", async () => {
  const fresh = await openPage();
  const inside = fresh.contentWindow as Window & typeof globalThis;
  let moved = 0;
  new inside.PerformanceObserver((list) => {
    for (const entry of list.getEntries()) moved += (entry as PerformanceEntry & { value: number }).value;
  }).observe({ type: "layout-shift", buffered: true });
  await expect
    .poll(() => textOf(parts(fresh, "screen-check", '[role="status"]')[0]), patient)
    .toBe("Verdict: agree.");
  await new Promise((done) => inside.requestAnimationFrame(() => inside.requestAnimationFrame(done)));
  expect(moved).toBeLessThan(0.005);
});
