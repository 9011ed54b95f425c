import { boundedFloat64, decimal60 } from "@chainrule/special";
import {
  countOperations,
  differentiate,
  type Expression,
  equal,
  evaluate,
  gradient,
  type KinkKind,
  kinksAt,
  parse,
  simplify,
  toText,
} from "../../index.ts";
import { complexStep, type Values } from "../differences.ts";
import {
  distance,
  isDefined,
  isSmooth,
  overflows,
  type Point,
  type Precise,
  type Truth,
  valuesAlong,
} from "./truth.ts";

/** What is wrong with an expression: which property, and what was found. */
export interface Complaint {
  readonly property: string;
  readonly found: string;
}

/** Relative errors that are allowed. */
const limits = { first: 1e-30, second: 1e-20, value: 1e-40, float64: 1e-9 };

/** What an expression, its derivative and what they simplify to are, computed once. */
export interface Subject {
  readonly e: Expression;
  readonly simplified: Expression;
  readonly derivative: Expression;
  readonly simplifiedDerivative: Expression;
  readonly second: Expression | undefined;
}

/** Everything that is checked of one expression; `order` 2 takes the second derivative as well. */
export function subjectOf(e: Expression, variable: string, order: 1 | 2): Subject {
  const derivative = differentiate(e, variable);
  return {
    e,
    simplified: simplify(e),
    derivative,
    simplifiedDerivative: simplify(derivative),
    second: order === 2 ? differentiate(e, variable, 2) : undefined,
  };
}

/** Derivatives in 60 digits, by every way there is to take them. */
export function* wrongDerivatives(
  subject: Subject,
  variable: string,
  point: Point,
  truth: Truth,
): Generator<Complaint> {
  const { e, simplified, derivative, simplifiedDerivative, second } = subject;
  const scale = 1e-12 * (1 + Math.abs(decimal60.toNumber(truth.value)));
  const firsts = {
    "derivative, forwards": derivative,
    "derivative, backwards": gradient(e, [variable])[0]!,
    "derivative, simplified": simplifiedDerivative,
    "derivative of what is simplified": differentiate(simplified, variable),
  };
  yield* farFrom(firsts, truth.first, point, scale, limits.first);
  if (second === undefined) return;
  yield* farFrom({ "second derivative": second }, truth.second, point, scale, limits.second);
}

/** Values in 60 digits after simplification. */
export function* wrongValues({ simplified }: Subject, point: Point, truth: Truth): Generator<Complaint> {
  yield* farFrom({ "value, simplified": simplified }, truth.value, point, 1e-12, limits.value);
}

function* farFrom(
  es: Readonly<Record<string, Expression>>,
  right: Precise,
  point: Point,
  scale: number,
  limit: number,
): Generator<Complaint> {
  const values = valuesAlong(Object.values(es), point, {}, 0);
  for (const [k, property] of Object.keys(es).entries()) {
    const error = distance(values[k]!, right, scale);
    if (error <= limit) continue;
    const numbers = `${decimal60.toNumber(values[k]!)} for ${decimal60.toNumber(right)}`;
    yield { property, found: `${numbers} at ${JSON.stringify(point)}: ${toText(es[property]!)}` };
  }
}

/**
 * The complex step of the primal against the 60 digits: a relative error of 1e-9, or what the running error bounds
 * explain. Then float64 derivatives: the same, or a hundred times what the complex step, which knows no rule, loses.
 */
export function* inaccurate(
  subject: Subject,
  variable: string,
  point: Point,
  truth: Truth,
): Generator<Complaint> {
  const { e, simplified, derivative, simplifiedDerivative } = subject;
  const right = decimal60.toNumber(truth.first);
  const value = Math.abs(decimal60.toNumber(truth.value));
  const allowed = limits.float64 * (Math.abs(right) + 1e-3 * (1 + value));
  const explained = allowed + 10 * (errorOf(e, point) + errorOf(derivative, point));
  const step = complexStep(e, point as Values, variable);
  const found: [string, number, number][] = [
    ["complex step", step, explained],
    ["complex step, simplified", complexStep(simplified, point as Values, variable), explained],
  ];
  for (const [name, one] of Object.entries({ raw: derivative, simplified: simplifiedDerivative }))
    found.push([
      `float64 derivative, ${name}`,
      evaluate(one, point) as number,
      allowed + 100 * Math.abs(step - right),
    ]);
  for (const [property, number, limit] of found) {
    if (Math.abs(number - right) <= limit) continue;
    yield { property, found: `${number} for ${right} at ${JSON.stringify(point)}` };
  }
}

/** What simplification promises of any expression. */
export function* badSimplification(
  what: string,
  e: Expression,
  simplified: Expression,
): Generator<Complaint> {
  const [before, after] = [countOperations(e), countOperations(simplified)];
  if (after > before) {
    yield {
      property: `${what} grows`,
      found: `${before} to ${after}: ${toText(e)}  =>  ${toText(simplified)}`,
    };
  }
  const again = simplify(simplified);
  if (!equal(again, simplified)) {
    yield { property: `${what} is not settled`, found: `${toText(simplified)}  =>  ${toText(again)}` };
  }
}

/** The same of the second derivative. */
export function* badSecond({ second }: Subject): Generator<Complaint> {
  if (second !== undefined) yield* badSimplification("the second derivative", second, simplify(second));
}

/** Points at which things happen: the same edge in all variables, and a few that are no edges. */
const edges: readonly (readonly [x: number, y: number])[] = [
  [0, 0],
  [1, 1],
  [-1, 1],
  [0, 1],
  [1, 0],
  [2, 0.5],
  [-0.75, 0.5],
  [-2, -3],
];

/** Values and kinks at the edges: what was defined there stays so, and what was smooth too. */
export function* changedAtEdges(e: Expression, simplified: Expression): Generator<Complaint> {
  const isAlwaysTied = hasKink(simplified, { x: 0.71875, y: 1.40625 }); // max(u, u): roundoff hides it before
  for (const [x, y] of edges) {
    const point = { x, y };
    const [before, after] = [e, simplified].map((one) => evaluate(one, point) as number) as [number, number];
    const at = () => `at ${JSON.stringify(point)}: ${toText(simplified)}`;
    if (isChanged(e, point, before, after)) {
      yield { property: "simplified is wrong at an edge", found: `${after} for ${before} ${at()}` };
    }
    if (isAlwaysTied || !hasKink(simplified, point) || hasKink(e, point) || !isDefined(e, point)) continue;
    if (isSmooth(e, point, { x: 1 }) && isSmooth(e, point, { y: 1 })) {
      yield { property: "simplified has a new kink", found: at() };
    }
  }
}

/** Whether a value that was defined is another one now; at a jump it may turn on the sign of a zero. */
function isChanged(e: Expression, point: Point, before: number, after: number): boolean {
  if (Math.abs(after - before) <= 1e-6 * (1 + Math.abs(before))) return false;
  if (!isDefined(e, point) || hasKink(e, point, "jump")) return false;
  return !(Math.abs(after - before) <= 10 * errorOf(e, point));
}

/** A bound on the roundoff of the value in float64. */
function errorOf(e: Expression, point: Point): number {
  return (evaluate(e, point, { arithmetic: boundedFloat64 }) as { error: number }).error;
}

function hasKink(e: Expression, point: Point, of?: KinkKind): boolean {
  return kinksAt(e, point).some(({ kind }) => of === undefined || kind === of);
}

/** Points that are no edges: what was undefined there stays so. */
export function* wider(
  e: Expression,
  simplified: Expression,
  points: readonly Point[],
): Generator<Complaint> {
  for (const point of points) {
    const [before, after] = [e, simplified].map((one) => evaluate(one, point) as number) as [number, number];
    if (!Number.isNaN(before) || !Number.isFinite(after) || overflows(e, point)) continue;
    const at = `at ${JSON.stringify(point)}: ${toText(simplified)}`;
    yield { property: "simplified is defined where it was not", found: `${after} ${at}` };
  }
}

/** A text in which all indices have one name. */
function withoutNames(text: string): string {
  return text.replaceAll(/\b[i-n]\b/g, "i");
}

/** Text and back: the same value, and a text that stays. */
export function* badRoundTrip(e: Expression, point: Point): Generator<Complaint> {
  const text = toText(e);
  const [before, after] = [e, parse(text)].map((one) => evaluate(one, point) as number) as [number, number];
  const isSame = Math.abs(before - after) <= 1e-9 * (1 + Math.abs(before));
  if (!isSame && !(Math.abs(before - after) <= 10 * errorOf(e, point)))
    yield { property: "text means something else", found: `${text}: ${before} became ${after}` };
  const printed = toText(parse(text));
  const again = toText(parse(printed));
  if (withoutNames(again) !== withoutNames(printed))
    yield { property: "text changes when read back", found: `${printed}  =>  ${again}` };
}
