/** x less the nearest even integer, exactly: in [-1, 1]. */
function modTwo(x: number): number {
  const remainder = x % 2;
  if (remainder > 1) return remainder - 2;
  return remainder < -1 ? remainder + 2 : remainder;
}

/**
 * The sine of a multiple of pi: `sin(pi x)`, exactly 0 at integers.
 *
 * Numerics: within 2 ulp of mpmath, for any x: the period is removed before pi comes in.
 *
 * @example
 * ```ts
 * import { sinPi } from "@chainrule/special";
 * sinPi(1e15 + 0.5); // => 1
 * ```
 */
export function sinPi(x: number): number {
  const r = modTwo(x);
  const size = Math.abs(r);
  if (size === 1) return x < 0 ? -0 : 0;
  if (size <= 0.25) return Math.sin(Math.PI * r);
  const value = size < 0.75 ? Math.cos(Math.PI * (0.5 - size)) : Math.sin(Math.PI * (1 - size));
  return r < 0 ? -value : value;
}

/**
 * The cosine of a multiple of pi: `cos(pi x)`, exactly 0 at half-integers.
 *
 * Numerics: within 2 ulp of mpmath, for any x.
 *
 * @example
 * ```ts
 * import { cosPi } from "@chainrule/special";
 * cosPi(0.5); // => 0
 * ```
 */
export function cosPi(x: number): number {
  const size = Math.abs(modTwo(x));
  if (size <= 0.25) return Math.cos(Math.PI * size);
  return size < 0.75 ? Math.sin(Math.PI * (0.5 - size)) : -Math.cos(Math.PI * (1 - size));
}

/**
 * The normalised sine cardinal: `sin(pi x) / (pi x)`, 1 at 0 and 0 at the other integers.
 *
 * Numerics: within 2.5 ulp of mpmath, near the zeros too.
 *
 * @example
 * ```ts
 * import { sinc } from "@chainrule/special";
 * sinc(0.5); // => 0.6366197723675814
 * ```
 */
export function sinc(x: number): number {
  if (Math.abs(x) < 1e-9) return 1;
  if (Math.abs(x) === Infinity) return 0;
  return sinPi(x) / x / Math.PI;
}
