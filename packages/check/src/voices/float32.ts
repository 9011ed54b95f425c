import { type Arithmetic, type Bounded, bounded, float64 } from "@chainrule/special";

const single = bounded({ ...float64, name: "float32", unitRoundoff: 2 ** -24 });

/** Running bounds for kernels that round to float32: constants are rounded to it too, where they meet such arrays. */
export const boundedFloat32: Arithmetic<Bounded<number>> = {
  ...single,
  fromNumber: (x) => ({ value: x, error: Number.isFinite(x) ? Math.abs(x - Math.fround(x)) : 0 }),
};
