import { ExpressionSyntaxError } from "./errors.ts";
import { isDigit, scanNumber } from "./numbers.ts";
import { describeCharacter } from "./source.ts";

/**
 * `quoted` is a name between backquotes; `value` is a node set into a template; `mark` is an operator, a bracket, a
 * comma, `and` or `or`.
 */
export type TokenKind = "number" | "name" | "quoted" | "mark" | "value" | "end";

/**
 * A text being cut into tokens, each character looked at a bounded number of times, and its present token. `word` is
 * the canonical spelling: `*` for `·`, `pi` for `π`.
 */
export interface Scanner {
  readonly text: string;
  /** Where the nodes of a template stand in the text. */
  readonly values: { has(offset: number): boolean };
  kind: TokenKind;
  word: string;
  start: number;
  end: number;
  /** The kind and the end of the token before. */
  previous: TokenKind;
  previousEnd: number;
}

/** Marks of one character. */
const marks = "+-*/^@'()[]|,<>";

/** What stands in the text of a template where a node is set in; only its offset counts. */
export const placeholder = "\ufffc";

/** Other spellings of words. */
const spellings: ReadonlyMap<string, string> = new Map([
  ["·", "*"],
  ["⋅", "*"],
  ["×", "*"],
  ["÷", "/"],
  ["−", "-"],
  ["≤", "<="],
  ["≥", ">="],
  ["≠", "!="],
  ["π", "pi"],
  [placeholder, ""],
]);

const writePower = "Write powers with ^.";

/** What to write instead of a mark that other languages have. */
const remedies: ReadonlyMap<string, string> = new Map([
  ["**", writePower],
  ["²", writePower],
  ["³", writePower],
  ["=", "Compare with ==."],
  ["!", "Write gamma(n + 1)."],
  ["%", "Write mod(x, y)."],
  ["{", "Group with ( and )."],
  ["&", "Write and."],
  [".", "A decimal point needs a digit beside it."],
  ['"', "There are no strings."],
  ["\\", "Write plain text, not LaTeX: (a)/(b), sqrt(x), alpha."],
  ["√", "Write sqrt(x)."],
  ["`", "Quote a name as `x y`."],
]);

const point = 46;
const backquote = 96;

/** Reads the next token; `end` for ever once the text is used up. */
export function advance(scanner: Scanner): void {
  const { text } = scanner;
  scanner.previous = scanner.kind;
  scanner.previousEnd = scanner.end;
  let start = scanner.end;
  while (isSpace(text.charCodeAt(start))) start += 1;
  scanner.start = start;
  const code = text.charCodeAt(start);
  if (isLetter(code)) readName(scanner, start);
  else if (isDigit(code) || (code === point && isDigit(text.charCodeAt(start + 1)))) {
    take(scanner, "number", "", scanNumber(text, start));
  } else if (start >= text.length) take(scanner, "end", "the end", start);
  else if (code !== backquote || !readQuoted(scanner, start)) readMark(scanner, start, text[start]!);
}

function take(scanner: Scanner, kind: TokenKind, word: string, end: number): void {
  scanner.kind = kind;
  scanner.word = word;
  scanner.end = end;
}

function readName(scanner: Scanner, start: number): void {
  const { text } = scanner;
  let end = start + 1;
  for (let code = text.charCodeAt(end); isLetter(code) || isDigit(code); code = text.charCodeAt(end))
    end += 1;
  const name = text.slice(start, end);
  take(scanner, name === "and" || name === "or" ? "mark" : "name", name, end);
}

/** A name of any characters, so that names that read as something else can be written; a backquote in it is doubled. */
function readQuoted(scanner: Scanner, start: number): boolean {
  const { text } = scanner;
  let end = text.indexOf("`", start + 1);
  while (end > 0 && text[end + 1] === "`") end = text.indexOf("`", end + 2);
  const isClosed = end > start + 1;
  if (isClosed) take(scanner, "quoted", text.slice(start + 1, end).replaceAll("``", "`"), end + 1);
  return isClosed;
}

function readMark(scanner: Scanner, start: number, mark: string): void {
  const { text } = scanner;
  const next = text[start + 1];
  if (next === "=" && "<>=!".includes(mark)) take(scanner, "mark", `${mark}=`, start + 2);
  else if (mark === "*" && next === "*") readOther(scanner, start, "**");
  else if (marks.includes(mark)) take(scanner, "mark", mark, start + 1);
  else readOther(scanner, start, String.fromCodePoint(text.codePointAt(start)!));
}

function readOther(scanner: Scanner, start: number, character: string): void {
  const { text, values } = scanner;
  const word = spellings.get(character);
  if (word === undefined || (character === placeholder && !values.has(start))) {
    const problem = `${describeCharacter(character)} has no meaning here`;
    const remedy = remedies.get(character) ?? lettersRemedy;
    throw new ExpressionSyntaxError(text, { start, end: start + character.length }, { problem, remedy });
  }
  const kind = character === placeholder ? "value" : character === "π" ? "name" : "mark";
  take(scanner, kind, word, start + 1);
}

const lettersRemedy = "Names are made of A-Z, a-z, digits and _.";

/** Blanks, tabs, line ends, no-break spaces; the NUL character parts words as a blank does. */
function isSpace(code: number): boolean {
  return code === 32 || code === 160 || code === 10 || code === 9 || code === 13 || code === 0;
}

/** A to Z, a to z and the underscore. */
function isLetter(code: number): boolean {
  const lower = code | 32;
  return (lower >= 97 && lower <= 122) || code === 95;
}
