/** Rounding, sign and selection in double-double. */
import { roundHalfEven } from "../rounding.ts";
import {
  add,
  compare,
  type DoubleDouble,
  HALF,
  NOT_A_NUMBER,
  quickTwoSum,
  scale,
  subtract,
} from "./basic.ts";

export function sign(a: DoubleDouble): DoubleDouble {
  return { hi: Math.sign(a.hi), lo: 0 };
}

export function floor(a: DoubleDouble): DoubleDouble {
  const hi = Math.floor(a.hi);
  return hi === a.hi && a.lo !== 0 ? quickTwoSum(hi, Math.floor(a.lo)) : { hi, lo: 0 };
}

export function ceil(a: DoubleDouble): DoubleDouble {
  const hi = Math.ceil(a.hi);
  return hi === a.hi && a.lo !== 0 ? quickTwoSum(hi, Math.ceil(a.lo)) : { hi, lo: 0 };
}

/** The nearest integer, halves to even. */
export function round(a: DoubleDouble): DoubleDouble {
  if (Math.abs(a.hi) < 2 ** 51) return roundModerate(a);
  if (!Number.isFinite(a.hi)) return a;
  const below = floor(a);
  const order = compare(subtract(a, below), HALF);
  const even = compare(floor(scale(below, -1)), scale(below, -1)) === 0;
  return order === 1 || (order === 0 && !even) ? add(below, { hi: 1, lo: 0 }) : below;
}

/** Where hi has a fraction, lo only breaks the ties. */
function roundModerate(a: DoubleDouble): DoubleDouble {
  const nearest = roundHalfEven(a.hi);
  if (Math.abs(a.hi - nearest) !== 0.5 || a.lo === 0) return { hi: nearest, lo: 0 };
  return { hi: a.lo > 0 ? Math.ceil(a.hi) : Math.floor(a.hi), lo: 0 };
}

export function max(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const order = compare(a, b);
  return order === undefined ? NOT_A_NUMBER : order < 0 ? b : a;
}

export function min(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const order = compare(a, b);
  return order === undefined ? NOT_A_NUMBER : order > 0 ? b : a;
}
