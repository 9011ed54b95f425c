import type { Expression, ReduceNode, ReduceOperation } from "../node.ts";
import { call, isAt, isDelta, isOne, onesOf, over, whole } from "./axes.ts";
import {
  type Axis,
  axisOf,
  type Context,
  type Description,
  describe,
  describePlain,
  describePlainAll,
  uses,
  type Work,
} from "./describe.ts";
import { describeFactors, isDivisor } from "./factors.ts";
import { type Formula, formula, type TensorFunction } from "./formula.ts";
import { contracted, diagonal, outerProduct, transposed } from "./linear.ts";

/**
 * The recogniser of matrix notation: index notation in, `A @ x`, `outer(d, x)`, `sum(v)` out. Each rule describes a
 * node as a whole tensor over axes, or gives up; then the indices are written.
 */

/** The identity matrix. */
export function* describeDelta(node: Expression, axes: readonly Axis[]): Work<Description | undefined> {
  if (!isDelta(node, axes)) return undefined;
  return {
    formula: call("eye", yield* describePlain(axes[0]!.size)),
    covers: axes.map(({ level }) => level),
  };
}

/** A product element by element; of factors along different axes, an outer product or a diagonal matrix. */
export function* describeProduct(
  factors: readonly Expression[],
  axes: readonly Axis[],
  context: Context,
): Work<Description | undefined> {
  const operands = factors.flatMap((factor) => factorsAt(factor, axes, context));
  const [row, column] = axes;
  if (axes.length !== 2 || row === undefined || column === undefined)
    return yield* describeFactors(operands, axes);
  const rows = operands.filter((operand) => uses(operand, row) && !uses(operand, column));
  const columns = operands.filter((operand) => uses(operand, column) && !uses(operand, row));
  const both = operands.filter((operand) => uses(operand, row) && uses(operand, column));
  const scalars = operands.filter((operand) => !uses(operand, row) && !uses(operand, column));
  if (both.length === 1 && isDelta(both[0]!, axes))
    return yield* describeDiagonal(rows, columns, scalars, axes);
  if (rows.length === 0) return yield* describeFactors(operands, axes);
  const left = yield* describeFactors(rows, [row]);
  if (left === undefined) return undefined;
  if (both.length > 0) {
    const right = yield* describeFactors([...both, ...columns], axes);
    if (right === undefined) return undefined;
    const scaled = contracted(diagonal(left.formula), right.formula);
    return yield* describeFactors(scalars, axes, [over(axes, scaled)]);
  }
  const right = columns.length === 0 ? yield* onesOf([column]) : yield* describeFactors(columns, [column]);
  if (right === undefined) return undefined;
  return yield* describeFactors(scalars, axes, [over(axes, outerProduct(left.formula, right.formula))]);
}

/** The factors of an element of a tensor that depends on the axes itself; else the factor. */
function factorsAt(factor: Expression, axes: readonly Axis[], { elementOf }: Context): readonly Expression[] {
  if (factor.kind !== "element") return [factor];
  const [tensor, ...indices] = factor.operands;
  if (tensor.kind !== "tensor" || !axes.some((axis) => uses(tensor, axis))) return [factor];
  const body = elementOf(tensor, indices);
  return body.kind === "product" ? body.operands : [body];
}

function* describeDiagonal(
  rows: readonly Expression[],
  columns: readonly Expression[],
  scalars: readonly Expression[],
  axes: readonly Axis[],
): Work<Description | undefined> {
  if (rows.length + columns.length === 0) {
    const identity = call("eye", yield* describePlain(axes[0]!.size));
    return yield* describeFactors(scalars, axes, [over(axes, identity)]);
  }
  const right = yield* describeFactors(columns, axes.slice(1));
  if (right === undefined) return undefined;
  const all = yield* describeFactors(rows, axes.slice(0, 1), columns.length === 0 ? [] : [right]);
  if (all === undefined) return undefined;
  return yield* describeFactors(scalars, axes, [over(axes, diagonal(all.formula))]);
}

/** A matrix product, a sum over all elements, a log-sum-exp along the last axis; else the operator with its index. */
export function* describeReduce(
  node: ReduceNode,
  axes: readonly Axis[],
  context: Context,
): Work<Description | undefined> {
  const recognised = startsAtOne(node) ? yield* describeWholeReduce(node, axes, context) : undefined;
  if (recognised !== undefined || axes.length > 0) return recognised;
  const { indices, body } = context.open(node);
  const [from, to] = node.operands;
  const operands = yield* describePlainAll([body, from, to]);
  const index = context.indexName(indices[0]!);
  return whole(formula("reduce", { operation: node.operation, index }, operands));
}

function* describeWholeReduce(
  node: ReduceNode,
  axes: readonly Axis[],
  context: Context,
): Work<Description | undefined> {
  const { indices, body } = context.open(node);
  const inner = axisOf(indices[0]!, node.operands[1]);
  if (!uses(body, inner)) return undefined;
  if (node.operation === "logSumExp") {
    const described = yield* describe(body, [...axes, inner]);
    return described && over(axes, call("logSumExp", described.formula));
  }
  const product = node.operation === "add" ? yield* describeContraction(body, axes, inner) : undefined;
  if (product !== undefined || axes.length > 0) return product;
  return yield* describeTotal(node.operation, body, inner, context);
}

/** The sum over `inner` of a product: of two vectors, of a matrix and a vector, of two matrices. */
function* describeContraction(
  body: Expression,
  axes: readonly Axis[],
  inner: Axis,
): Work<Description | undefined> {
  const operands = body.kind === "product" ? body.operands : [body];
  const contracted = operands.filter((operand) => uses(operand, inner));
  const outside = operands.filter((operand) => !uses(operand, inner) && !isOne(operand));
  const described = yield* describeInner(contracted, axes, inner);
  return described && (yield* describeFactors(outside, axes, [described]));
}

function* describeInner(
  operands: readonly Expression[],
  axes: readonly Axis[],
  inner: Axis,
): Work<Description | undefined> {
  const [row, column] = axes;
  if (row === undefined) return yield* describeInnerProduct(operands, inner);
  if (axes.length > 2) return undefined;
  const left = operands.filter((operand) => uses(operand, row));
  const right = operands.filter((operand) => !uses(operand, row));
  const first = left.length === 0 ? undefined : yield* describeFactors(left, [row, inner]);
  if (first === undefined) return undefined;
  const rest = yield* column === undefined
    ? describeVector(right, first.formula, inner)
    : describeMatrix(right, first.formula, inner, column);
  return rest && over(axes, rest);
}

/** A matrix times a vector; of no factors, times the vector of ones. */
function* describeVector(
  operands: readonly Expression[],
  left: Formula,
  inner: Axis,
): Work<Formula | undefined> {
  const vector = operands.length === 0 ? yield* onesOf([inner]) : yield* describeFactors(operands, [inner]);
  return vector && contracted(left, vector.formula);
}

/** A matrix times a matrix, with a diagonal matrix between them where a vector scales the terms. */
function* describeMatrix(
  operands: readonly Expression[],
  left: Formula,
  inner: Axis,
  column: Axis,
): Work<Formula | undefined> {
  const right = operands.filter((operand) => uses(operand, column));
  const scales = operands.filter((operand) => !uses(operand, column));
  const matrix = yield* describeFactors(right, [inner, column]);
  if (matrix === undefined || !matrix.covers.includes(column.level)) return undefined;
  if (scales.length === 0) return contracted(left, matrix.formula);
  const scale = yield* describeFactors(scales, [inner]);
  return scale && contracted(contracted(left, diagonal(scale.formula)), matrix.formula);
}

/** The inner product of two vectors. */
function* describeInnerProduct(operands: readonly Expression[], inner: Axis): Work<Description | undefined> {
  const [a, b, ...rest] = operands;
  if (a === undefined || b === undefined || rest.length > 0 || isDivisor(a) || isDivisor(b)) return undefined;
  const left = yield* describe(a, [inner]);
  const right = yield* describe(b, [inner]);
  if (left === undefined || right === undefined) return undefined;
  return whole(contracted(transposed(left.formula), right.formula));
}

/** All elements of a tensor combined, or the trace of a matrix. */
function* describeTotal(
  operation: ReduceOperation,
  body: Expression,
  inner: Axis,
  { open }: Context,
): Work<Description | undefined> {
  const name = totals[operation];
  if (operation === "add" && body.kind === "element" && isAt(body, [inner, inner])) {
    return whole(call("trace", yield* describePlain(body.operands[0])));
  }
  if (body.kind === "reduce" && body.operation === operation && startsAtOne(body)) {
    const { indices, body: entry } = open(body);
    const second = axisOf(indices[0]!, body.operands[1]);
    const matrix = uses(second.size, inner) ? undefined : yield* describe(entry, [inner, second]);
    if (matrix?.covers.length === 2) return whole(call(name, matrix.formula));
  }
  const vector = yield* describe(body, [inner]);
  return vector && whole(call(name, vector.formula));
}

const totals: Readonly<Record<ReduceOperation, TensorFunction | "max" | "min">> = {
  add: "sum",
  multiply: "product",
  max: "max",
  min: "min",
  logSumExp: "logSumExp",
  norm: "norm",
};

function startsAtOne(node: ReduceNode): boolean {
  return isOne(node.operands[0]);
}
