/** Trigonometric functions and their inverses, of any precision. */
import { type BigFloat, fromNumber, NOT_A_NUMBER, negate, round, scale, special, top } from "./bigFloat.ts";
import { pi } from "./constants.ts";
import { cosineSeries, sineSeries, toFixed } from "./fixedPoint.ts";
import type { Operations } from "./operations.ts";

/** Binary places beyond the precision that the kernels work with. */
const GUARD = 32;

type Unary = (x: BigFloat) => BigFloat;

/** The trigonometric functions of one precision. */
export interface Trigonometric {
  readonly pi: BigFloat;
  readonly sin: Unary;
  readonly cos: Unary;
  readonly tan: Unary;
  readonly asin: Unary;
  readonly acos: Unary;
  readonly atan: Unary;
  readonly atan2: (y: BigFloat, x: BigFloat) => BigFloat;
}

export function trigonometric(A: Operations): Trigonometric {
  const { bits } = A;
  const places = bits + GUARD;
  const circle = round(pi(places), -places, bits);

  /** sin(x) and cos(x) together, from one reduction. */
  function sinCos(x: BigFloat): { readonly sin: BigFloat; readonly cos: BigFloat } {
    const { rest, quadrant } = reduceByHalfPi(x, bits);
    const s = sinSmall(A, rest);
    const c = round(cosineSeries(toFixed(rest, places), places), -places, bits);
    if (quadrant === 0) return { sin: s, cos: c };
    if (quadrant === 1) return { sin: c, cos: negate(s) };
    return quadrant === 2 ? { sin: negate(s), cos: negate(c) } : { sin: negate(c), cos: s };
  }

  const defined =
    (f: Unary): Unary =>
    (x) =>
      Number.isFinite(x.nearest) ? f(x) : NOT_A_NUMBER;
  const oddAtZero = (f: Unary): Unary => defined((x) => (x.nearest === 0 ? x : f(x)));
  return {
    pi: circle,
    sin: oddAtZero((x) => sinCos(x).sin),
    cos: defined((x) => sinCos(x).cos),
    tan: oddAtZero((x) => {
      const { sin, cos } = sinCos(x);
      return A.divide(sin, cos);
    }),
    ...arcs(A, circle, sinCos),
  };
}

function sinSmall({ bits, subtract, multiply, divide }: Operations, r: BigFloat): BigFloat {
  if (r.mantissa === 0n) return r;
  if (top(r) < -bits / 2) return subtract(r, divide(multiply(multiply(r, r), r), fromNumber(6)));
  const places = bits + GUARD - top(r);
  return round(sineSeries(toFixed(r, places), places), -places, bits);
}

/** x - k pi / 2 for the nearest integer k, and k modulo 4: in integers, exact but for the last of the places. */
function reduceByHalfPi(x: BigFloat, bits: number): { readonly rest: BigFloat; readonly quadrant: number } {
  if (Math.abs(x.nearest) < 0.785) return { rest: x, quadrant: 0 };
  const places = 2 * bits + 2 * GUARD + Math.max(0, top(x));
  const halfPi = pi(places) >> 1n;
  const integer = toFixed(x, places);
  const k = (2n * integer + halfPi) / (2n * halfPi) - (2n * integer + halfPi < 0n ? 1n : 0n);
  return { rest: round(integer - k * halfPi, -places, bits), quadrant: Number(k & 3n) };
}

function arcs(
  A: Operations,
  circle: BigFloat,
  sinCos: (x: BigFloat) => { readonly sin: BigFloat; readonly cos: BigFloat },
): Pick<Trigonometric, "asin" | "acos" | "atan" | "atan2"> {
  const { bits, add, subtract, multiply, divide, sqrt } = A;
  const one = fromNumber(1);

  /** atan(t) for a t that is small beside 2^-40. */
  function atanSmall(t: BigFloat): BigFloat {
    const square = negate(multiply(t, t));
    let sum = fromNumber(0);
    for (let n = 2 * Math.ceil(bits / 80) + 1; n >= 1; n -= 2) {
      sum = add(multiply(sum, square), divide(one, fromNumber(n)));
    }
    return multiply(sum, t);
  }

  /** The double value and the arctangent of what it misses. */
  function atan(x: BigFloat): BigFloat {
    if (x.nearest === 0 || Number.isNaN(x.nearest)) return x;
    if (x.mantissa === 0n) return scale(x.nearest > 0 ? circle : negate(circle), -1);
    if (top(x) < -bits) return x;
    const guess = fromNumber(Math.atan(x.nearest));
    const { sin, cos } = sinCos(guess);
    return add(guess, atanSmall(divide(subtract(multiply(x, cos), sin), add(cos, multiply(x, sin)))));
  }

  function atan2(y: BigFloat, x: BigFloat): BigFloat {
    if (x.mantissa === 0n || y.mantissa === 0n) return angleOfSpecial(y, x);
    const angle = atan(divide(y, x));
    if (x.nearest > 0) return angle;
    return y.nearest > 0 ? add(angle, circle) : subtract(angle, circle);
  }

  /** The angle on an axis or a diagonal at infinity: a multiple of pi / 4. */
  function angleOfSpecial(y: BigFloat, x: BigFloat): BigFloat {
    const angle = Math.atan2(y.nearest, x.nearest);
    const eighths = Math.round((angle * 4) / Math.PI);
    return eighths === 0 || Number.isNaN(angle) ? special(angle) : multiply(circle, fromNumber(eighths / 4));
  }

  return {
    atan,
    atan2,
    asin: (x) => (x.nearest === 0 ? x : atan2(x, sqrt(multiply(subtract(one, x), add(one, x))))),
    acos: (x) => scale(atan2(sqrt(subtract(one, x)), sqrt(add(one, x))), 1),
  };
}
