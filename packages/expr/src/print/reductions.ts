import type { Expression, ReduceNode, ReduceOperation } from "../node.ts";
import { call, isAt, isOne, over, whole } from "./axes.ts";
import {
  type Axis,
  axisOf,
  type Context,
  covered,
  type Description,
  describe,
  describePlain,
  describePlainAll,
  uses,
  type Work,
} from "./describe.ts";
import { describeFactors, describeOverAll, isDivisor } from "./factors.ts";
import { type Formula, formula, type TensorFunction } from "./formula.ts";
import { contracted, diagonal, transposed } from "./linear.ts";
import { factorsOver } from "./products.ts";
import { sumFormula } from "./scalars.ts";

/**
 * Sums over an index as matrix notation: `A @ x`, `d' @ X`, `sum(v)`, `trace(A)`. Each rule describes a node as a whole
 * tensor over axes, or gives up; then the indices are written.
 */

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
    const described = yield* describeOverAll([body], [...axes, inner]);
    return described && over(axes, call("logSumExp", described));
  }
  const product =
    node.operation === "add" ? yield* describeContraction(body, axes, inner, context) : undefined;
  if (product !== undefined || axes.length > 0) return product;
  return yield* describeTotal(node.operation, body, inner, context);
}

/** The sum over `inner` of a product; over axes of a sum of products, each a matrix product of its own. */
function* describeContraction(
  body: Expression,
  axes: readonly Axis[],
  inner: Axis,
  context: Context,
): Work<Description | undefined> {
  const product = yield* describeTerm(body, axes, inner, context);
  const [sum, ...others] = factorsOver([body], [...axes, inner], context);
  if (product !== undefined || axes.length === 0 || sum?.kind !== "sum" || others.length > 0) return product;
  const terms: Description[] = [];
  for (const term of sum.operands) {
    const described = uses(term, inner) ? yield* describeTerm(term, axes, inner, context) : undefined;
    if (described === undefined) return undefined;
    terms.push(described);
  }
  return { formula: sumFormula(terms.map((term) => term.formula)), covers: covered(terms) };
}

/** The sum over `inner` of a product: of two vectors, of a matrix and a vector, of two matrices. */
function* describeTerm(
  body: Expression,
  axes: readonly Axis[],
  inner: Axis,
  context: Context,
): Work<Description | undefined> {
  const factors = body.kind === "product" ? body.operands : [body];
  const operands = factorsOver(factors, [...axes, inner], context);
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
  if (column !== undefined && left.some((operand) => uses(operand, column))) return undefined;
  const first = left.length === 0 ? undefined : yield* describeMatrix(left, row, inner);
  if (first === undefined) return undefined;
  const rest = yield* column === undefined
    ? describeVector(right, first, inner)
    : describeRight(right, first, inner, column);
  return rest && over(axes, rest);
}

/** A matrix times a vector; of no factors, times the vector of ones. */
function* describeVector(
  operands: readonly Expression[],
  left: Formula,
  inner: Axis,
): Work<Formula | undefined> {
  const vector = yield* describeOverAll(operands, [inner]);
  return vector && contracted(left, vector);
}

/** A matrix times a matrix, with a diagonal matrix between them where a vector scales the terms. */
function* describeRight(
  operands: readonly Expression[],
  left: Formula,
  inner: Axis,
  column: Axis,
): Work<Formula | undefined> {
  const right = operands.filter((operand) => uses(operand, column));
  const scales = operands.filter((operand) => !uses(operand, column));
  const matrix = yield* describeMatrix(right, inner, column);
  if (matrix === undefined) return undefined;
  if (scales.length === 0) return contracted(left, matrix);
  const scale = yield* describeOverAll(scales, [inner]);
  return scale && contracted(contracted(left, diagonal(scale)), matrix);
}

/** A matrix; the transpose of what can only be written the other way, such as X + b with b in every row. */
function* describeMatrix(
  operands: readonly Expression[],
  row: Axis,
  column: Axis,
): Work<Formula | undefined> {
  const matrix = yield* describeFactors(operands, [row, column]);
  if (matrix?.covers.length === 2) return matrix.formula;
  const other = yield* describeFactors(operands, [column, row]);
  return other?.covers.length === 2 ? transposed(other.formula) : undefined;
}

/** The inner product of two vectors. */
function* describeInnerProduct(operands: readonly Expression[], inner: Axis): Work<Description | undefined> {
  const [a, b, ...rest] = operands;
  if (a === undefined || b === undefined || rest.length > 0 || isDivisor(a) || isDivisor(b)) return undefined;
  const left = yield* describeOverAll([a], [inner]);
  const right = yield* describeOverAll([b], [inner]);
  if (left === undefined || right === undefined) return undefined;
  return whole(contracted(transposed(left), right));
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
  const vector = yield* describeOverAll([body], [inner]);
  return vector && whole(call(name, vector));
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
