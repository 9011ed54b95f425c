import { type Arithmetic, erfinv as erfinvNumber } from "@chainrule/special";
import { unary } from "../families.ts";
import { exp, multiply, square } from "../operations/elementwise.ts";
import type { Primitive } from "../primitive.ts";

/** The inverse error function. Other arithmetics refine the float64 value by Newton's method on erf. */
export const erfinv: Primitive<undefined> = unary({
  name: "erfinv",
  number: erfinvNumber,
  scalar: erfinvIn,
  partials: [(_, y) => multiply(Math.sqrt(Math.PI) / 2, exp(square(y)))],
});

function erfinvIn<T>(A: Arithmetic<T>, x: T): T {
  const halfRootPi = A.divide(A.sqrt(A.pi), A.fromNumber(2));
  let y = A.fromNumber(erfinvNumber(A.toNumber(x)));
  if (!Number.isFinite(A.toNumber(y))) return y;
  for (let step = 0; step < 2; step++) {
    const residual = A.subtract(A.erf(y), x);
    y = A.subtract(y, A.multiply(A.multiply(residual, halfRootPi), A.exp(A.multiply(y, y))));
  }
  return y;
}
