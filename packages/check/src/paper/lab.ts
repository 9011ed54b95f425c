import { array, type NDArray } from "@chainrule/array";
import { differentiate, evaluate, parse } from "@chainrule/expr";
import { float64 } from "@chainrule/special";
import { jvp } from "@chainrule/tape";
import { elementsOf } from "../subject/subject.ts";
import { exactish, nearest } from "../voices/carrier.ts";
import { symbolicVoice } from "../voices/symbolic.ts";
import { tapeVoice } from "../voices/tape.ts";
import { complexStep } from "../witnesses/complexStep.ts";
import { centralDifference } from "../witnesses/finiteDifference.ts";
import { along } from "../witnesses/plan.ts";
import { exampleSubject } from "./example.ts";
import { property } from "./findings.ts";
import type { Finding, PaperItem } from "./item.ts";
import { operationCounts } from "./scalarNet.ts";
import { numberOf } from "./uses/newton.ts";

/** S20: what is said of automatic differentiation, measured. */
export const labItems: readonly PaperItem[] = [
  { id: "S20", title: "automatic differentiation beside the other ways", check: lab },
];

/** One way to differentiate, and how far off it is. */
export interface DifferentiationMethod {
  /** Its name, with its step where it has one. */
  readonly name: string;
  /** The largest error over the 26 derivatives of the example, relative to the largest derivative of their array. */
  readonly error: number;
  /** The error known for such a net from a measurement with other weights, against 40 digits. */
  readonly known: number;
  /** How often the cost, or its equivalent, is evaluated for all derivatives together. */
  readonly evaluations: string;
}

/** The function of one entry, the entry, its derivative to thirty digits and rounded, and the largest of its array. */
interface Entry {
  readonly f: (x: number) => number;
  readonly x: number;
  readonly exact: number;
  readonly scale: number;
}

/**
 * The ways to differentiate, the most exact first, on the cost of a 3-4-2 net of 26 parameters over five samples.
 *
 * @example
 * ```ts
 * import { differentiationMethods } from "@chainrule/check";
 * const errors = new Map(differentiationMethods().map(({ name, error }) => [name, error]));
 * (errors.get("reverse mode") ?? 1) < 1e-14; // => true
 * (errors.get("central difference 1e-5") ?? 0) > 1e-10; // => true
 * ```
 */
export function differentiationMethods(): readonly DifferentiationMethod[] {
  const subject = exampleSubject();
  const [tape, symbolic] = [tapeVoice(subject), symbolicVoice(subject.symbolic!, subject.parameters)];
  const exact = symbolic.evaluate(exactish).gradient.map((values) => values.map(nearest));
  const worst = (values: readonly (readonly number[])[]): number =>
    Math.max(...exact.map((row, p) => largestGap(row, values[p]!) / scaleOf(row)));
  const entries = subject.parameters.flatMap(({ value }, p) =>
    Array.from(
      elementsOf(value),
      (x, i): Entry => ({
        f: along(subject.parameters, tape, p, i),
        x,
        exact: exact[p]![i]!,
        scale: scaleOf(exact[p]!),
      }),
    ),
  );
  const steps = subject.parameters.map(({ value }, p) =>
    Array.from(elementsOf(value), (x, i) => complexStep(tape, p, i, x)),
  );
  const reverse = tape.kernel().map((values) => [...values]);
  const n = entries.length;
  return [
    { name: "reverse mode", error: worst(reverse), known: 7.3e-16, evaluations: "about 3" },
    {
      name: "symbolic, float64",
      error: worst(symbolic.evaluate(float64).gradient),
      known: 7.3e-16,
      evaluations: "about 3",
    },
    { name: "forward mode", error: worst(pushed()), known: 7.3e-16, evaluations: `${n} times 2` },
    { name: "complex step 1e-30", error: worst(steps), known: 3.9e-15, evaluations: `${n} times 4` },
    differences("Richardson 1e-3", 4.3e-11, 4 * n, entries, (f, x) => extrapolated(f, x, 1e-3)),
    ...central.map(([h, known]) =>
      differences(`central difference ${h}`, known, 2 * n, entries, (f, x) =>
        centralDifference(f, x, Number(h)),
      ),
    ),
    differences("forward difference 1e-7", 2.6e-7, n + 1, entries, (f, x) => (f(x + 1e-7) - f(x)) / 1e-7),
  ];
}

/** Steps, and the error known for each. */
const central: readonly (readonly [string, number])[] = [
  ["1e-3", 4.4e-7],
  ["1e-5", 1.8e-9],
  ["1e-6", 1.5e-8],
  ["1e-8", 2.5e-6],
  ["1e-10", 8.2e-5],
];

const scaleOf = (row: readonly number[]): number => Math.max(...row.map(Math.abs));
const largestGap = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((x, i) => Math.abs(x - b[i]!)));

function differences(
  name: string,
  known: number,
  evaluations: number,
  entries: readonly Entry[],
  estimate: (f: Entry["f"], x: number) => number,
): DifferentiationMethod {
  const error = Math.max(
    ...entries.map(({ f, x, exact, scale }) => Math.abs(estimate(f, x) - exact) / scale),
  );
  return { name, error, known, evaluations: `${evaluations}` };
}

function extrapolated(f: (x: number) => number, x: number, h: number): number {
  return (4 * centralDifference(f, x, h / 2) - centralDifference(f, x, h)) / 3;
}

/** Forward mode: one run with a unit tangent for each parameter. */
function pushed(): readonly (readonly number[])[] {
  const { f, parameters } = exampleSubject();
  const point = parameters.map(({ value }) => value);
  return parameters.map(({ value }, p) =>
    Array.from(elementsOf(value), (_, i) => {
      const tangents = point.map((each, k) => unit(each, k === p ? i : none));
      return numberOf(jvp((values: typeof point) => f(values))([point], [tangents]).tangent);
    }),
  );
}

/** The place of no element. */
const none = -1;

/** The direction of one element: 1 there, 0 elsewhere. */
function unit(value: NDArray | number, index: number): NDArray | number {
  if (typeof value === "number") return index === none ? 0 : 1;
  return array(
    Array.from({ length: value.size }, (_, i) => (i === index ? 1 : 0)),
    { shape: value.shape },
  );
}

/** Efficient, stable, precise and better than the rest: four claims, each with figures. */
function lab(): readonly Finding[] {
  return [...efficient(), ...precise(differentiationMethods()), ...differencesModel()];
}

function efficient(): readonly Finding[] {
  const { parameters, cost, shared, writtenOut } = operationCounts();
  return [
    property(
      "efficient: cost and gradient together take at most 4 times the cost",
      shared <= 4 * cost,
      `${shared} operations against ${cost} for ${parameters} parameters: ${(shared / cost).toFixed(2)} times`,
    ),
    property(
      "... without shared parts, as formulas written out, more than ten times as much",
      writtenOut > 10 * shared,
      `${writtenOut} operations`,
    ),
  ];
}

/** The measured errors, one a line, and that they come in the order known. */
function precise(methods: readonly DifferentiationMethod[]): readonly Finding[] {
  const errorOf = (name: string): number => methods.find((method) => method.name === name)!.error;
  const best = Math.min(...central.map(([h]) => errorOf(`central difference ${h}`)));
  const exact = ["reverse mode", "symbolic, float64", "forward mode"].map(errorOf);
  return [
    ...methods.map(({ name, error, known, evaluations }) =>
      property(
        `precise: ${name}`,
        error <= 30 * known,
        `largest error ${error.toExponential(1)} (known for such a net: ${known.toExponential(1)}), ${evaluations} evaluations`,
      ),
    ),
    property(
      "stable: no step to choose, and no difference comes within a factor of 1000",
      1000 * Math.max(...exact) < Math.min(best, errorOf("Richardson 1e-3")),
      `the best difference has ${best.toExponential(1)}`,
    ),
    property(
      "differences have a best step, on both sides of which they lose",
      errorOf("central difference 1e-3") > best && errorOf("central difference 1e-10") > best,
      central.map(([h]) => `${h}: ${errorOf(`central difference ${h}`).toExponential(1)}`).join(", "),
    ),
  ];
}

/** Truncation `|f'''| h^2 / 6` where it rules, and rounding `eps |f| / h` as a bound where that does. */
function differencesModel(): readonly Finding[] {
  const cost = parse("(sigmoid(w a + b) - y)^2");
  const at = { w: 0.3, b: -0.2, a: 0.7, y: 1 };
  const f = (w: number): number => evaluate(cost, { ...at, w }) as number;
  const [first, third] = ([1, 3] as const).map(
    (order) => evaluate(differentiate(cost, "w", order), at) as number,
  ) as [number, number];
  const missed = (h: number): number => Math.abs(centralDifference(f, at.w, h) - first);
  const ratio = missed(1e-3) / ((Math.abs(third) * 1e-6) / 6);
  const rounding = (2 ** -52 * f(at.w)) / 1e-8;
  return [
    property(
      "a central difference misses by |f'''| h^2 / 6 (h = 1e-3)",
      Math.abs(ratio - 1) < 2e-3,
      `${ratio.toFixed(5)} of it`,
    ),
    property(
      "... and by eps |f| / h at most where rounding rules (h = 1e-8)",
      missed(1e-8) <= rounding,
      `${missed(1e-8).toExponential(1)} of ${rounding.toExponential(1)}`,
    ),
  ];
}
