import { type CheckOptions, crossCheck } from "./crossCheck.ts";
import type { Report } from "./report/types.ts";
import { type CheckedFunction, type FunctionOptions, functionSubject } from "./subject/function.ts";

/**
 * Checks the gradient of a function over tape values at its arguments, which may be trees of arrays and numbers.
 *
 * @example
 * ```ts
 * import { check, overallVerdict } from "@chainrule/check";
 * import { multiply, sigmoid } from "@chainrule/tape";
 * overallVerdict(check((w, x) => sigmoid(multiply(w, x)), [0.3, 0.7])); // => "agree"
 * ```
 */
export function check(
  f: CheckedFunction,
  args: readonly unknown[],
  options: CheckOptions & FunctionOptions = {},
): Report {
  return crossCheck(functionSubject(f, args, options), options);
}
