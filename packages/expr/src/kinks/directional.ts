import { isValue } from "../algebra/conditions.ts";
import { callTangent, type Forward, reduceTangent, type TangentRules } from "../differentiate/forward.ts";
import type { Opened } from "../differentiate/opened.ts";
import type { CallNode, Expression, PiecewiseNode, ReduceNode } from "../node.ts";
import { postorder } from "../traverse.ts";
import { kinkRows } from "./table.ts";

/**
 * The rules of a forward sweep for the derivative along a direction: at a kink the slope on the side that the direction
 * points to. A jump that the direction leaves gives an infinite value.
 */
export const directionalRules: TangentRules = {
  call: directionalCall,
  piecewise: directionalPiecewise,
  reduce: directionalReduce,
};

function directionalCall(context: Forward, node: CallNode): Expression {
  const row = kinkRows[node.name];
  if (row === undefined) return callTangent(context, node);
  const tangents = node.operands.map((arg) => tangentOf(context, arg));
  return row.directional(context.algebra, node.operands, tangents, node);
}

/** The branch that is taken just beside the point; infinite where its value is not that at the point. */
function directionalPiecewise(context: Forward, node: PiecewiseNode): Expression {
  const { algebra } = context;
  const operands = node.operands.map((operand, k) => {
    if (!isValue(k)) return conditionBeside(context, operand);
    const isContinuous = algebra.call("equal", operand, node);
    return algebra.piecewise(tangentOf(context, operand), isContinuous, algebra.power(0, -1));
  });
  return algebra.piecewise(...operands);
}

/** Of a maximum or minimum the extreme of the tangents of those terms that are extreme themselves. */
function directionalReduce(context: Forward, node: ReduceNode, opened: Opened): Expression {
  const { algebra, graph } = context;
  const { operation } = node;
  if (operation !== "max" && operation !== "min") return reduceTangent(context, node, opened);
  const never = algebra.multiply(operation === "max" ? -1 : 1, algebra.power(0, -1));
  const isExtreme = algebra.call("equal", opened.body, node);
  const tangent = algebra.piecewise(tangentOf(context, opened.body), isExtreme, never);
  return algebra.reduce(operation, graph.rangeOf(opened.indices[0]!.level), tangent);
}

function tangentOf({ algebra, tangents }: Forward, node: Expression): Expression {
  return tangents.get(node) ?? algebra.zero;
}

/** The condition just beside the point: ties are decided by the tangents. */
function conditionBeside(context: Forward, condition: Expression): Expression {
  const results = new Map<Expression, Expression>();
  for (const node of postorder([condition], isLogical)) results.set(node, besideNode(context, node, results));
  return results.get(condition)!;
}

function isLogical(node: Expression): boolean {
  return node.kind === "call" && ["and", "or", "not"].includes(node.name);
}

function besideNode(
  context: Forward,
  node: Expression,
  results: ReadonlyMap<Expression, Expression>,
): Expression {
  const { algebra } = context;
  if (node.kind !== "call") return node;
  if (isLogical(node))
    return algebra.call(node.name, ...node.operands.map((operand) => results.get(operand)!));
  const [a, b] = node.operands;
  if (node.name === "less" || node.name === "lessEqual") return orderBeside(context, node, a!, b!);
  return node.name === "equal" ? algebra.call("and", node, sameTangents(context, a!, b!)) : node;
}

/** a < b, or a = b and a grows less than b. */
function orderBeside(context: Forward, node: CallNode, a: Expression, b: Expression): Expression {
  const { algebra } = context;
  const growth = algebra.call(node.name, tangentOf(context, a), tangentOf(context, b));
  const tied = algebra.call("and", algebra.call("equal", a, b), growth);
  return algebra.call("or", algebra.call("less", a, b), tied);
}

function sameTangents(context: Forward, a: Expression, b: Expression): Expression {
  return context.algebra.call("equal", tangentOf(context, a), tangentOf(context, b));
}
