import { type Complex, complex } from "@chainrule/special";
import { describe, expect, test } from "vitest";
import {
  type Bindings,
  differentiate,
  type Expression,
  evaluate,
  freeSymbols,
  jacobian,
  LimitError,
  parse,
  simplify,
  type TensorValue,
  toText,
} from "../index.ts";
import { numbersOf } from "../testing/differences.ts";

type Shapes = Readonly<Record<string, readonly (number | string)[]>>;
type Values = Readonly<Record<string, TensorValue>>;

/** What is differentiated, by what, and up to which order; sizes are those of symbolic axes. */
interface Formula {
  readonly text: string;
  readonly shapes: Shapes;
  readonly by: readonly string[];
  readonly order?: number;
  readonly sizes?: Readonly<Record<string, number>>;
}

/** Numbers from a seed: Marsaglia's xorshift, 32 bits. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Well-conditioned matrices with a positive determinant, vectors and scalars of both signs. */
function randomValues({ shapes, sizes = {} }: Formula): Values {
  const random = randomNumbers(20_261_122);
  return Object.fromEntries(
    Object.entries(shapes).map(([name, axes]) => {
      const shape = axes.map((size) => (typeof size === "number" ? size : sizes[size]!));
      const count = shape.reduce((a, b) => a * b, 1);
      const data = Array.from({ length: count }, () => 2 * random() - 1);
      const [rows, columns] = shape;
      if (shape.length === 2 && rows === columns) {
        for (let k = 0; k < rows!; k++) data[k * (rows! + 1)]! += 2;
      }
      return [name, { shape, data }];
    }),
  );
}

function bound(values: Values, { sizes = {} }: Formula): Bindings {
  const scalars = Object.entries(values).map(([name, value]) => [
    name,
    value.shape.length === 0 ? value.data[0]! : value,
  ]);
  return { ...sizes, ...(Object.fromEntries(scalars) as Record<string, TensorValue>) };
}

const step = 2 ** -100;

/** The elements of e with element k of a variable moved by i h: imaginary parts over h are their derivatives. */
function complexStep(e: Expression, values: Values, formula: Formula, name: string, k: number): number[] {
  const bindings: Record<string, Complex | number | TensorValue<Complex | number>> = {
    ...(bound(values, formula) as Record<string, TensorValue>),
  };
  const { shape, data } = values[name]!;
  const moved = Array.from(data, (x, m) => ({ re: x, im: m === k ? step : 0 }));
  bindings[name] = shape.length === 0 ? moved[0]! : { shape, data: moved };
  return numbersOf(evaluate<Complex>(e, bindings, { arithmetic: complex })).map(({ im }) => im / step);
}

function occurs(e: Expression, name: string): boolean {
  return freeSymbols(e).some((symbol) => symbol.name === name);
}

/** Every element of the derivative of e by a variable against the complex step of e: output's axes, then variable's. */
function expectDerivative(
  e: Expression,
  derivative: Expression,
  values: Values,
  formula: Formula,
  name: string,
) {
  const found = numbersOf(evaluate(derivative, bound(values, formula)) as number | TensorValue);
  const count = values[name]!.data.length;
  for (let k = 0; k < count; k++) {
    const right = complexStep(e, values, formula, name, k);
    expect(found.length).toBe(right.length * count);
    const scale = Math.max(1, ...right.map(Math.abs));
    for (const [m, slope] of right.entries()) {
      expect(Math.abs(found[m * count + k]! - slope) / scale, `${m}, ${k}`).toBeLessThan(1e-12);
    }
  }
}

const n3 = { n: 3 };
const nd = { n: 3, d: 2 };

const formulas: readonly Formula[] = [
  // scalars by scalars, vectors and matrices
  { text: "x' @ A @ x", shapes: { x: ["n"], A: ["n", "n"] }, by: ["x", "A"], sizes: n3 },
  { text: "t^2*norm(x)", shapes: { t: [], x: [3] }, by: ["t", "x"] },
  { text: "det(X)", shapes: { X: [3, 3] }, by: ["X"] },
  { text: "logdet(X)", shapes: { X: ["n", "n"] }, by: ["X"], sizes: n3 },
  { text: "trace(inverse(X) @ A)", shapes: { X: [2, 2], A: [2, 2] }, by: ["X", "A"] },
  { text: "norm(X)", shapes: { X: ["n", "d"] }, by: ["X"], sizes: nd },
  { text: "norm(A @ x - b)", shapes: { A: [2, 3], x: [3], b: [2] }, by: ["x", "A"] },
  { text: "det(X)^t", shapes: { X: [2, 2], t: [] }, by: ["X", "t"] },
  {
    text: "logdet(A' @ A + t*eye(n))",
    shapes: { A: ["d", "n"], t: [] },
    by: ["A", "t"],
    order: 2,
    sizes: nd,
  },
  { text: "b' @ inverse(X) @ b", shapes: { X: [3, 3], b: [3] }, by: ["X", "b"], order: 2 },
  { text: "sum(inverse(X)^2)", shapes: { X: [2, 2] }, by: ["X"] },
  { text: "trace(A' @ X @ B @ X')", shapes: { A: [2, 2], X: [2, 2], B: [2, 2] }, by: ["X"] },
  { text: "sum(cofactor(X) * A)", shapes: { X: [3, 3], A: [3, 3] }, by: ["X"], order: 2 },
  { text: "logSumExp(A @ x)", shapes: { A: ["n", "d"], x: ["d"] }, by: ["x", "A"], sizes: nd },
  {
    text: "sum((sigmoid(W @ x + b) - y)^2)/2",
    shapes: { W: [2, 3], x: [3], b: [2], y: [2] },
    by: ["W", "b"],
  },
  { text: "sum(x[i]^2*i, i, 1, n)", shapes: { x: ["n"] }, by: ["x"], sizes: n3 },
  { text: "sum(x[i]*x[i+1]^2, i, 1, n - 1)", shapes: { x: ["n"] }, by: ["x"], sizes: n3 },
  { text: "sum(softmax(X)^2)", shapes: { X: [2, 2] }, by: ["X"], order: 2 },
  { text: "exp(-norm(x - m)^2/(2*s^2))", shapes: { x: [2], m: [2], s: [] }, by: ["x", "s"] },
  // vectors
  { text: "A @ x", shapes: { A: ["n", "d"], x: ["d"] }, by: ["x", "A"], order: 2, sizes: nd },
  { text: "t*x + x/t", shapes: { t: [], x: [2] }, by: ["t", "x"] },
  { text: "inverse(A) @ b", shapes: { A: [2, 2], b: [2] }, by: ["A", "b"] },
  { text: "x/norm(x)", shapes: { x: [3] }, by: ["x"] },
  { text: "softmax(x)", shapes: { x: [3] }, by: ["x"], order: 5 },
  { text: "logSumExp(X)", shapes: { X: [2, 3] }, by: ["X"], order: 2 },
  { text: "diag(X) * x", shapes: { X: [2, 2], x: [2] }, by: ["X", "x"], order: 2 },
  { text: "tanh(W @ x + b)", shapes: { W: [2, 2], x: [2], b: [2] }, by: ["W", "x"] },
  { text: "x * sum(x)", shapes: { x: ["n"] }, by: ["x"], sizes: n3 },
  // matrices
  { text: "X @ A @ X", shapes: { X: [2, 2], A: [2, 2] }, by: ["X"] },
  { text: "inverse(X)", shapes: { X: [2, 2] }, by: ["X"], order: 4 },
  { text: "outer(x, y)", shapes: { x: [2], y: [3] }, by: ["x", "y"], order: 2 },
  { text: "diag(exp(x))", shapes: { x: [3] }, by: ["x"], order: 2 },
  { text: "sigmoid(X @ W' + b)", shapes: { X: [2, 2], W: [2, 2], b: [2] }, by: ["W", "b"], order: 2 },
  { text: "X'", shapes: { X: ["n", "d"] }, by: ["X"], order: 2, sizes: nd },
  { text: "X - outer(x, x)/norm(x)", shapes: { X: [2, 2], x: [2] }, by: ["X", "x"], order: 2 },
  { text: "cofactor(X)", shapes: { X: [2, 2] }, by: ["X"] },
  { text: "inverse(inverse(X) + A)", shapes: { X: [2, 2], A: [2, 2] }, by: ["X"], order: 2 },
  { text: "t*inverse(A + t*eye(2))", shapes: { A: [2, 2], t: [] }, by: ["t", "A"], order: 2 },
];

test.each(["inverse(X)", "cofactor(X)", "X'", "X"])("%s by a scalar that it does not have", (text) => {
  const e = parse(text, { shapes: { X: [2, 2] } });
  const X = { shape: [2, 2], data: [1, 2, 3, 4] };
  for (const order of [1, 2])
    expect(evaluate(differentiate(e, "t", order), { X })).toEqual({ shape: [2, 2], data: [0, 0, 0, 0] });
});

test.each([
  ["log(det(X))", "inverse(X)'"],
  ["det(X)^3", "3*det(X)^2*cofactor(X)"],
  ["1/det(X)", "-inverse(X)'/det(X)"],
  ["det(X')", "cofactor(X)"],
  ["logdet(X')", "inverse(X)'"],
  ["b' @ inverse(X') @ b", "-inverse(X)' @ outer(b, b) @ inverse(X)'"],
  ["det(inverse(X))*det(X)", "zeros(2, 2)"],
])("the gradient of %s by X is %s", (text, right) => {
  const e = parse(text, { shapes: text.includes("b") ? { X: [2, 2], b: [2] } : { X: [2, 2] } });
  expect(toText(simplify(differentiate(e, "X")))).toBe(right);
});

test("more than 32 axes are refused at once", () => {
  const e = parse("inverse(X)", { shapes: { X: [2, 2] } });
  expect(() => differentiate(e, "X", 16)).toThrow(LimitError);
});

describe.each(formulas)("$text", (formula) => {
  const { text, shapes, by, order = 3 } = formula;
  const values = randomValues(formula);
  test.each(by)("by %s, each order against the complex step of the one before", (name) => {
    let e = parse(text, { shapes });
    const [[first]] = jacobian([e], [name]) as [[Expression]];
    expectDerivative(e, first, values, formula, name);
    if (occurs(first, name)) {
      const [[second]] = jacobian([first], [name]) as [[Expression]];
      expectDerivative(first, second, values, formula, name);
    }
    for (let k = 1; k <= order && occurs(e, name); k++) {
      const derivative = differentiate(parse(text, { shapes }), name, k);
      expectDerivative(e, derivative, values, formula, name);
      e = derivative;
    }
  });
});
