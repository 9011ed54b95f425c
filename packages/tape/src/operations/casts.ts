import { checkDType, type DType } from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { cast } from "../rows/elementwise.ts";
import type { ArrayLike, Tensor } from "../value.ts";

/**
 * The array in another dtype. Derivatives pass between floats; integers carry none.
 *
 * @throws DTypeError `array/dtype` for a dtype that does not exist.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { astype } from "@chainrule/tape";
 * astype(array([1.7, 2]), "int32").toNested(); // => [1, 2]
 * ```
 */
export function astype(x: ArrayLike, dtype: DType): Tensor {
  return applyOne(cast, { dtype: checkDType(dtype) }, [x]) as Tensor;
}
