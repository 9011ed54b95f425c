import type { Forward } from "../differentiate/forward.ts";
import { less } from "../functions/row.ts";
import type { CallNode, Expression } from "../node.ts";
import { postorder } from "../traverse.ts";

/** Whether a condition is true, and whether it is false, just beside a point: first derivatives may tell neither. */
export interface Beside {
  readonly holds: Expression;
  readonly fails: Expression;
}

/** A condition just beside the point, in the direction of the sweep. */
export function conditionBeside(context: Forward, condition: Expression): Beside {
  const results = new Map<Expression, Beside>();
  for (const node of postorder([condition], isJunction)) {
    const parts = node.operands.map((operand) => results.get(operand)!);
    results.set(node, besideNode(context, node, parts));
  }
  return results.get(condition)!;
}

/** How fast a node grows in the direction of the sweep. */
export function tangentOf({ algebra, tangents }: Forward, node: Expression): Expression {
  return tangents.get(node) ?? algebra.zero;
}

function isJunction(node: Expression): boolean {
  return node.kind === "call" && (node.name === "and" || node.name === "or" || node.name === "not");
}

function besideNode(context: Forward, node: Expression, parts: readonly Beside[]): Beside {
  const { algebra } = context;
  if (node.kind !== "call") return whereItStays(context, node);
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
      return orderBeside(context, node);
    case "equal":
      return equalityBeside(context, node);
    default:
      return whereItStays(context, node);
  }
}

/** What does not change in this direction is what it is at the point; of anything else nothing is known. */
function whereItStays({ algebra, tangents }: Forward, node: Expression): Beside {
  if (tangents.has(node)) return { holds: algebra.zero, fails: algebra.zero };
  return { holds: node, fails: algebra.call("not", node) };
}

/** a below b, or a tie that a leaves downwards. A tie that both leave alike, or one that jumps, may turn either way. */
function orderBeside(context: Forward, node: CallNode): Beside {
  const { algebra } = context;
  const [a, b] = node.operands as readonly [Expression, Expression];
  const growth = algebra.subtract(tangentOf(context, a), tangentOf(context, b));
  if (growth === algebra.zero) return whereItStays(context, node);
  const isTie = algebra.call("equal", a, b);
  const side = (low: Expression, high: Expression, leaves: Expression) =>
    algebra.call(
      "and",
      isSteady(context, growth),
      algebra.call("or", less(algebra, low, high), algebra.call("and", isTie, leaves)),
    );
  return {
    holds: side(a, b, less(algebra, growth, 0)),
    fails: side(b, a, less(algebra, 0, growth)),
  };
}

/** What is equal stays so only if neither side moves. */
function equalityBeside(context: Forward, node: CallNode): Beside {
  const { algebra } = context;
  const [a, b] = node.operands as readonly [Expression, Expression];
  const growth = algebra.subtract(tangentOf(context, a), tangentOf(context, b));
  if (growth === algebra.zero) return whereItStays(context, node);
  const parts = algebra.call(
    "or",
    algebra.call("not", node),
    algebra.call("not", algebra.call("equal", growth, 0)),
  );
  return { holds: algebra.zero, fails: algebra.call("and", isSteady(context, growth), parts) };
}

/** Neither side jumps. */
function isSteady({ algebra }: Forward, growth: Expression): Expression {
  return less(algebra, algebra.call("abs", growth), algebra.power(0, -1));
}
