import type { Algebra } from "../algebra/algebra.ts";
import { isZero } from "../algebra/conditions.ts";
import type { Forward } from "../differentiate/forward.ts";
import { less } from "../functions/row.ts";
import type { Expression } from "../node.ts";
import { postorder } from "../traverse.ts";
import { infinite, isNeverNegative, isSteady } from "./row.ts";

/** What a sweep has found. */
export type Tangents = Pick<Forward, "algebra" | "tangents">;

/** The conditions that a sweep has met, so that those which stand in others are looked at once. */
export type Besides = Map<Expression, Beside>;

/** Whether a condition is true, and whether it is false, just beside a point: first derivatives may tell neither. */
export interface Beside {
  readonly holds: Expression;
  readonly fails: Expression;
}

/** The slope of a condition that counts as 1 or 0: infinite where it changes beside the point, or may. */
export function slopeOfCondition(context: Forward, node: Expression, known: Besides): Expression {
  const { algebra } = context;
  const { holds, fails } = conditionBeside(context, node, known);
  const stays = algebra.call(
    "or",
    algebra.call("and", node, holds),
    algebra.call("and", algebra.call("not", node), fails),
  );
  return algebra.piecewise(0, stays, infinite(algebra));
}

/** A condition just beside the point, in the direction of the sweep. */
export function conditionBeside(context: Tangents, condition: Expression, known: Besides): Beside {
  for (const node of postorder([condition], (node) => isJunction(node) && !known.has(node))) {
    if (known.has(node)) continue;
    const parts = node.operands.map((operand) => known.get(operand)!);
    known.set(node, besideNode(context, node, parts));
  }
  return known.get(condition)!;
}

/** Whether the node compares two numbers. */
export function isComparison(node: Expression): boolean {
  return node.kind === "call" && (node.name === "less" || node.name === "lessEqual" || node.name === "equal");
}

/** Whether the node is true or false. */
export function isLogical(node: Expression): boolean {
  return isComparison(node) || isJunction(node);
}

/** How fast a node grows in the direction of the sweep. */
export function tangentOf({ algebra, tangents }: Tangents, node: Expression): Expression {
  return tangents.get(node) ?? algebra.zero;
}

/** Whether the node joins conditions. */
export function isJunction(node: Expression): boolean {
  return node.kind === "call" && (node.name === "and" || node.name === "or" || node.name === "not");
}

function besideNode(context: Tangents, node: Expression, parts: readonly Beside[]): Beside {
  const { algebra } = context;
  if (node.kind !== "call") return numberBeside(context, node);
  const sides = node.operands as readonly [Expression, Expression];
  const holds = parts.map((part) => part?.holds);
  const fails = parts.map((part) => part?.fails);
  switch (node.name) {
    case "and":
      return { holds: algebra.call("and", ...holds), fails: algebra.call("or", ...fails) };
    case "or":
      return { holds: algebra.call("or", ...holds), fails: algebra.call("and", ...fails) };
    case "not":
      return { holds: fails[0]!, fails: holds[0]! };
    case "less":
    case "lessEqual":
      return orderBeside(algebra, node, sides, growthOf(context, sides));
    case "equal":
      return equalityBeside(algebra, node, growthOf(context, sides));
    default:
      return numberBeside(context, node);
  }
}

/** A number as a condition: it stays what it is if it does not change, and true if it is not 0 and does not jump. */
function numberBeside(context: Tangents, node: Expression): Beside {
  const { algebra } = context;
  const isTrue = algebra.call("not", algebra.call("equal", node, 0));
  const growth = tangentOf(context, node);
  if (growth === algebra.zero) return { holds: isTrue, fails: algebra.call("not", isTrue) };
  return { holds: algebra.call("and", isTrue, isSteady(algebra, [growth])), fails: algebra.zero };
}

/**
 * The order of two sides, of which the first grows faster by `growth`: it is settled, or a tie that the first leaves to
 * one side. A tie that both leave alike may turn either way, and a side that jumps may land anywhere.
 */
export function orderBeside(
  algebra: Algebra,
  order: Expression,
  [a, b]: readonly [Expression, Expression],
  growth: Expression,
): Beside {
  if (growth === algebra.zero || isSettled(order, a, b)) {
    return { holds: order, fails: algebra.call("not", order) };
  }
  const isTie = algebra.call("equal", a, b);
  const side = (low: Expression, high: Expression, leaves: Expression) =>
    algebra.call(
      "and",
      isSteady(algebra, [growth]),
      algebra.call("or", less(algebra, low, high), algebra.call("and", isTie, leaves)),
    );
  return {
    holds: side(a, b, less(algebra, growth, 0)),
    fails: side(b, a, less(algebra, 0, growth)),
  };
}

/** 0 <= x^2 always holds, and x^2 < 0 never. */
function isSettled(order: Expression, a: Expression, b: Expression): boolean {
  if (order.kind !== "call") return false;
  return order.name === "less" ? isZero(b) && isNeverNegative(a) : isZero(a) && isNeverNegative(b);
}

/** What is equal stays so only if neither side moves. */
function equalityBeside(algebra: Algebra, equality: Expression, growth: Expression): Beside {
  if (growth === algebra.zero) return { holds: equality, fails: algebra.call("not", equality) };
  const moves = algebra.call("not", algebra.call("equal", growth, 0));
  const parts = algebra.call("or", algebra.call("not", equality), moves);
  return { holds: algebra.zero, fails: algebra.call("and", isSteady(algebra, [growth]), parts) };
}

/** How much faster the first side grows. */
function growthOf(context: Tangents, [a, b]: readonly Expression[]): Expression {
  return context.algebra.subtract(tangentOf(context, a!), tangentOf(context, b!));
}
