import { type Arithmetic, boundedFloat64, decimal60 } from "@chainrule/special";
import { type Expression, evaluate, type TensorValue } from "../../index.ts";
import { postorder } from "../../traverse.ts";

/** A number of 60 digits. */
export type Precise = typeof decimal60 extends Arithmetic<infer T> ? T : never;

const A = decimal60;

/** Values of variables: numbers, or tensors in row-major order. */
export type Point = Readonly<Record<string, number | TensorValue>>;

/** A direction to move in: for every variable that moves, by how much. */
export type Direction = Point;

/** The values of scalar expressions in 60 digits, t along the direction from the point. */
export function valuesAlong(
  es: readonly Expression[],
  point: Point,
  direction: Direction,
  t: number,
): Precise[] {
  const moved = Object.entries(point).map(([name, value]) => {
    const by = direction[name];
    return [name, by === undefined ? value : moveBy(value, by, t)] as const;
  });
  return evaluate(es, Object.fromEntries(moved), { arithmetic: A }) as Precise[];
}

type Moved = Precise | TensorValue<Precise>;

function moveBy(value: number | TensorValue, by: number | TensorValue, t: number): Moved {
  const along = (x: number, v: number) =>
    A.add(A.fromNumber(x), A.multiply(A.fromNumber(t), A.fromNumber(v)));
  if (typeof value === "number") return along(value, by as number);
  const { data } = by as TensorValue;
  return { shape: value.shape, data: Array.from(value.data, (x, k) => along(x, data[k]!)) };
}

/** Value, first and second derivative along a direction, by central differences that lose no digit that matters. */
export interface Truth {
  readonly value: Precise;
  readonly first: Precise;
  readonly second: Precise;
}

/** Steps so small that the truncation error of the differences is below 1e-30: roundoff is 1e-76. */
const step = 2 ** -80;
const secondStep = 2 ** -60;

/** The primal's value and derivatives at a point; undefined where it is not smooth enough or not finite. */
export function truthOf(e: Expression, point: Point, direction: Direction): Truth | undefined {
  const at = (t: number) => valuesAlong([e], point, direction, t)[0]!;
  const [value, before, after] = [at(0), at(-secondStep), at(secondStep)];
  const first = slope(at(-step), at(step), 2 * step);
  const coarse = slope(before, after, 2 * secondStep);
  const [left, right] = [slope(before, value, secondStep), slope(value, after, secondStep)];
  const second = slope(left, right, secondStep);
  const sizes = [value, first, second].map((x) => Math.abs(A.toNumber(x)));
  const isSettled = distance(first, coarse, 1e-6) < 1e-25 && distance(left, right, 1e-6) < 1e-9;
  return isSettled && sizes.every((size) => size < 1e30) ? { value, first, second } : undefined;
}

/** Whether the slopes to both sides are finite and the same. */
export function isSmooth(e: Expression, point: Point, direction: Direction): boolean {
  const [before, value, after] = [-step, 0, step].map((t) => valuesAlong([e], point, direction, t)[0]!);
  return distance(slope(before!, value!, step), slope(value!, after!, step), 1e-6) < 1e-15;
}

function slope(from: Precise, to: Precise, run: number): Precise {
  return A.divide(A.subtract(to, from), A.fromNumber(run));
}

/**
 * Whether every part of a scalar expression is finite (no 1/(1/0), which is 0 in floating point only), and known well
 * enough to tell that it is not at the edge of a domain.
 */
export function isDefined(e: Expression, point: Point): boolean {
  const parts = closedParts(e);
  const values = evaluate(parts, point, { arithmetic: boundedFloat64 }) as { value: number; error: number }[];
  const isKnown = values.every(
    ({ value, error }) => Number.isFinite(value) && error < 1e-3 * (1 + Math.abs(value)),
  );
  return isKnown && !parts.some((part) => isEndpoint(part, point));
}

/** Functions whose slopes are infinite where their domain ends, at 1 or -1. */
const inverses: readonly string[] = ["asin", "acos", "asec", "acsc", "acosh", "asech"];

/** Where slopes are infinite although the value is not: 0 to a power that is no integer, cbrt(0), or asin(1). */
function isEndpoint(part: Expression, point: Point): boolean {
  const name = part.kind === "call" ? part.name : part.kind;
  if (name !== "power" && name !== "cbrt" && !inverses.includes(name)) return false;
  const [base, exponent] = evaluate(part.operands, point);
  if (name === "power") return base === 0 && !Number.isInteger(exponent);
  return Math.abs(base as number) === (name === "cbrt" ? 0 : 1);
}

/** Whether a part is infinite, or too large: what follows then says nothing of domains. */
export function overflows(e: Expression, point: Point): boolean {
  return evaluate(closedParts(e), point).some(
    (value) => Math.abs(value as number) === Number.POSITIVE_INFINITY,
  );
}

/** The scalar parts without free indices. */
function closedParts(e: Expression): Expression[] {
  return postorder([e]).filter((node) => node.free.length === 0 && node.shape.length === 0);
}

/** |a - b| relative to b, or to `scale` where that is larger. */
export function distance(a: Precise, b: Precise, scale: number): number {
  const size = Math.max(Math.abs(A.toNumber(b)), scale);
  return Math.abs(A.toNumber(A.subtract(a, b))) / size;
}
