import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { type CheckDocument, firstDocument } from "../../shell/document.ts";
import { linkTo } from "../../shell/route.ts";
import { testScreen } from "../../testing/looks.ts";
import { complaints, focused, openPage, parts, patient, resize, textOf, until } from "../../testing/page.ts";
import { examples } from "./examples.ts";

/** One page for all tests: each is a check that follows the one before. */
const frame = await openPage();

const screen = () => parts(frame, "screen-check")[0] as HTMLElement & { document: CheckDocument };
const inForm = (selector: string) => parts(frame, "screen-check", "check-form", selector);
const inResult = (...path: string[]) => parts(frame, "screen-check", "check-result", ...path);
const verdict = () => textOf(inResult(".verdict verdict-badge")[0]);
const result = () => textOf(parts(frame, "screen-check", "check-result")[0]);
const error = () => textOf(inForm("error-note")[0]);
const status = () => textOf(parts(frame, "screen-check", '[role="status"]')[0]);
const rows = () => inResult("engine-table", "tbody tr").map(textOf);
const digits = () => textOf(inResult("derivative-card")[0]);

const formula = (text: string, more: Partial<CheckDocument> = {}): CheckDocument => ({
  chainrule: 1,
  subject: { kind: "formula", text },
  ...more,
});

/** Follows a link to a document, and waits until it is checked. */
async function follow(document: CheckDocument): Promise<void> {
  frame.contentWindow!.location.hash = linkTo("check", document);
  await checked(document);
}

async function checked({ subject }: CheckDocument): Promise<void> {
  await until(() => JSON.stringify(screen().document.subject) === JSON.stringify(subject));
  await until(() => /^(Verdict|Error)/.test(status()));
}

const field = (label: string) =>
  page.frameLocator(page.elementLocator(frame)).getByLabelText(label, { exact: true });

await until(() => status() === "Verdict: agree.");

testScreen(frame, "check", 1700);

test("a formula is typed, and every engine has the right value", async () => {
  await field("Formula").fill("x^2 sin(y)");
  await field("At the point").fill("x = 3, y = 0.5");
  await field("Differentiate by").fill("");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await checked(formula("x^2 sin(y)"));
  expect(verdict()).toBe("agree");
  expect(rows()[0]).toMatch(/^x 2\.8765532316252/); // 6 sin(1/2)
  expect(rows()[1]).toMatch(/^y 7\.8982430570133/); // 9 cos(1/2)
  expect(textOf(inResult("engine-table", "thead")[0])).toMatch(
    /tape .* float64 .* complex step .* differences .* 60 digits/,
  );
  inResult("engine-table", "tbody button")[1]!.click();
  await expect.poll(digits).toContain("7.89824305701335444504653424343"); // mpmath
  expect(digits().replaceAll(" ", "")).toContain("7.898243057013354445046534243434466867924"); // and in 60 digits
  expect(frame.contentWindow!.location.hash).toContain("entry=y");
  expect(result()).toContain("f at the point 4.31482984743782");
});

test("another formula takes neither values nor names along, a network neither", async () => {
  await follow(firstDocument);
  await field("Formula").fill("x^2 w");
  await userEvent.keyboard("{Enter}");
  await checked(formula("x^2 w"));
  expect(error()).toMatch(/"x" has no value/);
  expect(screen().document).toMatchObject({ at: { w: 0.3 }, wrt: ["w"] });
  (inForm(".drawing button")[0] as HTMLElement).click();
  await until(() => status() === "Verdict: agree.");
  expect(screen().document).toEqual(formula("x^2 w", { seed: 1, wrt: ["w"] }));
  (parts(frame, "screen-check", "check-form", "tab-list", "button")[1] as HTMLElement).click();
  await until(() => inForm('label[for="text"]').map(textOf)[0] === "Network and loss");
  (inForm("button.main")[0] as HTMLElement).click();
  await until(() => screen().document.subject.kind === "network");
  await checked(screen().document);
  expect(verdict()).toBe("agree");
});

test.each(examples.map(({ title, document }) => [title, document] as const))(
  "%s",
  async (title, document) => {
    await follow(document);
    const expected: Readonly<Record<string, RegExp>> = {
      "a kink": /^not differentiable here/,
      "a planted fault": /^disagree.*too large by 0\.1 %\. It is caught\. .* passes it\./,
      "a wrong claim":
        /^disagree.*What is claimed is wrong.*One mistake explains every number: the function in place of its derivative, at/,
      cancellation: /^agree/,
      "a network": /^agree 8 engines, 26 entries.*Show all 26 entries/,
    };
    expect(error()).toBe("");
    await expect.poll(result).toMatch(expected[title] ?? /^agree/);
  },
);

test.each<[string, CheckDocument, string, RegExp]>([
  ["a syntax error", formula("2 * (x + )", { at: { x: 1 } }), "text", /line 1, column 10.*expr\/syntax/],
  ["a variable without a value", formula("x y", { at: { x: 1 } }), "point", /"y" has no value/],
  ["a strange variable", formula("x", { at: { x: 1, z: 2 } }), "point", /no variable "z"/],
  ["an unknown function", formula("sigmiod(x)", { at: { x: 1 } }), "text", /Did you mean sigmoid/],
  ["no variable", formula("1 + 1"), "text", /nothing to differentiate/],
  ["markup", formula("<img src=x onerror=alert(1)>"), "text", /<img src=x onerror=alert\(1\)>/],
  [
    "a network that is none",
    { chainrule: 1, subject: { kind: "network", text: "3 -> -> 2" } },
    "text",
    /nn\/|check\/network/,
  ],
])("%s is told at its field", async (_, document, name, message) => {
  const told = await complaints();
  await follow(document);
  expect(error()).toMatch(message);
  expect(inForm('[aria-invalid="true"]').map(({ id }) => id)).toEqual([name]);
  expect(parts(frame, "screen-check", "check-form", "error-note", "img")).toEqual([]);
  expect(told).toEqual([]);
});

test.each([
  ["At the point", "x: 1", /"x: 1" is no value/],
  ["At the point", "x = [1, [2]]", /no finite number/],
  ["Seed", "-3", /"-3" is no seed/],
  ["Differentiate by", "<script>", /no variable "<script>"/],
  ["Seed", "99999999999", /no seed/],
])("%s: %s is told there, and has the focus", async (label, text, message) => {
  await follow(formula("x^2", { at: { x: text.length } }));
  await field(label).fill(text);
  await userEvent.keyboard("{Enter}");
  await expect.poll(error, patient).toMatch(message);
  await expect.poll(() => (focused(frame) as HTMLInputElement | null)?.value).toBe(text);
});

test("what has no bound says so, without question marks for numbers", async () => {
  await follow(formula("exp(1000 x) x", { at: { x: 1 } }));
  await expect.poll(() => textOf(inResult(".reasons")[0]), patient).toContain("No bound holds");
  expect(textOf(inResult(".verdict")[0])).not.toContain("ulp");
});

test("a name without end widens nothing", async () => {
  const name = `x_${"long".repeat(40)}`;
  await follow(formula(`${name}^2 + sum(W)`, { at: { [name]: 1, W: [[1, 2]] } }));
  await resize(frame, 360, 900);
  expect(frame.contentDocument!.documentElement.scrollWidth).toBe(360);
  for (const part of ["check-form", "check-result", ".folds"])
    expect(parts(frame, "screen-check", part)[0]!.getBoundingClientRect().right).toBeLessThanOrEqual(360);
  await resize(frame, 1440, 900);
});

test("typing shows the formula, and which variables have no value yet", async () => {
  const note = (name: string) => textOf(inForm(`#${name}-note`)[0]);
  await follow(formula("x", { at: { x: 1 } }));
  await field("Formula").fill("sqrt(a) / b_1");
  await expect.poll(() => inForm(".preview mfrac msqrt").length, patient).toBe(1);
  await field("At the point").fill("a = 2");
  await expect.poll(() => note("point")).toBe("Still without a value: b_1.");
  await field("Formula").fill("sqrt(");
  await expect.poll(() => note("text"), patient).toBe("Not a formula yet.");
});

test("tabs by the arrow keys; a network is typed, and a random point drawn", async () => {
  await follow(formula("x", { at: { x: 1 } }));
  const tab = parts(frame, "screen-check", "check-form", "tab-list", "button")[0]!;
  tab.focus();
  await userEvent.keyboard("{ArrowRight}");
  await field("Network and loss").fill("2 -> 2 tanh -> 1; loss=mse");
  await field("At the point").fill("");
  inForm(".drawing button")[0]!.click();
  await checked({ chainrule: 1, subject: { kind: "network", text: "2 -> 2 tanh -> 1; loss=mse" } });
  expect(verdict()).toBe("agree");
  expect(screen().document.seed).toBe(1);
});

test("every document of the paper is an example, and is found by words", async () => {
  const fold = (...path: string[]) => parts(frame, "screen-check", "preset-list", ...path);
  (parts(frame, "screen-check", "later-fold", "details")[0] as HTMLDetailsElement).open = true;
  await expect.poll(() => fold("li").length, patient).toBeGreaterThan(53);
  await field("Find").fill("E16 mended");
  await expect.poll(() => fold("li").length).toBe(1);
  const before = screen().document;
  fold("li button")[0]!.click();
  await until(() => screen().document !== before && /^Verdict/.test(status()));
  expect(verdict()).toBe("agree");
  inResult(".next button")[0]!.click();
  await expect.poll(() => textOf(parts(frame, "h1")[0]), patient).toBe("Derivation");
  frame.contentWindow!.history.back();
  await expect.poll(() => textOf(parts(frame, "h1")[0]), patient).toBe("Check");
});

test("a long check can be cancelled, and the next one runs", async () => {
  frame.contentWindow!.location.hash = linkTo("check", {
    chainrule: 1,
    subject: { kind: "network", text: "200 -> 200 tanh -> 100 softmax; loss=ce" },
  });
  const cancel = inForm(".late")[0]!;
  await expect.poll(() => cancel.hidden, patient).toBe(false);
  cancel.click();
  await expect.poll(() => cancel.hidden).toBe(true);
  await follow(formula("x^2", { at: { x: 4 } }));
  expect(rows()[0]).toMatch(/^x 8 /);
});
