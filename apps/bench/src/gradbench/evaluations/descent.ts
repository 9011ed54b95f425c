import { type ArrayLike, jvp, multiply, negate, subtract, vjp } from "@chainrule/tape";
import type { Module } from "../module.ts";

/** A point of a space of few dimensions: its coordinates, which are numbers, or scalars under a recorder. */
export type Point = readonly ArrayLike[];

/** A function of a point with a scalar result. */
export type Objective = (x: Point) => ArrayLike;

/** The value of an objective at a point, and its gradient there, for which the objective is not run again. */
export interface Evaluated {
  readonly value: ArrayLike;
  readonly gradient: () => Point;
}

/** From an objective to its values and gradients. */
export type Differentiate = (f: Objective) => (x: Point) => Evaluated;

/** Gradients by forward mode, `f`, an axis at a time, and by reverse mode, `r`. */
export const modes: { readonly f: Differentiate; readonly r: Differentiate } = {
  f: (f) => (x) => {
    const alongAxes = x.map((_, i) => jvp(f)([x], [x.map((_, k) => (k === i ? 1 : 0))]));
    return { value: alongAxes[0]!.value, gradient: () => alongAxes.map(({ tangent }) => tangent) };
  },
  r: (f) => (x) => {
    const { value, pullback } = vjp(f)(x);
    return { value, gradient: () => pullback(1) as Point };
  },
};

/** A module of nested descents; the names of its functions give the mode of the outer and of the inner derivative. */
export function nested(prepared: (outer: Differentiate, inner: Differentiate) => Module[string]): Module {
  return {
    ff: prepared(modes.f, modes.f),
    fr: prepared(modes.f, modes.r),
    rf: prepared(modes.r, modes.f),
    rr: prepared(modes.r, modes.r),
  };
}

const PRECISION = 1e-5;

/**
 * Where gradient descent from `start` ends. The step grows twofold after 10 steps that lowered the objective, and is
 * halved when one does not. Comparisons read through all recorders, so that the descent itself can be differentiated.
 */
export function argmin(differentiate: Differentiate, f: Objective, start: Point): Point {
  const evaluate = differentiate(f);
  let [x, { value, gradient }] = [start, evaluate(start)];
  let slope = gradient();
  let [rate, accepted] = [PRECISION, 0];
  while (norm(slope) > PRECISION) {
    if (accepted === 10) [rate, accepted] = [2 * rate, 0];
    const next = x.map((coordinate, i) => subtract(coordinate, multiply(rate, slope[i]!)));
    if (distance(next, x) <= PRECISION) break;
    const there = evaluate(next);
    if (numberOf(there.value) < numberOf(value)) {
      [x, value, slope] = [next, there.value, there.gradient()];
      accepted += 1;
    } else {
      [rate, accepted] = [rate / 2, 0];
    }
  }
  return x;
}

/** Where gradient ascent ends. */
export function argmax(differentiate: Differentiate, f: Objective, start: Point): Point {
  return argmin(differentiate, (x) => negate(f(x)), start);
}

function norm(x: Point): number {
  return Math.hypot(...x.map(numberOf));
}

function distance(x: Point, y: Point): number {
  return Math.hypot(...x.map((coordinate, i) => numberOf(coordinate) - numberOf(y[i]!)));
}

/** The number, read through all recorders. */
export function numberOf(x: ArrayLike): number {
  return typeof x === "number" ? x : x.item();
}
