import { beforeAll, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { fromFragment, toFragment } from "../location.ts";
import { focused, openPage, parts, patient, textOf, until } from "../testing/page.ts";
import type { FormulaInput } from "../worker/protocol.ts";
import type { FormulaCheck } from "./formula-check.ts";

/** One page for all tests: each is a check that follows the one before. */
let frame: HTMLIFrameElement;

const whole = () => parts(frame, "formula-check")[0] as FormulaCheck;
const inForm = (selector: string) => parts(frame, "formula-check", "formula-form", selector);
const inResult = (selector: string) => parts(frame, "formula-check", "formula-result", selector);
const inCard = (index: number, selector: string) =>
  inResult("derivative-card")[index]!.shadowRoot!.querySelector(selector)!;

const result = () => textOf(parts(frame, "formula-check", "formula-result")[0]);
const verdict = () => textOf(inResult(".verdict verdict-badge")[0]);
const error = () => textOf(inForm("error-note")[0]);
const status = () => textOf(parts(frame, "formula-check", '[role="status"]')[0]);

/** The value of a witness of the first, second, ... derivative. */
function valueOf(index: number, witness: string): string {
  const rows = [...inCard(index, "tbody").children];
  return rows.find((row) => textOf(row).startsWith(witness))!.querySelector("td")!.textContent!;
}

/** Until the page has checked a formula. */
async function checked(formula: string): Promise<void> {
  await until(() => whole().input.formula === formula && whole().progress === undefined);
  await whole().updateComplete;
}

/** Follows a link to a check. */
async function follow(more: Partial<FormulaInput>): Promise<void> {
  const input: FormulaInput = { formula: "x", point: "x = 1", order: 1, fault: "", ...more };
  frame.contentWindow!.location.hash = toFragment(input);
  await checked(input.formula);
}

const field = (label: string) =>
  page.frameLocator(page.elementLocator(frame)).getByLabelText(label, { exact: true });

/** Fills the form as people do, and submits it with Enter. */
async function ask(formula: string, point: string): Promise<void> {
  await field("Formula").fill(formula);
  await field("At the point").fill(point);
  await userEvent.keyboard("{Enter}");
  await checked(formula);
}

beforeAll(async () => {
  frame = await openPage();
  await until(() => whole() !== undefined);
  parts(frame, "paper-report", "button")[0]!.click(); // nobody waits for the report here
  await checked("sin(x y) / y");
}, 60_000);

test("a formula's derivatives, by every witness, with the right values", async () => {
  await ask("x^2 sin(y)", "x = 3, y = 0.5");
  expect(verdict()).toBe("agree");
  expect(textOf(inCard(0, "header math"))).toMatch(/^∂ f ∂ x = 2 .*x .*sin .*y/);
  expect(valueOf(0, "symbolic")).toBe("2.87655323162521800163972761129"); // 6 sin(1/2)
  expect(valueOf(0, "tape")).toMatch(/^2\.876553231625218001639727611/);
  expect(valueOf(1, "symbolic")).toBe("7.89824305701335444504653424343"); // 9 cos(1/2)
  expect(Number(valueOf(1, "float64"))).toBeCloseTo(7.898243057013354, 14);
  expect(Number(valueOf(1, "complex step"))).toBeCloseTo(7.898243057013354, 13);
  expect(Number(valueOf(1, "finite difference"))).toBeCloseTo(7.898243057013354, 8);
  expect(result()).toContain("value of f 4.31482984743782");
  const input = { formula: "x^2 sin(y)", point: "x = 3, y = 0.5", order: 1, fault: "" };
  expect(fromFragment(frame.contentWindow!.location.hash)).toEqual(input);
});

test("a link reproduces a check, and the way back leads to the one before", async () => {
  await follow({ formula: "exp(2 t)", point: "t = 0", order: 2 });
  expect(textOf(inCard(0, "header math"))).toMatch(/^d 2 f d t 2 = 4/);
  expect(valueOf(0, "symbolic")).toBe("4");
  await ask("t^3", "t = 2");
  expect(valueOf(0, "symbolic")).toBe("12");
  frame.contentWindow!.history.back();
  await checked("exp(2 t)");
  expect(valueOf(0, "symbolic")).toBe("4");
});

test("a kink is called one, with both sides", async () => {
  await follow({ formula: "relu(x)", point: "x = 0" });
  expect(verdict()).toBe("not differentiable here");
  expect(result()).toContain("From the left 0, from the right 1");
  expect(result()).not.toContain("contradicts");
});

test("a planted fault is caught where the usual rule passes it", async () => {
  await follow({ formula: "x tanh(x w)", point: "x = 0.8, w = 1.25", fault: "scale" });
  expect(verdict()).toBe("disagree");
  expect(result()).toMatch(/too large by 0\.1 %\. It is caught\. .* passes it\./);
  expect(textOf(inCard(0, "tbody"))).toMatch(/tape .* disagree .* complex step .* confirms/);
});

test("a fault that changes nothing is said to change nothing", async () => {
  await follow({ formula: "sin(x)", fault: "dropped-path" });
  expect(verdict()).toBe("agree");
  expect(result()).toContain("there is nothing to catch");
});

test("a syntax error is shown with its caret at the field, and goes when mended", async () => {
  await ask("2 * (x + )", "x = 1");
  expect(error()).toContain("Syntax error at line 1, column 10");
  const [line, carets] = inForm("error-note")[0]!.shadowRoot!.querySelector("pre")!.textContent!.split("\n");
  expect(line![carets!.indexOf("^")]).toBe(")");
  const input = inForm("#formula")[0]!;
  expect(input.getAttribute("aria-invalid")).toBe("true");
  await expect.poll(() => focused(frame)).toBe(input);
  expect(status()).toMatch(/^Error\. Syntax error/);

  await ask("2 * (x + 1)", "x = 1");
  expect(verdict()).toBe("agree");
  expect(error()).toBe("");
  expect(input.getAttribute("aria-invalid")).toBe("false");
  expect(status()).toBe("Verdict: agree.");
});

test.each<[string, Partial<FormulaInput>, string, RegExp]>([
  ["a variable without a value", { formula: "x y" }, "point", /variable "y" has no value/],
  ["a point that is none", { point: "x: 1" }, "point", /"x: 1" is no value of a variable/],
  ["an unknown function", { formula: "sigmiod(x)" }, "formula", /Did you mean sigmoid/],
  ["no variable at all", { formula: "1 + 1", point: "" }, "formula", /nothing to differentiate/],
  ["an unknown fault", { fault: "gremlin" }, "fault", /no fault "gremlin"/],
  ["markup", { formula: "<img src=x onerror=alert(1)>" }, "formula", /<img src=x onerror=alert\(1\)>/],
])("%s is told at its field", async (_, input, name, message) => {
  await follow(input);
  expect(error()).toMatch(message);
  expect(inForm('[aria-invalid="true"]').map(({ id }) => id)).toEqual([name]);
  expect(parts(frame, "formula-check", "formula-form", "error-note", "img")).toEqual([]);
});

test("a formula that the tape cannot run is told below the fields", async () => {
  await follow({ formula: "sum(i x, i, 1, 3)" });
  expect(error()).toContain("check/not-lowered");
  expect(inForm('[aria-invalid="true"]')).toEqual([]);
});

test("typing shows the formula, and which variables have no value yet", async () => {
  const note = (name: string) => textOf(inForm(`#${name}-note`)[0]);
  await field("Formula").fill("sqrt(a) / b_1");
  await expect.poll(() => inForm(".preview mfrac msqrt").length, patient).toBe(1);
  await field("At the point").fill("a = 2");
  await expect.poll(() => note("point")).toBe("Still without a value: b_1.");
  await field("Formula").fill("sqrt(");
  await expect.poll(() => note("formula"), patient).toBe("Not a formula yet.");
});

test("a long check can be cancelled, and the next one runs", async () => {
  const cancel = inForm("button")[1]!;
  frame.contentWindow!.location.hash = toFragment({
    formula: `${"sin(".repeat(20_000)}x${")".repeat(20_000)}`,
    point: "x = 1",
    order: 1,
    fault: "",
  });
  await expect.poll(() => cancel.hidden).toBe(false);
  cancel.click();
  await expect.poll(() => cancel.hidden).toBe(true);
  expect(result()).toBe("");
  await ask("x^2", "x = 4");
  expect(valueOf(0, "symbolic")).toBe("8");
});
