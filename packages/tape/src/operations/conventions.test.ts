import { array, ShapeError, zeros } from "@chainrule/array";
import { ulpDistance } from "@chainrule/special";
import { describe, expect, it } from "vitest";
import { grad } from "../transforms/grad.ts";
import type { ArrayLike, Tensor } from "../value.ts";
import * as op from "./index.ts";

// Derivatives at kinks, jumps and edges, and stable forms: the conventions that the documentation states.

const derivative = (f: (x: ArrayLike) => ArrayLike, x: number): number => grad(f)(x) as number;
const pair = (f: (a: ArrayLike, b: ArrayLike) => ArrayLike, a: number, b: number): readonly number[] =>
  grad(f, { argnums: [0, 1] })(a, b) as unknown as readonly number[];
const gradient = (
  f: (x: Tensor) => ArrayLike,
  x: readonly number[] | readonly (readonly number[])[],
): unknown => (grad((v: Tensor) => op.sum(f(v)))(array(x)) as Tensor).toNested();

describe("at kinks and jumps the derivative is", () => {
  it.each<[string, (x: ArrayLike) => ArrayLike, number, number]>([
    ["0 for abs at 0", op.abs, 0, 0],
    ["0 for relu at 0", op.relu, 0, 0],
    ["the slope for leakyRelu at 0", (x) => op.leakyRelu(x, 0.2), 0, 0.2],
    ["alpha for elu at 0", (x) => op.elu(x, 0.5), 0, 0.5],
    ["1 for celu at 0", (x) => op.celu(x, 0.5), 0, 1],
    ["0 for relu6 at 0", op.relu6, 0, 0],
    ["0 for relu6 at 6", op.relu6, 6, 0],
    ["0 for hardTanh at an edge", (x) => op.hardTanh(x), 1, 0],
    ["0 for hardSigmoid at an edge", op.hardSigmoid, -3, 0],
    ["1 for clip at the lower bound", (x) => op.clip(x, -1, 1), -1, 1],
    ["1 for clip at the upper bound", (x) => op.clip(x, -1, 1), 1, 1],
    ["0 for clip of NaN", (x) => op.clip(x, -1, 1), Number.NaN, 0],
    ["0 for softShrink at an edge", (x) => op.softShrink(x, 0.5), 0.5, 0],
    ["0 for hardShrink at an edge", (x) => op.hardShrink(x, 0.5), -0.5, 0],
    ["0 for threshold at it", (x) => op.threshold(x, 1, 5), 1, 0],
    ["0 for sign at 0", op.sign, 0, 0],
    ["0 for step at 0", op.step, 0, 0],
    ["0 for floor at an integer", op.floor, 2, 0],
    ["0 for round at a half", op.round, 2.5, 0],
    ["1 for softsign at 0", op.softsign, 0, 1],
    ["Infinity for sqrt at 0", op.sqrt, 0, Number.POSITIVE_INFINITY],
    ["Infinity for cbrt at 0", op.cbrt, 0, Number.POSITIVE_INFINITY],
    ["Infinity for asin at 1", op.asin, 1, Number.POSITIVE_INFINITY],
    ["1/2 for softplus at 0", op.softplus, 0, 0.5],
    ["1/2 for logSigmoid at 0", op.logSigmoid, 0, 0.5],
    ["0 for x^0 at 0", (x) => op.power(x, 0), 0, 0],
    ["1 for x^1 at 0", (x) => op.power(x, 1), 0, 1],
    ["0 for x^2 at 0", (x) => op.power(x, 2), 0, 0],
    ["12 for x^3 at -2", (x) => op.power(x, 3), -2, 12],
    ["Infinity for x^0.5 at 0", (x) => op.power(x, 0.5), 0, Number.POSITIVE_INFINITY],
    ["0 for 0^y at y > 0", (y) => op.power(0, y), 2, 0],
    ["NaN for (-2)^y", (y) => op.power(-2, y), 2, Number.NaN],
    ["-Infinity for x log 0, by x", (x) => op.xlogy(x, 0), 0, Number.NEGATIVE_INFINITY],
    ["1 for erf' against 2/√π at 0", (x) => op.divide(op.erf(x), 2 / Math.sqrt(Math.PI)), 0, 1],
  ])("%s", (_, f, x, wanted) => {
    expect(derivative(f, x)).toBe(wanted);
  });

  it("shared at ties of two", () => {
    expect(pair(op.maximum, 1, 1)).toEqual([0.5, 0.5]);
    expect(pair(op.minimum, 1, 1)).toEqual([0.5, 0.5]);
    expect(pair(op.maximum, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)).toEqual([0.5, 0.5]);
    expect(pair(op.logaddexp, 3, 3)).toEqual([0.5, 0.5]);
    expect(pair(op.logaddexp, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY)).toEqual([0.5, 0.5]);
  });

  it("that of the element itself at array bounds of clip, and of the bound beyond", () => {
    const clipped = (x: ArrayLike, bound: ArrayLike): ArrayLike => op.clip(x, bound, array(3));
    const at = (x: number, bound: number): unknown =>
      (
        grad((a: Tensor, b: Tensor) => op.sum(clipped(a, b)), { argnums: [0, 1] })(
          array(x),
          array(bound),
        ) as unknown as Tensor[]
      ).map((slope) => slope.item());
    expect([at(1, 0), at(0, 0), at(-1, 0), at(3, 0), at(4, 0), at(1, 5)]).toEqual([
      [1, 0],
      [1, 0],
      [0, 1],
      [1, 0],
      [0, 0],
      [0, 0],
    ]);
    expect(op.clip(array([Number.NaN]), array([0])).toNested()).toEqual([Number.NaN]);
  });

  it("0 at the origin of angle and length", () => {
    expect(pair(op.atan2, 0, 0).map(Math.abs)).toEqual([0, 0]);
    expect(pair(op.hypot, 0, 0)).toEqual([0, 0]);
    expect(gradient((v) => op.vectorNorm(v), [0, 0])).toEqual([0, 0]);
    expect(gradient((v) => op.vectorNorm(v, { order: 3 }), [0, 0])).toEqual([0, 0]);
    expect(gradient((v) => op.std(v), [2, 2, 2])).toEqual([0, 0, 0]);
    expect(gradient((v) => op.variance(v), [1e8, 1e8])).toEqual([0, 0]);
  });

  it("equal shares at ties of many", () => {
    expect(gradient((v) => op.max(v), [3, 1, 3])).toEqual([0.5, 0, 0.5]);
    expect(
      gradient(
        (v) => op.min(v, { axis: 1 }),
        [
          [1, 1],
          [0, 2],
        ],
      ),
    ).toEqual([
      [0.5, 0.5],
      [1, 0],
    ]);
    expect(gradient((v) => op.cumulativeMax(v), [1, 1])).toEqual([1, 1]);
  });
});

describe("infinite partials do not meet cotangents of 0", () => {
  it("in a branch that is not taken", () => {
    const safe = (f: (x: ArrayLike) => ArrayLike) => (x: ArrayLike) => op.where(op.greater(x, 0), f(x), 0);
    for (const f of [op.sqrt, op.log, op.reciprocal, op.rsqrt, (x: ArrayLike) => op.power(x, -1.5)]) {
      expect(Math.abs(derivative(safe(f), 0))).toBe(0);
      expect(Math.abs(derivative(safe(f), -1))).toBe(0);
    }
    expect(derivative((x) => op.where(op.less(x, 1), x, op.exp(op.multiply(x, 1e3))), 0.99)).toBe(1);
  });

  it("in a product with 0", () => {
    expect(derivative((x) => op.multiply(0, op.sqrt(x)), 0)).toBe(0);
  });
});

// Values of 60-digit differentiation with mpmath, rounded once.
describe("tails keep their relative accuracy", () => {
  it.each<[string, (x: ArrayLike) => ArrayLike, number, number]>([
    ["sigmoid at 100", op.sigmoid, 100, 3.720075976020836e-44],
    ["tanh at 10", op.tanh, 10, 8.244614455767397e-9],
    ["tanh at 20", op.tanh, 20, 1.6993417021166355e-17],
    ["tanh at -300", op.tanh, -300, 1.0601586212017243e-260],
    ["expm1 at -700", op.expm1, -700, 9.85967654375977e-305],
    ["softplus at -700", op.softplus, -700, 9.85967654375977e-305],
    ["elu at -40", (x) => op.elu(x), -40, 4.248354255291589e-18],
    ["erf at 5", op.erf, 5, 1.5670866531017336e-11],
    ["erfc at 10", op.erfc, 10, -4.197656231354417e-44],
    ["erfcx at 30", op.erfcx, 30, -0.0006258354105074841],
    ["gelu at -14", (x) => op.gelu(x), -14, -1.527455646325367e-42],
    ["silu at -100", op.silu, -100, -3.6828752162606276e-42],
    ["atan2 at tiny points", (y) => op.atan2(y, 1e-300), 1e-300, 5e299],
    ["divide by tiny numbers", (x) => op.divide(1e-200, x), 1e-160, -1e120],
    ["asinh at -1e200", op.asinh, -1e200, 1e-200],
    ["acosh at 1e200", op.acosh, 1e200, 1e-200],
    ["softsign at 1e100", op.softsign, 1e100, 1e-200],
  ])("%s", (_, f, x, wanted) => {
    expect(Math.abs(derivative(f, x) / wanted - 1)).toBeLessThan(4e-15);
  });

  it("values of gelu in the left tail", () => {
    expect(Math.abs((op.gelu(-14) as number) / -1.091095154686992e-43 - 1)).toBeLessThan(4e-16);
    expect(op.gelu(Number.NEGATIVE_INFINITY)).toBe(-0);
    expect(op.silu(Number.NEGATIVE_INFINITY)).toBe(-0);
  });
});

describe("products, softmax and their kind", () => {
  it("prod needs no division", () => {
    expect(gradient((v) => op.prod(v), [0, 3, 4])).toEqual([12, 0, 0]);
    expect(gradient((v) => op.prod(v), [0, 0, 4])).toEqual([0, 0, 0]);
    expect(gradient((v) => op.cumulativeProd(v), [2, 0, 5])).toEqual([1, 12, 0]);
  });

  it("softmax and logSumExp take infinities", () => {
    expect(op.softmax(array([Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY])).toNested()).toEqual([
      0, 0,
    ]);
    expect(gradient((v) => op.logSumExp(v), [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY])).toEqual([
      0, 0,
    ]);
    expect(op.logSumExp(array([Number.NEGATIVE_INFINITY, 2])).item()).toBe(2);
    expect(op.logSumExp(array([Number.POSITIVE_INFINITY, 2])).item()).toBe(Number.POSITIVE_INFINITY);
    expect(op.logSumExp(array([1e3, -1e3])).item()).toBe(1000);
  });

  it("logSoftmax is accurate where one entry has nearly everything", () => {
    const confident = array([60, 0, 1]);
    const rest = Math.exp(-60) + Math.exp(-59);
    expect(Math.abs(op.logSoftmax(confident).toTypedArray()[0]! / -rest - 1)).toBeLessThan(1e-15);
    const g = (
      grad((z: Tensor) => op.negate(op.at(op.logSoftmax(z), 0)))(confident) as Tensor
    ).toTypedArray();
    expect(Math.abs(g[0]! / -rest - 1)).toBeLessThan(1e-15);
    expect(g[0]! + g[1]! + g[2]!).toBe(0);
  });

  it.each([
    [3, [1, Number.POSITIVE_INFINITY], Number.POSITIVE_INFINITY],
    [0.5, [0, Number.NEGATIVE_INFINITY], Number.POSITIVE_INFINITY],
    [-1, [2, Number.POSITIVE_INFINITY], 2],
    [-2, [Number.POSITIVE_INFINITY], Number.POSITIVE_INFINITY],
    [-2, [1e308, 0.5], 0.5],
    [-2, [1e-300, 1e300], 1e-300],
    [-1, [0, 3], 0],
  ])("norms of order %d of %j are %d", (order, x, wanted) => {
    expect(op.vectorNorm(array(x), { order }).item()).toBe(wanted);
  });

  // mpmath 1.3.0: exp(x / 0.3), and that over 0.3.
  it.each([
    [-0.3, 0.36787944117144233, 1.2262648039048079],
    [-28.7, 2.8346181566138892e-42, 9.448727188712963e-42],
    [-100, 1.7185916560562104e-145, 5.728638853520701e-145],
  ])("slopes of celu keep their digits, at %d", (x, first, second) => {
    const celu = (y: ArrayLike): ArrayLike => op.celu(y, 0.3);
    expect(ulpDistance(derivative(celu, x), first)).toBeLessThanOrEqual(2);
    expect(ulpDistance(derivative(grad(celu), x), second)).toBeLessThanOrEqual(2);
  });

  it("norms of any order pass nothing to zeros", () => {
    expect(gradient((v) => op.vectorNorm(v, { order: 0.5 }), [0, 3])).toEqual([0, 1]);
    expect(gradient((v) => op.vectorNorm(v, { order: -1 }), [0, 3])).toEqual([0, 0]);
    expect(gradient((v) => op.vectorNorm(v, { order: -1 }), [2, 2])).toEqual([0.25, 0.25]);
    expect(op.vectorNorm(op.astype(array([0, 3]), "float32"), { order: 0 }).dtype).toBe("float32");
  });

  it("std and norms do not overflow", () => {
    expect(op.vectorNorm(array([3e200, 4e200])).item() / 5e200).toBeCloseTo(1, 15);
    expect(op.vectorNorm(array([3e-200, 4e-200])).item() / 5e-200).toBeCloseTo(1, 15);
    expect(op.std(array([1e200, -1e200])).item()).toBe(1e200);
    expect(op.vectorNorm(array([[-3]]), { axis: 1 }).toNested()).toEqual([3]);
    expect(op.variance(array([1e8 + 1, 1e8 + 2, 1e8 + 3])).item()).toBeCloseTo(2 / 3, 15);
    expect(op.vectorNorm(array([-3, 2]), { order: Number.POSITIVE_INFINITY }).item()).toBe(3);
    expect(op.vectorNorm(array([-3, 2]), { order: Number.NEGATIVE_INFINITY }).item()).toBe(2);
    expect(op.vectorNorm(array([-3, 0, 2]), { order: 0 }).item()).toBe(2);
    expect(op.vectorNorm(array([4, -4]), { order: -1 }).item()).toBe(2);
    expect(op.vectorNorm(array([1, 4]), { order: 0.5 }).item()).toBe(9);
  });

  // As NumPy 2.4 has them.
  it("norms of nothing are 0, or Infinity, or none", () => {
    const infinity = Number.POSITIVE_INFINITY;
    for (const order of [0, 0.5, 1, 2, 3, infinity]) {
      expect(op.vectorNorm(array([]), { order }).item()).toBe(0);
      expect(op.vectorNorm(zeros([2, 0]), { order, axis: 1, keepDims: true }).toNested()).toEqual([[0], [0]]);
    }
    expect(op.vectorNorm(array([]), { order: -1 }).item()).toBe(infinity);
    expect(() => op.vectorNorm(array([]), { order: -infinity })).toThrow(ShapeError);
    expect(gradient((v) => op.vectorNorm(v, { order: infinity }), [])).toEqual([]);
    expect(op.vectorNorm(zeros([0], { dtype: "float32" }), { order: infinity }).dtype).toBe("float32");
    for (const shape of [
      [3, 0],
      [0, 3],
      [0, 0],
    ]) {
      for (const order of ["fro", "nuc", 1, 2, infinity] as const) {
        expect(op.matrixNorm(zeros(shape), { order }).item()).toBe(0);
      }
      expect(op.matrixRank(zeros(shape)).item()).toBe(0);
      expect(() => op.matrixNorm(zeros(shape), { order: -2 })).toThrow(ShapeError);
    }
  });
});

describe("powers of 1 and -1", () => {
  it.each([
    [1, Number.POSITIVE_INFINITY],
    [1, Number.NEGATIVE_INFINITY],
    [1, Number.NaN],
    [-1, Number.POSITIVE_INFINITY],
    [-1, Number.NEGATIVE_INFINITY],
  ])("(%d)^%d is 1, as in IEEE 754", (x, y) => {
    expect(op.power(x, y)).toBe(1);
    expect(op.power(array([x]), array([y])).toNested()).toEqual([1]);
  });
});

describe("the second derivatives of x^y where y is 0", () => {
  const power = (x: ArrayLike, y: ArrayLike) => op.power(x, y);
  const mixed = (f: (x: ArrayLike, y: ArrayLike) => ArrayLike, first: number, x: number): readonly number[] =>
    pair((a, b) => (grad(f, { argnums: [0, 1] })(a, b) as unknown as ArrayLike[])[first]!, x, 0);

  it.each([0.25, 2, 8])("by x = %s and y is 1 / x in either order", (x) => {
    expect(mixed(power, 0, x)[0]).toBeCloseTo(0, 15);
    expect(mixed(power, 0, x)[1]).toBeCloseTo(1 / x, 14);
    expect(mixed(power, 1, x)[0]).toBeCloseTo(1 / x, 14);
    expect(mixed(power, 1, x)[1]).toBeCloseTo(Math.log(x) ** 2, 14);
  });

  it("by x alone is 0 at 0 and for the smallest x", () => {
    for (const x of [0, 5e-324]) {
      const slope = (a: ArrayLike): ArrayLike => grad((b: ArrayLike) => op.power(b, 0))(a) as ArrayLike;
      expect(slope(x)).toBe(0);
      expect(derivative(slope, x)).toBe(0);
    }
  });
});

describe("the second derivatives of x^y where x is 0", () => {
  // By x and y it is x^(y-1) (1 + y log x): -Infinity for y <= 1, 0 above.
  it.each([
    [1, Number.NEGATIVE_INFINITY],
    [1.5, 0],
    [3, 0],
  ])("by x and y = %s is %s, in either order", (y, expected) => {
    const power = (a: ArrayLike, b: ArrayLike) => op.power(a, b);
    for (const [first, second] of [
      [0, 1],
      [1, 0],
    ] as const) {
      const slope = grad(power, { argnums: first }) as unknown as (a: ArrayLike, b: ArrayLike) => ArrayLike;
      expect(grad(slope, { argnums: second })(0, y)).toBe(expected);
    }
  });
});

it.each([
  ["erf", op.erf],
  ["erfc", op.erfc],
  ["normalCdf", op.normalCdf],
] as const)("%s is flat at infinity, and so is its slope", (_, f) => {
  const slope = grad((x: number) => f(x));
  for (const end of [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    expect(slope(end)).toBeCloseTo(0, 300);
    expect(grad((x: number) => slope(x))(end)).toBeCloseTo(0, 300);
  }
});

it("log Φ is flat in all its derivatives where 1 - Φ underflows", () => {
  const first = grad((x: number) => op.logNormalCdf(x));
  const second = grad((x: number) => first(x));
  const third = grad((x: number) => second(x));
  expect([first, second, third].map((f) => Math.abs(f(40.7)))).toEqual([0, 0, 0]);
});

it("a median between a finite and an infinite element is infinite, as in NumPy 2.4, and NaN between opposite infinities", () => {
  const [up, down] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const halves = array([
    [-3, up],
    [down, 7],
    [up, up],
    [down, up],
  ]);
  expect(op.median(halves, { axis: 1 }).toNested()).toEqual([up, down, up, Number.NaN]);
  expect(op.quantile(array([1, 2, up]), 0.3).item()).toBe(1.6);
});

describe("derivatives of x^y at infinity", () => {
  it.each([
    ["y", Number.POSITIVE_INFINITY, -1],
    ["x", 0.5, Number.POSITIVE_INFINITY],
    ["x", 2, Number.NEGATIVE_INFINITY],
  ])("by %s are 0 at (%s, %s), as powers win over logarithms and factors", (by, x, y) => {
    expect(pair(op.power, x, y)[by === "x" ? 0 : 1]).toBe(0);
  });

  it("by x and y are -Infinity at x = 0 below y = 1, in either order", () => {
    const power = (a: ArrayLike, b: ArrayLike) => op.power(a, b);
    for (const first of [0, 1]) {
      const slope = grad(power, { argnums: first }) as unknown as (a: ArrayLike, b: ArrayLike) => ArrayLike;
      expect(grad(slope, { argnums: 1 - first })(0, 0.5)).toBe(Number.NEGATIVE_INFINITY);
    }
  });
});

describe("lengths, angles and order", () => {
  it("vectors of length 0 have no direction, and the derivative 0", () => {
    expect(gradient((v) => op.at(op.normalize(v), 0), [0, 0])).toEqual([0, 0]);
    expect(gradient((v) => op.cosineSimilarity(v, array([1, 2])), [0, 0])).toEqual([0, 0]);
    expect(op.cosineSimilarity(array([0, 0]), array([1, 2])).item()).toBe(0);
    expect(gradient((v) => op.pairwiseDistances(v, array([[1, 2]])), [[1, 2]])).toEqual([[0, 0]]);
  });

  it("rows that are constant are standardized to 0", () => {
    expect(op.standardize(array([1e8, 1e8, 1e8])).toNested()).toEqual([0, 0, 0]);
    const slopes = gradient((v) => op.at(op.standardize(v), 0), [4, 4]) as number[];
    expect(slopes.map((slope) => slope * Math.sqrt(1e-5))).toEqual(
      [0.5, -0.5].map((half) => expect.closeTo(half, 14)),
    );
    expect(op.standardize(array([1e8 + 1, 1e8 + 2, 1e8 + 3]), { epsilon: 0 }).toNested()).toEqual(
      [-1, 0, 1].map((unit) => expect.closeTo(unit * Math.sqrt(1.5), 14)),
    );
  });

  it("equal elements keep their places in the derivatives of sort, topK and median", () => {
    const weights = array([1, 10, 100]);
    expect(gradient((v) => op.multiply(weights, op.sort(v)), [2, 1, 2])).toEqual([10, 1, 100]);
    expect(gradient((v) => op.topK(v, 1).values, [2, 1, 2])).toEqual([1, 0, 0]);
    expect(gradient((v) => op.median(v), [2, 2, 2])).toEqual([0, 1, 0]);
    expect(gradient((v) => op.quantile(v, 0.5), [1, 2, 3, 4])).toEqual([0, 0.5, 0.5, 0]);
  });

  it("the parts of an extremum into which is scattered share the derivative", () => {
    const into = (u: Tensor) => op.scatter(array([3, 9]), array([0, 0, 1]), u, { combine: "max" });
    expect(gradient(into, [3, 3, 1])).toEqual([1 / 3, 1 / 3, 0]);
    expect(into(array([Number.NaN, 3, 1])).toNested()).toEqual([Number.NaN, 9]);
  });
});

describe("where limits are", () => {
  it.each<[string, (x: ArrayLike) => ArrayLike, number, number]>([
    ["erfinv at 1", op.erfinv, 1, Number.POSITIVE_INFINITY],
    ["logit at 0", op.logit, 0, Number.POSITIVE_INFINITY],
    ["logit at 1", op.logit, 1, Number.POSITIVE_INFINITY],
    ["normalQuantile at 0", op.normalQuantile, 0, Number.POSITIVE_INFINITY],
    ["acosh at 1", op.acosh, 1, Number.POSITIVE_INFINITY],
    ["atanh at 1", op.atanh, 1, Number.POSITIVE_INFINITY],
    ["acos at 1", op.acos, 1, Number.NEGATIVE_INFINITY],
    ["sinc at 0", op.sinc, 0, 0],
    ["i0e at 0", op.i0e, 0, 0],
    ["entropy at 1", op.entropy, 1, -1],
    ["remainder by a", (a) => op.remainder(a, 2), 4, 1],
    ["remainder by b", (b) => op.remainder(7, b), 2, -3],
    ["fmod by b", (b) => op.fmod(-7, b), 2, 3],
    ["nextAfter", (a) => op.nextAfter(a, 3), 2, 0],
  ])("the derivative of %s is that limit", (_, f, x, wanted) => {
    expect(derivative(f, x)).toBe(wanted);
  });

  it.each<[string, (x: number) => number, number, number]>([
    ["erfinv at 1", op.erfinv, 1, Number.POSITIVE_INFINITY],
    ["erfinv at -1", op.erfinv, -1, Number.NEGATIVE_INFINITY],
    ["normalQuantile at 0", op.normalQuantile, 0, Number.NEGATIVE_INFINITY],
    ["normalQuantile at 1e-200, beyond doubles", op.normalQuantile, 1e-200, Number.NEGATIVE_INFINITY],
  ])("the second derivative of %s is that limit", (_, f, x, wanted) => {
    expect(grad(grad(f))(x)).toBe(wanted);
  });

  it("sums of many numbers of single precision", () => {
    const tenths = op.astype(op.full([1e6], 0.1), "float32");
    expect(op.sum(tenths).item()).toBe(Math.fround(1e6 * Math.fround(0.1)));
    expect(op.sum(op.astype(op.full([2 ** 25], 1), "float32")).item()).toBe(2 ** 25);
  });

  it("the derivative of a softmax sums to 0", () => {
    const slopes = gradient((v) => op.at(op.softmax(v), 1), [40, 1, -3]) as number[];
    const total = slopes.reduce((a, b) => a + b);
    expect(Math.abs(total)).toBeLessThan(2 ** -52 * Math.max(...slopes.map(Math.abs)));
  });
});
