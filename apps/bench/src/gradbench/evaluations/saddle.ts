import type { NDArray } from "@chainrule/array";
import { type ArrayLike, concat, square, subtract, sum } from "@chainrule/tape";
import { arrayIn, fieldsOf } from "../input.ts";
import type { Module } from "../module.ts";
import { argmax, argmin, type Differentiate, modes } from "./descent.ts";

/** |x|² - |y|². */
const f = (x: ArrayLike, y: ArrayLike): ArrayLike => subtract(sum(square(x)), sum(square(y)));

/** x where max over y of f(x, y) is least, then the best y: the outer derivative goes through the inner ascent. */
function saddlePoint(outer: Differentiate, inner: Differentiate, start: NDArray): ArrayLike {
  const best = (x: ArrayLike): ArrayLike => argmax(inner, (y) => f(x, y), start);
  const x = argmin(outer, (x) => f(x, best(x)), start);
  return concat([x, best(x)]);
}

/** A saddle point by nested descents; the names give the mode of the outer and of the inner derivative. */
export const saddle: Module = {
  ff: prepared(modes.f, modes.f),
  fr: prepared(modes.f, modes.r),
  rf: prepared(modes.r, modes.f),
  rr: prepared(modes.r, modes.r),
};

function prepared(outer: Differentiate, inner: Differentiate): Module[string] {
  return (input) => {
    const start = arrayIn(fieldsOf(input), "start", [undefined]);
    return () => saddlePoint(outer, inner, start) as NDArray;
  };
}
