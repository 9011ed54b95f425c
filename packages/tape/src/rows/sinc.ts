import { type Arithmetic, float64, sinc as sincNumber } from "@chainrule/special";
import { unary } from "../families.ts";
import * as op from "../operations/elementwise.ts";
import type { Primitive } from "../primitive.ts";

/** The derivative, of a given order, of sin(π x) / (π x); order 0 is the function itself. */
export const sinc: Primitive<{ readonly order: number }> = unary<{ readonly order: number }>({
  name: "sinc",
  number: (x, { order }) => (order === 0 ? sincNumber(x) : sincIn(float64, x, order)),
  scalar: (A, x, { order }) => sincIn(A, x, order),
  partials: [(x, _, { order }) => op.sincDerivative(x, order + 1)],
});

/** π^order S(order, π x), where S(n, z) is the n-th derivative of sin z / z. */
function sincIn<T>(A: Arithmetic<T>, x: T, order: number): T {
  const z = A.multiply(A.pi, x);
  const small = Math.abs(A.toNumber(z)) < 2 + order;
  return A.multiply(A.integerPower(A.pi, order), small ? seriesOf(A, z, order) : recurrenceOf(A, z, order));
}

/** The sum of (-1)^k z^(2k-n) / ((2k-n)! (2k+1)) over 2k >= n: the series of sin z / z, term by term. */
function seriesOf<T>(A: Arithmetic<T>, z: T, order: number): T {
  const first = Math.ceil(order / 2);
  const square = A.multiply(z, z);
  let power = order % 2 === 0 ? A.fromNumber(1) : z;
  let total = A.fromNumber(0);
  for (let k = first; k < first + 30 + order; k++) {
    const term = A.divide(power, A.fromNumber(2 * k + 1));
    total = k % 2 === 0 ? A.add(total, term) : A.subtract(total, term);
    const degree = 2 * k - order;
    power = A.divide(A.multiply(power, square), A.fromNumber((degree + 1) * (degree + 2)));
  }
  return total;
}

/** z S(n) = sin^(n) z - n S(n - 1), from z S(0) = sin z. */
function recurrenceOf<T>(A: Arithmetic<T>, z: T, order: number): T {
  const [sine, cosine] = [A.sin(z), A.cos(z)];
  const derivatives = [sine, cosine, A.negate(sine), A.negate(cosine)] as const;
  let value = A.divide(sine, z);
  for (let n = 1; n <= order; n++) {
    const lower = A.multiply(A.fromNumber(n), value);
    value = A.divide(A.subtract(derivatives[(n % 4) as 0 | 1 | 2 | 3], lower), z);
  }
  return value;
}
