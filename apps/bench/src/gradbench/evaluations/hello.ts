import { type ArrayLike, grad, multiply } from "@chainrule/tape";
import { numberIn } from "../input.ts";
import type { Module } from "../module.ts";

const square = (x: ArrayLike): ArrayLike => multiply(x, x);

/** x² and its derivative. */
export const hello: Module = {
  square: prepared((x) => square(x) as number),
  double: prepared((x) => grad(square)(x)),
};

function prepared(f: (x: number) => number): Module[string] {
  return (input) => {
    const x = numberIn({ input }, "input");
    return () => f(x);
  };
}
