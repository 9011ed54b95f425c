import { type Budget, spend } from "../limits.ts";
import { checkCall, checkElement, checkName, type Names } from "./check.ts";
import { ExpressionSyntaxError } from "./errors.ts";
import { infixes, prefixes, rules } from "./rules.ts";
import { locate } from "./source.ts";
import { type Rule, type Syntax, syntax } from "./syntax.ts";
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
  do while (readPrefix(reader));
  while (readOperators(reader));
  return reader.operands[0]!;
}

/** The present token as a node. */
function tokenAs({ word, start, end }: Reader, rule: Rule, name = word): Syntax {
  return syntax(rule, name, start, end);
}

/** Reads a token before an operand, or the operand: then false. */
function readPrefix(reader: Reader): boolean {
  const { kind, word, start, end } = reader;
  const prefix = prefixes.get(word);
  if (kind === "end" || (kind === "mark" && prefix === undefined && word !== "+")) {
    throw unexpected(reader, 'a number, a name or "("');
  }
  advance(reader);
  if (kind === "mark") {
    if (prefix !== undefined) open(reader, syntax(prefix, word, start, end));
    return true;
  }
  if (kind === "name" && reader.word === "(") {
    advance(reader);
    open(reader, syntax(rules.call, word, start, end));
    return true;
  }
  const operand = syntax(rules[kind], word, start, end);
  if (kind === "name") checkName(reader, operand);
  push(reader, operand);
  return false;
}

/** Reads what follows an operand, up to and with the next infix operator or comma; false at the end of the text. */
function readOperators(reader: Reader): boolean {
  while (true) {
    const { word } = reader;
    const infix = infixes.get(word);
    const bracket = reader.brackets[reader.brackets.length - 1]!;
    if (infix !== undefined) {
      pushInfix(reader, tokenAs(reader, infix));
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
      const mark = tokenAs(reader, word === "[" ? rules.element : rules.transpose);
      advance(reader);
      postfix(reader, mark);
      if (word === "[") return true;
    } else {
      requireJuxtaposed(reader, bracket);
      pushInfix(reader, tokenAs(reader, rules.product, "*"));
      return true;
    }
  }
}

/** A product without a mark: 2x, 2(x + 1), (x + 1)(x - 1), x y. */
function requireJuxtaposed(reader: Reader, bracket: Syntax): void {
  const { kind, word, text, start, previous, previousEnd } = reader;
  if (kind === "end" || (kind === "mark" && !prefixes.has(word))) {
    throw unexpected(reader, afterOperand(bracket), unclosed(reader, bracket));
  }
  if (kind === "number" && (previous === "number" || (previousEnd === start && text[start] === "."))) {
    throw unexpected(reader, afterOperand(bracket), "Write the product of two numbers with *.");
  }
}

function pushInfix(reader: Reader, operator: Syntax): void {
  const { pending, text } = reader;
  const { rule } = operator;
  applyDownTo(reader, rule.precedence + (rule === rules.power || rule === rules.compare ? 1 : 0));
  if (rule === rules.compare && pending[pending.length - 1]!.rule === rule) {
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

/** Takes an operator's operands from the stack and puts the node made of them there: of -A @ B, the negative of A @ B. */
function apply(reader: Reader, operator: Syntax): void {
  const { operands } = reader;
  const { rule, name } = operator;
  const right = operands.pop()!;
  const left = rule === rules.negate ? undefined : operands.pop()!;
  right.inverse = left !== undefined && (name === "-" || name === "/");
  if (left === undefined && right.rule === rules.negate) operands.push(right.operands[0]!);
  else if (left?.rule === rule && (rule === rules.sum || rule === rules.product)) {
    left.operands.push(right);
    operands.push(left);
  } else if (rule === rules.contract && left!.rule === rules.negate) {
    operator.operands = [left!.operands[0]!, right];
    left!.operands = [operator];
    push(reader, left!);
  } else {
    operator.operands = left === undefined ? [right] : [left, right];
    push(reader, operator);
  }
}

function open(reader: Reader, bracket: Syntax): void {
  reader.pending.push(bracket);
  if (bracket.rule.close !== undefined) reader.brackets.push(bracket);
}

/** Takes the mark of a transpose or the bracket of an index after the operand that it belongs to. */
function postfix(reader: Reader, node: Syntax): void {
  const operand = reader.operands.pop()!;
  const isPrimed = node.rule === rules.transpose && (operand.rule.isName || operand.rule === node.rule);
  if (isPrimed && reader.word === "(") {
    const remedy = "Write D(f(x), x) for a derivative, f' * (...) for a product.";
    const problem = "a prime is a transpose, no derivative";
    throw new ExpressionSyntaxError(reader.text, node, { problem, remedy });
  }
  node.operands = [operand];
  if (node.rule.isList) open(reader, node);
  else push(reader, node);
}

/** Ends the item being read. */
function finishItem(reader: Reader, bracket: Syntax): void {
  applyDownTo(reader, 1);
  const item = reader.operands.pop()!;
  if (bracket.rule.isList && bracket.operands.length > 0) bracket.operands.push(item);
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
  const shown = kind === "end" ? "end of the text" : `"${text.slice(start, end)}"`;
  return new ExpressionSyntaxError(
    text,
    { start, end },
    { problem: `unexpected ${shown}`, expected, remedy },
  );
}
