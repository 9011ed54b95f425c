import { type ArrayLike, add, square, subtract } from "@chainrule/tape";
import { arrayIn, fieldsOf } from "../input.ts";
import type { Module } from "../module.ts";
import { argmax, argmin, type Differentiate, nested, type Point } from "./descent.ts";

const squaredNorm = (x: Point): ArrayLike =>
  x.map((coordinate) => square(coordinate)).reduce((a, b) => add(a, b));

/** |x|² - |y|². */
const f = (x: Point, y: Point): ArrayLike => subtract(squaredNorm(x), squaredNorm(y));

/** x where the maximum of f(x, y) over y is least, then y: the outer derivative goes through the inner ascent. */
function saddlePoint(outer: Differentiate, inner: Differentiate, start: Point): Point {
  const best = (x: Point): Point => argmax(inner, (y) => f(x, y), start);
  const x = argmin(outer, (x) => f(x, best(x)), start);
  return [...x, ...best(x)];
}

/** A saddle point by nested descents. */
export const saddle: Module = nested(prepared);

function prepared(outer: Differentiate, inner: Differentiate): Module[string] {
  return (input) => {
    const start = arrayIn(fieldsOf(input), "start", [2]).toNested() as number[];
    return () => saddlePoint(outer, inner, start) as number[];
  };
}
