/** Powers, cube roots and hypotenuses, of any precision. */
import {
  abs,
  type BigFloat,
  fromNumber,
  isInteger,
  NOT_A_NUMBER,
  negate,
  scale,
  special,
  top,
} from "./bigFloat.ts";
import type { Exponentials } from "./exponential.ts";
import type { Operations } from "./operations.ts";

/** The real cube root: Newton's iteration from the double one, which doubles the digits each time. */
export function cubeRoot({ bits, subtract, multiply, divide }: Operations, x: BigFloat): BigFloat {
  if (x.mantissa === 0n) return special(Math.cbrt(x.nearest));
  const third = Math.round(top(x) / 3);
  const scaled = scale(x, -3 * third);
  let root = fromNumber(Math.cbrt(scaled.nearest));
  for (let digits = 50; digits < bits; digits *= 2) {
    const square = multiply(root, root);
    const excess = subtract(multiply(square, root), scaled);
    root = subtract(root, divide(excess, multiply(fromNumber(3), square)));
  }
  return scale(root, third);
}

/** sqrt(a^2 + b^2), scaled so that no square over- or underflows. */
export function hypotenuse({ add, multiply, sqrt }: Operations, a: BigFloat, b: BigFloat): BigFloat {
  if (a.mantissa === 0n || b.mantissa === 0n) return hypotenuseOfSpecial(a, b);
  const k = Math.max(top(a), top(b));
  const x = scale(a, -k);
  const y = scale(b, -k);
  return scale(sqrt(add(multiply(x, x), multiply(y, y))), k);
}

function hypotenuseOfSpecial(a: BigFloat, b: BigFloat): BigFloat {
  if (a.nearest === 0) return abs(b);
  return b.nearest === 0 ? abs(a) : special(Math.hypot(a.nearest, b.nearest));
}

/** a^b. The relative error is that of a product times 1 + |b log a|. Special cases as in `Math.pow`. */
export function power(
  A: Operations,
  { exp, log }: Pick<Exponentials, "exp" | "log">,
  a: BigFloat,
  b: BigFloat,
): BigFloat {
  if (isInteger(b) && Math.abs(b.nearest) <= 64) return A.integerPower(a, b.nearest);
  if (a.mantissa === 0n || b.mantissa === 0n) return special(a.nearest ** b.nearest);
  const magnitude = (): BigFloat => exp(A.multiply(b, log(abs(a))));
  if (a.nearest > 0) return magnitude();
  if (!isInteger(b)) return NOT_A_NUMBER;
  return isInteger(scale(b, -1)) ? magnitude() : negate(magnitude());
}
