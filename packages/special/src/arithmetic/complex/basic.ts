/**
 * Complex numbers for the complex step: f(x + i h) with h near 1e-30 has f'(x) h as its imaginary part, without
 * cancellation, so the imaginary parts keep full relative accuracy however small they are.
 *
 * An imaginary part of exactly 0 stays 0 through every function: a constant is no variable, even beside an infinity.
 */

/** re + i im. */
export interface Complex {
  /** The real part. */
  readonly re: number;
  /** The imaginary part. */
  readonly im: number;
}

export const ONE: Complex = { re: 1, im: 0 };
export const NOT_A_NUMBER: Complex = { re: Number.NaN, im: Number.NaN };

export function fromNumber(x: number): Complex {
  return { re: x, im: 0 };
}

/** x y, where a factor y of exactly 0 wins over an infinite x. */
function times(x: number, y: number): number {
  return y === 0 ? 0 : x * y;
}

export function add(a: Complex, b: Complex): Complex {
  return { re: a.re + b.re, im: a.im + b.im };
}

export function subtract(a: Complex, b: Complex): Complex {
  return { re: a.re - b.re, im: a.im - b.im };
}

export function negate(a: Complex): Complex {
  return { re: -a.re, im: -a.im };
}

export function conjugate(a: Complex): Complex {
  return { re: a.re, im: -a.im };
}

export function multiply(a: Complex, b: Complex): Complex {
  return { re: a.re * b.re - times(a.im, b.im), im: times(a.re, b.im) + times(b.re, a.im) };
}

/** i a. */
export function timesI(a: Complex): Complex {
  return { re: -a.im, im: a.re };
}

export function scale(a: Complex, factor: number): Complex {
  return { re: a.re * factor, im: times(factor, a.im) };
}

/** a / b by Smith's scaling; a finite number over an infinite one is 0, as of real numbers. */
export function divide(a: Complex, b: Complex): Complex {
  if (Math.abs(b.re) === Number.POSITIVE_INFINITY && Number.isFinite(a.re) && Number.isFinite(a.im))
    return fromNumber(a.re / b.re);
  if (b.im === 0) return { re: a.re / b.re, im: a.im === 0 ? 0 : a.im / b.re };
  if (Math.abs(b.re) >= Math.abs(b.im)) {
    const ratio = b.im / b.re;
    const denominator = b.re + b.im * ratio;
    return { re: (a.re + a.im * ratio) / denominator, im: (a.im - a.re * ratio) / denominator };
  }
  const ratio = b.re / b.im;
  const denominator = b.re * ratio + b.im;
  return { re: (a.re * ratio + a.im) / denominator, im: (a.im * ratio - a.re) / denominator };
}

/** a^n for an integer n by repeated squaring; the reciprocal is taken last, unless what it is of is out of range. */
export function integerPower(a: Complex, n: number): Complex {
  if (!Number.isInteger(n)) return NOT_A_NUMBER;
  if (n < 0) {
    const power = integerPower(a, -n);
    const isFinite = Number.isFinite(power.re) && Number.isFinite(power.im);
    return isFinite ? divide(ONE, power) : integerPower(divide(ONE, a), -n);
  }
  let result = ONE;
  let square = a;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiply(result, square);
    if (rest > 1) square = multiply(square, square);
  }
  return result;
}

/**
 * Whether z stands for a real number: its imaginary part is too small to move the real one. Such a z outside the real
 * domain of a function gives NaN, as the real function does; other z get the analytic continuation.
 */
export function nearlyReal(z: Complex): boolean {
  return Math.abs(z.im) <= 2 ** -26 * Math.abs(z.re);
}
