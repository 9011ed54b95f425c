import type { Report } from "./types.ts";

/** Numbers that JSON has no words for are written as these strings. */
const words = new Map<number, string>([
  [Number.POSITIVE_INFINITY, "Infinity"],
  [Number.NEGATIVE_INFINITY, "-Infinity"],
]);

/**
 * A report, or any other plain data, as JSON text in lines, self-contained and complete. Numbers that are not finite are strings: `"Infinity"`, `"NaN"`.
 *
 * @example
 * ```ts
 * import { check, toJson } from "@chainrule/check";
 * import { exp } from "@chainrule/tape";
 * JSON.parse(toJson(check((x) => exp(x), [0]))).schema; // => "chainrule-report/1"
 * ```
 */
export function toJson(report: Report | object): string {
  const word = (_: string, value: unknown): unknown =>
    typeof value !== "number" || Number.isFinite(value) ? value : (words.get(value) ?? "NaN");
  return JSON.stringify(report, word, 2).replace(listOfNumbers, (list) => list.replace(/\s+/g, " "));
}

/** A list that is broken into lines; text in JSON has no line ends of its own. */
const listOfNumbers = /\[\n\s+-?[\d.e+-]+(?:,\n\s+-?[\d.e+-]+)*\n\s+\]/g;
