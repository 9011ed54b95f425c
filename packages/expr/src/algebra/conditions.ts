import { makePiecewise, makeProduct } from "../make.ts";
import type { Expression, PiecewiseNode } from "../node.ts";
import { type Rational, signOf } from "../rational.ts";
import type { Algebra } from "./algebra.ts";
import { assemble } from "./products.ts";

/** The piecewise node without the branches that are never taken. */
export function piecewiseOf(algebra: Algebra, operands: readonly Expression[]): Expression {
  const kept: Expression[] = [];
  for (let k = 1; k < operands.length; k += 2) {
    const [value, condition] = [operands[k - 1]!, operands[k]!];
    if (isZero(condition)) continue;
    if (condition.kind === "number") return closeWith(algebra, kept, value);
    kept.push(value, condition);
  }
  return closeWith(algebra, kept, operands[operands.length - 1]!);
}

function closeWith(algebra: Algebra, branches: readonly Expression[], otherwise: Expression): Expression {
  let end = branches.length;
  while (end > 0 && branches[end - 2] === otherwise) end -= 2;
  if (end === 0) return otherwise;
  const operands = [...branches.slice(0, end), otherwise];
  return algebra.arena.intern(makePiecewise(nestedSelection(algebra, operands) ?? operands));
}

/**
 * piecewise(piecewise(v, c, w, e, 0), d, 0) is piecewise(v, d and c, w, d and e, 0), where a condition that is false makes
 * the other one matter no more: of a gradient, one of them is that of a piece of the function.
 */
function nestedSelection(algebra: Algebra, operands: readonly Expression[]): Expression[] | undefined {
  const [outer, ...conditions] = onlyValue(algebra, operands);
  if (outer?.kind !== "piecewise" || !isSelection(outer)) return undefined;
  const [value, ...more] = onlyValue(algebra, outer.operands);
  if (value) return [value, algebra.call("and", ...conditions, ...more), algebra.zero];
  if (outer.operands.length > TIE || !isZero(outer.operands.at(-1)!)) return undefined;
  return outer.operands.map((each, k) => (isValue(k) ? each : algebra.call("and", ...conditions, each)));
}

/** Operands of a tie of two: v, c, w, e, 0. More branches stay nested, since each would repeat the outer condition. */
const TIE = 5;

/** The only value that is not 0, and all that has to hold where it is taken; nothing where there are several. */
function onlyValue(algebra: Algebra, operands: readonly Expression[]): Expression[] {
  const isTaken = (operand: Expression, k: number) => isValue(k) && !isZero(operand);
  const place = operands.findIndex(isTaken);
  if (operands.findLastIndex(isTaken) !== place) return [];
  const negated = operands
    .slice(0, place)
    .flatMap((each, k) => (isValue(k) ? [] : [algebra.call("not", each)]));
  return [operands[place]!, ...negated, ...operands.slice(place + 1, place + 2)];
}

export function isZero(node: Expression): boolean {
  return node.kind === "number" && signOf(node.value) === 0;
}

/**
 * A product with a selection (a piecewise node with a branch that is 0) takes the other factors into its branches:
 * an infinite factor beside a branch that was not taken then never meets its zero. Of several, one with a single condition takes
 * them, since that then guards the conditions of the others.
 */
export function absorbIntoSelection(
  algebra: Algebra,
  coefficient: Rational,
  factors: readonly Expression[],
): Expression | undefined {
  const first = factors.find(isSelection);
  if (first === undefined) return undefined;
  const single = factors.find((factor) => isSelection(factor) && factor.operands.length === 3);
  const selection = (single ?? first) as PiecewiseNode;
  const deltas = factors.filter(isDelta);
  if (factors.length - deltas.length < 2) return undefined;
  const others = factors.filter((factor) => factor !== selection && !isDelta(factor));
  const times = (value: Expression) =>
    hasSelection(value)
      ? algebra.arena.intern(makeProduct([value, assemble(algebra, coefficient, others)], true))
      : algebra.multiply(algebra.number(coefficient), value, ...others);
  const selected = algebra.piecewise(...mapValues(selection, times));
  return deltas.length === 0 ? selected : algebra.product([...deltas, selected]);
}

/** A Kronecker delta stays outside: a sum over one of its indices resolves it. */
export function isDelta(node: Expression): boolean {
  return node.kind === "call" && node.name === "kronecker";
}

/** Selections inside selections are not entered: chains of them would be rewritten again at every step. */
function hasSelection(value: Expression): boolean {
  return value.kind === "product" ? value.operands.some(isSelection) : isSelection(value);
}

function isSelection(node: Expression): node is PiecewiseNode {
  return node.kind === "piecewise" && valuesOf(node).some(isZero);
}

/** Whether operand k of a piecewise node is a value rather than a condition: values stand at even places. */
export function isValue(k: number): boolean {
  return k % 2 === 0;
}

/** The values of a piecewise node. */
export function valuesOf(node: PiecewiseNode): Expression[] {
  return node.operands.filter((_, k) => isValue(k));
}

/** The operands with each value replaced. */
export function mapValues(node: PiecewiseNode, change: (value: Expression) => Expression): Expression[] {
  return node.operands.map((operand, k) => (isValue(k) ? change(operand) : operand));
}
