import { type Brackets, bracketsOf } from "./brackets.ts";
import { greek, splitName } from "./symbols.ts";

/** The parts that LaTeX is put together from. */

export const brackets: Brackets = bracketsOf(enclosed);

/** In round brackets that fit. */
export function enclosed(text: string): string {
  return `\\left(${text}\\right)`;
}

/** A name in italics if it is one letter, in upright type if it is a word, with its subscript. */
export function writeName(name: string): string {
  const { base, subscript } = splitName(name);
  const letter = greek.has(base)
    ? `\\${base}`
    : base.length === 1
      ? escaped(base)
      : `\\mathrm{${escaped(base)}}`;
  return subscript === ""
    ? letter
    : `${letter}_{${subscript.length === 1 ? escaped(subscript) : `\\mathrm{${escaped(subscript)}}`}}`;
}

/** Characters that LaTeX gives a meaning, without it. */
function escaped(name: string): string {
  return name
    .replaceAll(/[\\{}$&#^_%~]/g, (mark) => escapes[mark] ?? `\\${mark}`)
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, "\ufffd");
}

const escapes: Readonly<Record<string, string>> = {
  "\\": "\\backslash{}",
  "^": "\\hat{}",
  "~": "\\sim{}",
};
