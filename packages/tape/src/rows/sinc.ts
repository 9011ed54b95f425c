import { type Arithmetic, cosPi, float64, sinc as sincNumber, sinPi } from "@chainrule/special";
import { unary } from "../families.ts";
import * as op from "../operations/elementwise.ts";
import type { Primitive } from "../primitive.ts";

/** The derivative, of a given order, of sin(π x) / (π x); order 0 is the function itself. */
export const sinc: Primitive<{ readonly order: number }> = /* @__PURE__ */ unary<{ readonly order: number }>({
  name: "sinc",
  number: (x, { order }) => (order === 0 ? sincNumber(x) : sincIn(float64, x, order, [sinPi(x), cosPi(x)])),
  scalar: (A, x, { order }) => {
    const angle = A.multiply(A.pi, x);
    return sincIn(A, x, order, [A.sin(angle), A.cos(angle)]);
  },
  reads: "inputs",
  partials: [(x, _, { order }) => op.sincDerivative(x, order + 1)],
});

/** A series near 0, where the recurrence cancels. */
function sincIn<T>(A: Arithmetic<T>, x: T, order: number, sineAndCosine: readonly [T, T]): T {
  const near = Math.abs(A.toNumber(x)) < (2 + order) / Math.PI;
  return near ? seriesOf(A, x, order) : recurrenceOf(A, x, order, sineAndCosine);
}

/** π^n times the sum of (-1)^k z^(2k-n) / ((2k-n)! (2k+1)) over 2k >= n, z = π x: the series, term by term. */
function seriesOf<T>(A: Arithmetic<T>, x: T, order: number): T {
  const z = A.multiply(A.pi, x);
  const first = Math.ceil(order / 2);
  const square = A.multiply(z, z);
  let power = order % 2 === 0 ? A.fromNumber(1) : z;
  let total = A.fromNumber(0);
  for (let k = first; k < first + 30 + order; k++) {
    const term = A.divide(power, A.fromNumber(2 * k + 1));
    const next: T = k % 2 === 0 ? A.add(total, term) : A.subtract(total, term);
    if (next === total) break; // of numbers: terms only get smaller from here
    total = next;
    const degree = 2 * k - order;
    power = A.divide(A.multiply(power, square), A.fromNumber((degree + 1) * (degree + 2)));
  }
  return A.multiply(A.integerPower(A.pi, order), total);
}

/** x s(n) = π^(n-1) sin^(n) - n s(n-1), from x s(0) = sin / π. */
function recurrenceOf<T>(A: Arithmetic<T>, x: T, order: number, [sine, cosine]: readonly [T, T]): T {
  const derivatives = [sine, cosine, A.negate(sine), A.negate(cosine)] as const;
  let factor = A.fromNumber(1);
  let value = A.divide(A.divide(sine, A.pi), x);
  for (let n = 1; n <= order; n++) {
    const outer = A.multiply(factor, derivatives[(n % 4) as 0 | 1 | 2 | 3]);
    value = A.divide(A.subtract(outer, A.multiply(A.fromNumber(n), value)), x);
    factor = A.multiply(factor, A.pi);
  }
  return value;
}
