import { broadcastShapes, type ContractDimensions, keptDimensions } from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { ShapeMismatchError } from "../errors.ts";
import { broadcastToShape } from "../families.ts";
import { listOf, optionsOf } from "../given.ts";
import { commonShape } from "../promotion.ts";
import { contract as contractRow } from "../rows/contract.ts";
import { permuteDims as permuteRow } from "../rows/move.ts";
import { type ArrayLike, shapeOf, type Tensor } from "../value.ts";
import { axesFromEnd, axisFromEnd } from "./axes.ts";
import { expandDims, reshape, squeeze } from "./moves.ts";

/** Which axes of two arrays are paired: `contract` are multiplied and summed away, `batch` stay in step. */
export interface Pairing {
  /** Axes that are multiplied and summed over: those of the first operand, those of the second. */
  readonly contract: readonly [readonly number[], readonly number[]];
  /** Axes that both have in common and keep, at the front of the result. */
  readonly batch?: readonly [readonly number[], readonly number[]];
}

/**
 * Sum of products over paired axes, the one matrix primitive (StableHLO's dot_general). The result has the batch
 * axes, then the free axes of `a`, then those of `b`.
 *
 * `[..batch, ..free a, ..contracted], [..batch, ..contracted, ..free b] -> [..batch, ..free a, ..free b]`
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` when paired axes differ in length.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { contract } from "@chainrule/tape";
 * contract(array([[1, 2], [3, 4]]), array([10, 1]), { contract: [[1], [0]] }).toNested(); // => [12, 34]
 * ```
 */
export function contract(a: ArrayLike, b: ArrayLike, pairing: Pairing): Tensor {
  const { contract: pairs, batch = [[], []] } = optionsOf("contract", pairing, ["contract", "batch"]);
  listOf("contract", "pairs of axes", pairs);
  listOf("contract", "pairs of batch axes", batch);
  const fromEnd = (x: ArrayLike, axes: readonly number[]): number[] =>
    listOf("contract", "axes", axes).map((axis) => axisFromEnd(x, axis));
  const dimensions = {
    contract: [fromEnd(a, pairs[0]), fromEnd(b, pairs[1])] as const,
    batch: [fromEnd(a, batch[0]), fromEnd(b, batch[1])] as const,
  };
  return applyOne(contractRow, dimensions, [a, b]) as Tensor;
}

/**
 * Matrix product of the last two axes; leading axes broadcast. A vector is a row on the left and a column on the
 * right, and the axis it gave goes.
 *
 * `[..., n, k], [..., k, m] -> [..., n, m]`
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` when the inner lengths differ, or for scalars.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { matmul } from "@chainrule/tape";
 * matmul(array([[1, 2], [3, 4]]), array([[5], [6]])).toNested(); // => [[17], [39]]
 * matmul(array([1, 2]), array([3, 4])).item(); // => 11
 * ```
 */
export function matmul(a: ArrayLike, b: ArrayLike): Tensor {
  const [left, right] = [shapeOf(a), shapeOf(b)];
  const inner = right.length === 1 ? -1 : -2;
  if (left.length === 0 || right.length === 0 || left.at(-1) !== right.at(inner)) {
    const remedy =
      "the last length of the first must be the second to last of the second; use multiply for scalars.";
    throw new ShapeMismatchError("matmul", [left, right], remedy);
  }
  if (right.length === 1) return applyOne(contractRow, timesVector, [a, b]) as Tensor;
  if (right.length === 2) return applyOne(contractRow, timesMatrix, [a, b]) as Tensor;
  if (left.length === 1) return squeeze(matmul(expandDims(a, 0), b), -2);
  return batchedMatmul(a, b);
}

const timesVector: ContractDimensions = /* @__PURE__ */ keptDimensions({
  contract: [[-1], [-1]],
  batch: [[], []],
});
const timesMatrix: ContractDimensions = /* @__PURE__ */ keptDimensions({
  contract: [[-1], [-2]],
  batch: [[], []],
});

/** Both operands given the same leading axes. */
function batchedMatmul(a: ArrayLike, b: ArrayLike): Tensor {
  const [left, right] = [shapeOf(a), shapeOf(b)];
  const leading = commonShape("matmul", [{ shape: left.slice(0, -2) }, { shape: right.slice(0, -2) }]);
  const front = leading.map((_, axis) => axis - leading.length - 2);
  const [p, q] = [
    broadcastToShape(a, [...leading, ...left.slice(-2)]),
    broadcastToShape(b, [...leading, ...right.slice(-2)]),
  ];
  return applyOne(contractRow, { contract: [[-1], [-2]], batch: [front, front] }, [p, q]) as Tensor;
}

/**
 * Inner products of the vectors along an axis, the others broadcasting.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { vecdot } from "@chainrule/tape";
 * vecdot(array([[1, 2], [3, 4]]), array([1, 1])).toNested(); // => [3, 7]
 * ```
 */
export function vecdot(a: ArrayLike, b: ArrayLike, axis: number = -1): Tensor {
  const shape = broadcastShapes(shapeOf(a), shapeOf(b));
  const [p, q] = [broadcastToShape(a, shape), broadcastToShape(b, shape)];
  const paired = axesFromEnd(p, axis);
  const others = shape.map((_, i) => i - shape.length).filter((k) => !paired.includes(k));
  return applyOne(contractRow, { contract: [paired, paired], batch: [others, others] }, [p, q]) as Tensor;
}

/**
 * All products of an element of `a` and one of `b`: the shape of `a` followed by that of `b`.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { outer } from "@chainrule/tape";
 * outer(array([1, 2]), array([3, 4])).toNested(); // => [[3, 4], [6, 8]]
 * ```
 */
export function outer(a: ArrayLike, b: ArrayLike): Tensor {
  return applyOne(contractRow, { contract: [[], []], batch: [[], []] }, [a, b]) as Tensor;
}

/**
 * Sum of products over several axes: the last `axes` of `a` with the first of `b`, or those named.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { tensordot } from "@chainrule/tape";
 * tensordot(array([[1, 2], [3, 4]]), array([[1, 0], [0, 1]]), 2).item(); // => 5
 * ```
 */
export function tensordot(
  a: ArrayLike,
  b: ArrayLike,
  axes: number | readonly [readonly number[], readonly number[]] = 2,
): Tensor {
  if (typeof axes !== "number") return contract(a, b, { contract: axes });
  const rank = shapeOf(a).length;
  const first = Array.from({ length: axes }, (_, i) => rank - axes + i);
  return contract(a, b, { contract: [first, first.map((_, i) => i)] });
}

/** The axes of an array in another order, each named by where it is, counted from the front. */
export function reorder(x: ArrayLike, order: readonly number[]): Tensor {
  const rank = order.length;
  if (order.every((axis, i) => axis === i)) return reshape(x, shapeOf(x));
  return applyOne(permuteRow, { axes: order.map((axis) => axis - rank) }, [x]) as Tensor;
}
