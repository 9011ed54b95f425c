import {
  type Arithmetic,
  type BigFloat,
  type Bounded,
  bounded60,
  boundedFloat64,
  decimal60,
} from "@chainrule/special";
import { createArena } from "../algebra/arena.ts";
import { subtract } from "../build.ts";
import { domainOf } from "../differentiate/domain.ts";
import { ExpressionError, LimitError } from "../errors.ts";
import { evaluate, type Value } from "../evaluate/evaluate.ts";
import type { Expression } from "../node.ts";
import { signOf } from "../rational.ts";
import { ShapeError } from "../shape.ts";
import { substitute } from "../substitute.ts";
import { createMeter, type Meter, metered } from "./meter.ts";
import type { Point } from "./points.ts";
import { exactValue } from "./prove.ts";

/** What arithmetic with error bounds tells of two expressions at a point. */
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
  /** Neither is defined. */
  | { readonly outcome: "none defined" }
  /** A value is beyond the range of doubles. */
  | { readonly outcome: "out of range" }
  /** The bounds are too wide to tell. */
  | { readonly outcome: "unclear" };

/** Two expressions with the conditions of their domains. */
export interface Sides {
  readonly expressions: readonly [Expression, Expression];
  readonly domains: readonly [Expression, Expression];
}

/** Parts that are the same in both become one. */
export function sidesOf(a: Expression, b: Expression): Sides {
  const { adopt } = createArena();
  return { expressions: [adopt(a), adopt(b)], domains: [adopt(domainOf(a)), adopt(domainOf(b))] };
}

/** What values are compared in. */
interface Precision<T> {
  readonly arithmetic: Arithmetic<Bounded<T>>;
  /** The price of an addition. */
  readonly price: number;
  /** How far apart two values are, at least. */
  readonly gap: (x: T, y: T) => number;
  /** How narrow the bounds must be, relatively, for values to count as equal. */
  readonly agreement: number;
}

const doubles: Precision<number> = {
  arithmetic: boundedFloat64,
  price: 0.1,
  gap: (x, y) => Math.abs(x - y) * (1 - 2 ** -50),
  agreement: 1e-10,
};

const sixtyDigits: Precision<BigFloat> = {
  arithmetic: bounded60,
  price: 1,
  gap: (x, y) => Math.abs(decimal60.toNumber(decimal60.subtract(x, y))) * (1 - 2 ** -50),
  agreement: 1e-50,
};

/**
 * Compares the values at a point: in doubles, which settle most differences, and where they leave it open or agree in
 * 60 digits; where agreement in doubles is `enough`, it is taken.
 */
export function compareAt(
  sides: Sides,
  point: Point,
  meter: Meter = createMeter(),
  enough: "doubles" | "60 digits" = "60 digits",
): Comparison {
  const first = compareIn(doubles, sides, point, meter);
  const isOpen = first.outcome === "unclear" || first.outcome === "out of range";
  const isSettled = !isOpen && (first.outcome !== "agree" || enough === "doubles");
  return isSettled ? first : compareIn(sixtyDigits, sides, point, meter);
}

function compareIn<T>(
  precision: Precision<T>,
  { expressions, domains }: Sides,
  point: Point,
  meter: Meter,
): Comparison {
  const arithmetic = metered(precision.arithmetic, meter, precision.price);
  const found = valuesAt(arithmetic, [...expressions, ...domains], point);
  if (found === undefined) return { outcome: "unclear" };
  const [a, b, domainA, domainB] = found.map(elementsOf) as [
    Bounded<T>[],
    Bounded<T>[],
    Bounded<T>[],
    Bounded<T>[],
  ];
  const states = [stateOf(arithmetic, a, domainA[0]!), stateOf(arithmetic, b, domainB[0]!)];
  const values = [plain(arithmetic, found[0]!), plain(arithmetic, found[1]!)] as const;
  for (const outcome of ["out of range", "unclear"] as const)
    if (states.includes(outcome)) return { outcome };
  if (states[0] !== states[1])
    return { outcome: "one defined", which: states[0] === "defined" ? "first" : "second", values };
  if (states[0] === "undefined") return { outcome: "none defined" };
  return compareValues(precision, a, b, values);
}

function valuesAt<T>(A: Arithmetic<T>, es: readonly Expression[], point: Point): Value<T>[] | undefined {
  try {
    return evaluate(es, point, { arithmetic: A });
  } catch (error) {
    if (error instanceof LimitError && error.quantity === "milliseconds") throw error;
    if (error instanceof ExpressionError && !(error instanceof ShapeError)) return undefined;
    throw error;
  }
}

function elementsOf<T>(value: Value<Bounded<T>>): readonly Bounded<T>[] {
  return "data" in value ? Array.from(value.data) : [value];
}

function plain<T>(A: Arithmetic<Bounded<T>>, value: Value<Bounded<T>>): Value {
  if (!("data" in value)) return A.toNumber(value);
  return { shape: value.shape, data: Array.from(value.data, (x) => A.toNumber(x)) };
}

/** Outside the domain nothing is a value; nor are infinities that are exact: 1/0, log(0). */
function stateOf<T>(
  A: Arithmetic<Bounded<T>>,
  values: readonly Bounded<T>[],
  domain: Bounded<T>,
): "defined" | "undefined" | "out of range" | "unclear" {
  const inside = A.toNumber(domain);
  if (inside === 0) return "undefined";
  if (Number.isNaN(inside)) return "unclear";
  const size = (x: Bounded<T>) => Math.abs(A.toNumber(x));
  if (values.some((x) => size(x) === Number.POSITIVE_INFINITY && x.error === 0)) return "undefined";
  if (values.some((x) => size(x) === Number.POSITIVE_INFINITY)) return "out of range";
  const isKnown = (x: Bounded<T>) => size(x) < Number.POSITIVE_INFINITY && x.error < Number.POSITIVE_INFINITY;
  return values.every(isKnown) ? "defined" : "unclear";
}

function compareValues<T>(
  { gap, agreement, arithmetic: A }: Precision<T>,
  a: readonly Bounded<T>[],
  b: readonly Bounded<T>[],
  values: readonly [Value, Value],
): Comparison {
  const pairs = a.map((x, k) => [x, b[k]!] as const);
  if (pairs.some(([x, y]) => gap(x.value, y.value) > x.error + y.error)) return { outcome: "differ", values };
  const errors = pairs.map(([x, y]) => x.error + y.error);
  if (errors.some((error) => error > 0 && error < leastError)) return { outcome: "out of range" };
  return errors.every((error, k) => error <= agreement * (1 + Math.abs(A.toNumber(a[k]!))))
    ? { outcome: "agree" }
    : { outcome: "unclear" };
}

/** Values with smaller bounds have left the range of doubles, in which bounds are kept. */
const leastError = 1e-300;

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
