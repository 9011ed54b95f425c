/**
 * Inverse trigonometric and hyperbolic functions of a complex number.
 *
 * Source: W. Kahan, "Branch cuts for complex elementary functions" (1987).
 */
import {
  add,
  type Complex,
  conjugate,
  divide,
  fromNumber,
  multiply,
  NOT_A_NUMBER,
  nearlyReal,
  ONE,
  subtract,
  timesI,
} from "./basic.ts";
import { sqrt } from "./elementary.ts";

/** Whether z is a real number outside [-1, 1], or next to one. */
function beyondOne(z: Complex): boolean {
  return Math.abs(z.re) > 1 && nearlyReal(z);
}

export function asin(z: Complex): Complex {
  if (z.im === 0) return fromNumber(Math.asin(z.re));
  return beyondOne(z) ? NOT_A_NUMBER : asinAnywhere(z);
}

function asinAnywhere(z: Complex): Complex {
  const below = sqrt(subtract(ONE, z));
  const above = sqrt(add(ONE, z));
  return {
    re: Math.atan2(z.re, multiply(below, above).re),
    im: Math.asinh(multiply(conjugate(below), above).im),
  };
}

export function acos(z: Complex): Complex {
  if (z.im === 0) return fromNumber(Math.acos(z.re));
  if (beyondOne(z)) return NOT_A_NUMBER;
  const below = sqrt(subtract(ONE, z));
  const above = sqrt(add(ONE, z));
  return { re: 2 * Math.atan2(below.re, above.re), im: Math.asinh(multiply(conjugate(above), below).im) };
}

/** asinh(z) = -i asin(i z). */
export function asinh(z: Complex): Complex {
  if (z.im === 0) return fromNumber(Math.asinh(z.re));
  const { re, im } = asinAnywhere(timesI(z));
  return { re: im, im: -re };
}

export function acosh(z: Complex): Complex {
  if (z.im === 0) return fromNumber(Math.acosh(z.re));
  if (z.re < 1 && nearlyReal(z)) return NOT_A_NUMBER;
  const below = sqrt(subtract(z, ONE));
  const above = sqrt(add(z, ONE));
  return { re: Math.asinh(multiply(conjugate(below), above).re), im: 2 * Math.atan2(below.im, above.re) };
}

/** atanh(z) = log((1 + z) / (1 - z)) / 2, its parts taken apart. */
export function atanh(z: Complex): Complex {
  if (z.im === 0) return fromNumber(Math.atanh(z.re));
  return beyondOne(z) ? NOT_A_NUMBER : atanhAnywhere(z);
}

function atanhAnywhere({ re, im }: Complex): Complex {
  const gap = 1 - Math.abs(re);
  const size = 0.25 * Math.log1p((4 * Math.abs(re)) / (gap * gap + im * im));
  return {
    re: re < 0 ? -size : size,
    im: 0.5 * Math.atan2(2 * im, (1 - re) * (1 + re) - im * im),
  };
}

/** atan(z) = -i atanh(i z). */
export function atan(z: Complex): Complex {
  if (z.im === 0) return fromNumber(Math.atan(z.re));
  const { re, im } = atanhAnywhere(timesI(z));
  return { re: im, im: -re };
}

/** The angle of the point (x, y); at the origin the imaginary part is NaN unless both are constants. */
export function atan2(y: Complex, x: Complex): Complex {
  if (y.im === 0 && x.im === 0) return fromNumber(Math.atan2(y.re, x.re));
  if (y.re === 0 && x.re === 0) return { re: Math.atan2(y.re, x.re), im: Number.NaN };
  if (Math.abs(y.re) > Math.abs(x.re)) {
    return subtract(fromNumber((Math.sign(y.re) * Math.PI) / 2), atan(divide(x, y)));
  }
  const angle = atan(divide(y, x));
  if (x.re > 0) return angle;
  return add(fromNumber(y.re < 0 ? -Math.PI : Math.PI), angle);
}
