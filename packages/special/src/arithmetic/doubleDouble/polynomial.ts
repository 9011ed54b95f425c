import type { DoubleDouble } from "./basic.ts";
import { productError } from "./basic.ts";

/**
 * Coefficients of a polynomial, lowest power first. The last `plain` of them contribute below 2^-50 of the sum, so
 * that plain doubles carry them.
 */
export interface Polynomial {
  readonly hi: Float64Array;
  readonly lo: Float64Array;
  readonly plain: number;
}

/** A table of coefficients. */
export function polynomial(coefficients: readonly DoubleDouble[], plain = 0): Polynomial {
  return {
    hi: Float64Array.from(coefficients, (c) => c.hi),
    lo: Float64Array.from(coefficients, (c) => c.lo),
    plain,
  };
}

/**
 * The value at x by Horner's rule, without allocation inside the loop. For coefficients and x of ordinary size:
 * nothing here guards against overflow.
 */
export function evaluatePolynomial({ hi, lo, plain }: Polynomial, x: DoubleDouble): DoubleDouble {
  const split = hi.length - plain;
  let tail = 0;
  for (let i = hi.length - 1; i >= split; i--) tail = tail * x.hi + hi[i]!;
  let sumHi = tail;
  let sumLo = 0;
  for (let i = split - 1; i >= 0; i--) {
    const p = sumHi * x.hi;
    const e = productError(sumHi, x.hi, p) + (sumHi * x.lo + sumLo * x.hi);
    const productHi = p + e;
    const productLo = e - (productHi - p);
    const c = hi[i]!;
    const s = c + productHi;
    const part = s - c;
    const rest = c - (s - part) + (productHi - part) + (lo[i]! + productLo);
    sumHi = s + rest;
    sumLo = rest - (sumHi - s);
  }
  return { hi: sumHi, lo: sumLo };
}
