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
  const letter = greek.has(base) ? `\\${base}` : writeWord(base);
  return subscript === "" ? letter : `${letter}_{${writeWord(subscript)}}`;
}

/** As text where mathematics would read other characters than those of ASCII as operators or superscripts, or skip them. */
function writeWord(word: string): string {
  if (isLetter(word)) return word;
  if (!/^[!-~]+$/.test(word)) return `\\text{${escaped(word, inText)}}`;
  return word.length === 1 ? escaped(word, inMathematics) : `\\mathrm{${escaped(word, inMathematics)}}`;
}

/** Whether it is one letter, and none in another form, such as a superscript or a ligature. */
function isLetter(word: string): boolean {
  return /^\p{L}$/u.test(word) && word.normalize("NFKC") === word.normalize("NFC");
}

/** Characters that LaTeX gives a meaning, without it. */
function escaped(name: string, escapes: Readonly<Record<string, string>>): string {
  return name
    .replaceAll(/[\\{}$&#^_%~]/g, (mark) => escapes[mark] ?? `\\${mark}`)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "\ufffd")
    .replaceAll(/\s/gu, "\\ ")
    .replace(/^\p{M}/u, "\u25cc$&");
}

const inMathematics: Readonly<Record<string, string>> = {
  "\\": "\\backslash{}",
  "^": "\\hat{}",
  "~": "\\sim{}",
};

const inText: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "^": "\\textasciicircum{}",
  "~": "\\textasciitilde{}",
};
