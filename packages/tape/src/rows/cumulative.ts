import { cumulativeSum as cumulativeSumKernel, sumDType } from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { linear } from "../families.ts";
import type { Primitive } from "../primitive.ts";
import type { Axis } from "./slicing.ts";

/** An axis counted from the end, and whether to start there. */
export interface Direction extends Axis {
  readonly reverse: boolean;
}

/** Running sums along an axis; transposed they run the other way. */
export const cumulativeSum: Primitive<Direction> = /* @__PURE__ */ linear<Direction>({
  name: "cumulativeSum",
  family: "cumulative",
  scalar: (A, a, b) => A.add(a, b),
  shape: (_, x) => ({ ...x, dtype: sumDType(x.dtype) }),
  kernel: ({ axis, reverse }, x) => cumulativeSumKernel(x, axis, reverse),
  transpose: (cotangent, { axis, reverse }) =>
    applyOne(cumulativeSum, { axis, reverse: !reverse }, [cotangent]),
});
