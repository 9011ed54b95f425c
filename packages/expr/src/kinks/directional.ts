import type { Algebra } from "../algebra/algebra.ts";
import { mapValues } from "../algebra/conditions.ts";
import { callTangent, type Forward, reduceTangent, type TangentRules } from "../differentiate/forward.ts";
import type { Opened } from "../differentiate/opened.ts";
import { less } from "../functions/row.ts";
import { makeProduct } from "../make.ts";
import type { CallNode, Expression, PiecewiseNode, ReduceNode } from "../node.ts";
import { type Besides, conditionBeside, isLogical, slopeOfCondition, tangentOf } from "./conditions.ts";
import { contender } from "./extremes.ts";
import { infinite } from "./row.ts";
import { kinkRows } from "./table.ts";

/**
 * The rules of a forward sweep for the derivative along a direction: at a kink the slope on the side that the direction
 * points to. A jump that the direction leaves gives an infinite value. `known` is what the sweep learns of conditions.
 */
export function directionalRules(known: Besides): TangentRules {
  return {
    call: (context, node) => directionalCall(context, node, known),
    piecewise: (context, node) => directionalPiecewise(context, node, known),
    reduce: directionalReduce,
    scale: scaleSlope,
  };
}

/**
 * A slope times a partial. A branch of the slope that is 0 stays 0 whatever the partial is, for the argument stands; but
 * an infinite one must meet every value of the partial, 0 too, and not disappear in a branch of it.
 */
function scaleSlope(algebra: Algebra, slope: Expression, factors: readonly Expression[]): Expression {
  const partial = algebra.product(factors);
  const scaled = (value: Expression) => {
    if (value === algebra.zero || partial === algebra.one) return value;
    if (value.kind === "number" || partial.kind === "number") return algebra.multiply(value, partial);
    return algebra.arena.intern(makeProduct([value, partial], true));
  };
  if (slope.kind !== "piecewise") return scaled(slope);
  return algebra.piecewise(...mapValues(slope, scaled));
}

function directionalCall(context: Forward, node: CallNode, known: Besides): Expression {
  if (isLogical(node)) return slopeOfCondition(context, node, known);
  const row = kinkRows[node.name];
  if (row === undefined) return callTangent(context, node);
  const tangents = node.operands.map((arg) => tangentOf(context, arg));
  return row.directional(context.algebra, node.operands, tangents, node, (below) =>
    tangentOf(context, below),
  );
}

/**
 * The branch that is taken just beside the point. Where first derivatives do not tell whether a condition holds there,
 * the branches must agree; infinite where they do not, or where the branch's value is not that at the point.
 */
function directionalPiecewise(context: Forward, node: PiecewiseNode, known: Besides): Expression {
  const { algebra } = context;
  const broken = infinite(algebra);
  const slopeOf = (value: Expression) =>
    algebra.piecewise(tangentOf(context, value), algebra.call("equal", value, node), broken);
  let slope = slopeOf(node.operands.at(-1)!);
  for (let k = node.operands.length - 3; k >= 0; k -= 2) {
    const { holds, fails } = conditionBeside(context, node.operands[k + 1]!, known);
    const taken = slopeOf(node.operands[k]!);
    const either = algebra.piecewise(taken, algebra.call("equal", taken, slope), broken);
    slope = algebra.piecewise(taken, holds, slope, fails, either);
  }
  return slope;
}

/** Of a maximum or minimum the extreme of the slopes of its terms; of a norm that is 0 the norm of the slopes. */
function directionalReduce(context: Forward, node: ReduceNode, opened: Opened): Expression {
  const { algebra, graph } = context;
  const { operation } = node;
  const range = graph.rangeOf(opened.indices[0]!.level);
  const tangent = tangentOf(context, opened.body);
  if (operation === "norm") {
    const smooth = reduceTangent(context, node, opened);
    return algebra.piecewise(smooth, less(algebra, 0, node), algebra.reduce("norm", range, tangent));
  }
  if (operation !== "max" && operation !== "min") return reduceTangent(context, node, opened);
  const below = (inner: Expression) => tangentOf(context, inner);
  return algebra.reduce(
    operation,
    range,
    contender(algebra, operation, { arg: opened.body, tangent, self: node }, below),
  );
}
