/** A stretch of the text: from `start` up to, not including, `end` (offsets in UTF-16 units). */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where an offset lies: line and column count from 1. */
export interface Location {
  readonly line: number;
  readonly column: number;
}

/** The most characters of the offending line that a message shows on either side of the fault. */
const context = 36;

/** The line and column of an offset. */
export function locate(text: string, offset: number): Location {
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  return { line, column: offset - lineStart + 1 };
}

/** The offending line, shortened around the fault, above a line of carets under it. */
export function excerpt(text: string, span: Span): string {
  const lineStart = text.lastIndexOf("\n", span.start - 1) + 1;
  const newline = text.indexOf("\n", span.start);
  const lineEnd = newline < 0 ? text.length : newline;
  const from = Math.max(lineStart, span.start - context);
  const to = Math.min(lineEnd, span.start + context);
  const before = from > lineStart ? "..." : "";
  const after = to < lineEnd ? "..." : "";
  const carets = Math.max(1, Math.min(span.end, to) - span.start);
  const margin = " ".repeat(before.length + span.start - from);
  return `  ${before}${printable(text.slice(from, to))}${after}\n  ${margin}${"^".repeat(carets)}`;
}

/** How a message names a character that cannot be shown as itself. */
export function describeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const name = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  if (code > 0x20 && code < 0x7f) return `"${character}"`;
  return printable(character) === character ? `"${character}" (${name})` : name;
}

/** Controls, direction marks, invisible characters and lone surrogates, one replacement mark each. */
function printable(line: string): string {
  return line.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "\ufffd");
}
