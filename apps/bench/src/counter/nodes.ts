/** A text that is no infix expression (`bench/counter`): a strange character, or brackets that do not match. */
export class CounterError extends Error {
  readonly code = "bench/counter";
  readonly text: string;

  constructor(text: string, what: string) {
    super(`${what} in ${text.slice(0, 80)}: give one expression in infix`);
    this.name = "CounterError";
    this.text = text;
  }
}

type Kind = "number" | "name" | "operator" | "bar" | "open" | "close" | "comma";

interface Token {
  readonly kind: Kind;
  readonly text: string;
}

const patterns: readonly (readonly [Kind, RegExp])[] = [
  ["number", /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y],
  ["name", /[\p{L}_][\p{L}\d_]*/uy],
  ["operator", /\*\*|[<>=!]=|[-+*/^<>·×−]/y],
  ["bar", /\|/y],
  ["open", /\(/y],
  ["close", /\)/y],
  ["comma", /,/y],
];

/**
 * The nodes of an infix text, by one measure for the output of every system: brackets and commas are dropped; a number,
 * a variable, the name of a function and an operator are one node each, a minus in front, a comparison and |...| as well. A chain of
 * sums costs what nested binary ones do; a product that is not written counts as if it were.
 *
 * @throws CounterError
 */
export function countNodes(text: string): number {
  const tokens = tokenize(text);
  requireBrackets(text, tokens);
  const has = (...kinds: Kind[]) => tokens.filter(({ kind }) => kinds.includes(kind)).length;
  const unwritten = tokens.filter((token, k) => k > 0 && isUnwrittenProduct(tokens[k - 1]!, token)).length;
  return has("number", "name", "operator") + has("bar") / 2 + unwritten;
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (let position = skipSpace(text, 0); position < text.length; ) {
    const token = tokenAt(text, position);
    if (token === undefined) throw new CounterError(text, `"${text[position]}"`);
    tokens.push(token);
    position = skipSpace(text, position + token.text.length);
  }
  return tokens;
}

function tokenAt(text: string, position: number): Token | undefined {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = position;
    const found = pattern.exec(text);
    if (found !== null) return { kind, text: found[0] };
  }
  return undefined;
}

function skipSpace(text: string, from: number): number {
  let position = from;
  while (/\s/.test(text[position] ?? "")) position++;
  return position;
}

/** 2x, x y, (a)(b), but not f(x). */
function isUnwrittenProduct(before: Token, after: Token): boolean {
  const ends = before.kind === "number" || before.kind === "name" || before.kind === "close";
  if (!ends) return false;
  if (after.kind === "open") return before.kind !== "name";
  return after.kind === "number" || after.kind === "name";
}

function requireBrackets(text: string, tokens: readonly Token[]): void {
  let depth = 0;
  for (const { kind } of tokens) {
    if (kind === "open") depth++;
    if (kind === "close" && --depth < 0) throw new CounterError(text, "a bracket that closes nothing");
  }
  const bars = tokens.filter(({ kind }) => kind === "bar").length;
  if (depth > 0 || bars % 2 === 1) throw new CounterError(text, "a bracket that is not closed");
  if (tokens.length === 0) throw new CounterError(text, "nothing");
}
