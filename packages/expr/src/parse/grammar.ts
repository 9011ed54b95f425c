import { checkElement, checkCall, checkName, type Names } from "./check.ts";
import { ExpressionSyntaxError } from "./errors.ts";
import { infixes, prefixes, rules } from "./rules.ts";
import { type Budget, spend } from "../limits.ts";
import { locate } from "./source.ts";
import { type Syntax, syntax } from "./syntax.ts";
import { advance, type Scanner } from "./tokens.ts";

/**
 * A text being read, by operator precedence with explicit stacks: depth costs memory, never the call stack.
 * What is found out about its names is gathered on the way.
 */
export interface Reader extends Scanner, Names {
  /** Finished operands. */
  readonly operands: Syntax[];
  /** Operators that wait for what stands right of them, and open brackets. */
  readonly pending: Syntax[];
  /** Open brackets, the whole text first. */
  readonly brackets: Syntax[];
  readonly budget: Budget;
}

/**
 * Reads a text into its syntax tree, in linear time.
 *
 * @throws {@link ExpressionSyntaxError} where the text is no expression.
 */
export function readSyntax(reader: Reader): Syntax {
  advance(reader);
  open(reader, syntax(rules.whole, "", 0, 0));
  do readOperand(reader);
  while (readOperators(reader));
  return reader.operands[0]!;
}

/** Reads prefix signs and opening brackets up to and with the next operand. */
function readOperand(reader: Reader): void {
  while (true) {
    while (reader.word === "+") advance(reader);
    const { kind, word, start, end } = reader;
    const prefix = prefixes.get(word);
    if (kind === "end" || (kind === "mark" && prefix === undefined)) {
      throw unexpected(reader, 'a number, a name or "("');
    }
    advance(reader);
    if (prefix !== undefined) open(reader, syntax(prefix, word, start, end));
    else if (kind !== "name") return push(reader, syntax(rules[kind as "number" | "value"], word, start, end));
    else if (reader.word !== "(") return pushName(reader, syntax(rules.name, word, start, end));
    else {
      advance(reader);
      open(reader, syntax(rules.call, word, start, end));
    }
  }
}

function pushName(reader: Reader, name: Syntax): void {
  checkName(reader, name);
  push(reader, name);
}

/** Reads what follows an operand, up to and with the next infix operator or comma; false at the end of the text. */
function readOperators(reader: Reader): boolean {
  while (true) {
    const { word, start, end } = reader;
    const infix = infixes.get(word);
    const bracket = reader.brackets[reader.brackets.length - 1]!;
    if (infix !== undefined) {
      pushInfix(reader, infix.precedence, syntax(infix, word, start, end));
      advance(reader);
      return true;
    }
    if (word === bracket.rule.close) {
      finishItem(reader, bracket);
      close(reader, bracket);
      if (reader.kind === "end" && bracket.rule === rules.whole) return false;
      advance(reader);
    } else if (word === "," && bracket.rule.isList) {
      advance(reader);
      finishItem(reader, bracket);
      return true;
    } else if (word === "'" || word === "[") {
      advance(reader);
      postfix(reader, syntax(word === "[" ? rules.element : rules.transpose, word, start, end));
      if (word === "[") return true;
    } else {
      requireJuxtaposed(reader, bracket);
      pushInfix(reader, rules.product.precedence, syntax(rules.product, "*", start, end));
      return true;
    }
  }
}

/** A product without a mark: 2x, 2(x + 1), (x + 1)(x - 1), x y. */
function requireJuxtaposed(reader: Reader, bracket: Syntax): void {
  const { kind, word, text, start, previous, previousEnd } = reader;
  const expected = afterOperand(bracket);
  if (kind === "end" || (kind === "mark" && !prefixes.has(word))) {
    throw unexpected(reader, expected, unclosed(reader, bracket));
  }
  if (kind === "number" && (previous === "number" || (previousEnd === start && text[start] === "."))) {
    throw unexpected(reader, expected, "Write the product of two numbers with *.");
  }
}

function pushInfix(reader: Reader, precedence: number, operator: Syntax): void {
  const { pending, text } = reader;
  const isComparison = operator.rule === rules.compare;
  applyDownTo(reader, operator.rule === rules.power || isComparison ? precedence + 1 : precedence);
  if (isComparison && pending[pending.length - 1]!.rule === rules.compare) {
    const remedy = "Join comparisons with and: a < b and b < c.";
    throw new ExpressionSyntaxError(text, operator, { problem: "a second comparison", remedy });
  }
  pending.push(operator);
}

/** Applies the waiting operators that bind at least as tightly as `precedence`. */
function applyDownTo(reader: Reader, precedence: number): void {
  const { pending } = reader;
  while (pending[pending.length - 1]!.rule.precedence >= precedence) apply(reader, pending.pop()!);
}

/** Takes an operator's operands from the stack and puts the node made of them there. */
function apply(reader: Reader, operator: Syntax): void {
  const { operands } = reader;
  const right = operands.pop()!;
  if (operator.rule === rules.negate) return negate(reader, operator, right);
  const left = operands.pop()!;
  right.inverse = operator.name === "-" || operator.name === "/";
  if (left.rule !== operator.rule || (left.rule !== rules.sum && left.rule !== rules.product)) {
    operator.operands = [left, right];
    return push(reader, operator);
  }
  left.operands.push(right);
  operands.push(left);
}

function negate(reader: Reader, operator: Syntax, operand: Syntax): void {
  if (operand.rule === rules.negate) return void reader.operands.push(operand.operands[0]!);
  operator.operands = [operand];
  push(reader, operator);
}

function open(reader: Reader, bracket: Syntax): void {
  if (bracket.rule.isList && bracket.operands.length === 0) bracket.operands = [];
  reader.pending.push(bracket);
  if (bracket.rule.close !== undefined) reader.brackets.push(bracket);
}

/** Takes the mark of a transpose or the bracket of an index after the operand that it belongs to. */
function postfix(reader: Reader, node: Syntax): void {
  node.operands = [reader.operands.pop()!];
  if (node.rule.isList) open(reader, node);
  else push(reader, node);
}

/** Ends the item being read. */
function finishItem(reader: Reader, bracket: Syntax): void {
  applyDownTo(reader, 1);
  const item = reader.operands.pop()!;
  if (bracket.rule.isList) bracket.operands.push(item);
  else bracket.operands = [item];
}

/** Ends a bracket and makes it an operand of the one around it. */
function close(reader: Reader, bracket: Syntax): void {
  const { rule } = bracket;
  reader.pending.pop();
  reader.brackets.pop();
  if (rule === rules.call) checkCall(reader, bracket);
  if (rule === rules.element) checkElement(reader, bracket);
  if (rule === rules.whole || rule === rules.group) reader.operands.push(bracket.operands[0]!);
  else push(reader, bracket);
}

function push(reader: Reader, node: Syntax): void {
  spend(reader.budget);
  reader.operands.push(node);
}

/** Where the bracket that the text leaves open stands. */
function unclosed({ text, kind }: Reader, bracket: Syntax): string | undefined {
  if (kind !== "end" || bracket.rule === rules.whole) return undefined;
  const { line, column } = locate(text, bracket.start);
  return `The bracket of line ${line}, column ${column} is not closed.`;
}

function afterOperand({ rule }: Syntax): string {
  const close = rule === rules.whole ? rule.close : `"${rule.close}"`;
  return rule.isList ? `an operator, "," or ${close}` : `an operator or ${close}`;
}

function unexpected({ text, kind, start, end }: Reader, expected: string, remedy?: string): Error {
  const shown = kind === "end" ? "the end" : `"${text.slice(start, end)}"`;
  return new ExpressionSyntaxError(text, { start, end }, { problem: `unexpected ${shown}`, expected, remedy });
}
