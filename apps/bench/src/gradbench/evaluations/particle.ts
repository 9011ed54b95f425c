import { array } from "@chainrule/array";
import {
  type ArrayLike,
  add,
  at,
  divide,
  multiply,
  negate,
  rsqrt,
  square,
  stack,
  subtract,
  sum,
} from "@chainrule/tape";
import { fieldsOf, numberIn } from "../input.ts";
import type { Module } from "../module.ts";
import { argmin, type Differentiate, modes } from "./descent.ts";

const STEP = 0.1;

/** Σ 1/|x - c| over the charges c. */
function potential(x: ArrayLike, charges: ArrayLike): ArrayLike {
  return sum(rsqrt(sum(square(subtract(x, charges)), { axis: 1 })));
}

/** The square of where a particle that two charges repel crosses y = 0: Euler's method, and a straight line at the end. */
function squaredMiss(inner: Differentiate, w: ArrayLike): ArrayLike {
  const charges = stack([stack([10, subtract(10, w)]), array([10, 0])]);
  const slope = inner((x) => potential(x, charges));
  let x: ArrayLike = array([0, 8]);
  let velocity: ArrayLike = array([0.75, 0]);
  while (true) {
    const next = add(x, multiply(STEP, velocity));
    if (at(next, 1).item() <= 0) break;
    velocity = subtract(velocity, multiply(STEP, slope(x)));
    x = next;
  }
  const time = negate(divide(at(x, 1), at(velocity, 1)));
  return square(add(at(x, 0), multiply(time, at(velocity, 0))));
}

/** The w with which the particle hits the origin; the names give the mode of the outer and of the inner derivative. */
export const particle: Module = {
  ff: prepared(modes.f, modes.f),
  fr: prepared(modes.f, modes.r),
  rf: prepared(modes.r, modes.f),
  rr: prepared(modes.r, modes.r),
};

function prepared(outer: Differentiate, inner: Differentiate): Module[string] {
  return (input) => {
    const start = numberIn(fieldsOf(input), "w");
    return () => argmin(outer, (w) => squaredMiss(inner, w), start) as number;
  };
}
