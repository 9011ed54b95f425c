import { ExpressionSyntaxError } from "./errors.ts";
import { isDigit, scanNumber } from "./numbers.ts";
import { describeCharacter, type Span } from "./source.ts";

/** `value` is a node set into a template; `mark` is an operator, a bracket, a comma, `and` or `or`. */
export type TokenKind = "number" | "name" | "mark" | "value" | "end";

/** One word of the text. `text` is the canonical spelling: `*` for `·`, `pi` for `π`. */
export interface Token extends Span {
  readonly kind: TokenKind;
  readonly text: string;
}

/** Marks in their plain spelling; the longer first. */
const marks = [
  "<=",
  ">=",
  "==",
  "!=",
  "+",
  "-",
  "*",
  "/",
  "^",
  "@",
  "'",
  "(",
  ")",
  "[",
  "]",
  "|",
  ",",
  "<",
  ">",
];

/** Other spellings that are read, by their character. */
const spellings: ReadonlyMap<string, { readonly kind: TokenKind; readonly text: string }> = new Map([
  ["π", { kind: "name", text: "pi" }],
  ["·", { kind: "mark", text: "*" }],
  ["⋅", { kind: "mark", text: "*" }],
  ["×", { kind: "mark", text: "*" }],
  ["÷", { kind: "mark", text: "/" }],
  ["−", { kind: "mark", text: "-" }],
  ["≤", { kind: "mark", text: "<=" }],
  ["≥", { kind: "mark", text: ">=" }],
  ["≠", { kind: "mark", text: "!=" }],
]);

/** What to write instead of a mark that other languages have. */
const remedies: ReadonlyMap<string, string> = new Map([
  ["=", "Compare with ==; there are no assignments."],
  ["!", "Write n! as gamma(n + 1), and a negated comparison as !=."],
  ["%", "Write the remainder as mod(x, y)."],
  ["{", "Group with ( and )."],
  ["}", "Group with ( and )."],
  ["&", "Join conditions with and."],
  [".", "Names have no members; a decimal point needs a digit beside it."],
  ['"', "There are no strings; a name stands as it is."],
  ["\\", "This is plain text, not LaTeX: write (a)/(b), sqrt(x), alpha."],
  ["√", "Write sqrt(x)."],
]);

/**
 * A text being cut into tokens, each character looked at a bounded number of times. `values` tells where the
 * nodes of a template stand in the text.
 */
export interface Scanner {
  readonly text: string;
  readonly values: { has(offset: number): boolean };
  at: number;
}

/** Reads the next token; `end` for ever once the text is used up. */
export function nextToken(scanner: Scanner): Token {
  const { text } = scanner;
  while (isSpace(text[scanner.at])) scanner.at += 1;
  const token = readToken(scanner, scanner.at);
  scanner.at = token.end;
  return token;
}

function readToken({ text, values }: Scanner, start: number): Token {
  const character = text[start];
  if (character === undefined) return { kind: "end", text: "the end", start, end: start };
  if (values.has(start)) return { kind: "value", text: "a value set in", start, end: start + 1 };
  if (isDigit(character) || (character === "." && isDigit(text[start + 1]))) {
    const end = scanNumber(text, start);
    return { kind: "number", text: text.slice(start, end), start, end };
  }
  if (isNameStart(character)) return readName(text, start);
  const spelling = spellings.get(character);
  if (spelling !== undefined) return { ...spelling, start, end: start + 1 };
  return readMark(text, start);
}

function readName(text: string, start: number): Token {
  let end = start + 1;
  while (isNamePart(text[end])) end += 1;
  const name = text.slice(start, end);
  return { kind: name === "and" || name === "or" ? "mark" : "name", text: name, start, end };
}

function readMark(text: string, start: number): Token {
  if (text.startsWith("**", start)) {
    throw unreadable(text, { start, end: start + 2 }, '"**"', "Write powers with ^.");
  }
  const mark = marks.find((candidate) => text.startsWith(candidate, start));
  if (mark !== undefined) return { kind: "mark", text: mark, start, end: start + mark.length };
  const character = String.fromCodePoint(text.codePointAt(start) ?? 0);
  const span = { start, end: start + character.length };
  throw unreadable(text, span, describeCharacter(character), remedies.get(character) ?? lettersRemedy);
}

const lettersRemedy = "Names are made of the letters A-Z and a-z, digits and _; the one other letter is π.";

function unreadable(text: string, span: Span, shown: string, remedy: string): ExpressionSyntaxError {
  return new ExpressionSyntaxError(text, span, { problem: `${shown} has no meaning here`, remedy });
}

/** Blanks, tabs, line ends, no-break spaces; the NUL character parts words as a blank does. */
function isSpace(character: string | undefined): boolean {
  return character !== undefined && " \t\n\r\u0000\u00a0".includes(character);
}

function isNameStart(character: string): boolean {
  return (
    (character >= "a" && character <= "z") || (character >= "A" && character <= "Z") || character === "_"
  );
}

function isNamePart(character: string | undefined): boolean {
  return character !== undefined && (isNameStart(character) || isDigit(character));
}
