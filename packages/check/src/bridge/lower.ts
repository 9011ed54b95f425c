import type { Expression } from "@chainrule/expr";
import { requireGiven } from "../given.ts";
import { type LoweredFunction, lowerScalars } from "./lowerScalars.ts";
import { lowerTensors } from "./lowerTensors.ts";

/**
 * A formula as a function that the tape can differentiate: its primal, and nothing of its derivative.
 *
 * Tensors are written in indices: each index becomes an axis. Their sizes, and the limits of sums, must be numbers, and no
 * variable may move an index.
 *
 * @throws {@link NotLoweredError} for sizes and limits that are no numbers.
 * @throws {@link TooLargeError} where an index runs over more than 20 million values.
 * @example
 * ```ts
 * import { lower } from "@chainrule/check";
 * import { parse } from "@chainrule/expr";
 * import { grad } from "@chainrule/tape";
 * const f = lower(parse("x^2 y"));
 * grad((x) => f({ x, y: 3 }))(5); // => 30
 * ```
 */
export function lower(expression: Expression): LoweredFunction {
  requireGiven({ expression });
  return lowerScalars(expression) ?? lowerTensors(expression);
}
