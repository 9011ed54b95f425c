import type { Report } from "./types.ts";

/** Numbers that JSON has no words for are written as these strings. */
const words = new Map<number, string>([
  [Number.POSITIVE_INFINITY, "Infinity"],
  [Number.NEGATIVE_INFINITY, "-Infinity"],
]);

/**
 * A report, or any other plain data, as JSON text, self-contained and complete. Numbers that are not finite are strings: `"Infinity"`, `"NaN"`.
 *
 * @example
 * ```ts
 * import { check, toJson } from "@chainrule/check";
 * import { exp } from "@chainrule/tape";
 * JSON.parse(toJson(check((x) => exp(x), [0]))).schema; // => "chainrule-report/1"
 * ```
 */
export function toJson(report: Report | object): string {
  return JSON.stringify(report, (_, value: unknown) => {
    if (typeof value !== "number" || Number.isFinite(value)) return value;
    return words.get(value) ?? "NaN";
  });
}
