import type { Algebra } from "../algebra/algebra.ts";
import { isZero } from "../algebra/conditions.ts";
import { isMatrixFunction, type MatrixFunctionName } from "../functions/names.ts";
import { functions } from "../functions/table.ts";
import type { CallNode, Expression, SymbolNode } from "../node.ts";
import type { Forward } from "./forward.ts";
import { axisRange, openFamily, readFamily } from "./reading.ts";

/** A call of a function of a matrix. */
export type MatrixCall = CallNode & { readonly name: MatrixFunctionName };

/** Whether the node is a function of a matrix. */
export function isMatrixCall(node: Expression): node is MatrixCall {
  return node.kind === "call" && isMatrixFunction(node.name);
}

/** The derivative of a call, or of its element at the indices `at`, by the matrix's element at `position`. */
export function matrixPartial(
  algebra: Algebra,
  call: MatrixCall,
  at: readonly SymbolNode[],
  position: readonly SymbolNode[],
): Expression {
  return functions[call.name].partial(algebra, call, at, position as unknown as [SymbolNode, SymbolNode]);
}

/** The tangent of one element of a tensor. Of a call that is a tensor, the tangent is a tensor too. */
export function elementTangent(
  { algebra, graph, tangents, seed }: Forward,
  tensor: Expression,
  positions: readonly Expression[],
): Expression {
  if (tensor.kind === "symbol") return seed(algebra.element(tensor, positions));
  const tangent = tangents.get(tensor);
  if (tangent === undefined) return algebra.zero;
  if (tensor.kind === "call") return readFamily(algebra, openFamily(algebra, tangent), positions);
  const { indices } = graph.binders.get(tensor)!;
  return readFamily(algebra, { indices, shape: tensor.shape, body: tangent }, positions);
}

/** The sum of partial times tangent over the elements of the matrix; a tensor, where the call is one. */
export function matrixTangent(context: Forward, call: MatrixCall): Expression {
  const { algebra } = context;
  const [matrix] = call.operands as [Expression];
  const position = axisRange(algebra, matrix.shape);
  const tangent = elementTangent(context, matrix, position);
  if (isZero(tangent)) return algebra.zero;
  const at = axisRange(algebra, call.shape);
  const term = algebra.multiply(matrixPartial(algebra, call, at, position), tangent);
  const total = position.reduceRight(
    (sofar, index) => algebra.reduce("add", algebra.ranges.get(index)!, sofar),
    term,
  );
  return algebra.tensor(at, call.shape, total);
}
