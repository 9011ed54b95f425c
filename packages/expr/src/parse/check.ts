import { LimitError } from "../errors.ts";
import { isBinder } from "./binders.ts";
import { isDerivative } from "./derivative.ts";
import { ExpressionSyntaxError, UnknownFunctionError } from "./errors.ts";
import { type Form, formsOf, functionNames, isVariableName } from "./functions.ts";
import type { Span } from "./source.ts";
import { nearest } from "./suggest.ts";
import type { Syntax } from "./syntax.ts";

/** What the names of a text stand for. */
export interface Names {
  /** The number of indices of each name that stands before a bracket. */
  readonly ranks: ReadonlyMap<string, number>;
}

/**
 * Looks every name up: functions must exist and take that many arguments.
 *
 * @throws {@link UnknownFunctionError}, {@link ExpressionSyntaxError} for the first name that is wrong, and
 * {@link LimitError} for more nodes than the limit.
 */
export function checkNames(text: string, root: Syntax, limit: number): Names {
  let count = 0;
  const ranks = new Map<string, number>();
  let first: { readonly at: number; readonly fault: () => Error } | undefined;
  for (const node of nodesOf(root)) {
    count += 1;
    const fault = faultOf(text, node);
    if (fault !== undefined && (first === undefined || node.span.start < first.at)) {
      first = { at: node.span.start, fault };
    }
    const target = node.kind === "element" ? node.operands[0] : undefined;
    if (target?.kind === "name" && !ranks.has(target.name)) {
      ranks.set(target.name, (node as { operands: readonly Syntax[] }).operands.length - 1);
    }
  }
  if (first !== undefined) throw first.fault();
  if (count > limit) {
    throw new LimitError(
      "The expression is too large",
      "nodes",
      count,
      limit,
      "Split it, or raise limits.nodes.",
    );
  }
  return { ranks };
}

function* nodesOf(root: Syntax): Generator<Syntax> {
  const stack = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node;
    if ("operands" in node) for (const operand of node.operands) stack.push(operand);
  }
}

function faultOf(text: string, node: Syntax): (() => Error) | undefined {
  if (node.kind === "name") return isVariableName(node.name) ? undefined : () => bareFunction(text, node);
  if (node.kind === "element" && node.operands.length > mostIndices + 1)
    return () => tooManyIndices(text, node.span);
  if (node.kind !== "call" || isDerivative(node) || isBinder(node)) return undefined;
  const { name, span, operands } = node;
  const forms = formsOf(name);
  if (forms.length === 0) {
    return () => new UnknownFunctionError(text, span, name, nearest(name, functionNames()));
  }
  const fits = forms.some(({ least, most }) => least <= operands.length && operands.length <= most);
  return fits ? undefined : () => wrongCount(text, node, forms);
}

/** The most axes that a tensor has. */
const mostIndices = 32;

function tooManyIndices(text: string, span: Span): ExpressionSyntaxError {
  return new ExpressionSyntaxError(text, span, { problem: `more than ${mostIndices} indices` });
}

function bareFunction(
  text: string,
  { name, span }: Extract<Syntax, { kind: "name" }>,
): ExpressionSyntaxError {
  const problem = `the function ${name} without its arguments`;
  return new ExpressionSyntaxError(text, span, { problem, expected: '"("', remedy: `Write ${name}(x).` });
}

function wrongCount(text: string, node: Extract<Syntax, { kind: "call" }>, forms: readonly Form[]): Error {
  const counts = forms.map(({ least, most }) => countText(least, most)).join(" or ");
  const given = node.operands.length === 1 ? "1 was given" : `${node.operands.length} were given`;
  const plural = counts === "1" ? "" : "s";
  const problem = `${node.name} takes ${counts} argument${plural}, and ${given}`;
  return new ExpressionSyntaxError(text, node.span, { problem });
}

function countText(least: number, most: number): string {
  if (least === most) return String(least);
  return most === Number.POSITIVE_INFINITY ? `${least} or more` : `${least} to ${most}`;
}
