import fc from "fast-check";
import temml from "temml";
import { describe, expect, test } from "vitest";
import {
  call,
  differentiate,
  type Expression,
  LimitError,
  multiply,
  parse,
  power,
  symbol,
  toLatex,
  toMathML,
} from "../index.ts";
import { built, scalarTexts, shapes as tensors, vectorTexts } from "../testing/texts.ts";

const shapes = { W: [3, 2], V: [4, 3], x: [2], b: [3], theta_1: [3], X: ["n", 2], D: ["n", 3] } as const;

/** Texts, and the LaTeX that a mathematician would write. */
const formulas: readonly (readonly [text: string, latex: string])[] = [
  ["p^2/2", "\\frac{p^{2}}{2}"],
  ["-p/(q + 1)", "-\\frac{p}{q + 1}"],
  ["2 p q", "2\\,p\\,q"],
  ["p*2^3", "p \\cdot 2^{3}"],
  // without the dot, a mixed number
  ["2*(7/3)", "2 \\cdot \\frac{7}{3}"],
  ["2*p*(7/3)", "2\\,p\\,\\frac{7}{3}"],
  ["(p + q)^r", "\\left(p + q\\right)^{r}"],
  ["(p/q)^2", "\\left(\\frac{p}{q}\\right)^{2}"],
  ["p^q^r", "p^{q^{r}}"],
  ["sqrt(p + 1)", "\\sqrt{p + 1}"],
  ["cbrt(p)", "\\sqrt[3]{p}"],
  ["exp(-p)", "e^{-p}"],
  ["exp(p)^2", "\\left(e^{p}\\right)^{2}"],
  ["sin(alpha)", "\\sin\\left(\\alpha\\right)"],
  ["sigmoid(p)", "\\sigma\\left(p\\right)"],
  ["log(p)", "\\ln\\left(p\\right)"],
  ["|p|", "\\left|p\\right|"],
  ["floor(p) + ceil(p)", "\\left\\lfloor p\\right\\rfloor + \\left\\lceil p\\right\\rceil"],
  ["sincDerivative(2, p)", "\\operatorname{sinc}^{\\left(2\\right)}\\left(p\\right)"],
  ["polygamma(1, p)", "\\psi^{\\left(1\\right)}\\left(p\\right)"],
  ["x_1 + m_0 + E_kin + rate", "x_{1} + m_{0} + E_{\\mathrm{kin}} + \\mathrm{rate}"],
  ["2 pi e", "2\\,\\pi\\,e"],
  ["p - -q", "p + q"],
  ["sum(q[i]^2, i, 1, m)", "\\sum_{i=1}^{m} q_{i}^{2}"],
  ["2 sum(q[i], i, 1, m)", "2\\,\\left(\\sum_{i=1}^{m} q_{i}\\right)"],
  ["product(i, i, 1, m)", "\\prod_{i=1}^{m} i"],
  ["W @ x + b", "W\\,x + b"],
  ["W' @ b", "W^{\\top}\\,b"],
  ["(W @ x)[2]", "{\\left(W\\,x\\right)}_{2}"],
  ["theta_1[2]", "{\\theta_{1}}_{2}"],
  ["b*b", "b \\odot b"],
  ["outer(b, x)", "b\\,x^{\\top}"],
  ["eye(3)", "I_{3}"],
  ["ones(n)", "\\mathbf{1}_{n}"],
  ["tensor(i*j, i, 2, j, 3)", "{\\left[i\\,j\\right]}_{i \\le 2,\\,j \\le 3}"],
  [
    "piecewise(p, p > 0 and q <= 1, -p)",
    "\\begin{cases} p & \\text{if } 0 < p \\land q \\le 1 \\\\ -p & \\text{otherwise} \\end{cases}",
  ],
];

/** Every kind of formula once. */
const samples: readonly string[] = [
  ...formulas.map(([text]) => text),
  "not(p < q)*piecewise(1, p == q or p != r, p >= r, 2, 3)",
  "kronecker(p, q) + zeros(2, 3)[1, 2] + max(p, q, r) + maximum(q[i], i, 1, 3)",
  "logSumExp(x) + sum(V @ W) + trace(W' @ W)",
  "softmax(X)",
  "diag(x)[1, 2] + outer(b, x)[1, 1]",
  "lgamma(p) + logSigmoid(p) + erfcx(p) + step(p) + atan2(p, q) + gaussian(p, q, r)",
  "__proto__ + constructor + toString",
];

describe("toLatex", () => {
  test.each(formulas)("%s", (text, latex) => {
    expect(toLatex(parse(text, { shapes }))).toBe(latex);
  });

  test.each(samples)("is read by Temml: %s", (text) => {
    const latex = toLatex(parse(text, { shapes }));
    expect(temml.renderToString(latex, { throwOnError: true })).toContain("<math");
  });

  test.each([
    ["a b", "\\text{a\\ b}"],
    [" ", "\\text{\\ }"],
    ["\u1d2c", "\\text{\u1d2c}"],
    ["x\u00b2", "\\text{x\u00b2}"],
    ["\u00e9", "\u00e9"],
    ["\u03b1_\u0301", "\u03b1_{\\text{\u25cc\u0301}}"],
    ["a b^", "\\text{a\\ b\\textasciicircum{}}"],
    ["\ud800x", "\\text{\ufffdx}"],
  ])("a name that is no plain word is shown as it is: %j", (name, latex) => {
    const written = toLatex(power(symbol(name), 2));
    expect(written).toBe(`${latex}^{2}`);
    expect(temml.renderToString(written, { throwOnError: true })).toMatch(/<msup>|<msubsup>/);
  });

  test("names cannot break out of their place", () => {
    const name = "a}\\evil{$&#^_~%\u202e";
    const latex = toLatex(symbol(name));
    expect(latex).not.toContain("\\evil");
    expect(latex).not.toContain("\u202e");
    expect(temml.renderToString(latex, { throwOnError: true })).toContain("<math");
  });

  test("shared parts are lines of an aligned block that Temml reads", () => {
    const u = parse("exp(p + q + 1)");
    const latex = toLatex(multiply(u, call("sin", u)), { shared: true });
    expect(latex).toBe(
      "\\begin{aligned}\nt_{1} &= e^{p + q + 1} \\\\\n& t_{1}\\,\\sin\\left(t_{1}\\right)\n\\end{aligned}",
    );
    expect(temml.renderToString(latex, { throwOnError: true, displayMode: true })).toContain("<mtable");
  });
});

describe("toMathML", () => {
  test.each(samples)("is well-formed, with the right number of children: %s", (text) => {
    checkMarkup(toMathML(parse(text, { shapes })));
  });

  test("a fraction, a power, a product and a call", () => {
    const markup = toMathML(parse("2 p sin(q)^2/3"), { display: "inline" });
    expect(markup).toBe(
      '<math xmlns="http://www.w3.org/1998/Math/MathML" display="inline"><mfrac><mrow><mn>2</mn>' +
        '<mo rspace="0.1667em">\u2062</mo><mi>p</mi><mo rspace="0.1667em">\u2062</mo>' +
        "<msup><mrow><mi>sin</mi><mo>\u2061</mo><mrow><mo>(</mo><mi>q</mi>" +
        "<mo>)</mo></mrow></mrow><mn>2</mn></msup></mrow><mn>3</mn></mfrac></math>",
    );
  });

  test("a number times a fraction of numbers, which is no mixed number", () => {
    expect(toMathML(parse("2*(7/3)"))).toContain("<mn>2</mn><mo>⋅</mo><mfrac><mn>7</mn><mn>3</mn></mfrac>");
  });

  test("Greek letters, subscripts and the transpose", () => {
    expect(toMathML(parse("theta_1"))).toContain("<msub><mi>θ</mi><mn>1</mn></msub>");
    expect(toMathML(parse("sigmoid(E_kin)"))).toContain("<mi>σ</mi><mo>\u2061</mo>");
    expect(toMathML(parse("W'", { shapes }))).toContain(
      '<msup intent="transpose($x)"><mi arg="x">W</mi><mo>⊤</mo></msup>',
    );
    expect(toMathML(parse("logSigmoid(p)"))).toContain("<mi>ln σ</mi>");
  });

  test("the slope of sigmoid is its letter with a prime, both italic", () => {
    const slope = differentiate(parse("sigmoid(x)"), symbol("x"));
    expect(toMathML(slope)).toContain("<mi>σ</mi><mo>′</mo><mo>\u2061</mo>");
  });

  test("names are escaped, and no control character gets through", () => {
    const markup = toMathML(symbol("<script>&\u0000\u202e"));
    expect(markup).toContain("&lt;script&gt;&amp;\ufffd\ufffd");
    checkMarkup(markup);
  });

  test("shared parts are rows of a table", () => {
    const u = parse("exp(p + q + 1)");
    const markup = toMathML(multiply(u, call("sin", u)), { shared: true });
    checkMarkup(markup);
    expect(markup.match(/<mtr>/g)).toHaveLength(2);
  });

  test("a graph that would print exponentially gives a limit error", () => {
    let e: Expression = symbol("x");
    for (let k = 0; k < 100; k++) e = multiply(call("sin", e), call("cos", e));
    expect(() => toMathML(e)).toThrow(LimitError);
    expect(() => toLatex(e)).toThrow(LimitError);
    checkMarkup(toMathML(e, { shared: true }));
  });

  test("the gradient of a dense layer", () => {
    const loss = parse("sum((sigmoid(X @ W' + b) - D)^2)/2", { shapes });
    for (const name of ["W", "b", "X"]) checkMarkup(toMathML(differentiate(loss, name)));
  });
});

describe("random expressions", () => {
  test.each([
    ["scalars", scalarTexts],
    ["vectors", vectorTexts],
  ])(
    "%s are well-formed MathML, and Temml reads their LaTeX",
    (_, texts) => {
      fc.assert(
        fc.property(texts, (text) => {
          const e = parse(text, { shapes: tensors });
          checkMarkup(toMathML(e));
          expect(temml.renderToString(toLatex(e), { throwOnError: true })).toContain("<math");
        }),
        { numRuns: 100 },
      );
    },
    20_000,
  );

  test("whoever built them", () => {
    fc.assert(
      fc.property(built, (e) => {
        checkMarkup(toMathML(e));
        expect(temml.renderToString(toLatex(e), { throwOnError: true })).toContain("<math");
      }),
      { numRuns: 100 },
    );
  }, 20_000);
});

/** Children that presentation MathML demands. */
const children: Readonly<Record<string, number>> = { mfrac: 2, msup: 2, msub: 2, mroot: 2, munderover: 3 };

/** Reads markup as XML: every element closed in order, no stray mark, and as many children as the element demands. */
function checkMarkup(markup: string): void {
  const open: { readonly name: string; count: number }[] = [{ name: "", count: 0 }];
  let at = 0;
  for (const match of markup.matchAll(/<(\/?)([a-z]+)((?: [a-z]+="[^"<&]*")*)>/g)) {
    expect(markup.slice(at, match.index)).toMatch(/^(?:[^<>&]|&amp;|&lt;|&gt;)*$/);
    at = match.index + match[0].length;
    if (match[1] === "") {
      open.at(-1)!.count += 1;
      open.push({ name: match[2]!, count: 0 });
    } else {
      const { name, count } = open.pop()!;
      expect(match[2]).toBe(name);
      if (children[name] !== undefined) expect(`${name} ${count}`).toBe(`${name} ${children[name]}`);
    }
  }
  expect(at).toBe(markup.length);
  expect(open).toEqual([{ name: "", count: 1 }]);
}
