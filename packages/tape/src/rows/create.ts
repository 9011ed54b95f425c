import { arange as arangeKernel, type DType, full as fullKernel, type Shape } from "@chainrule/array";
import { type Primitive, primitive } from "../primitive.ts";

// Arrays made of nothing. They are rows, so that a trace records how a constant is made and not its elements.

/** An array with every element the same. */
export interface Full {
  readonly shape: Shape;
  readonly value: number;
  readonly dtype: DType;
}

export const full: Primitive<Full> = primitive<Full>({
  name: "full",
  family: "create",
  number: undefined,
  scalar: undefined,
  shape: ({ shape, dtype }) => [{ shape, dtype, weak: false }],
  kernel: ({ shape, value, dtype }) => [fullKernel(shape, value, { dtype })],
  vjp: () => [],
  jvp: () => [undefined],
  batch: () => [],
});

/** The numbers start, start + step, ...: `length` of them. */
export interface Iota {
  readonly length: number;
  readonly start: number;
  readonly step: number;
  readonly dtype: DType;
}

export const iota: Primitive<Iota> = primitive<Iota>({
  name: "iota",
  family: "create",
  number: undefined,
  scalar: undefined,
  shape: ({ length, dtype }) => [{ shape: [length], dtype, weak: false }],
  kernel: ({ length, start, step, dtype }) => [
    length === 0
      ? fullKernel([0], 0, { dtype })
      : arangeKernel(start, start + (length - 0.5) * step, step, { dtype }),
  ],
  vjp: () => [],
  jvp: () => [undefined],
  batch: () => [],
});
