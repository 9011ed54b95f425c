import { arange, type DType, full as fullKernel, type Shape } from "@chainrule/array";
import type { Primitive } from "../primitive.ts";
import { creation } from "./without-inputs.ts";

// Arrays made of nothing. They are rows, so that a trace records how a constant is made and not its elements.

/** An array with every element the same. */
export interface Full {
  readonly shape: Shape;
  readonly value: number;
  readonly dtype: DType;
}

export const full: Primitive<Full> = /* @__PURE__ */ creation<Full>({
  name: "full",
  shape: ({ shape, dtype }) => [{ shape, dtype, weak: false }],
  kernel: ({ shape, value, dtype }) => [fullKernel(shape, value, { dtype })],
});

/** The integers from 0 up to but not including `length`. */
export interface Iota {
  readonly length: number;
  readonly dtype: DType;
}

export const iota: Primitive<Iota> = /* @__PURE__ */ creation<Iota>({
  name: "iota",
  shape: ({ length, dtype }) => [{ shape: [length], dtype, weak: false }],
  kernel: ({ length, dtype }) => [arange(0, length, 1, { dtype })],
});
