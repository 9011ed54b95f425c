import temml from "temml";
import { describe, expect, test } from "vitest";
import { gradient, hessian, jacobian, parse, simplify, toLatex, toMathML } from "../index.ts";

const shapes = {
  W: ["m", "n"],
  A: ["n", "n"],
  S: ["n", "n"],
  X: ["k", "n"],
  V: ["m", "n"],
  Y: ["k", "m"],
  a: ["n"],
  b: ["m"],
  x: ["n"],
  y: ["m"],
  z: ["m"],
} as const;

/** Texts, and what a textbook prints for them. */
const formulas: readonly (readonly [text: string, latex: string])[] = [
  ["outer(W @ x, a)", "W\\,x\\,a^{\\top}"],
  ["outer(y, W @ x)", "y\\,x^{\\top}\\,W^{\\top}"],
  ["-2*outer(a, x)", "-2\\,a\\,x^{\\top}"],
  ["A @ (S @ x)", "A\\,S\\,x"],
  ["2*A @ x/p", "\\frac{2\\,A\\,x}{p}"],
  ["(a' @ x)*(A @ x)", "\\left(a^{\\top}\\,x\\right)\\,\\left(A\\,x\\right)"],
  ["norm(x)^2", "\\left\\lVert x\\right\\rVert^{2}"],
  ["sum((W @ x - y)^2)", "\\left\\lVert W\\,x - y\\right\\rVert^{2}"],
  ["sqrt(sum(x^2))", "\\left\\lVert x\\right\\rVert"],
  ["sum(x^2)^(3/2)", "\\left\\lVert x\\right\\rVert^{3}"],
  ["sum(x^2)^3", "\\left\\lVert x\\right\\rVert^{6}"],
  ["norm(W)", "\\left\\lVert W\\right\\rVert_{\\mathrm{F}}"],
  ["sum(A*S)", "\\operatorname{tr}\\left(A^{\\top}\\,S\\right)"],
  ["sum(A*S')", "\\operatorname{tr}\\left(S\\,A\\right)"],
  ["inverse(A)' @ x", "A^{-\\top}\\,x"],
  ["inverse(A + S)", "\\left(A + S\\right)^{-1}"],
  ["inverse(A)^2", "\\left(A^{-1}\\right)^{\\odot 2}"],
  ["logdet(A)", "\\ln\\det\\left(A\\right)"],
  ["X @ W' + b", "X\\,W^{\\top} + \\mathbf{1}\\,b^{\\top}"],
  ["x + p", "x + p\\,\\mathbf{1}"],
  ["x - 1", "x - \\mathbf{1}"],
  ["A - 2*p", "A - 2\\,p\\,\\mathbf{1}\\,\\mathbf{1}^{\\top}"],
  ["2*A*x*a", "2\\,A\\,\\operatorname{diag}\\left(x \\odot a\\right)"],
  ["x*a/(p*exp(x))", "\\left(x \\odot a\\right) \\oslash \\left(p\\,\\exp\\left(x\\right)\\right)"],
  ["x^3", "x^{\\odot 3}"],
];

/** Derivatives as they come out of the paper's and the textbooks' formulas. */
const derivatives: readonly (readonly [text: string, by: string, order: 1 | 2, latex: string])[] = [
  [
    "sum((sigmoid(z) - y)^2)/2",
    "z",
    1,
    "\\sigma'\\left(z\\right) \\odot \\left(\\sigma\\left(z\\right) - y\\right)",
  ],
  [
    "sum((sigmoid(W @ x + b) - y)^2)/2",
    "W",
    1,
    "\\left(\\sigma'\\left(W\\,x + b\\right) \\odot \\left(\\sigma\\left(W\\,x + b\\right) - y\\right)\\right)\\,x^{\\top}",
  ],
  [
    "sum((sigmoid(W @ x + b) - y)^2)/2",
    "x",
    1,
    "W^{\\top}\\,\\left(\\sigma'\\left(W\\,x + b\\right) \\odot \\left(\\sigma\\left(W\\,x + b\\right) - y\\right)\\right)",
  ],
  ["x' @ A @ x", "x", 1, "\\left(A + A^{\\top}\\right)\\,x"],
  ["x' @ A @ x", "x", 2, "A + A^{\\top}"],
  ["norm(W @ x - y)^2", "x", 1, "2\\,W^{\\top}\\,\\left(W\\,x - y\\right)"],
  ["norm(W @ x - y)^2", "x", 2, "2\\,W^{\\top}\\,W"],
  ["logdet(A)", "A", 1, "A^{-\\top}"],
  ["a' @ inverse(A) @ x", "A", 1, "-A^{-\\top}\\,a\\,x^{\\top}\\,A^{-\\top}"],
  [
    "sum(softplus(W @ x)) - y' @ W @ x",
    "x",
    2,
    "W^{\\top}\\,\\operatorname{diag}\\left(\\sigma'\\left(W\\,x\\right)\\right)\\,W",
  ],
  [
    "logSumExp(x)",
    "x",
    2,
    "\\operatorname{diag}\\left(\\operatorname{softmax}\\left(x\\right)\\right) - \\operatorname{softmax}\\left(x\\right)\\,\\operatorname{softmax}\\left(x\\right)^{\\top}",
  ],
];

function derivative(text: string, by: string, order: 1 | 2) {
  const e = parse(text, { shapes });
  return simplify(order === 1 ? gradient(e, [by])[0]! : hessian(e, [by])[0]![0]!);
}

describe("LaTeX as in textbooks", () => {
  test.each(formulas)("%s", (text, latex) => {
    expect(toLatex(parse(text, { shapes }))).toBe(latex);
    expect(temml.renderToString(latex, { throwOnError: true })).toContain("<math");
  });

  test.each(derivatives)("%s by %s, order %d", (text, by, order, latex) => {
    expect(toLatex(derivative(text, by, order))).toBe(latex);
    expect(temml.renderToString(latex, { throwOnError: true })).toContain("<math");
  });

  test("a Jacobian", () => {
    const [[byX]] = jacobian([parse("sigmoid(W @ x + b)", { shapes })], ["x"]) as [[never]];
    expect(toLatex(byX)).toBe("\\operatorname{diag}\\left(\\sigma'\\left(W\\,x + b\\right)\\right)\\,W");
  });
});

describe("MathML that is spoken as meant", () => {
  const spoken = (text: string) => toMathML(parse(text, { shapes }), { display: "inline" });

  test("superscripts that are no powers say so", () => {
    expect(spoken("W'")).toContain('<msup intent="transpose($x)"><mi arg="x">W</mi><mo>⊤</mo></msup>');
    expect(spoken("inverse(A)")).toContain('<msup intent="inverse($x)"><mi arg="x">A</mi><mrow><mo>−</mo>');
    expect(spoken("inverse(A)'")).toContain('intent="transpose(inverse($x))"');
    expect(spoken("inverse(A + S)")).toContain('<msup intent="inverse($x)"><mrow arg="x"><mo>(</mo>');
  });

  test("products of matrices are invisible times, elementwise ones are not", () => {
    expect(spoken("W @ x")).toContain('<mi>W</mi><mo rspace="0.1667em">\u2062</mo><mi>x</mi>');
    expect(spoken("x*a")).toContain('<mi>x</mi><mo intent="elementwise-times">⊙</mo><mi>a</mi>');
    expect(spoken("x/a")).toContain('<mi>x</mi><mo intent="elementwise-divided-by">⊘</mo><mi>a</mi>');
    expect(spoken("x^2")).toContain(
      '<msup intent="elementwise-power($x,$n)"><mi arg="x">x</mi><mrow><mo>⊙</mo><mn arg="n">2</mn></mrow></msup>',
    );
  });

  test("norms, ones and functions of tensors", () => {
    expect(spoken("norm(x)")).toContain(
      '<mrow intent="norm($x)"><mo>‖</mo><mi arg="x">x</mi><mo>‖</mo></mrow>',
    );
    expect(spoken("norm(W)")).toContain('<mi mathvariant="normal">F</mi></msub>');
    expect(spoken("x + 1")).toContain('<mo>+</mo><mn mathvariant="bold">1</mn>');
    expect(spoken("exp(x)")).toContain(
      "<mi>exp</mi><mo>\u2061</mo><mrow><mo>(</mo><mi>x</mi><mo>)</mo></mrow>",
    );
  });
});
