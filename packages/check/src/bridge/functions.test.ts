import { call, type Expression, evaluate, type FunctionName, number, parse, symbol } from "@chainrule/expr";
import {
  type Arithmetic,
  boundedDoubleDouble,
  boundedFloat64,
  doubleDouble,
  toDecimal,
  ulp,
} from "@chainrule/special";
import { type ArrayLike, evaluate as run, trace } from "@chainrule/tape";
import { describe, expect, it } from "vitest";
import { tapeFunctions } from "./functions.ts";
import { lower } from "./lower.ts";

type Point = readonly number[];

const unary = (...xs: readonly number[]): Point[] => xs.map((x) => [x]);
const real = unary(-30, -2.5, -1, -0.1, 0, 1e-9, 0.3, 1, 2.7, 30);
const positive = unary(1e-8, 0.3, 1, 2.5, 30);
const withinOne = unary(-0.9, -0.5, -1e-3, 0, 0.3, 0.99);
const beyondOne = unary(-50, -5, -1.01, 1.01, 1.5, 7, 1e5);
const noMultipleOfPi = unary(-2.5, -1, -0.01, 0.3, 1, 2.7);
const notZero = unary(-20, -1, -0.01, 0.001, 1, 2, 20);
const halves = unary(-2.5, -1.5, -1, -0.5, 0, 0.49, 0.5, 1.5, 2.5, 1e6);
const noPole = unary(-2.5, -0.3, 0.3, 1, 1.46, 2, 5.5, 20);
const pairs: readonly Point[] = [
  [1, 2],
  [-3, 2.5],
  [2.5, -3],
  [0.1, 30],
  [-7, -2],
];
const ties: readonly Point[] = [
  [4, 4],
  [0, 0],
  [-1, -1],
];
const truths: readonly Point[] = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];
const unit = [0.25, 0.5, -2, 2] as const;

/** Points in the domain of every function of expr's table; a function without points does not compile. */
const points: Readonly<Record<FunctionName, readonly Point[]>> = {
  pi: [[]],
  e: [[]],
  exp: [...real, ...unary(-700, 700)],
  log: [...positive, ...unary(1e-300, 1e300)],
  log1p: unary(-0.9, -1e-9, 0, 1e-9, 0.3, 30),
  expm1: real,
  cbrt: real,
  log1mexp: [...positive, ...unary(1e-200, 700)],
  sin: [...real, [1e5]],
  cos: [...real, [1e5]],
  tan: real,
  cot: noMultipleOfPi,
  sec: noMultipleOfPi,
  csc: noMultipleOfPi,
  asin: withinOne,
  acos: withinOne,
  atan: real,
  acot: notZero,
  asec: beyondOne,
  acsc: beyondOne,
  sinc: [...real, [10.25]],
  sincDerivative: [
    [0, 0.3],
    [1, 0.7],
    [2, -2.75],
    [3, 10.25],
  ],
  sinh: real,
  cosh: real,
  tanh: real,
  coth: notZero,
  sech: real,
  csch: notZero,
  asinh: real,
  acosh: unary(1, 1.0001, 2, 50),
  atanh: withinOne,
  acoth: beyondOne,
  asech: unary(0.001, 0.3, 0.7, 0.99, 1),
  acsch: notZero,
  logCosh: [...real, [700]],
  atan2: [...pairs, [0, 1], [1, 0]],
  hypot: [...pairs, ...ties, [3e200, 4e200]],
  abs: real,
  sign: real,
  step: real,
  floor: halves,
  ceil: halves,
  round: halves,
  mod: pairs,
  max: [...pairs, ...ties, [1, 3, 2], [5]],
  min: [...pairs, ...ties, [1, 3, 2], [5]],
  erf: real,
  erfc: unary(-3, -0.1, 0, 0.3, 2.7, 20),
  erfcx: unary(-3, 0, 0.3, 2.7, 40),
  erfcxDerivative: [
    [0, 0.3],
    [1, 0.25],
    [2, -2],
    [3, 0.75],
  ],
  gamma: noPole,
  lgamma: [...noPole, [1e5]],
  digamma: [...noPole, [1e5]],
  polygamma: [
    [0, 2.5],
    [1, 0.3],
    [2, 2.5],
    [3, 10],
    [1, -0.5],
  ],
  sigmoid: [...real, [-700]],
  softplus: [...real, [700]],
  logSigmoid: [...real, [-700]],
  logit: unary(1e-300, 0.1, 0.3, 0.5, 0.50000001, 0.9, 0.9999999999999999),
  softsign: real,
  logaddexp: [...pairs, ...ties, [1000, 1001], [-800, 0], [1, 3, 2], [-800, 0, -1, 5]],
  relu: real,
  gaussian: [
    [0.8, 0.3, 0.6],
    [0, 0, 1],
    [-3, 1, 0.5],
  ],
  piecewiseLinear: [
    ...unary(-3, -2, -1.9, 0.7, 2, 3).map(([x]) => [x!, ...unit]),
    [-2, 0.25, 0.75, -2, 2],
    [2, 0.25, 0.75, -2, 2],
  ],
  less: [...pairs, ...ties],
  lessEqual: [...pairs, ...ties],
  equal: [...pairs, ...ties],
  and: [...truths, [1, 1, 0], [1]],
  or: [...truths, [0, 0, 1], [0]],
  not: unary(0, 1),
  kronecker: [...pairs, ...ties],
};

/** Functions whose first argument is an order, a number. */
const families: ReadonlySet<FunctionName> = new Set(["polygamma", "sincDerivative", "erfcxDerivative"]);

/** A call of a function on symbols, the point that they stand for, and the call lowered and traced there. */
function sampled(name: FunctionName, point: Point) {
  const symbols = point.map((_, i) => symbol(`x${i}`));
  const isOrder = (i: number): boolean => families.has(name) && i === 0;
  const expression = call(name, ...symbols.map((x, i): Expression => (isOrder(i) ? number(point[i]!) : x)));
  const lowered = lower(expression);
  const valuesOf = (xs: readonly ArrayLike[]) => Object.fromEntries(xs.map((x, i) => [`x${i}`, x]));
  const bindings = Object.fromEntries(point.map((x, i) => [`x${i}`, x]));
  const program = trace((...xs: ArrayLike[]) => lowered(valuesOf(xs)))(...point);
  return {
    kernel: float64Of(lowered(valuesOf(point))),
    symbolic: <T>(arithmetic: Arithmetic<T>): T => evaluate(expression, bindings, { arithmetic }) as T,
    tape: <T>(arithmetic: Arithmetic<T>): T => run(program, point, arithmetic)[0]!.data[0]!,
    float64: evaluate(expression, bindings) as number,
  };
}

function float64Of(x: ArrayLike): number {
  return typeof x === "number" ? x : Number(x.item());
}

const all = Object.entries(points) as [FunctionName, readonly Point[]][];

describe("every function of expr's table", () => {
  it("is in the tape's table, and has points here", () => {
    expect(Object.keys(tapeFunctions).sort()).toEqual(Object.keys(points).sort());
  });

  it.each(all)("%s: the lowered function has the same value in double-double", (name, at) => {
    for (const point of at) {
      const { symbolic, tape } = sampled(name, point);
      const [left, right] = [symbolic(boundedDoubleDouble), tape(boundedDoubleDouble)];
      const gap = Math.abs(doubleDouble.toNumber(doubleDouble.subtract(left.value, right.value)));
      const value = boundedDoubleDouble.toNumber(left);
      expect(gap, `${name}(${point.join(", ")})`).toBeLessThanOrEqual(left.error + right.error);
      expect(left.error + right.error).toBeLessThan(1e-26 * Math.max(Math.abs(value), 1e-3));
    }
  });

  it.each(all)("%s: the lowered function has the same float64 value, up to its rounding", (name, at) => {
    for (const point of at) {
      const { float64, kernel, tape } = sampled(name, point);
      const slack = 4 * ulp(float64) + tape(boundedFloat64).error;
      expect(Math.abs(kernel - float64), `${name}(${point.join(", ")})`).toBeLessThanOrEqual(slack);
      expect(slack).toBeLessThan(1e-12 * Math.max(Math.abs(float64), 1e-3));
    }
  });
});

describe("outside its domain", () => {
  const outside: readonly [FunctionName, Point][] = [
    ["log", [-1]],
    ["log1p", [-2]],
    ["asin", [1.5]],
    ["acos", [-1.5]],
    ["asec", [0.5]],
    ["acsc", [0.5]],
    ["acosh", [0.5]],
    ["atanh", [1.5]],
    ["acoth", [0.5]],
    ["asech", [1.5]],
    ["asech", [-0.5]],
    ["gamma", [-2]],
    ["mod", [1, 0]],
  ];
  it.each(outside)("%s(%j) has no finite value in either form", (name, point) => {
    const { float64, kernel, symbolic, tape } = sampled(name, point);
    expect([float64, kernel].some(Number.isFinite)).toBe(false);
    const bounded = [symbolic(boundedDoubleDouble), tape(boundedDoubleDouble)];
    expect(bounded.map((value) => Number.isFinite(boundedDoubleDouble.toNumber(value)))).toEqual([
      false,
      false,
    ]);
  });
});

describe("constants", () => {
  it.each([
    ["pi", "3.14159265358979323846264338328"], // OEIS A000796
    ["e", "2.71828182845904523536028747135"], // OEIS A001113
    ["0.1", "0.100000000000000000000000000000"],
    ["1/3", "0.333333333333333333333333333333"],
    ["-22/7", "-3.14285714285714285714285714286"],
    ["12345678901234567890123", "1.23456789012345678901230000000e22"],
    ["2.5e-3", "0.00250000000000000000000000000000"],
  ])("%s keeps its digits in double-double", (text, digits) => {
    const lowered = lower(parse(text));
    const value = run(trace(() => lowered({}))(), [], doubleDouble)[0]!.data[0]!;
    expect(toDecimal(value, 30)).toBe(digits);
  });
});
