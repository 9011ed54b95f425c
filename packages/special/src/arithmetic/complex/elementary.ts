/** Exponential, trigonometric and hyperbolic functions of a complex number, and powers. */
import { hypot as hypotReal } from "../../hypot.ts";
import { sigmoid as sigmoidReal } from "../../logistic.ts";
import {
  add,
  type Complex,
  divide,
  fromNumber,
  integerPower,
  multiply,
  NOT_A_NUMBER,
  nearlyReal,
  negate,
  ONE,
  scale,
  timesI,
} from "./basic.ts";

export function exp(z: Complex): Complex {
  const size = Math.exp(z.re);
  return z.im === 0 ? fromNumber(size) : { re: size * Math.cos(z.im), im: size * Math.sin(z.im) };
}

/** exp(z) - 1 with real part expm1(x) cos y - 2 sin(y / 2)^2. */
export function expm1(z: Complex): Complex {
  if (z.im === 0) return fromNumber(Math.expm1(z.re));
  const half = Math.sin(z.im / 2);
  return { re: Math.expm1(z.re) * Math.cos(z.im) - 2 * half * half, im: Math.exp(z.re) * Math.sin(z.im) };
}

/** log |z|, accurate where |z| is near 1. */
function logSize(z: Complex): number {
  const size = hypotReal(z.re, z.im);
  if (size < 0.5 || size > 2) return Math.log(size);
  return 0.5 * Math.log1p((Math.abs(z.re) - 1) * (Math.abs(z.re) + 1) + z.im * z.im);
}

/** The principal logarithm; NaN next to the negative real axis. */
export function log(z: Complex): Complex {
  if (z.im === 0) return fromNumber(Math.log(z.re));
  if (z.re < 0 && nearlyReal(z)) return NOT_A_NUMBER;
  return { re: logSize(z), im: Math.atan2(z.im, z.re) };
}

/** log(1 + z) with real part log1p(x (2 + x) + y^2) / 2. */
export function log1p(z: Complex): Complex {
  if (z.im === 0) return fromNumber(Math.log1p(z.re));
  const shifted = { re: 1 + z.re, im: z.im };
  if (z.re < -0.5 || z.re > 1) return log(shifted);
  return { re: 0.5 * Math.log1p(z.re * (2 + z.re) + z.im * z.im), im: Math.atan2(z.im, shifted.re) };
}

/** The principal square root; NaN next to the negative real axis. */
export function sqrt(z: Complex): Complex {
  if (z.im === 0) return fromNumber(Math.sqrt(z.re));
  if (z.re < 0 && nearlyReal(z)) return NOT_A_NUMBER;
  const root = Math.sqrt(hypotReal(z.re, z.im) / 2 + Math.abs(z.re) / 2);
  const other = z.im / (2 * root);
  return z.re >= 0 ? { re: root, im: other } : { re: Math.abs(other), im: Math.sign(z.im) * root };
}

/** The cube root that is real on the whole real axis: odd in z. */
export function cbrt(z: Complex): Complex {
  if (z.im === 0) return fromNumber(Math.cbrt(z.re));
  if (z.re < 0) return negate(cbrt(negate(z)));
  const size = Math.cbrt(hypotReal(z.re, z.im));
  const angle = Math.atan2(z.im, z.re) / 3;
  return { re: size * Math.cos(angle), im: size * Math.sin(angle) };
}

export function sin(z: Complex): Complex {
  if (z.im === 0) return fromNumber(Math.sin(z.re));
  return { re: Math.sin(z.re) * Math.cosh(z.im), im: Math.cos(z.re) * Math.sinh(z.im) };
}

export function cos(z: Complex): Complex {
  if (z.im === 0) return fromNumber(Math.cos(z.re));
  return { re: Math.cos(z.re) * Math.cosh(z.im), im: -Math.sin(z.re) * Math.sinh(z.im) };
}

export function sinh(z: Complex): Complex {
  if (z.im === 0) return fromNumber(Math.sinh(z.re));
  return { re: Math.sinh(z.re) * Math.cos(z.im), im: Math.cosh(z.re) * Math.sin(z.im) };
}

export function cosh(z: Complex): Complex {
  if (z.im === 0) return fromNumber(Math.cosh(z.re));
  return { re: Math.cosh(z.re) * Math.cos(z.im), im: Math.sinh(z.re) * Math.sin(z.im) };
}

/** The addition theorem, with 1 - tanh(x)^2 = 4 e / (1 + e)^2, e = exp(-2 |x|), which does not cancel. */
export function tanh(z: Complex): Complex {
  if (z.im === 0) return fromNumber(Math.tanh(z.re));
  const e = Math.exp(-2 * Math.abs(z.re));
  const complement = (4 * e) / ((1 + e) * (1 + e));
  const t = Math.tanh(z.re);
  const tangent = Math.tan(z.im);
  const denominator = 1 + t * t * tangent * tangent;
  return { re: (t * (1 + tangent * tangent)) / denominator, im: (tangent * complement) / denominator };
}

/** tan(z) = -i tanh(i z), by the addition theorem in tan(x) and tanh(y). */
export function tan(z: Complex): Complex {
  if (z.im === 0) return fromNumber(Math.tan(z.re));
  const { re, im } = tanh(timesI(z));
  return { re: im, im: -re };
}

/** a^b; NaN for a base next to the negative real axis, unless b is a real integer. */
export function power(a: Complex, b: Complex): Complex {
  if (a.im === 0 && b.im === 0) return fromNumber(a.re ** b.re);
  const integer = b.im === 0 && Number.isInteger(b.re);
  if (integer && Math.abs(b.re) <= 64) return integerPower(a, b.re);
  if (integer && a.re < 0) return scale(power(negate(a), b), b.re % 2 === 0 ? 1 : -1);
  if (a.re < 0 && nearlyReal(a)) return NOT_A_NUMBER;
  const argument = Math.atan2(a.im, a.re);
  const size = hypotReal(a.re, a.im) ** b.re * Math.exp(-b.im * argument);
  const angle = b.re * argument + (b.im === 0 ? 0 : b.im * logSize(a));
  return { re: size * Math.cos(angle), im: size * Math.sin(angle) };
}

/** exp(-|z|) by the real part, whose powers never overflow. */
function decay(z: Complex): Complex {
  return exp(z.re < 0 ? z : negate(z));
}

export function sigmoid(z: Complex): Complex {
  if (z.im === 0) return fromNumber(sigmoidReal(z.re));
  const e = decay(z);
  return divide(z.re < 0 ? e : ONE, add(ONE, e));
}

export function softplus(z: Complex): Complex {
  const rest = log1p(decay(z));
  return z.re < 0 ? rest : add(z, rest);
}

export function logSigmoid(z: Complex): Complex {
  return negate(softplus(negate(z)));
}

/** sqrt(a^2 + b^2), the larger taken out; at the origin the imaginary part is NaN unless both are constants. */
export function hypot(a: Complex, b: Complex): Complex {
  if (a.im === 0 && b.im === 0) return fromNumber(hypotReal(a.re, b.re));
  const first = a.re < 0 ? negate(a) : a;
  const second = b.re < 0 ? negate(b) : b;
  const [large, small] = first.re >= second.re ? [first, second] : [second, first];
  if (large.re === 0) return { re: 0, im: Number.NaN };
  const ratio = divide(small, large);
  return multiply(large, sqrt(add(ONE, multiply(ratio, ratio))));
}
