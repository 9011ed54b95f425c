import { asExpression, type Operand, type Size, sizesOf } from "./atoms.ts";
import { axesOf, listOf, shown } from "./doors.ts";
import { isMatrixFunction } from "./functions/names.ts";
import { bindReduce, bindTensor, bodyAt, openedIndex } from "./indices.ts";
import { numberOf } from "./literals.ts";
import { makeElement } from "./make.ts";
import type { Expression, ReduceOperation, Shape, SymbolNode, TensorNode } from "./node.ts";
import { rationalToText, ValueError } from "./rational.ts";
import { broadcastShapes, requireScalar, ShapeError, sameSize, shapeText } from "./shape.ts";
import { postorder } from "./traverse.ts";

/** The builders that read and bind indices. */

/**
 * The element of a tensor at the indices, which start at 1.
 *
 * @throws ShapeError (`expr/shape`) for another number of indices than axes, and for an index outside, or one that is a tensor.
 * @example
 * ```ts
 * import { element, symbol, toText } from "@chainrule/expr";
 * toText(element(symbol("A", { shape: [2, 3] }), 2, 1)); // => "A[2, 1]"
 * ```
 */
export function element(tensor: Operand, ...indices: readonly Operand[]): Expression {
  return elementOf(asExpression(tensor), indices);
}

function elementOf(tensor: Expression, indices: readonly Operand[]): Expression {
  if (indices.length !== tensor.shape.length) {
    throw new ShapeError(
      `${indices.length} indices do not fit the shape ${shapeText(tensor.shape)}: give one index an axis`,
      [shapeText(tensor.shape)],
    );
  }
  const positions = indices.map(asExpression);
  if (positions.length === 0) return tensor;
  for (const [axis, position] of positions.entries()) checkPosition(tensor, position, axis);
  if (tensor.kind === "tensor" && isLeaf(tensor.operands.at(-1) as Expression))
    return bodyAt(tensor, positions);
  return makeElement(tensor, positions);
}

function checkPosition(tensor: Expression, position: Expression, axis: number): void {
  const size = tensor.shape[axis] as Expression;
  requireScalar(position, "an index");
  if (position.kind !== "number" || size.kind !== "number") return;
  const k = numberOf(position);
  if (position.value.denominator === 1 && k >= 1 && k <= numberOf(size)) return;
  const shape = shapeText(tensor.shape);
  throw new ShapeError(`index ${k} of axis ${axis + 1} is outside the shape ${shape}: indices start at 1`, [
    shape,
  ]);
}

/** Bodies so small that reading an element of their tensor is better replaced by the body itself. */
function isLeaf(body: Expression): boolean {
  return (
    body.kind === "number" ||
    body.kind === "symbol" ||
    (body.kind === "element" && body.operands[0].kind === "symbol")
  );
}

/**
 * The body combined over index = from, ..., to; limits are inclusive. The index is bound by the result.
 *
 * @throws ShapeError (`expr/shape`) for limits that are tensors, and for a body whose shape depends on the index;
 *   ValueError (`expr/value`) for another operation, an index that is no symbol, and limits that are fractions.
 * @example
 * ```ts
 * import { power, reduce, symbol, toText } from "@chainrule/expr";
 * const k = symbol("k");
 * toText(reduce("add", k, 1, 10, power(k, 2))); // => "sum(i^2, i, 1, 10)"
 * ```
 */
export function reduce(
  operation: ReduceOperation,
  index: SymbolNode,
  from: Operand,
  to: Operand,
  body: Operand,
): Expression {
  if (typeof operation !== "string" || !Object.hasOwn(reductionNames, operation))
    throw new ValueError(
      `${shown(operation)} is no reduction: use ${Object.keys(reductionNames).join(", ")}`,
    );
  requireIndices([index]);
  const [first, last] = [asExpression(from), asExpression(to)];
  for (const limit of [first, last]) requireLimit(limit);
  requireFixed(body, [index]);
  const reduced = (scalar: Expression) => bindReduce(operation, index, first, last, scalar);
  const inside = asExpression(body);
  return inside.shape.length === 0 ? reduced(inside) : mapElements([inside], ([scalar]) => reduced(scalar!));
}

/** @throws ShapeError for a tensor, ValueError for a fraction. */
export function requireLimit(limit: Expression): void {
  requireScalar(limit, "a limit");
  if (limit.kind !== "number" || limit.value.denominator === 1) return;
  throw new ValueError(`${rationalToText(limit.value)} is no limit of an index: use an integer`);
}

/** The names of reductions in text. */
export const reductionNames: Readonly<Record<ReduceOperation, string>> = {
  add: "sum",
  multiply: "product",
  max: "maximum",
  min: "minimum",
  logSumExp: "logSumExp",
  norm: "norm",
};

/** @throws ValueError for what is no symbol, and for the symbol of a tensor. */
function requireIndices(indices: readonly SymbolNode[]): void {
  for (const index of indices) {
    const { kind, shape } = asExpression(index);
    if (kind !== "symbol" || shape.length > 0) throw new ValueError("an index is a symbol without a shape");
  }
}

/**
 * The tensor of that shape whose element at (indices) is the body, whose own axes come last. The indices are bound by
 * the result.
 *
 * @throws ShapeError (`expr/shape`) for another number of indices than sizes, for sizes that are tensors, negative or
 *   fractions, and for a body whose shape depends on an index; ValueError (`expr/value`) for indices that are no symbols.
 * @example
 * ```ts
 * import { evaluate, multiply, symbol, tensor } from "@chainrule/expr";
 * const i = symbol("i");
 * evaluate(tensor([i], [3], multiply(i, i))); // => { shape: [3], data: [1, 4, 9] }
 * ```
 */
export function tensor(indices: readonly SymbolNode[], shape: readonly Size[], body: Operand): Expression {
  requireIndices(axesOf(indices, "indices"));
  const [sizes, inside] = [sizesOf(shape), asExpression(body)];
  if (indices.length !== shape.length) {
    throw new ShapeError(
      `${indices.length} indices do not fit ${shape.length} sizes: give one index an axis`,
      [],
    );
  }
  if (indices.length === 0) return inside;
  requireFixed(inside, indices);
  const inner = inside.shape.map((_, axis) => openedIndex(firstInner + axis));
  return bindTensor([...indices, ...inner], [...sizes, ...inside.shape], element(inside, ...inner));
}

/** The opened indices of a body's own axes: others than those that builders open, and that texts bind. */
const firstInner = 500_000;

/** @throws ShapeError where the shape of a body is another for each value of what is bound. */
function requireFixed(body: Operand, indices: readonly SymbolNode[]): void {
  const { shape } = asExpression(body);
  const isBound = (node: Expression) =>
    node.kind === "symbol" && indices.some(({ level, name }) => level === node.level && name === node.name);
  if (!postorder(shape).some(isBound)) return;
  throw new ShapeError("the shape of the body depends on the index that is bound", [shapeText(shape)]);
}

/**
 * Applies a scalar function at every element; tensors are aligned at their last axes, and those of size 1 repeated.
 *
 * @throws ShapeError (`expr/shape`) where sizes do not fit, ValueError (`expr/value`) for what is no function.
 * @example
 * ```ts
 * import { call, elementwise, symbol } from "@chainrule/expr";
 * const x = symbol("x", { shape: [3, 1] });
 * const y = symbol("y", { shape: [2] });
 * elementwise([x, y], ([a, b]) => call("atan2", a!, b!)).shape.length; // => 2
 * ```
 */
export function elementwise(
  operands: readonly Operand[],
  combine: (scalars: readonly Expression[]) => Expression,
): Expression {
  const nodes = listOf(operands, "operands").map(asExpression);
  if (typeof combine !== "function") throw new ValueError("elements are combined by a function");
  return nodes.every(({ shape }) => shape.length === 0) ? combine(nodes) : mapElements(nodes, combine);
}

/** The tensor of what is combined of the elements of nodes, one of which is a tensor. */
export function mapElements(
  nodes: readonly Expression[],
  combine: (scalars: readonly Expression[]) => Expression,
): Expression {
  const shape = broadcastShapes(nodes.map((node) => node.shape));
  const indices = freshIndices(shape);
  const scalars = nodes.map((node) => read(node, trailing(node.shape, indices)));
  return bindTensor(indices, shape, asExpression(combine(scalars)));
}

/**
 * The element at indices that run over the tensor's axes. Of a tensor that works element by element it is the body
 * there, so that rules see what stands inside: log(1 + exp(x)) is one function of x[i], not a function of another tensor.
 */
export function read(tensor: Expression, indices: readonly Expression[]): Expression {
  return tensor.kind === "tensor" && isElementwise(tensor)
    ? bodyAt(tensor, indices)
    : element(tensor, ...indices);
}

/** Larger bodies stay tensors, so that long chains are not copied again and again. */
const largestBody = 64;

/** Whether a tensor's elements are scalar functions of the indices, and of other tensors' elements at the last ones. */
function isElementwise({ indices, operands }: TensorNode): boolean {
  const isOwn = ({ free }: Expression) => indices.some(({ level }) => free.includes(level));
  const stack = [operands.at(-1) as Expression].filter(isOwn);
  for (let count = 0; count < largestBody; count++) {
    const node = stack.pop();
    if (node === undefined) return true;
    if (node.kind === "symbol" || isReadAtLast(node, indices)) continue;
    if (!isScalarFunction(node)) return false;
    stack.push(...node.operands.filter(isOwn));
  }
  return false;
}

/** Whether a node is an element at the last of the indices in order, or at 1 along axes that are repeated. */
function isReadAtLast({ kind, operands }: Expression, indices: readonly SymbolNode[]): boolean {
  if (kind !== "element") return false;
  const [source, ...positions] = operands as readonly [Expression, ...Expression[]];
  const last = indices.slice(indices.length - positions.length);
  const isAligned = positions.every(
    (position, axis) =>
      position.kind === "number" || (position.kind === "symbol" && position.level === last[axis]?.level),
  );
  return isAligned && !indices.some(({ level }) => source.free.includes(level));
}

/** Deltas are left where they are: a tensor made of them moves elements, and is printed so. */
function isScalarFunction(node: Expression): boolean {
  if (node.kind === "call") return node.name !== "kronecker" && !isMatrixFunction(node.name);
  return node.kind === "sum" || node.kind === "product" || node.kind === "power" || node.kind === "piecewise";
}

/** The indices that read an operand of a broadcast: the last ones, and 1 where its own size is 1. */
function trailing(shape: Shape, indices: readonly SymbolNode[]): Expression[] {
  const last = indices.slice(indices.length - shape.length);
  const one = asExpression(1);
  return shape.map((size, k) => (sameSize(size, one) ? one : (last[k] as SymbolNode)));
}

/**
 * Indices for the axes of a shape, to be bound by `tensor` or `reduce`.
 *
 * @throws ValueError (`expr/value`) for what is no list, LimitError (`expr/limit`) for more than 1000 sizes.
 * @example
 * ```ts
 * import { element, freshIndices, symbol, tensor, toText } from "@chainrule/expr";
 * const A = symbol("A", { shape: [2, 3] });
 * const [i, j] = freshIndices(A.shape);
 * toText(tensor([j!, i!], [3, 2], element(A, i!, j!))); // => "A'"
 * ```
 */
export function freshIndices(shape: readonly unknown[]): SymbolNode[] {
  return axesOf(shape, "sizes").map((_, k) => openedIndex(k + 1));
}
