/** Exponential and logarithm of any precision. */
import { type BigFloat, fromNumber, inRange, round, scale, special, top } from "./bigFloat.ts";
import { logTwo } from "./constants.ts";
import { expm1Series, toFixed } from "./fixedPoint.ts";
import type { Operations } from "./operations.ts";

/** Binary places beyond the precision that the kernels work with. */
const GUARD = 32;
/** Below this the first term of log(1 + x) is all there is. */
const NEGLIGIBLE = 2 ** -600;

/** The exponential family of one precision. */
export interface Exponentials {
  readonly exp: (x: BigFloat) => BigFloat;
  readonly expm1: (x: BigFloat) => BigFloat;
  readonly log: (x: BigFloat) => BigFloat;
  readonly log1p: (x: BigFloat) => BigFloat;
  readonly logTwo: BigFloat;
}

export function exponentials(A: Operations): Exponentials {
  const { bits, add, subtract, multiply, divide } = A;
  const one = fromNumber(1);
  const ln2 = round(logTwo(bits + GUARD), -bits - GUARD, bits);

  /** exp(x) 2^-k - 1 as an integer of the given places. */
  function reduced(x: BigFloat, k: number, places: number): bigint {
    const rest = toFixed(x, places) - (k === 0 ? 0n : BigInt(k) * logTwo(places));
    return expm1Series(rest, places);
  }

  function exp(x: BigFloat): BigFloat {
    if (!(x.nearest < 710)) return special(x.nearest + Number.POSITIVE_INFINITY);
    if (x.nearest < -746) return special(0);
    const k = Math.round(x.nearest / Math.LN2);
    const places = bits + GUARD;
    return round(reduced(x, k, places) + (1n << BigInt(places)), k - places, bits);
  }

  function expm1(x: BigFloat): BigFloat {
    if (x.mantissa === 0n || Math.abs(x.nearest) > 0.34) {
      return x.nearest === 0 ? x : subtract(exp(x), one);
    }
    if (top(x) < -bits / 2) return add(x, scale(multiply(x, x), -1));
    const places = bits + GUARD - top(x);
    return round(reduced(x, 0, places), -places, bits);
  }

  /** log(1 + f) for f in [-0.3, 0.45]: the double value, corrected once. */
  function log1pSmall(f: BigFloat): BigFloat {
    if (Math.abs(f.nearest) < NEGLIGIBLE) return f;
    const guess = fromNumber(Math.log1p(f.nearest));
    const value = expm1(guess);
    return add(guess, logNearOne(A, divide(subtract(f, value), add(value, one))));
  }

  function log(x: BigFloat): BigFloat {
    if (x.mantissa <= 0n) return special(Math.log(x.nearest));
    const k = Math.round(Math.log2(x.nearest));
    const small = log1pSmall(subtract(inRange(x.mantissa, x.exponent - k, x.length), one));
    return k === 0 ? small : add(multiply(ln2, fromNumber(k)), small);
  }

  function log1p(x: BigFloat): BigFloat {
    if (x.nearest === 0) return x;
    return x.nearest > -0.29 && x.nearest < 0.41 ? log1pSmall(x) : log(add(x, one));
  }

  return { exp, expm1, log, log1p, logTwo: ln2 };
}

/** log(1 + z) for a z that is small beside 2^-40: 2 atanh(z / (2 + z)). */
function logNearOne({ bits, add, multiply, divide }: Operations, z: BigFloat): BigFloat {
  const two = fromNumber(2);
  const t = divide(z, add(two, z));
  const square = multiply(t, t);
  let sum = fromNumber(0);
  for (let n = 2 * Math.ceil(bits / 80) + 1; n >= 1; n -= 2) {
    sum = add(multiply(sum, square), divide(two, fromNumber(n)));
  }
  return multiply(sum, t);
}
