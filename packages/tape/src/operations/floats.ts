import { floatDType, isFloat } from "@chainrule/array";
import { type ArrayLike, abstractOf } from "../value.ts";
import { astype } from "./casts.ts";

/** `x` in a dtype whose sums and differences do not wrap around. */
export function inFloats(x: ArrayLike): ArrayLike {
  const { dtype } = abstractOf(x);
  return isFloat(dtype) ? x : astype(x, floatDType(dtype));
}
