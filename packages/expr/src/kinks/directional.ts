import { callTangent, type Forward, reduceTangent, type TangentRules } from "../differentiate/forward.ts";
import type { Opened } from "../differentiate/opened.ts";
import type { CallNode, Expression, PiecewiseNode, ReduceNode } from "../node.ts";
import { conditionBeside, tangentOf } from "./conditions.ts";
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

/**
 * The branch that is taken just beside the point. Where first derivatives do not tell whether a condition holds there,
 * the branches must agree; infinite where they do not, or where the branch's value is not that at the point.
 */
function directionalPiecewise(context: Forward, node: PiecewiseNode): Expression {
  const { algebra } = context;
  const broken = algebra.power(0, -1);
  const slopeOf = (value: Expression) =>
    algebra.piecewise(tangentOf(context, value), algebra.call("equal", value, node), broken);
  let slope = slopeOf(node.operands.at(-1)!);
  for (let k = node.operands.length - 3; k >= 0; k -= 2) {
    const { holds, fails } = conditionBeside(context, node.operands[k + 1]!);
    const taken = slopeOf(node.operands[k]!);
    const either = algebra.piecewise(taken, algebra.call("equal", taken, slope), broken);
    slope = algebra.piecewise(taken, holds, slope, fails, either);
  }
  return slope;
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
