import { expect, it } from "vitest";
import reference from "../../../fixtures/linalg.json" with { type: "json" };
import {
  array,
  cholesky,
  det,
  eigh,
  inverse,
  matrixExponential,
  type NDArray,
  pinv,
  slogdet,
  svd,
} from "../../index.ts";
import { EPSILON, numbers, residual } from "../../testing/matrices.ts";

// Values against 60 digits.

type Rows = readonly (readonly number[])[];

interface Reference {
  readonly name: string;
  readonly matrix: Rows;
  readonly det?: number;
  readonly inverse?: Rows;
  readonly eigenvalues?: readonly number[];
  readonly cholesky?: Rows;
  readonly exponential?: Rows;
  readonly singularValues: readonly number[];
}

const CASES = reference.cases as readonly Reference[];

/** The cases that know one of the results. */
function knowing<K extends keyof Reference>(key: K): [string, Reference & Required<Pick<Reference, K>>][] {
  return CASES.filter((one) => one[key] !== undefined).map((one) => [
    one.name,
    one as Reference & Required<Pick<Reference, K>>,
  ]);
}

const matrixOf = (rows: Rows): NDArray => array(rows as number[][]);
const conditionOf = ({ singularValues }: Reference): number => singularValues[0]! / singularValues.at(-1)!;

it.each(knowing("singularValues"))(
  "%s: singular values to their own digits, where the columns determine them",
  (_, one) => {
    const relative = /hilbert|stiff/.test(one.name) ? EPSILON * conditionOf(one) : 20 * EPSILON;
    numbers(svd(matrixOf(one.matrix)).s).forEach((value, i) => {
      const allowed = Math.min(relative * one.singularValues[i]!, 20 * EPSILON * one.singularValues[0]!);
      expect(Math.abs(value - one.singularValues[i]!)).toBeLessThanOrEqual(allowed);
    });
  },
);

it.each(knowing("det"))("%s: determinant and sign", (_, one) => {
  const a = matrixOf(one.matrix);
  const allowed = Math.min(1, 20 * EPSILON * conditionOf(one));
  expect(Math.abs(det(a).item() - one.det)).toBeLessThanOrEqual(allowed * Math.abs(one.det));
  const { sign, logAbsDet } = slogdet(a);
  expect(sign.item()).toBe(Math.sign(one.det));
  expect(Math.abs(logAbsDet.item() - Math.log(Math.abs(one.det)))).toBeLessThanOrEqual(
    allowed + 20 * EPSILON,
  );
});

it.each(knowing("inverse"))("%s: inverse and pseudoinverse", (_, one) => {
  const a = matrixOf(one.matrix);
  const allowed = Math.min(1, 20 * EPSILON * conditionOf(one));
  expect(residual(inverse(a), matrixOf(one.inverse))).toBeLessThanOrEqual(allowed);
  expect(residual(pinv(a, 0), matrixOf(one.inverse))).toBeLessThanOrEqual(allowed);
});

it.each(knowing("eigenvalues"))(
  "%s: eigenvalues, small ones of a graded matrix to their own digits",
  (_, one) => {
    const top = Math.abs(one.eigenvalues.at(-1)!);
    numbers(eigh(matrixOf(one.matrix)).eigenvalues).forEach((value, i) => {
      const wanted = one.eigenvalues[i]!;
      const size = one.name === "graded" ? Math.abs(wanted) : top;
      expect(Math.abs(value - wanted), `eigenvalue ${i}`).toBeLessThanOrEqual(10 * EPSILON * size);
    });
  },
);

it.each(knowing("cholesky"))("%s: Cholesky factor", (_, one) => {
  const allowed = Math.min(1, 4 * EPSILON * conditionOf(one));
  expect(residual(cholesky(matrixOf(one.matrix)), matrixOf(one.cholesky))).toBeLessThanOrEqual(allowed);
});

it.each(knowing("exponential"))("%s: exponential", (_, one) => {
  const allowed = one.name === "stiff" ? 1e-13 : 1e-14;
  expect(residual(matrixExponential(matrixOf(one.matrix)), matrixOf(one.exponential))).toBeLessThanOrEqual(
    allowed,
  );
});
