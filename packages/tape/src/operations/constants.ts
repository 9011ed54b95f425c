import { applyOne } from "../apply.ts";
import { pi as piRow } from "../rows/constants.ts";
import type { ArrayLike } from "../value.ts";

/**
 * π: in a trace an operation, so that an arithmetic of more digits has it to its own precision.
 *
 * @example
 * ```ts
 * import { pi } from "@chainrule/tape";
 * pi(); // => 3.141592653589793
 * ```
 */
export function pi(): ArrayLike {
  return applyOne(piRow, undefined, []);
}
