import { floatDType } from "@chainrule/array";
import { commonDType } from "../promotion.ts";
import { type ArrayLike, abstractOf } from "../value.ts";
import { astype } from "./casts.ts";

/** `x` in the float dtype that it takes together with another operand, whose sums and differences do not wrap around. */
export function inFloats(x: ArrayLike, beside: ArrayLike = x): ArrayLike {
  const own = abstractOf(x);
  const dtype = floatDType(commonDType([own, abstractOf(beside)]));
  return own.weak || own.dtype === dtype ? x : astype(x, dtype);
}
