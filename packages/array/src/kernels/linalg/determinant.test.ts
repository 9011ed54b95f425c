import { describe, expect, it } from "vitest";
import { array, det, determinantForm, slogdet } from "../../index.ts";
import { drawn, EPSILON, generator, largest, minus, numbers } from "../../testing/matrices.ts";

// Determinants and their derivatives against exact integers.

type Rows = readonly (readonly number[])[];

/** Cofactor by Laplace expansion in integers. */
function exactDeterminant(m: Rows): number {
  if (m.length === 0) return 1;
  return m[0]!.reduce((sum, e, j) => sum + (j % 2 === 0 ? e : -e) * exactDeterminant(minor(m, 0, j)), 0);
}

function minor(m: Rows, row: number, column: number): Rows {
  return m.filter((_, i) => i !== row).map((line) => line.filter((_, j) => j !== column));
}

function exactCofactors(m: Rows): number[][] {
  return m.map((line, i) =>
    line.map((_, j) => ((i + j) % 2 === 0 ? 1 : -1) * exactDeterminant(minor(m, i, j))),
  );
}

/** Integer matrices of every rank, as products of thin ones. */
const INTEGERS: readonly (readonly [string, number[][]])[] = [1, 2, 3, 4].flatMap((n) =>
  Array.from({ length: n + 1 }, (_, rank) => {
    const next = generator(10 * n + rank);
    const entry = (): number => Math.round(3 * next());
    const [left, right] = [0, 1].map(() =>
      Array.from({ length: n }, () => Array.from({ length: rank }, entry)),
    );
    const m = left!.map((p) => right!.map((q) => p.reduce((sum, e, k) => sum + e * q[k]!, 0)));
    return [`${n} by ${n} of rank at most ${rank}`, m] as const;
  }),
);

describe.each(INTEGERS)("an integer matrix %s", (_, m) => {
  const a = array(m);
  const n = m.length;
  const size = 1 + largest(a) ** n;

  it("has its determinant and cofactors", () => {
    expect(Math.abs(det(a).item() - exactDeterminant(m))).toBeLessThanOrEqual(4 * n * EPSILON * size);
    const cofactors = determinantForm(a, []);
    expect(largest(minus(cofactors, array(exactCofactors(m))))).toBeLessThanOrEqual(10 * n * EPSILON * size);
  });

  it("has the determinant's second and third derivatives, by differences of polynomials", () => {
    const [e, f] = [1, 2].map((seed) =>
      array(
        numbers(drawn([n, n], seed)).map((x) => Math.round(2 * x)),
        { shape: [n, n] },
      ),
    );
    const moved = (s: number, t: number): number[][] =>
      m.map((line, i) => line.map((x, j) => x + s * numbers(e!)[i * n + j]! + t * numbers(f!)[i * n + j]!));
    // Cofactors are polynomials of degree n - 1 < 4 in s and t: the coefficient of s, and of s t, by exact differences.
    const along = (t: number): number[][] => derivative((s) => exactCofactors(moved(s, t)));
    const once = array(derivative((s) => exactCofactors(moved(s, 0))));
    const twice = array(derivative(along));
    expect(largest(minus(determinantForm(a, [e!]), once))).toBeLessThanOrEqual(1e-12 * (1 + largest(once)));
    expect(largest(minus(determinantForm(a, [e!, f!]), twice))).toBeLessThanOrEqual(
      1e-12 * (1 + largest(twice)),
    );
  });
});

/** The derivative at 0 of a matrix of polynomials of degree at most 4: exact. */
function derivative(f: (t: number) => number[][]): number[][] {
  const [p2, p1, m1, m2] = [2, 1, -1, -2].map(f) as [number[][], number[][], number[][], number[][]];
  return p1.map((line, i) =>
    line.map((_, j) => (8 * (p1[i]![j]! - m1[i]![j]!) - (p2[i]![j]! - m2[i]![j]!)) / 12),
  );
}

describe("determinants at the ends of the doubles", () => {
  it("do not overflow on the way", () => {
    const diagonal = array([
      [1e200, 0, 0, 0],
      [0, 1e200, 0, 0],
      [0, 0, 1e-200, 0],
      [0, 0, 0, 1e-200],
    ]);
    expect(det(diagonal).item()).toBeCloseTo(1, 12);
    expect(
      slogdet(
        array([
          [1e-300, 0],
          [0, -1e-300],
        ]),
      ).logAbsDet.item(),
    ).toBeCloseTo(-600 * Math.log(10), 9);
  });

  it("of a singular matrix have sign 0 and logarithm -Infinity", () => {
    const { sign, logAbsDet } = slogdet(
      array([
        [1, 2],
        [2, 4],
      ]),
    );
    expect([sign.item(), logAbsDet.item()]).toEqual([0, Number.NEGATIVE_INFINITY]);
  });
});
