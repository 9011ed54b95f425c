import { type BigFloat, type Bounded, bounded60, decimal60 } from "@chainrule/special";
import { subtract } from "../build.ts";
import { domainOf } from "../differentiate/domain.ts";
import { ExpressionError } from "../errors.ts";
import { evaluate, type Value } from "../evaluate/evaluate.ts";
import type { Expression } from "../node.ts";
import { signOf } from "../rational.ts";
import { ShapeError } from "../shape.ts";
import { substitute } from "../substitute.ts";
import type { Point } from "./points.ts";
import { exactValue } from "./prove.ts";

/** What 60 digits with error bounds tell of two expressions at a point. */
export type Comparison =
  /** The intervals of the values overlap, and are narrower than 1e-50 of them. */
  | { readonly outcome: "agree" }
  /** The intervals of the values do not overlap, or exact fractions differ. */
  | { readonly outcome: "differ"; readonly values: readonly [Value, Value] }
  /** One is defined and the other is not. */
  | {
      readonly outcome: "one defined";
      readonly which: "first" | "second";
      readonly values: readonly [Value, Value];
    }
  /** Neither is defined, or the bounds are too wide to tell. */
  | { readonly outcome: "unclear" };

type Carrier = Bounded<BigFloat>;

/** Two expressions with the conditions of their domains. */
export interface Sides {
  readonly expressions: readonly [Expression, Expression];
  readonly domains: readonly [Expression, Expression];
}

export function sidesOf(a: Expression, b: Expression): Sides {
  return { expressions: [a, b], domains: [domainOf(a), domainOf(b)] };
}

/** Compares the values at a point. */
export function compareAt({ expressions, domains }: Sides, point: Point): Comparison {
  const found = valuesAt([...expressions, ...domains], point);
  if (found === undefined) return { outcome: "unclear" };
  const [a, b, domainA, domainB] = found.map(elementsOf);
  const states = [stateOf(a!, domainA![0]!), stateOf(b!, domainB![0]!)] as const;
  const values = [plain(found[0]!), plain(found[1]!)] as const;
  if (states[0] === "defined" && states[1] === "defined") return compareValues(a!, b!, values);
  if (states.includes("unclear") || states[0] === states[1]) return { outcome: "unclear" };
  return { outcome: "one defined", which: states[0] === "defined" ? "first" : "second", values };
}

function valuesAt(es: readonly Expression[], point: Point): Value<Carrier>[] | undefined {
  try {
    return evaluate(es, point, { arithmetic: bounded60 });
  } catch (error) {
    if (error instanceof ExpressionError && !(error instanceof ShapeError)) return undefined;
    throw error;
  }
}

function elementsOf(value: Value<Carrier>): readonly Carrier[] {
  return "data" in value ? Array.from(value.data) : [value];
}

function plain(value: Value<Carrier>): Value {
  if (!("data" in value)) return bounded60.toNumber(value);
  return { shape: value.shape, data: Array.from(value.data, (x) => bounded60.toNumber(x)) };
}

/** Infinities that are exact are no values: 1/0, log(0). */
function stateOf(values: readonly Carrier[], domain: Carrier): "defined" | "undefined" | "unclear" {
  const inside = bounded60.toNumber(domain);
  const size = (x: Carrier) => Math.abs(bounded60.toNumber(x));
  if (values.every((x) => size(x) < Number.POSITIVE_INFINITY && x.error < Number.POSITIVE_INFINITY)) {
    return inside === 0 ? "unclear" : "defined";
  }
  const isUndefined = (x: Carrier) =>
    Number.isNaN(size(x)) ? inside === 0 : size(x) === Number.POSITIVE_INFINITY && x.error === 0;
  return values.some(isUndefined) ? "undefined" : "unclear";
}

/** How narrow the bounds must be for values to count as equal. */
const agreement = 1e-50;

function compareValues(
  a: readonly Carrier[],
  b: readonly Carrier[],
  values: readonly [Value, Value],
): Comparison {
  const pairs = a.map((x, k) => [x, b[k]!] as const);
  if (pairs.some(([x, y]) => gap(x, y) > x.error + y.error)) return { outcome: "differ", values };
  return pairs.every(([x, y]) => x.error + y.error <= agreement * (1 + Math.abs(bounded60.toNumber(x))))
    ? { outcome: "agree" }
    : { outcome: "unclear" };
}

/** |x - y|, less what its own rounding may add. */
function gap(x: Carrier, y: Carrier): number {
  return Math.abs(decimal60.toNumber(decimal60.subtract(x.value, y.value))) * (1 - 2 ** -50);
}

/** Values whose difference is a fraction other than 0: exact, so that the least difference counts. */
export function exactDifference({ expressions }: Sides, point: Point): readonly [Value, Value] | undefined {
  const [a, b] = expressions;
  const numbers = Object.entries(point).filter(
    (entry): entry is [string, number] => typeof entry[1] === "number",
  );
  if (numbers.length < Object.keys(point).length || a.shape.length > 0) return undefined;
  const difference = exactValue(substitute(subtract(a, b), Object.fromEntries(numbers)));
  if (difference === undefined || signOf(difference) === 0) return undefined;
  const [first, second] = evaluate(expressions, point);
  return [first!, second!];
}
