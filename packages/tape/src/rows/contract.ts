import {
  type ContractDimensions,
  cast as castKernel,
  contract as contractKernel,
  contractShape,
  type Shape,
  ShapeError,
} from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { ShapeMismatchError } from "../errors.ts";
import { addLinear, castLike, commonDType } from "../families.ts";
import { type Primitive, primitive } from "../primitive.ts";
import { type ArrayLike, shapeOf } from "../value.ts";
import { inverseOrder, permuteDims } from "./move.ts";

type Dimensions = ContractDimensions;

/**
 * Sum of products over paired axes, as StableHLO's dot_general: the one matrix primitive.
 *
 * Axes count from the end. The output has the batch axes, then the free axes of `a`, then those of `b`.
 */
export const contract: Primitive<Dimensions> = primitive<Dimensions>({
  name: "contract",
  family: "contract",
  number: undefined,
  scalar: undefined,
  shape: (dimensions, [a, b]) => {
    const dtype = commonDType([a!, b!]);
    return [{ shape: checkedShape(a!.shape, b!.shape, dimensions), dtype, weak: false }];
  },
  kernel: (dimensions, [a, b], [out]) => [castKernel(contractKernel(a!, b!, dimensions), out!.dtype)],
  vjp: ([cotangent], { params, inputs: [a, b], needed }) => [
    needed[0] ? castLike(cotangentOfFirst(cotangent!, shapeOf(a!), b!, params), a!) : undefined,
    needed[1] ? castLike(cotangentOfSecond(cotangent!, a!, shapeOf(b!), params), b!) : undefined,
  ],
  jvp: ([a, b], { params, inputs }) => {
    const first = a === undefined ? undefined : applyOne(contract, params, [a, inputs[1]!]);
    const second = b === undefined ? undefined : applyOne(contract, params, [inputs[0]!, b]);
    return [addLinear(first, second)];
  },
  batch: ([a, b], { params, batched }) => [
    batched[0] && batched[1]
      ? applyOne(contract, withBatchAxis(params, shapeOf(a!).length, shapeOf(b!).length), [a!, b!])
      : batchedOperandAlone(a!, b!, params, batched[0]!),
  ],
});

function checkedShape(a: Shape, b: Shape, dimensions: Dimensions): Shape {
  try {
    return contractShape(a, b, dimensions);
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    throw new ShapeMismatchError("contract", [a, b], "paired axes must exist once and have equal lengths.");
  }
}

/** Axes of an operand that are neither contracted nor batch, counted from the end, in order. */
function freeAxes(rank: number, contracted: readonly number[], batch: readonly number[]): number[] {
  return range(-rank, 0).filter((axis) => !contracted.includes(axis) && !batch.includes(axis));
}

/** ā: the cotangent and `b` contracted over b's free axes; what is left of `b` are the partners of a's axes. */
function cotangentOfFirst(cotangent: ArrayLike, a: Shape, b: ArrayLike, dimensions: Dimensions): ArrayLike {
  const [ca, cb] = dimensions.contract;
  const [ba, bb] = dimensions.batch;
  const free = freeAxes(shapeOf(b).length, cb, bb);
  const paired: Dimensions = {
    contract: [range(-free.length, 0), free],
    batch: [frontAxes(cotangent, bb), bb],
  };
  return contractInto(ba, [cotangent, freeAxes(a.length, ca, ba)], [b, partners(cb, ca)], paired);
}

/** b̄: `a` and the cotangent contracted over a's free axes; what is left of `a` are the partners of b's axes. */
function cotangentOfSecond(cotangent: ArrayLike, a: ArrayLike, b: Shape, dimensions: Dimensions): ArrayLike {
  const [ca, cb] = dimensions.contract;
  const [ba, bb] = dimensions.batch;
  const free = freeAxes(shapeOf(a).length, ca, ba);
  const first = ba.length - shapeOf(cotangent).length;
  const paired: Dimensions = {
    contract: [free, range(first, first + free.length)],
    batch: [ba, frontAxes(cotangent, ba)],
  };
  return contractInto(bb, [a, partners(ca, cb)], [cotangent, freeAxes(b.length, cb, bb)], paired);
}

type Placed = readonly [x: ArrayLike, places: readonly number[]];

/**
 * Contracts x and y in the order that needs no transpose, if there is one. The batch axes of the result
 * belong at `front`, the free axes of x and y at their places.
 */
function contractInto(
  front: readonly number[],
  [x, ofX]: Placed,
  [y, ofY]: Placed,
  paired: Dimensions,
): ArrayLike {
  const places = [...front, ...ofX, ...ofY];
  const swapped = [...front, ...ofY, ...ofX];
  if (inOrder(places) || !inOrder(swapped)) return arrange(applyOne(contract, paired, [x, y]), places);
  const [[cx, cy], [bx, by]] = [paired.contract, paired.batch];
  return applyOne(contract, { contract: [cy, cx], batch: [by, bx] }, [y, x]);
}

/** The first axes of `x`, as many as there are batch axes, counted from the end. */
function frontAxes(x: ArrayLike, batch: readonly number[]): number[] {
  const rank = shapeOf(x).length;
  return range(-rank, batch.length - rank);
}

/** For the axes `own` in increasing order, the axes they are paired with. */
function partners(own: readonly number[], others: readonly number[]): number[] {
  return own.toSorted((p, q) => p - q).map((axis) => others[own.indexOf(axis)]!);
}

/** `x` with its i-th axis brought to the place `places[i]`, counted from the end. */
function arrange(x: ArrayLike, places: readonly number[]): ArrayLike {
  return inOrder(places) ? x : applyOne(permuteDims, { axes: inverseOrder(places) }, [x]);
}

function inOrder(places: readonly number[]): boolean {
  return places.every((place, i) => place === i - places.length);
}

function withBatchAxis(
  { contract: pairs, batch: [ba, bb] }: Dimensions,
  rankA: number,
  rankB: number,
): Dimensions {
  return {
    contract: pairs,
    batch: [
      [-rankA, ...ba],
      [-rankB, ...bb],
    ],
  };
}

/** With one operand batched, the batch axis is a free axis of that operand, and is brought to the front. */
function batchedOperandAlone(a: ArrayLike, b: ArrayLike, dimensions: Dimensions, first: boolean): ArrayLike {
  const result = applyOne(contract, dimensions, [a, b]);
  const rank = shapeOf(result).length;
  const [contracted, batch] = [dimensions.contract[0], dimensions.batch[0]];
  const at = batch.length + (first ? 0 : freeAxes(shapeOf(a).length, contracted, batch).length);
  const others = range(-rank, 0).filter((axis) => axis !== at - rank);
  return at === 0 ? result : applyOne(permuteDims, { axes: [at - rank, ...others] }, [result]);
}

/** The integers from `start` up to but not including `end`. */
function range(start: number, end: number): number[] {
  const integers: number[] = [];
  for (let i = start; i < end; i++) integers.push(i);
  return integers;
}
