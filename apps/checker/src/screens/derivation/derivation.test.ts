import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import type { CheckDocument } from "../../shell/document.ts";
import { linkTo } from "../../shell/route.ts";
import { testScreen } from "../../testing/looks.ts";
import { complaints, openPage, parts, patient, textOf, until } from "../../testing/page.ts";

const network: CheckDocument = {
  chainrule: 1,
  subject: { kind: "network", text: "3 -> 4 tanh -> 2 softmax; loss=ce" },
  seed: 7,
};
const frame = await openPage(linkTo("derivation", network));
const inSteps = (selector: string) => parts(frame, "screen-derivation", "step-list", selector);
const rules = () => inSteps(".rule").map((rule) => textOf(rule).replace(/^\d+ /, ""));
const current = () => textOf(inSteps('[aria-current="step"] .rule')[0]);
const panel = () =>
  textOf(parts(frame, "screen-derivation", "derivation-forms", ".panel")[0]).replaceAll(/[\s⁢⁡]/g, "");
const tab = (name: string) =>
  parts(frame, "screen-derivation", "derivation-forms", "tab-list", "button").find(
    (each) => textOf(each) === name,
  )!;
const formula = (text: string, at: CheckDocument["at"] = { x: 1 }): CheckDocument => ({
  chainrule: 1,
  subject: { kind: "formula", text },
  ...(at && { at }),
});

await until(() => rules().length > 0);

testScreen(frame, "derivation", 1300);

test("a layer of a network in matrix, index and scalar notation, and transposed", async () => {
  expect(panel()).toContain("sech(Wa+b)⊙2)a⊤");
  tab("Index").click();
  await expect.poll(panel).toContain("gi");
  tab("Scalar").click();
  await expect.poll(panel).toContain("g1");
  tab("Matrix").click();
  parts(frame, "screen-derivation", "tab-list", "button")[1]!.click();
  await expect.poll(panel, patient).toContain("Numeratorlayout:3×4");
  expect(frame.contentWindow!.location.hash).toContain("layout=numerator");
});

test("rules are walked by the keyboard, each says what it is", async () => {
  frame.contentWindow!.location.hash = linkTo("derivation", formula("x^2 sin(x)"));
  await expect.poll(rules, patient).toContain("product rule");
  expect(rules().at(-1)).toBe("result");
  inSteps('[aria-current="step"] .rule')[0]!.focus();
  await userEvent.keyboard("{End}");
  await expect.poll(current).toMatch(/result$/);
  await userEvent.keyboard("{Home}{ArrowRight}");
  await expect.poll(current).toMatch(/^2 /);
  inSteps(".rule")[rules().indexOf("product rule")]!.click();
  await expect.poll(() => textOf(inSteps(".saying")[0])).toBe("(u v)' = u' v + u v'");
  expect(panel()).toContain("∂f∂x=x(2sin(x)+xcos(x))");
});

test("the value that a step is about stands out in the graph, and leads back to its step", async () => {
  const inGraph = (selector: string) => parts(frame, "screen-derivation", "step-graph", selector);
  const node = () =>
    textOf(parts(frame, "screen-derivation", "step-graph", "graph-figure", ".current .op")[0]);
  inSteps(".rule")[rules().indexOf("derivative of sin")]!.click();
  await expect.poll(node, patient).toBe("sin");
  expect(textOf(inGraph('[role="status"]')[0])).toMatch(/: v\d+ = sin\(x\)$/);
  const [square] = parts(frame, "screen-derivation", "step-graph", "graph-figure", ".node").filter((each) =>
    textOf(each).includes("^2"),
  );
  square!.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  await expect.poll(current).toMatch(/power rule$/);
  parts(frame, "screen-derivation", "step-graph", "graph-figure", ".frame")[0]!.focus();
  await userEvent.keyboard("{End}");
  await expect.poll(current).toMatch(/result$/);
  inGraph("button")[0]!.click();
  const panel = (selector: string) => parts(frame, "screen-graph", "graph-panel", selector)[0];
  await expect.poll(() => textOf(panel(".sentence")), patient).toMatch(/^adj\(v\d+\) = 1$/);
  panel("button")!.click();
  await expect.poll(() => textOf(parts(frame, "h1")[0]), patient).toBe("Derivation");
  await expect.poll(() => frame.contentWindow!.location.hash).not.toContain("node=");
});

test("a symbol that is pointed at says its shape and value, and so does a table", async () => {
  const symbol = parts(frame, "screen-derivation", ".primal", ".known")[0]!;
  symbol.dispatchEvent(new PointerEvent("pointerover", { bubbles: true, composed: true }));
  await expect
    .poll(() => textOf(parts(frame, "screen-derivation", ".primal", ".tip")[0]))
    .toBe("x: number = 1");
  expect(textOf(parts(frame, "screen-derivation", "table")[0])).toMatch(/x number 1$/);
});

test("the code is a module, and names in it stay names", async () => {
  tab("Code").click();
  await expect.poll(panel).toContain("exportfunctionf(x:number)");
  expect(panel()).toContain("LaTeX");
});

test.each([
  ["a syntax error", formula("x +"), /expr\/syntax/],
  ["markup", formula("<b>x</b>"), /expr\//],
  ["no variables", formula("1 + 1", undefined), /no variables/],
])("%s is told", async (_, document, message) => {
  const told = await complaints();
  frame.contentWindow!.location.hash = linkTo("derivation", document);
  await expect
    .poll(() => textOf(parts(frame, "screen-derivation", "error-note")[0]), patient)
    .toMatch(message);
  expect(told).toEqual([]);
});

test("strange views of the address are passed over", async () => {
  const view = { step: "-3", by: "<img>", layer: "1e9", form: "x", layout: "y" };
  frame.contentWindow!.location.hash = linkTo("derivation", network, view);
  await expect
    .poll(() => textOf(parts(frame, "screen-derivation", ".what")[0]), patient)
    .toContain("Layer 2");
  expect(current()).toMatch(/^1 /);
});
