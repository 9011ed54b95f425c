/** Taylor series on integers that stand for multiples of 2^-places. */
import type { BigFloat } from "./bigFloat.ts";

/** How often the argument of the exponential is halved before its series. */
const HALVINGS = 8;

/** a 2^places as an integer, rounded down. */
export function toFixed(a: BigFloat, places: number): bigint {
  const shift = a.exponent + places;
  return shift >= 0 ? a.mantissa << BigInt(shift) : a.mantissa >> BigInt(-shift);
}

/** exp(r) - 1 for |r| <= 0.7: the series at r / 2^8, doubled eight times by 2 y + y^2. */
export function expm1Series(r: bigint, places: number): bigint {
  const guard = 2 * HALVINGS;
  const scale = BigInt(places + guard);
  const x = r << BigInt(guard - HALVINGS);
  let term = x;
  let sum = x;
  for (let n = 2n; term !== 0n; n++) {
    term = ((term * x) >> scale) / n;
    sum += term;
  }
  for (let i = 0; i < HALVINGS; i++) sum = 2n * sum + ((sum * sum) >> scale);
  return sum >> BigInt(guard);
}

/** The alternating series first (1 - r^2 / (n (n+1)) + ...) with the denominators n (n+1), (n+2) (n+3), ... */
function alternating(first: bigint, r: bigint, start: bigint, places: number): bigint {
  const scale = BigInt(places);
  const square = (r * r) >> scale;
  let term = first;
  let sum = first;
  for (let n = start; term !== 0n; n += 2n) {
    term = -((term * square) >> scale) / (n * (n + 1n));
    sum += term;
  }
  return sum;
}

/** sin(r) for |r| <= 1. */
export function sineSeries(r: bigint, places: number): bigint {
  return alternating(r, r, 2n, places);
}

/** cos(r) for |r| <= 1. */
export function cosineSeries(r: bigint, places: number): bigint {
  return alternating(1n << BigInt(places), r, 1n, places);
}
