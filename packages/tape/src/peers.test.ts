import { array, type NDArray } from "@chainrule/array";
import { describe, expect, test } from "vitest";
import * as op from "./operations/index.ts";
import { grad } from "./transforms/grad.ts";
import { jacobian } from "./transforms/jacobian.ts";
import { recordTape } from "./transforms/record.ts";
import { vmap } from "./transforms/vmap.ts";
import type { ArrayLike } from "./value.ts";

// What is measured to be wrong in other libraries for JavaScript, or complained of by their users: here it is right.
// The numbers are from mpmath with 60 digits.

type Scalar = (x: ArrayLike) => ArrayLike;

const derivative = (f: Scalar, order: number): ((x: number) => number) =>
  (order === 0 ? f : derivative(grad(f) as Scalar, order - 1)) as (x: number) => number;

/** Units in the last place between two numbers. */
function ulps(found: number, expected: number): number {
  const unit = 2 ** Math.max(-1074, Math.floor(Math.log2(Math.abs(expected))) - 52);
  return Math.abs(found - expected) / unit;
}

describe("second derivatives that throw in TensorFlow.js 4.22 (issue 3252)", () => {
  const other = array([1]);
  const pair = (x: ArrayLike): ArrayLike => op.concat([op.reshape(x, [1]), other]);
  const first = (y: ArrayLike): ArrayLike => op.at(y, 0);

  test.each<[string, Scalar, number, number]>([
    ["exp", op.exp, 0.3, 1.3498588075760032],
    ["tanh", op.tanh, 0.3, -0.5331818782014544],
    ["sigmoid", op.sigmoid, 0.3, -0.03639618395557624],
    ["elu", (x) => op.elu(x), -0.3, 0.7408182206817179],
    ["selu", (x) => op.selu(x), -0.3, 1.3024320254682549],
    ["softmax", (x) => first(op.softmax(pair(x))), 0.3, 0.07457878844034181],
    ["logSoftmax", (x) => first(op.logSoftmax(pair(x))), 0.3, -0.22171287329310904],
    ["logSumExp", (x) => op.logSumExp(pair(x)), 0.3, 0.22171287329310904],
    ["prod", (x) => op.prod(op.multiply(pair(x), pair(x))), 0.3, 2],
    ["negate", op.negate, 0.3, 0],
    ["cumulativeSum", (x) => op.sum(op.cumulativeSum(pair(x))), 0.3, 0],
  ])("%s", (_, f, x, second) => {
    expect(derivative(f, 2)(x)).toBeCloseTo(second, 14);
    expect(derivative(f, 3)(x)).toSatisfy(Number.isFinite);
  });

  test("the third of tanh and sigmoid", () => {
    expect(derivative(op.tanh, 3)(0.3)).toBeCloseTo(-1.3643061061011237, 14);
    expect(derivative(op.sigmoid, 3)(0.3)).toBeCloseTo(-0.11410088523739328, 14);
  });
});

describe("values that pass through single precision in jax-js 0.1.25 (pull request 12) and TensorFlow.js (issue 1110)", () => {
  test.each<[string, Scalar, number, number]>([
    ["exp: Infinity on jax-js' wasm device", op.exp, 100, 2.6881171418161356e43],
    ["asinh: wrong by a hundredth there", op.asinh, 1e-3, 0.0009999998333334083],
    ["log1p: wrong by 3e-5 there", op.log1p, 1e-4, 9.999500033330834e-5],
    ["softplus: wrong by 2e-5 there", op.softplus, -30, 9.357622968839737e-14],
    ["erf: wrong by 5e-5 there", op.erf, 0.5, 0.5204998778130465],
    ["erf: wrong by 7e-6 in TensorFlow.js", op.erf, 1e-5, 1.1283791670579e-5],
  ])("%s", (_, f, x, expected) => {
    expect(ulps(f(x) as number, expected)).toBeLessThanOrEqual(2);
  });

  test("numbers are in double precision unless asked otherwise", () => {
    expect(array([0.1]).dtype).toBe("float64");
    expect((op.add(array([0.1]), 0.2) as NDArray).toNested()).toEqual([0.1 + 0.2]);
  });
});

describe("derivatives that PyTorch 1.13 loses, since it forms them from saved outputs", () => {
  test.each<[string, Scalar, number, number]>([
    ["tanh where it is nearly 1", op.tanh, 20, 1.6993417021166355e-17],
    ["sigmoid where it is nearly 1", op.sigmoid, 40, 4.248354255291589e-18],
    ["expm1 where it is nearly -1", op.expm1, -700, 9.85967654375977e-305],
    ["gelu in its left tail", (x) => op.gelu(x), -20, -1.1014360483133464e-86],
    ["sinc near 0", op.sinc, 1e-3, -0.0032898648867278964],
    ["atanh near 1", op.atanh, 0.999999, 500000.24998574716],
    ["erfinv near 1", op.erfinv, 0.999999, 139146.31032670866],
  ])("%s", (_, f, x, expected) => {
    expect(ulps(derivative(f, 1)(x), expected)).toBeLessThanOrEqual(8);
  });

  test("values too", () => {
    expect(ulps(op.gelu(-20) as number, -5.507248237212468e-88)).toBeLessThanOrEqual(8);
    expect(op.digamma(1.4616321449683622)).toBeCloseTo(-9.241265521729427e-17, 31);
  });
});

describe("memory by hand", () => {
  test("a value may be used any number of times (jax-js: UseAfterFreeError without .ref, issue 75)", () => {
    const x = array([1, 2]);
    expect((op.add(x, op.multiply(x, 2)) as NDArray).toNested()).toEqual([3, 6]);
    expect(x.toNested()).toEqual([1, 2]);
    const f = (y: ArrayLike): ArrayLike => op.sum(op.multiply(y, op.add(y, op.multiply(y, 2))));
    expect((grad(f)(x) as NDArray).toNested()).toEqual([6, 12]);
  });

  test("there is nothing to dispose of (TensorFlow.js, issues 200, 481, 1167, 2204, 5980, 8570)", () => {
    const x = op.multiply(array([1, 2]), 2);
    for (const name of ["dispose", "ref", "delete"]) expect(name in x).toBe(false);
  });

  test("the gradient of a product of matrices holds no array of m n k (jax-js, pull request 152)", () => {
    const [a, b] = [op.ones([20, 30]), op.ones([30, 40])];
    const sizes: number[] = [];
    const tape = recordTape((p: ArrayLike, q: ArrayLike) => op.sum(op.matmul(p, q)), { argnums: [0, 1] })(
      a,
      b,
    );
    tape.backward([1], ({ cotangents, contributions }) => {
      for (const linear of [...cotangents, ...contributions]) {
        if (linear !== undefined && typeof linear !== "number")
          sizes.push(linear.shape.reduce((n, k) => n * k, 1));
      }
    });
    expect(Math.max(...sizes)).toBe(30 * 40);
  });
});

describe("what backends disagree on, or give as NaN", () => {
  test("powers of negative numbers (TensorFlow.js, issue 7461)", () => {
    expect(op.power(-2, 3)).toBe(-8);
    expect(grad((x) => op.power(x, 3))(-2)).toBe(12);
    expect(op.power(-2, 0.5)).toBeNaN();
  });

  test("isNaN (TensorFlow.js, issue 5800)", () => {
    const x = array([Number.NaN, Number.POSITIVE_INFINITY, 0, -1]);
    expect((op.isNaN(x) as NDArray).toNested()).toEqual([true, false, false, false]);
  });

  test("softmax of rows, alone or in a batch (TensorFlow.js, issue 5394)", () => {
    const rows = array([
      [1, 2, 3],
      [1000, 1000, -1000],
    ]);
    const whole = (op.softmax(rows) as NDArray).toNested();
    expect((vmap((row: ArrayLike) => op.softmax(row))(rows) as NDArray).toNested()).toEqual(whole);
    expect((whole as number[][])[1]).toEqual([0.5, 0.5, 0]);
  });

  test("means of integers (TensorFlow.js, issue 8401)", () => {
    expect(op.mean(array([1, 2], { dtype: "int32" })).item()).toBe(1.5);
  });

  test("losses far out are no NaN (brain.js, issues 365, 512, 517, 570)", () => {
    const f = (z: ArrayLike): ArrayLike => op.negate(op.at(op.logSoftmax(z), 0));
    expect(f(array([-1e4, 1e4]))).toMatchObject({ shape: [] });
    expect((grad(f)(array([-1e4, 1e4])) as NDArray).toNested()).toEqual([-1, 1]);
  });
});

describe("what no other library for JavaScript has", () => {
  test("Jacobians in both modes, and per example", () => {
    const f = (x: ArrayLike): ArrayLike => op.multiply(x, op.sum(x));
    const expected = [
      [4, 1],
      [2, 5],
    ];
    for (const mode of ["forward", "reverse"] as const) {
      expect((jacobian(f, { mode })(array([1, 2])) as NDArray).toNested()).toEqual(expected);
    }
  });

  test("a promise is refused, not differentiated in part", () => {
    expect(() => grad(async (x: number) => x)(1)).toThrow(expect.objectContaining({ code: "tape/async" }));
  });
});
