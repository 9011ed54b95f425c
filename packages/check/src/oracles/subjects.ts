import { array } from "@chainrule/array";
import { complex } from "@chainrule/special";
import { type DifferentiateOptions, dotProductTest, InconsistentError } from "@chainrule/tape";
import { elementsOf, type Subject } from "../subject/subject.ts";
import { type TapeVoice, tapeVoice } from "../voices/tape.ts";
import { doesNotApply, type OracleResult, type Pair, resultOf } from "./result.ts";

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
  const voice = tapeVoice(subject, fault);
  const gradient = voice.kernel();
  return [
    slopeAlongDirection(subject, voice, gradient),
    adjoint(subject, fault),
    euler(subject, voice, gradient),
    parity(subject, voice, fault, gradient),
  ];
}

type Gradient = readonly Float64Array[];

/** Any fixed numbers without zeros or symmetries. */
function dense(count: number): number {
  return Math.cos(3 * count + 1);
}

function slopeAlongDirection({ parameters }: Subject, voice: TapeVoice, gradient: Gradient): OracleResult {
  const name = "the slope along a direction is <gradient, direction>";
  const h = 1e-30;
  const direction = (p: number, i: number): number => dense(1 + i + 1000 * p);
  const { im } = voice.primal(complex, (p, i, re) => ({ re, im: h * direction(p, i) }));
  const terms = parameters.flatMap((_, p) => Array.from(gradient[p]!, (g, i) => g * direction(p, i)));
  const scale = Math.max(Number.MIN_VALUE, ...terms.map(Math.abs));
  const found = terms.reduce((sum, term) => sum + term, 0);
  return resultOf(name, [{ at: "along a dense direction", found, right: im / h, scale }]);
}

function adjoint({ f, parameters }: Subject, fault: DifferentiateOptions): OracleResult {
  const name = "dot-product test of the adjoint";
  const point = parameters.map(({ value }) => value);
  try {
    const { reverse, forward } = dotProductTest((values: never) => f(values), {
      ...(fault.rules && { rules: fault.rules }),
    })(point as never);
    return resultOf(name, [{ at: "along random directions", found: reverse, right: forward }]);
  } catch (error) {
    if (!(error instanceof InconsistentError)) throw error;
    const { forward, reverse, difference } = error.consistency;
    return {
      oracle: name,
      outcome: "fails",
      detail: `along random directions: ${reverse}, and should be ${forward}`,
      figures: { found: reverse, right: forward, gap: difference },
    };
  }
}

/** The values at t times the point. */
function scaledBy({ parameters }: Subject, voice: TapeVoice, t: number): number {
  return voice.value(
    parameters.map(({ value }) =>
      typeof value === "number"
        ? t * value
        : array(
            elementsOf(value).map((x) => t * x),
            { shape: value.shape },
          ),
    ),
  );
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
  const scale = Math.max(Number.MIN_VALUE, ...terms.map(Math.abs));
  const pair: Pair = { at: `with k = ${k}`, found, right: k * scaledBy(subject, voice, 1), scale };
  const { figures, ...result } = resultOf(name, [pair]);
  return { ...result, figures: { ...figures, k } };
}

function parity(
  subject: Subject,
  voice: TapeVoice,
  fault: DifferentiateOptions,
  gradient: Gradient,
): OracleResult {
  const name = "the gradient of an even function is odd, of an odd one even";
  const [here, there] = [scaledBy(subject, voice, 1), scaledBy(subject, voice, -1)];
  const sign = isNear(here, there) ? -1 : isNear(here, -there) ? 1 : 0;
  if (sign === 0 || here === 0) return doesNotApply(name, "the function is neither even nor odd");
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
  const mirrored = tapeVoice({ ...subject, parameters }, fault).kernel();
  const pairs = gradient.flatMap((array, p) => {
    const scale = Math.max(Number.MIN_VALUE, ...array.map(Math.abs));
    return Array.from(array, (g, i) => ({
      at: `${subject.parameters[p]!.name}[${i}]`,
      found: mirrored[p]![i]!,
      right: sign * g,
      scale,
    }));
  });
  return resultOf(name, pairs);
}
