import { checkText } from "./errors.ts";

/** Digits are read in one way only, so that a long cell that is no number takes no more than one reading. */
const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * The number that a cell spells in decimal, or undefined: no hexadecimal, no `NaN`, no `1,5`, nothing empty,
 * nothing too large for a double. Spaces around it are allowed.
 *
 * @example
 * ```ts
 * import { parseNumber } from "@chainrule/files";
 * parseNumber(" -2.5e3 "); // => -2500
 * parseNumber("0x10"); // => undefined
 * parseNumber(""); // => undefined
 * ```
 */
export function parseNumber(text: string): number | undefined {
  checkText("parseNumber", text);
  const trimmed = text.trim();
  if (!DECIMAL.test(trimmed)) return undefined;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : undefined;
}
