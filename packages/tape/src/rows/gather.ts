import {
  type Shape,
  scatterAddAlongAxis as scatterAddAlongKernel,
  scatterAdd as scatterAddKernel,
  takeAlongAxis as takeAlongKernel,
  take as takeKernel,
} from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { ShapeMismatchError } from "../errors.ts";
import { broadcastToShape, reshapeTo } from "../families.ts";
import { iota } from "../operations/creation.ts";
import * as op from "../operations/elementwise.ts";
import { type Batch, type Primitive, primitive, type Reads } from "../primitive.ts";
import { type ArrayLike, shapeOf } from "../value.ts";
import { moveAxis } from "./move-axis.ts";
import type { Axis } from "./slicing.ts";

/** An axis counted from the end of the array indexed, and its length. */
export interface IndexedAxis extends Axis {
  readonly length: number;
}

/** Both rules of a row with indices read these, whichever derivative is wanted. */
const INDICES: readonly Reads[] = ["others", "itself"];

/** Slices of `x` at indices along an axis; the axes of the indices take its place. Indices carry no derivative. */
export const take: Primitive<Axis> = /* @__PURE__ */ primitive<Axis>({
  name: "take",
  family: "scatter",
  number: undefined,
  scalar: undefined,
  shape: ({ axis }, [x, indices]) => {
    const at = x!.shape.length + axis;
    return [{ ...x!, shape: [...x!.shape.slice(0, at), ...indices!.shape, ...x!.shape.slice(at + 1)] }];
  },
  kernel: ({ axis }, [x, indices]) => [takeKernel(x!, indices!, axis)],
  reads: INDICES,
  vjp: ([cotangent], { params: { axis }, inputs: [x, indices] }) => [
    applyOne(scatterAdd, { axis, length: shapeOf(x!).at(axis)! }, [cotangent!, indices!]),
    undefined,
  ],
  jvp: ([tangent], { params, inputs: [, indices] }) => [
    tangent === undefined ? undefined : applyOne(take, params, [tangent, indices!]),
  ],
  batch: ([x, indices], batch) => [batchedTake(x!, indices!, batch)],
});

/** Zeros to which the slices of `updates` are added at indices along an axis: the transpose of `take`. */
export const scatterAdd: Primitive<IndexedAxis> = /* @__PURE__ */ primitive<IndexedAxis>({
  name: "scatterAdd",
  family: "scatter",
  number: undefined,
  scalar: undefined,
  shape: ({ axis, length }, [updates, indices]) => [
    { ...updates!, shape: scatteredShape(updates!.shape, indices!.shape, axis, length) },
  ],
  kernel: ({ axis, length }, [updates, indices]) => {
    const front = updates!.rank - indices!.rank + 1 + axis;
    return [scatterAddKernel(updates!, indices!, front, length)];
  },
  reads: INDICES,
  vjp: ([cotangent], { params: { axis }, inputs: [, indices] }) => [
    applyOne(take, { axis }, [cotangent!, indices!]),
    undefined,
  ],
  jvp: ([tangent], { params, inputs: [, indices] }) => [
    tangent === undefined ? undefined : applyOne(scatterAdd, params, [tangent, indices!]),
  ],
  batch: ([updates, indices], batch) => [batchedScatter(updates!, indices!, batch)],
});

function scatteredShape(updates: Shape, indices: Shape, axis: number, length: number): Shape {
  const front = updates.length - indices.length + 1 + axis;
  const fits = front >= 0 && indices.every((n, i) => n === updates[front + i]);
  if (fits) return [...updates.slice(0, front), length, ...updates.slice(front + indices.length)];
  throw new ShapeMismatchError(
    "scatterAdd",
    [updates, indices],
    "give one slice of updates for every index.",
  );
}

/** With indices of their own for each example, batch and axis are indexed as one, by example * length + index. */
function batchedTake(x: ArrayLike, indices: ArrayLike, { params, size, batched }: Batch<Axis>): ArrayLike {
  const front = shapeOf(x).length + params.axis;
  if (!batched[1]) return applyOne(take, params, [x, indices]);
  if (!batched[0]) return moveAxis(applyOne(take, params, [x, indices]), front, 0);
  const moved = moveAxis(x, front, 1);
  const [, length = 0, ...rest] = shapeOf(moved);
  const joined = reshapeTo(moved, [size * length, ...rest]);
  const taken = applyOne(take, { axis: -1 - rest.length }, [joined, jointIndices(indices, size, length)]);
  const placed = shapeOf(moveAxis(taken, 1, front));
  const shape = [...placed.slice(0, front), ...shapeOf(indices).slice(1), ...placed.slice(front + 1)];
  return reshapeTo(moveAxis(taken, 1, front), shape);
}

/** The transpose of the above. */
function batchedScatter(updates: ArrayLike, indices: ArrayLike, batch: Batch<IndexedAxis>): ArrayLike {
  const { params, size, batched } = batch;
  if (!batched[1]) return applyOne(scatterAdd, params, [updates, indices]);
  const whole = batched[0] ? updates : broadcastToShape(updates, [size, ...shapeOf(updates)]);
  const [shape, block] = [shapeOf(whole), shapeOf(indices).slice(1)];
  const front = shape.length - block.length + 1 + params.axis;
  const count = block.reduce((product, n) => product * n, 1);
  const inOneAxis = reshapeTo(whole, [...shape.slice(0, front), count, ...shape.slice(front + block.length)]);
  const moved = moveAxis(inOneAxis, front, 1);
  const rest = shapeOf(moved).slice(2);
  const joined = applyOne(scatterAdd, { axis: -1 - rest.length, length: size * params.length }, [
    moved,
    jointIndices(indices, size, params.length),
  ]);
  return moveAxis(reshapeTo(joined, [size, params.length, ...rest]), 1, front);
}

/** Indices into batch and axis as one, `[size, count]`; what was outside of its axis stays outside. */
function jointIndices(indices: ArrayLike, size: number, length: number): ArrayLike {
  const count = shapeOf(indices).reduce((product, n) => product * n, 1) / size;
  const flat = reshapeTo(indices, [size, count]);
  const counted = op.where(op.less(flat, 0), op.add(flat, length), flat);
  const inside = op.logicalAnd(op.greaterEqual(counted, 0), op.less(counted, length));
  const offsets = reshapeTo(op.multiply(iota(size), length), [size, 1]);
  return op.where(inside, op.add(counted, offsets), size * length);
}

/** Elements of `x` picked along an axis by indices of their own; all other lengths are equal. */
export const takeAlongAxis: Primitive<Axis> = /* @__PURE__ */ primitive<Axis>({
  name: "takeAlongAxis",
  family: "scatter",
  number: undefined,
  scalar: undefined,
  shape: ({ axis }, [x, indices]) => [{ ...x!, shape: alongShape(x!.shape, indices!.shape, axis) }],
  kernel: ({ axis }, [x, indices]) => [takeAlongKernel(x!, indices!, axis)],
  reads: INDICES,
  vjp: ([cotangent], { params: { axis }, inputs: [x, indices] }) => [
    applyOne(scatterAddAlongAxis, { axis, length: shapeOf(x!).at(axis)! }, [cotangent!, indices!]),
    undefined,
  ],
  jvp: ([tangent], { params, inputs: [, indices] }) => [
    tangent === undefined ? undefined : applyOne(takeAlongAxis, params, [tangent, indices!]),
  ],
  batch: (inputs, { params, size, batched }) => [
    applyOne(takeAlongAxis, params, allBatched(inputs, batched, size)),
  ],
});

/** Zeros to which updates are added at indices of their own along an axis: the transpose of `takeAlongAxis`. */
export const scatterAddAlongAxis: Primitive<IndexedAxis> = /* @__PURE__ */ primitive<IndexedAxis>({
  name: "scatterAddAlongAxis",
  family: "scatter",
  number: undefined,
  scalar: undefined,
  shape: ({ axis, length }, [updates]) => [
    { ...updates!, shape: updates!.shape.map((n, i) => (i === updates!.shape.length + axis ? length : n)) },
  ],
  kernel: ({ axis, length }, [updates, indices]) => [scatterAddAlongKernel(updates!, indices!, axis, length)],
  reads: INDICES,
  vjp: ([cotangent], { params: { axis }, inputs: [, indices] }) => [
    applyOne(takeAlongAxis, { axis }, [cotangent!, indices!]),
    undefined,
  ],
  jvp: ([tangent], { params, inputs: [, indices] }) => [
    tangent === undefined ? undefined : applyOne(scatterAddAlongAxis, params, [tangent, indices!]),
  ],
  batch: (inputs, { params, size, batched }) => [
    applyOne(scatterAddAlongAxis, params, allBatched(inputs, batched, size)),
  ],
});

function alongShape(x: Shape, indices: Shape, axis: number): Shape {
  const at = x.length + axis;
  if (x.length === indices.length && x.every((n, i) => i === at || n === indices[i])) return indices;
  throw new ShapeMismatchError("takeAlongAxis", [x, indices], "lengths must be equal but along the axis.");
}

/** All inputs with the batch axis in front; those without are repeated. */
export function allBatched(
  inputs: readonly ArrayLike[],
  batched: readonly boolean[],
  size: number,
): readonly ArrayLike[] {
  return inputs.map((x, i) => (batched[i] ? x : broadcastToShape(x, [size, ...shapeOf(x)])));
}
