import { applyOne } from "../apply.ts";
import { stopGradient as stopGradientRow } from "../rows/elementwise.ts";
import { map, type Tree } from "../tree.ts";
import type { ArrayLike } from "../value.ts";

/**
 * The tree itself, as a constant: no derivative passes through.
 *
 * @example
 * ```ts
 * import { grad, multiply, stopGradient } from "@chainrule/tape";
 * grad((x) => multiply(x, stopGradient(x)))(3); // => 3
 * ```
 */
export function stopGradient<T extends Tree>(tree: T): T {
  return map((leaf: ArrayLike) => applyOne(stopGradientRow, undefined, [leaf]), tree);
}
