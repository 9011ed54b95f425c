import {
  type ArrayLike,
  add,
  divide,
  hypot,
  multiply,
  negate,
  reciprocal,
  square,
  subtract,
} from "@chainrule/tape";
import { fieldsOf, numberIn } from "../input.ts";
import type { Module } from "../module.ts";
import { argmin, type Differentiate, nested, numberOf, type Point } from "./descent.ts";

const STEP = 0.1;

/** Σ 1/|x - c| over the charges c. */
function potential([x, y]: Point, charges: readonly Point[]): ArrayLike {
  const terms = charges.map(([cx, cy]) => reciprocal(hypot(subtract(x!, cx!), subtract(y!, cy!))));
  return terms.reduce((a, b) => add(a, b));
}

/** x + t v. */
function along(x: Point, t: ArrayLike, v: Point): Point {
  return x.map((coordinate, i) => add(coordinate, multiply(t, v[i]!)));
}

/** The square of where a particle that two charges repel crosses y = 0: Euler's method, and a straight line at the end. */
export function squaredMiss(inner: Differentiate, [w]: Point): ArrayLike {
  const charges = [
    [10, subtract(10, w!)],
    [10, 0],
  ];
  const potentialAt = inner((x) => potential(x, charges));
  let [x, velocity]: [Point, Point] = [
    [0, 8],
    [0.75, 0],
  ];
  while (true) {
    const next = along(x, STEP, velocity);
    if (numberOf(next[1]!) <= 0) break;
    velocity = along(velocity, -STEP, potentialAt(x).gradient());
    x = next;
  }
  const time = negate(divide(x[1]!, velocity[1]!));
  return square(along(x, time, velocity)[0]!);
}

/** The w with which the particle hits the origin. */
export const particle: Module = nested(prepared);

function prepared(outer: Differentiate, inner: Differentiate): Module[string] {
  return (input) => {
    const start = numberIn(fieldsOf(input), "w");
    return () => argmin(outer, (w) => squaredMiss(inner, w), [start])[0] as number;
  };
}
