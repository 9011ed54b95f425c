import { beforeAll, expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { toFragment } from "./location.ts";
import {
  focused,
  openPage,
  parts,
  patient,
  prefer,
  resize,
  screenshot,
  textOf,
  until,
  violations,
} from "./testing/page.ts";

const planted = toFragment({
  formula: "0.5 (sigmoid(w a + b) - y)^2",
  point: "w = 0.3, b = -0.2, a = 0.7, y = 1",
  order: 1,
  fault: "scale",
});
const broken = toFragment({ formula: "2 * (x + ) + 3", point: "x = 1", order: 1, fault: "" });

/** The page with a result, and with its report ended after a few items, two of them unfolded. */
let frame: HTMLIFrameElement;

beforeAll(async () => {
  frame = await openPage(planted);
  await until(() => parts(frame, "formula-check", "formula-result").length === 1);
  const items = () => parts(frame, "paper-report", "paper-item", "details") as readonly HTMLDetailsElement[];
  await until(() => items().length > 3);
  parts(frame, "paper-report", "button")[0]!.click();
  for (const item of items().slice(2, 4)) item.open = true;
}, 60_000);

const root = () => frame.contentDocument!.documentElement;

test.each([
  [360, "light"],
  [360, "dark"],
  [1440, "light"],
  [1440, "dark"],
] as const)("nothing is wrong at %i pixels, %s", async (width, scheme) => {
  await prefer({ scheme });
  await resize(frame, width, width === 360 ? 2600 : 1300);
  await screenshot(`checker-${width}-${scheme}`);
  expect(getComputedStyle(root()).colorScheme).toBe("light dark");
  expect(await violations(frame)).toEqual([]);
  expect(root().scrollWidth).toBe(width);
});

const isSeen = (element: Element): boolean => {
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
};

test("everything is reached by the keyboard, and its focus is seen", async () => {
  await resize(frame, 1440, 900);
  frame.contentWindow!.focus();
  const reached: string[] = [];
  for (let i = 0; i < 20 && !/^S1\b/.test(reached.at(-1) ?? ""); i++) {
    await userEvent.keyboard("{Tab}");
    const element = focused(frame)!;
    expect(isSeen(element), element.outerHTML).toBe(true);
    reached.push(element.id || textOf(element));
  }
  expect(reached.slice(0, 5)).toEqual(["formula", "point", "order", "fault", "Check"]);
  expect(reached[6]).toBe("a kink");
  expect(reached).toContain("Run again");
  expect(reached.at(-1)).toMatch(/^S1 neuron/);

  const details = focused(frame)!.parentElement as HTMLDetailsElement;
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => details.open).toBe(true);
  await userEvent.keyboard(" ");
  await expect.poll(() => details.open).toBe(false);
});

test("an example is followed by the keyboard", async () => {
  parts(frame, "formula-check", "nav a")[1]!.focus();
  await userEvent.keyboard("{Enter}");
  const verdict = () => textOf(parts(frame, "formula-check", "formula-result", ".verdict verdict-badge")[0]);
  await expect.poll(verdict, patient).toBe("not differentiable here");
});

test("nothing is wrong where an error is shown", async () => {
  await resize(frame, 360, 800);
  frame.contentWindow!.location.hash = broken;
  await expect
    .poll(() => parts(frame, "formula-check", "formula-form", "error-note", "pre").length, patient)
    .toBe(1);
  await screenshot("checker-error");
  expect(await violations(frame)).toEqual([]);
  expect(root().scrollWidth).toBe(360);
});

test("nothing moves for whom motion is reduced", async () => {
  await prefer({ reducedMotion: true });
  parts(frame, "paper-report", "button")[0]!.click();
  const running = () => parts(frame, "paper-report", "paper-item", ".running .sign");
  await expect.poll(() => running().length, patient).toBe(1);
  expect(getComputedStyle(running()[0]!).animationName).toBe("none");
});
