/** The doubles in order as integers: 0 and -0 are 0, the smallest positive double is 1, its negative -1. */
function ordinal(x: number): bigint {
  const bits = new BigInt64Array(new Float64Array([x]).buffer)[0] as bigint;
  return bits >= 0n ? bits : -(bits & 0x7fff_ffff_ffff_ffffn);
}

/** The double of an ordinal. */
function fromOrdinal(n: bigint): number {
  const size = new Float64Array(new BigInt64Array([n < 0n ? -n : n]).buffer)[0] as number;
  return n < 0n ? -size : size;
}

/**
 * The unit in the last place: the distance from |x| to the next larger double.
 *
 * 2^-1074 for subnormal numbers and 0; NaN for infinities and NaN.
 *
 * @example
 * ```ts
 * import { ulp } from "@chainrule/special";
 * ulp(1) === 2 ** -52; // => true
 * ```
 */
export function ulp(x: number): number {
  const size = Math.abs(x);
  if (size === Number.MAX_VALUE) return 2 ** 971;
  return fromOrdinal(ordinal(size) + 1n) - size;
}

/**
 * How many doubles lie between two, counting the second: 0 for equal values, 1 for neighbours.
 *
 * 0 and -0 are equal, two NaNs too; NaN and a number are Infinity apart.
 *
 * @example
 * ```ts
 * import { ulpDistance } from "@chainrule/special";
 * ulpDistance(1, 1 + 2 ** -52); // => 1
 * ```
 */
export function ulpDistance(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b) ? 0 : Infinity;
  const distance = ordinal(a) - ordinal(b);
  return Number(distance < 0n ? -distance : distance);
}

/**
 * The neighbour of x in the direction of y; y itself where they are equal.
 *
 * @example
 * ```ts
 * import { nextAfter } from "@chainrule/special";
 * nextAfter(0, 1); // => 5e-324
 * ```
 */
export function nextAfter(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  if (x === y) return y;
  const next = fromOrdinal(ordinal(x) + (x < y ? 1n : -1n));
  return next === 0 && x < 0 ? -0 : next;
}

/**
 * The neighbour of x among numbers of single precision in the direction of y; y itself where they are equal.
 *
 * @example
 * ```ts
 * import { nextAfterSingle } from "@chainrule/special";
 * nextAfterSingle(1, 2) === 1 + 2 ** -23; // => true
 * ```
 */
export function nextAfterSingle(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  if (x === y) return y;
  if (x === 0) return y > 0 ? 2 ** -149 : -(2 ** -149);
  const bits = new Int32Array(Float32Array.of(x).buffer);
  bits[0] = (bits[0] as number) + (x < y === x > 0 ? 1 : -1);
  return new Float32Array(bits.buffer)[0] as number;
}
