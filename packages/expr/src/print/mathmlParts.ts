import { type Brackets, bracketsOf } from "./brackets.ts";
import { greek, splitName } from "./symbols.ts";

/** The elements that MathML is put together from. */

/** The invisible operators that tell a product from a call, and the marks of both. A product has the space that LaTeX's has. */
export const times = '<mo rspace="0.1667em">\u2062</mo>';
export const apply = "<mo>\u2061</mo>";
export const dot = "<mo>\u22c5</mo>";
export const elementwise = '<mo intent="elementwise-times">\u2299</mo>';
export const divided = '<mo intent="elementwise-divided-by">\u2298</mo>';

export const brackets: Brackets = bracketsOf(enclosed);

/** In round brackets. */
export function enclosed(text: string): string {
  return row("<mo>(</mo>", text, "<mo>)</mo>");
}

/** An element as the argument that the intent around it names; the intent tells screen readers what is meant. */
export function argument(name: string, element: string): string {
  return element.replace(/^<[a-z]+/, `$& arg="${name}"`);
}

/** A name with its subscript; Greek letters stand for themselves. */
export function writeName(name: string): string {
  const { base, subscript } = splitName(name);
  const letter = `<mi>${greek.get(base) ?? escaped(base)}</mi>`;
  if (subscript === "") return letter;
  const isNumber = /^\d+$/.test(subscript);
  const tag = isNumber ? "mn" : "mi";
  return `<msub>${letter}<${tag}>${escaped(subscript)}</${tag}></msub>`;
}

/** Text that is no markup. */
export function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\ufffe\uffff]/gu, "\ufffd");
}

/** One element of its parts. */
export function row(...parts: readonly string[]): string {
  let text = "<mrow>";
  for (const part of parts) text += part;
  return `${text}</mrow>`;
}
