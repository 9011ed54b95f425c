import { array } from "@chainrule/array";
import {
  boundedDoubleDouble,
  boundedFloat64,
  complex,
  type DoubleDouble,
  doubleDouble,
} from "@chainrule/special";
import { describe, expect, it } from "vitest";
import {
  type ArrayLike,
  add,
  at,
  type Elements,
  eigh,
  eigvalsh,
  evaluate,
  grad,
  multiply,
  pinv,
  subtract,
  sum,
  svd,
  svdvals,
  type Tensor,
  trace,
} from "./index.ts";
import { numbers } from "./testing/linalg-checks.ts";

// Eigenvalues and singular values in other arithmetics. Values are those of mpmath (eigsy, svd_r) in 45 digits, as the nearest double
// and the rest.

const symmetric = array([
  [4, 1, -2],
  [1, 3, 0.5],
  [-2, 0.5, 1],
]);
const EIGENVALUES = [
  [-0.25260991666360705, 2.293752240639672e-17],
  [3.034654141519039, 6.3585628119832e-17],
  [5.217955775144568, 8.001030316754476e-17],
] as const;

const tall = array([
  [1, 2],
  [3, 4],
  [0, 1],
]);
const SINGULAR_VALUES = [
  [5.5264463225920615, 3.4421259764764676e-16],
  [0.6770458208339201, -1.989527216889704e-17],
] as const;
const PSEUDOINVERSE = [
  [-0.5, 0],
  [0.5, 0],
  [-1, 0],
  [0.42857142857142855, 2.3790493384824782e-17],
  [-0.14285714285714285, -7.93016446160826e-18],
  [0.7142857142857143, -1.586032892321652e-17],
] as const;

const identity = array([
  [1, 0],
  [0, 1],
]);

function expectNear({ data }: Elements<DoubleDouble>, expected: readonly number[]): void {
  expect(data.length).toBe(expected.length);
  for (const [i, { hi }] of data.entries()) expect(hi).toBeCloseTo(expected[i]!, 14);
}

describe("in double-double", () => {
  it.each([
    ["eigenvalues", (x: Tensor) => eigvalsh(x), symmetric, EIGENVALUES],
    ["singular values", (x: Tensor) => svdvals(x), tall, SINGULAR_VALUES],
    ["pseudoinverses", (x: Tensor) => pinv(x), tall, PSEUDOINVERSE],
  ] as const)("%s are right to 30 digits, and their bounds hold and say something", (_, f, x, expected) => {
    const A = boundedDoubleDouble;
    const [result] = evaluate(trace(f)(x), [x], A);
    result!.data.forEach(({ value, error }, i) => {
      const [hi, lo] = expected[i]!;
      const off = Math.abs(value.hi - hi + (value.lo - lo));
      expect(error).toBeLessThan(1e-27);
      expect(off).toBeLessThanOrEqual(error + 1e-31);
      expect(off).toBeLessThan(1e-30);
    });
  });

  it("eigenvectors and singular vectors have the signs of the kernels", () => {
    for (const f of [
      (x: Tensor) => svd(x).u,
      (x: Tensor) => svd(x).vh,
      (x: Tensor) => svd(multiply(-1, x) as Tensor).u,
    ]) {
      const [exact] = evaluate(trace(f)(tall), [tall], doubleDouble);
      expectNear(exact!, numbers(f(tall)));
    }
    const vectors = (x: Tensor): Tensor => eigh(x).eigenvectors;
    const [exact] = evaluate(trace(vectors)(symmetric), [symmetric], doubleDouble);
    expectNear(exact!, numbers(vectors(symmetric)));
  });
});

describe("a pseudoinverse", () => {
  it("of a matrix without full rank leaves out what is 0 beside the rest, and what the tolerance says", () => {
    const deficient = array([
      [1, 2],
      [2, 4],
      [0, 0],
    ]);
    const [exact] = evaluate(trace((x: Tensor) => pinv(x))(deficient), [deficient], doubleDouble);
    expectNear(exact!, [0.04, 0.08, 0, 0.08, 0.16, 0]);
    const cut = (x: Tensor): Tensor => pinv(x, { tolerance: 0.2 });
    const [least] = evaluate(trace(cut)(tall), [tall], doubleDouble);
    expectNear(least!, numbers(cut(tall)));
  });
});

describe("equal eigenvalues", () => {
  it("have values, and bounds that are infinite where the vectors are undetermined", () => {
    const [values] = evaluate(trace((x: Tensor) => eigvalsh(x))(identity), [identity], boundedFloat64);
    expect(values!.data).toEqual([
      { value: 1, error: 0 },
      { value: 1, error: 0 },
    ]);
    // 0.1 + 0.2 - 0.3 is 0, or is it: the bound does not tell, and either could be the first eigenvector.
    const f = (x: ArrayLike): Tensor =>
      eigh(add(identity, subtract(add(x, 0.2), 0.3)) as Tensor).eigenvectors;
    const [vectors] = evaluate(trace(f)(0.1), [0.1], boundedFloat64);
    expect(vectors!.data.some(({ error }) => error >= 0.5)).toBe(true);
  });
});

describe("the complex step", () => {
  it("goes through eigenvalues and singular values", () => {
    for (const [f, x] of [
      [(m: Tensor) => at(eigvalsh(m), 0), symmetric],
      [(m: Tensor) => at(svdvals(m), 1), tall],
      [(m: Tensor) => sum(pinv(m)), tall],
    ] as const) {
      const gradient = numbers(grad(f)(x) as unknown as Tensor);
      numbers(x).forEach((_, k) => {
        const data = numbers(x).map((re, i) => ({ re, im: i === k ? 1e-100 : 0 }));
        const [y] = evaluate(trace(f)(x), [{ shape: x.shape, data }], complex);
        expect(y!.data[0]!.im / 1e-100).toBeCloseTo(gradient[k]!, 13);
      });
    }
  });
});
