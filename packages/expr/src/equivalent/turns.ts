import { constant, constantValue, type Polynomial, scale, type Term } from "../algebraic/polynomial.ts";
import { type Integer, one, rational, rationalToNumber } from "../rational.ts";
import { difference, type Field, isPositive } from "./field.ts";
import { circular } from "./powers.ts";
import { unit } from "./unity.ts";
import { isZero } from "./vanishing.ts";

/**
 * Whether a sum of multiples of pi and of arc tangents is 0: it is a whole number of turns, as exp(i u) = 1 tells, and
 * the ranges of its terms leave no other than none.
 */
export function isNoTurn(field: Field, u: Polynomial): boolean {
  const angles = [...u.values()].map((term) => angleOf(field, term));
  if (angles.length === 0 || !angles.every((angle) => angle !== undefined)) return false;
  const times = angles.reduce((product, { denominator }) => product * BigInt(denominator), 1n);
  if (times > mostTimes) return false;
  const low = angles.reduce((sofar, { range }) => sofar + range[0], 0) * Number(times);
  const high = angles.reduce((sofar, { range }) => sofar + range[1], 0) * Number(times);
  if (low < -turn || high > turn) return false;
  return isZero(field, difference(field, circular(field, scale(u, rational(times))), constant(one)));
}

/** A turn in parts of pi. */
const turn = 2;

/** The greatest multiple that is looked at. */
const mostTimes = 1000;

/** A term in parts of pi. */
interface Angle {
  /** An open interval that it lies in. */
  readonly range: readonly [low: number, high: number];
  /** What it must be multiplied by for its sine and cosine to be known. */
  readonly denominator: Integer;
}

function angleOf(field: Field, { coefficient, powers }: Term): Angle | undefined {
  const [g, exponent, ...more] = powers;
  if (exponent !== unit || more.length > 0) return undefined;
  const c = rationalToNumber(coefficient);
  if (g === field.byKey.get("pi")) return { range: around(c), denominator: 1 };
  const tangent = field.calls.find(({ name, generator }) => name === "atan" && generator === g)?.args[0];
  if (tangent === undefined) return undefined;
  const ends = rangeOfArcTangent(field, tangent).map((end) => c * end) as [number, number];
  return { range: c < 0 ? [ends[1], ends[0]] : ends, denominator: coefficient.denominator };
}

/** An interval that atan(v) lies in, in parts of pi. */
function rangeOfArcTangent(field: Field, v: Polynomial): readonly [low: number, high: number] {
  const value = constantValue(v);
  if (value !== undefined) return around(Math.atan(rationalToNumber(value)) / Math.PI);
  return isPositive(field, v) ? [0, 1 / 2] : [-1 / 2, 1 / 2];
}

/** More than a double's error. */
const margin = 1e-12;

function around(x: number): readonly [low: number, high: number] {
  return [x - margin, x + margin];
}
