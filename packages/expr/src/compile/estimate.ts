import { ExpressionError } from "../errors.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import { isEuler, isReciprocal, legOf, partsOf } from "../evaluate/scalar.ts";
import { isMatrixFunction } from "../functions/names.ts";
import type { ElementNode, Expression, PowerNode, ReduceNode, TensorNode } from "../node.ts";
import { sizeNamed } from "./layout.ts";
import type { Lowering } from "./lower.ts";

/** The inclusive range of each index in scope, by level. */
type Box = ReadonlyMap<number, readonly [low: number, high: number]>;

/** A node that is recorded at all values of its indices. */
interface Visit {
  readonly node: Expression;
  readonly box: Box;
}

/**
 * The number of nodes that recording the roots will take at least, as far as sizes and limits are known beforehand: every
 * distinct node counts once for all values of its indices.
 */
export function leastNodes(lowering: Lowering, roots: readonly Expression[]): number {
  const counts = new Map<Expression, number>();
  let total = 0;
  const stack: Visit[] = roots.map((node) => ({ node, box: new Map() }));
  for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
    const { node, box } = visit;
    const count = node.free.reduce((product, level) => product * lengthOf(box.get(level)), 1);
    const known = counts.get(node) ?? 0;
    if (count <= known) continue;
    counts.set(node, count);
    if (node.shape.length === 0) total += (count - known) * (1 + extraNodes(lowering, node));
    stack.push(...partsIn(lowering, visit));
  }
  return total;
}

function lengthOf(range: readonly [low: number, high: number] | undefined): number {
  return range === undefined ? 1 : Math.max(0, range[1] - range[0] + 1);
}

/** What is recorded for a node, as in `stepOf`; parts at positions that are not known are left out. */
function partsIn(lowering: Lowering, { node, box }: Visit): readonly Visit[] {
  const inside = (parts: readonly Expression[]) => parts.map((part) => ({ node: part, box }));
  switch (node.kind) {
    case "sum":
    case "piecewise":
      return inside(node.operands);
    case "call":
      return isMatrixFunction(node.name) ? [] : inside(node.operands);
    case "product":
      return inside(partsOf(lowering.quotients, node));
    case "power":
      if (isReciprocal(node)) return inside(partsOf(lowering.quotients, node));
      if (isEuler(node.operands[0])) return inside(node.operands.slice(1));
      return inside(powerParts(node));
    case "reduce":
      return reduceParts(lowering, node, box);
    case "element":
      return elementParts(lowering, node, box);
    case "tensor":
      return tensorParts(
        node,
        box,
        node.shape.map((size) => [1, valueOf(lowering, size) ?? 0]),
      );
    default:
      return [];
  }
}

/** What is read of a power. */
function powerParts(node: PowerNode): readonly Expression[] {
  const leg = legOf(node);
  if (leg !== undefined) return [leg];
  return node.operands.slice(0, node.operands[1].kind === "number" ? 1 : 2);
}

/** What a node counts for besides itself: the terms of a reduction, the elements of a matrix that a function reads. */
function extraNodes(lowering: Lowering, node: Expression): number {
  if (node.kind === "reduce") {
    const [low, high] = [valueOf(lowering, node.operands[0]), valueOf(lowering, node.operands[1])];
    return low === undefined || high === undefined ? 0 : lengthOf([low, high]);
  }
  const matrix = node.kind === "element" ? node.operands[0] : node;
  if (matrix.kind !== "call" || !isMatrixFunction(matrix.name)) return 0;
  return (valueOf(lowering, matrix.operands[0]!.shape[0]!) ?? 0) ** 2;
}

function reduceParts(
  lowering: Lowering,
  { operands: [from, to, body], index }: ReduceNode,
  box: Box,
): Visit[] {
  const limits = [from, to].map((node) => ({ node, box }));
  const [low, high] = [valueOf(lowering, from), valueOf(lowering, to)];
  if (low === undefined || high === undefined || low > high) return limits;
  return [...limits, { node: body, box: new Map(box).set(index.level, [low, high]) }];
}

/** An element of a tensor that is written out, at indices that run; two that run together count as one. */
function elementParts(
  lowering: Lowering,
  { operands: [tensor, ...indices] }: ElementNode,
  box: Box,
): Visit[] {
  const here = indices.map((node) => ({ node, box }));
  if (tensor.kind !== "tensor") return here;
  const running = new Set(tensor.free);
  const ranges = indices.map((index, axis): readonly [number, number] => {
    const size = valueOf(lowering, tensor.shape[axis]!) ?? 0;
    const [low, high] = rangeOf(lowering, index, box);
    const range = [Math.max(low, 1), Math.min(high, size)] as const;
    if (index.kind !== "symbol") return range;
    const isTied = running.has(index.level) && lengthOf(range) > 0;
    running.add(index.level);
    return isTied ? [range[0], range[0]] : range;
  });
  return [...here, ...tensorParts(tensor, box, ranges)];
}

/** The values of an index, none where they are not known. */
function rangeOf(lowering: Lowering, index: Expression, box: Box): readonly [low: number, high: number] {
  const known = index.kind === "symbol" ? box.get(index.level) : undefined;
  const value = known === undefined ? valueOf(lowering, index) : undefined;
  return known ?? (value === undefined ? [1, 0] : [value, value]);
}

function tensorParts(tensor: TensorNode, box: Box, ranges: readonly (readonly [number, number])[]): Visit[] {
  if (ranges.some((range) => lengthOf(range) === 0)) return [];
  const inner = new Map(box);
  for (const [axis, { level }] of tensor.indices.entries()) inner.set(level, ranges[axis]!);
  return [{ node: tensor.operands.at(-1)!, box: inner }];
}

/** The whole number that a size or limit is, if it depends on no index. */
function valueOf({ sizes }: Lowering, limit: Expression): number | undefined {
  if (limit.kind === "number") return Number(limit.value.numerator) / Number(limit.value.denominator);
  if (limit.kind === "symbol" && limit.level === 0) return sizeNamed(sizes, limit.name);
  if (limit.free.length > 0) return undefined;
  try {
    return evaluate(limit, sizes) as number;
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}
