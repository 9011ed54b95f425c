import { beforeEach, expect, test } from "vitest";
import { elements, type } from "../testing/looks.ts";
import { complaints, openPage, parts, patient, resize, textOf, until } from "../testing/page.ts";
import { firstDocument } from "./document.ts";
import { linkTo } from "./route.ts";
import { screens } from "./screens.ts";

/** What nobody means well with, or nobody meant to paste. */
const texts: readonly string[] = [
  "",
  "<img src=x onerror=alert(1)><script>alert(1)</script>",
  '{"__proto__": {"w": 1}, "constructor": 2}',
  "NaN",
  "1e400",
  "\u202e)x(nis + 1\u202c",
  "\u0000\ud800\uffff",
  "(".repeat(20_000),
  `${"[".repeat(20_000)}1`,
  "\u00e9 ".repeat(60_000),
  `w = ${"-".repeat(20_000)}1`,
];

const frame = await openPage();
const shown = () => parts(frame, ".screens > *").find(({ hidden }) => !hidden)?.localName;
const title = () => textOf(parts(frame, "h1")[0]);

await until(() => title() === "Check");

/** The elements of the screen that is shown. */
const within = (selector: string): readonly HTMLElement[] =>
  elements(frame).filter((element) => element.matches(selector));

const isBusy = (): boolean => within("progress:not(.idle)").length > 0;

/** Waits until nothing runs any more; what takes too long has a button that ends it. */
async function settled(): Promise<void> {
  for (let i = 0; i < 2; i++) await new Promise((drawn) => requestAnimationFrame(drawn));
  try {
    await expect.poll(isBusy, { timeout: 5_000, interval: 10 }).toBe(false);
  } catch {
    within("button")
      .find((button) => textOf(button) === "Cancel")!
      .click();
    await expect.poll(isBusy).toBe(false);
  }
}

let told: readonly string[];

beforeEach(async () => {
  told = await complaints();
});

/** Nothing was executed or complained of, and nothing but text came of it. */
function isAlive(what: string): void {
  expect(told, what).toEqual([]);
  expect(
    elements(frame).filter((element) => element.matches("img, script, iframe")),
    what,
  ).toEqual([]);
  expect(Object.hasOwn(Object.prototype, "w")).toBe(false);
}

test.each(screens.map(({ name }) => name))("%s takes any text in any field", async (name) => {
  frame.contentWindow!.location.hash = linkTo(name, firstDocument);
  await expect.poll(shown, patient).toBe(`screen-${name}`);
  await settled();
  for (const details of within("details")) (details as HTMLDetailsElement).open = true;
  const fields = within("input:not([type=radio], [type=checkbox], [type=range], [type=file]), textarea");
  const one = new Map(fields.map((field) => [field.getAttribute("name") ?? field.id, field])); // of those of one name
  for (const field of one.values()) {
    const { value } = field as HTMLInputElement;
    for (const text of texts) {
      type(field, text);
      const submit = (field as HTMLInputElement).form?.querySelector<HTMLElement>("[type=submit]");
      submit?.click();
      await settled();
      isAlive(`${field.id} = ${JSON.stringify(text.slice(0, 40))}`);
    }
    type(field, value);
  }
  expect(shown()).toBe(`screen-${name}`);
});

const views = "entry step by layer form layout node kind open row format seed".split(" ");

test.each(screens.map(({ name }) => name))("%s takes any view in the address", async (name) => {
  for (const text of ["<img src=x onerror=alert(1)>", "__proto__", "-1e999", "%E0%A4%A"]) {
    const view = Object.fromEntries(views.map((each) => [each, text]));
    frame.contentWindow!.location.hash = linkTo(name, firstDocument, view);
    await settled();
    isAlive(`${name}, ${text}`);
  }
});

const long = "a_very_long_name_that_somebody_pasted_from_generated_code_layer_norm_weight_0123456789";

test.each(["check", "derivation", "graph", "locate", "report"])(
  "long names do not widen %s",
  async (name) => {
    const subject = { kind: "formula", text: `sin(${long}^2) x_0123456789_0123456789 + ${long}` };
    const document = { chainrule: 1, subject, at: { [long]: 1.23456789e-7, x_0123456789_0123456789: 1e300 } };
    const root = frame.contentDocument!.documentElement;
    frame.contentWindow!.location.hash = linkTo(name, document);
    await expect.poll(shown, patient).toBe(`screen-${name}`);
    await settled();
    await resize(frame, 360, 900);
    if (name !== "report")
      await expect.poll(() => elements(frame).some((each) => textOf(each).includes(long))).toBe(true);
    expect(root.scrollWidth).toBe(360);
    await resize(frame, 1440, 900);
  },
);

const formula = (more: object): string => encodeURIComponent(JSON.stringify({ ...firstDocument, ...more }));

test.each([
  ["a percent escape cut in two", "#/check?json=%7B%22chainrule%22%", /checker\/link/],
  ["a lone percent", "#/graph?z1=%", /checker\/link/],
  ["a screen of percents", "#/%%%", /checker\/screen/],
  ["a screen that every object has", "#/constructor", /checker\/screen/],
  ["a number for a document", "#/check?json=1e999", /check\/document/],
  ["a list", "#/check?json=[]", /check\/document/],
  ["a fault that every object has", `#/check?json=${formula({ fault: "toString" })}`, /check\/document/],
  ["a point that is text", `#/check?json=${formula({ at: "w = 1" })}`, /check\/document/],
  ["a point of markup", `#/check?json=${formula({ at: { "<b>": "<i>" } })}`, /check\/document/],
  ["an order of text", `#/check?json=${formula({ order: "__proto__" })}`, /check\/document/],
  ["a seed beyond any", `#/check?json=${formula({ seed: 1e300 })}`, /check\/document/],
  [
    "a subject that is none",
    `#/locate?json=${formula({ subject: { kind: "__proto__" } })}`,
    /check\/document/,
  ],
  [
    "a text that is none",
    `#/lab?json=${formula({ subject: { kind: "formula", text: {} } })}`,
    /check\/document/,
  ],
  ["an endless line", `#/check?json=${"x".repeat(200_000)}`, /checker\/link/],
])("%s in the address is told with its code", async (what, fragment, code) => {
  frame.contentWindow!.location.hash = fragment;
  await expect.poll(() => textOf(parts(frame, "error-note")[0]), patient).toMatch(code);
  isAlive(what);
  frame.contentWindow!.location.hash = "#/check";
  await expect.poll(() => parts(frame, "error-note").length, patient).toBe(0);
});
