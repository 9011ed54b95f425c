import { ExpressionSyntaxError } from "./errors.ts";
import { type Infix, infixes, prefixPrecedence } from "./operators.ts";
import { locate, type Span } from "./source.ts";
import type { Syntax } from "./syntax.ts";
import { nextToken, type Scanner, type Token } from "./tokens.ts";

/** An operator that waits for what stands right of it. */
interface Pending {
  readonly precedence: number;
  /** Takes its operands from the top of the stack and puts the node made of them there. */
  readonly apply: (operands: Syntax[]) => void;
}

/** An open bracket, or the whole text: its finished items, and the operators and operands of the present one. */
interface Frame {
  readonly close: ")" | "]" | "|" | "the end";
  readonly opener: Span;
  /** Whether commas may part items. */
  readonly isList: boolean;
  readonly finish: (items: Syntax[]) => Syntax;
  readonly items: Syntax[];
  readonly operators: Pending[];
  readonly operands: Syntax[];
}

/** A text being read. The stack of frames replaces recursion: depth costs memory, never the call stack. */
interface Reader {
  readonly scanner: Scanner;
  readonly frames: Frame[];
  frame: Frame;
  token: Token;
  previous: Token | undefined;
}

/**
 * Reads a text into its syntax tree, by operator precedence with an explicit stack, in linear time.
 *
 * @throws {@link ExpressionSyntaxError} where the text is no expression.
 */
export function readSyntax(scanner: Scanner): Syntax {
  const whole = openFrame("the end", { start: 0, end: 0 }, false, ([item]) => item!);
  const reader: Reader = {
    scanner,
    frames: [],
    frame: whole,
    token: nextToken(scanner),
    previous: undefined,
  };
  while (true) {
    readOperand(reader);
    let next: Next = "operator";
    while (next === "operator") next = readAfterOperand(reader);
    if (next === "nothing") return finishFrame(reader);
  }
}

/** What the grammar waits for. */
type Next = "operand" | "operator" | "nothing";

/** Reads prefix signs and opening brackets up to and with the next operand. */
function readOperand(reader: Reader): void {
  let next: Next = "operand";
  while (next === "operand") {
    const { token } = reader;
    if (!startsOperand(token)) throw unexpected(reader, token, 'a number, a name or "("');
    advance(reader);
    next = token.kind === "mark" ? readPrefix(reader, token) : readWord(reader, token);
  }
}

/** A number, a node of a template, a name, or the name of a function and its bracket. */
function readWord(reader: Reader, token: Token): Next {
  if (token.kind !== "name") return push(reader, { kind: token.kind as "number" | "value", span: token });
  if (!isMark(reader.token, "(")) return push(reader, { kind: "name", name: token.text, span: token });
  advance(reader);
  return enter(reader, callFrame(token));
}

/** A sign, an opening bracket or a bar. */
function readPrefix(reader: Reader, token: Token): Next {
  if (token.text === "(")
    return enter(
      reader,
      openFrame(")", token, false, ([item]) => item!),
    );
  if (token.text === "|") return enter(reader, openFrame("|", token, false, absolute(token)));
  if (token.text === "-") reader.frame.operators.push(negation(token));
  return "operand";
}

function startsOperand(token: Token): boolean {
  return token.kind === "mark" ? "-+(|".includes(token.text) : token.kind !== "end";
}

/** Handles one token after an operand, and tells what must come next. */
function readAfterOperand(reader: Reader): Next {
  const { token, frame } = reader;
  const infix = token.kind === "mark" ? infixes.get(token.text) : undefined;
  if (infix !== undefined) {
    advance(reader);
    return pushInfix(reader, infix, token);
  }
  if (token.text === frame.close) return closeFrame(reader);
  if (!isMark(token, "'", "[") && !(frame.isList && isMark(token, ","))) return startJuxtaposed(reader);
  advance(reader);
  if (token.text === ",") return finishItem(frame);
  const operand = frame.operands.pop()!;
  if (token.text === "[") return enter(reader, elementFrame(token, operand));
  return push(reader, { kind: "transpose", span: token, operands: [operand] });
}

/** A product without a mark: 2x, 2(x + 1), (x + 1)(x - 1), x y. */
function startJuxtaposed(reader: Reader): "operand" {
  const { token, previous, frame } = reader;
  if (!startsOperand(token)) throw unexpected(reader, token, afterOperand(frame), unclosed(reader));
  const touching = previous !== undefined && previous.end === token.start;
  if (token.kind === "number" && (previous?.kind === "number" || (touching && token.text.startsWith(".")))) {
    throw unexpected(reader, token, afterOperand(frame), "Write the product of two numbers with *.");
  }
  return pushInfix(reader, infixes.get("*")!, token);
}

/** Where the bracket that the text leaves open stands. */
function unclosed({ scanner, token, frame }: Reader): string | undefined {
  if (token.kind !== "end" || frame.close === "the end") return undefined;
  const { line, column } = locate(scanner.text, frame.opener.start);
  return `The bracket of line ${line}, column ${column} is not closed.`;
}

function pushInfix({ scanner, frame }: Reader, infix: Infix, span: Token): "operand" {
  const { precedence, associates, join } = infix;
  const bound = associates === "right" ? precedence + 1 : precedence;
  if (associates === "not" && applyDownTo(frame, precedence + 1)?.precedence === precedence) {
    const remedy = "Join comparisons with and: a < b and b < c.";
    throw new ExpressionSyntaxError(scanner.text, span, { problem: "a second comparison", remedy });
  }
  applyDownTo(frame, bound);
  const apply: Pending["apply"] = (operands) => {
    const right = operands.pop()!;
    const left = operands.pop()!;
    operands.push(join(left, right, span));
  };
  frame.operators.push({ precedence, apply });
  return "operand";
}

/** Applies the waiting operators that bind at least as tightly as `precedence`; gives the next one. */
function applyDownTo(frame: Frame, precedence: number): Pending | undefined {
  let top = frame.operators.at(-1);
  while (top !== undefined && top.precedence >= precedence) {
    frame.operators.pop();
    top.apply(frame.operands);
    top = frame.operators.at(-1);
  }
  return top;
}

function negation(span: Token): Pending {
  return {
    precedence: prefixPrecedence,
    apply: (operands) => {
      const operand = operands.pop()!;
      operands.push(
        operand.kind === "negate" ? operand.operands[0] : { kind: "negate", span, operands: [operand] },
      );
    },
  };
}

function openFrame(close: Frame["close"], opener: Span, isList: boolean, finish: Frame["finish"]): Frame {
  return { close, opener, isList, finish, items: [], operators: [], operands: [] };
}

function callFrame(name: Token): Frame {
  return openFrame(")", name, true, (operands) => ({ kind: "call", name: name.text, span: name, operands }));
}

function elementFrame(span: Token, tensor: Syntax): Frame {
  return openFrame("]", span, true, (items) => ({ kind: "element", span, operands: [tensor, ...items] }));
}

function absolute(span: Token): Frame["finish"] {
  return ([item]) => ({ kind: "absolute", span, operands: [item!] });
}

function enter(reader: Reader, frame: Frame): "operand" {
  reader.frames.push(reader.frame);
  reader.frame = frame;
  return "operand";
}

/** Ends the item being read. */
function finishItem(frame: Frame): "operand" {
  applyDownTo(frame, 0);
  frame.items.push(frame.operands.pop()!);
  return "operand";
}

function finishFrame({ frame }: Reader): Syntax {
  finishItem(frame);
  return frame.finish(frame.items);
}

/** Ends a bracket and makes it an operand of the one around it. */
function closeFrame(reader: Reader): Next {
  if (reader.token.kind === "end") return "nothing";
  advance(reader);
  const operand = finishFrame(reader);
  reader.frame = reader.frames.pop()!;
  return push(reader, operand);
}

function push(reader: Reader, operand: Syntax): "operator" {
  reader.frame.operands.push(operand);
  return "operator";
}

/** Takes the present token and reads the one after it. */
function advance(reader: Reader): Token {
  const { token } = reader;
  reader.previous = token;
  reader.token = nextToken(reader.scanner);
  return token;
}

function isMark(token: Token, ...texts: string[]): boolean {
  return token.kind === "mark" && texts.includes(token.text);
}

function afterOperand(frame: Frame): string {
  const close = frame.close === "the end" ? frame.close : `"${frame.close}"`;
  return frame.isList ? `an operator, "," or ${close}` : `an operator or ${close}`;
}

function unexpected(reader: Reader, token: Token, expected: string, remedy?: string): ExpressionSyntaxError {
  const shown = token.kind === "end" ? token.text : `"${token.text}"`;
  const { text } = reader.scanner;
  return new ExpressionSyntaxError(text, token, {
    problem: `unexpected ${shown}`,
    expected,
    ...(remedy === undefined ? {} : { remedy }),
  });
}
