import { array } from "@chainrule/array";
import { complex } from "@chainrule/special";
import { type DifferentiateOptions, dotProductTest, InconsistentError } from "@chainrule/tape";
import { requireGiven } from "../given.ts";
import { differ, kinksOf } from "../kinks.ts";
import { elementsOf, type Subject } from "../subject/subject.ts";
import { type TapeVoice, tapeVoice } from "../voices/tape.ts";
import { doesNotApply, type OracleResult, type Pair, resultOf, roundingOf } from "./result.ts";

/**
 * What must hold of the gradient of any subject, whatever its formula.
 *
 * - the slope along a dense direction, by a complex step, is the inner product of gradient and direction;
 * - the dot-product test of the adjoint: `<J v, w> = <v, J^T w>`;
 * - Euler's identity `<x, grad f> = k f`, where values say that f is homogeneous of some degree k;
 * - where values say that f is even or odd in all its parameters together, its gradient is odd or even.
 *
 * @param fault makes the gradient wrong on purpose
 *
 * @example
 * ```ts
 * import { askSubject, formulaSubject } from "@chainrule/check";
 * const results = askSubject(formulaSubject("x^2 / y", { x: 3, y: 2 }));
 * results.map(({ outcome }) => outcome); // => ["holds", "holds", "holds", "holds"]
 * ```
 */
export function askSubject(subject: Subject, fault: DifferentiateOptions = {}): readonly OracleResult[] {
  requireGiven({ subject, fault });
  const voice = tapeVoice(subject, fault);
  const gradient = voice.kernel();
  return [
    slopeAlongDirection(subject, voice, gradient),
    adjoint(subject, voice, fault),
    euler(subject, voice, gradient),
    parity(subject, voice, fault, gradient),
  ];
}

type Gradient = readonly Float64Array[];

/** Any fixed numbers without zeros or symmetries. */
function dense(count: number): number {
  return Math.cos(3 * count + 1);
}

/** Whether the function has no derivative by some entry, so that its gradient is a convention. */
function isKinked(subject: Subject, voice: TapeVoice): boolean {
  if (subject.symbolic === undefined) return false;
  const kinks = kinksOf(subject, voice);
  return subject.parameters.some(({ value }, p) =>
    Array.from(elementsOf(value)).some((_, i) => {
      const sides = kinks(p, i);
      return sides !== undefined && differ(sides);
    }),
  );
}

function slopeAlongDirection(subject: Subject, voice: TapeVoice, gradient: Gradient): OracleResult {
  const name = "the slope along a direction is <gradient, direction>";
  const h = 1e-30;
  const direction = (p: number, i: number): number => dense(1 + i + 1000 * p);
  if (isKinked(subject, voice)) return doesNotApply(name, "the function has a kink here");
  const { im } = voice.primal(complex, (p, i, re) => ({ re, im: h * direction(p, i) }));
  const terms = gradient.flatMap((array, p) => Array.from(array, (g, i) => g * direction(p, i)));
  const underflow = Number.MIN_VALUE / h;
  const rounding = roundingOf(voice)
    .flatMap((bounds, p) => bounds.map((bound, i) => bound * Math.abs(direction(p, i))))
    .reduce((sum, bound) => sum + bound, underflow);
  const scale = Math.max(Number.MIN_VALUE, ...terms.map(Math.abs));
  const found = terms.reduce((sum, term) => sum + term, 0);
  return resultOf(name, [{ at: "along a dense direction", found, right: im / h, scale, rounding }]);
}

function adjoint({ f, parameters }: Subject, voice: TapeVoice, fault: DifferentiateOptions): OracleResult {
  const name = "dot-product test of the adjoint";
  const point = parameters.map(({ value }) => value);
  try {
    const { reverse, forward } = dotProductTest((values: never) => f(values), {
      ...(fault.rules && { rules: fault.rules }),
    })(point as never);
    return resultOf(name, [{ at: "along random directions", found: reverse, right: forward }]);
  } catch (error) {
    if (!(error instanceof InconsistentError)) throw error;
    const { forward, reverse } = error.consistency;
    const rounding = roundingOf(voice)
      .flat()
      .reduce((sum, bound) => sum + bound, 0);
    const scale = Math.max(Math.abs(forward), Math.abs(reverse));
    return resultOf(name, [
      { at: "along random directions", found: reverse, right: forward, scale, rounding },
    ]);
  }
}

/** The value where each entry of the point is another number. */
function valueAt(
  { parameters }: Subject,
  voice: TapeVoice,
  moved: (x: number, parameter: number, index: number) => number,
): number {
  return voice.value(
    parameters.map(({ value }, p) =>
      typeof value === "number"
        ? moved(value, p, 0)
        : array(
            elementsOf(value).map((x, i) => moved(x, p, i)),
            { shape: value.shape },
          ),
    ),
  );
}

/** The value at t times the point. */
function scaledBy(subject: Subject, voice: TapeVoice, t: number): number {
  return valueAt(subject, voice, (x) => t * x);
}

/** How near two values must be for a property to be believed of the function. */
const sameness = 1e-12;

const isNear = (a: number, b: number): boolean =>
  Math.abs(a - b) <= sameness * Math.max(Math.abs(a), Math.abs(b));

/** The degree k with `f(t x) = t^k f(x)` for several t; undefined where there is none. */
function degreeOf(subject: Subject, voice: TapeVoice): number | undefined {
  const value = scaledBy(subject, voice, 1);
  const k = Math.log2(scaledBy(subject, voice, 2) / value);
  const fits = [0.5, 1.5, 3].every((t) => isNear(scaledBy(subject, voice, t), t ** k * value));
  return Number.isFinite(k) && value !== 0 && fits ? Math.round(k * 1e9) / 1e9 : undefined;
}

function euler(subject: Subject, voice: TapeVoice, gradient: Gradient): OracleResult {
  const name = "Euler's identity: <x, gradient> = k f";
  const k = degreeOf(subject, voice);
  if (k === undefined) return doesNotApply(name, "the function is not homogeneous");
  const terms = subject.parameters.flatMap(({ value }, p) =>
    Array.from(elementsOf(value), (x, i) => x * gradient[p]![i]!),
  );
  const found = terms.reduce((sum, term) => sum + term, 0);
  const value = scaledBy(subject, voice, 1);
  const scale = Math.max(Math.abs(value), ...terms.map(Math.abs)); // the degree is known no better than the value
  const pair: Pair = { at: `with k = ${k}`, found, right: k * value, scale };
  const { figures, ...result } = resultOf(name, [pair]);
  return { ...result, figures: { ...figures, k } };
}

/** How far beside the point a symmetry is tried: what holds on one line through 0 alone is none. */
const besides: readonly number[] = [0, 0.1, -0.3];

/** 1 of odd functions and -1 of even ones, measured by how much the function varies; 0 of others. */
function symmetryOf(subject: Subject, voice: TapeVoice): number {
  const values = besides.map((s) => {
    const moved = (x: number, p: number, i: number): number =>
      x + s * dense(1 + i + 1000 * p) * Math.max(1, Math.abs(x));
    const here = valueAt(subject, voice, moved);
    return { here, there: valueAt(subject, voice, (x, p, i) => -moved(x, p, i)) };
  });
  const all = values.flatMap(({ here, there }) => [here, there]);
  const most = sameness * Math.max(...all.map(Math.abs));
  const spread = sameness * (Math.max(...all) - Math.min(...all));
  if (spread > 0 && values.every(({ here, there }) => Math.abs(here - there) <= spread)) return -1;
  return most > 0 && values.every(({ here, there }) => Math.abs(here + there) <= most) ? 1 : 0;
}

function parity(
  subject: Subject,
  voice: TapeVoice,
  fault: DifferentiateOptions,
  gradient: Gradient,
): OracleResult {
  const name = "the gradient of an even function is odd, of an odd one even";
  const sign = symmetryOf(subject, voice);
  if (sign === 0) return doesNotApply(name, "the function is neither even nor odd");
  if (isKinked(subject, voice)) return doesNotApply(name, "the function has a kink here");
  const parameters = subject.parameters.map((parameter) => ({
    ...parameter,
    value:
      typeof parameter.value === "number"
        ? -parameter.value
        : array(
            elementsOf(parameter.value).map((x) => -x),
            { shape: parameter.value.shape },
          ),
  }));
  const rounding = roundingOf(voice);
  const mirrored = tapeVoice({ ...subject, parameters }, fault).kernel();
  const pairs = gradient.flatMap((array, p) => {
    const scale = Math.max(Number.MIN_VALUE, ...array.map(Math.abs));
    return Array.from(array, (g, i) => ({
      at: `${subject.parameters[p]!.name}[${i}]`,
      found: mirrored[p]![i]!,
      right: sign * g,
      scale,
      rounding: rounding[p]![i]!,
    }));
  });
  return resultOf(name, pairs);
}
