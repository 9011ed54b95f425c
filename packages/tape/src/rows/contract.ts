import {
  type ContractDimensions,
  cast as castKernel,
  contract as contractKernel,
  contractShape,
  keptDimensions,
  MAX_RANK,
  type Shape,
  ShapeError,
} from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { ShapeMismatchError } from "../errors.ts";
import { addLinear, castLike } from "../families.ts";
import { type Primitive, primitive } from "../primitive.ts";
import { commonDType } from "../promotion.ts";
import { type ArrayLike, shapeOf } from "../value.ts";
import { inverseOrder, permuteDims } from "./move.ts";

type Dimensions = ContractDimensions;

/**
 * Sum of products over paired axes, as StableHLO's dot_general: the one matrix primitive.
 *
 * Axes count from the end. The output has the batch axes, then the free axes of `a`, then those of `b`.
 */
export const contract: Primitive<Dimensions> = /* @__PURE__ */ primitive<Dimensions>({
  name: "contract",
  family: "contract",
  number: undefined,
  scalar: undefined,
  shape: (dimensions, [a, b]) => {
    const dtype = commonDType([a!, b!]);
    return [{ shape: checkedShape(a!.shape, b!.shape, dimensions), dtype, weak: false }];
  },
  kernel: (dimensions, [a, b], [out]) => [castKernel(contractKernel(a!, b!, dimensions), out!.dtype)],
  reads: "others",
  vjp: ([cotangent], { params, inputs: [a, b], needed }) => {
    const [first, second] = adjointsOf(params, shapeOf(a!).length, shapeOf(b!).length);
    return [
      needed[0] ? castLike(contractBy(first, cotangent!, b!), a!) : undefined,
      needed[1] ? castLike(contractBy(second, a!, cotangent!), b!) : undefined,
    ];
  },
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

/** A contraction that gives a cotangent: which axes are paired, of which operand first, and the order of the result's axes. */
interface Adjoint {
  readonly dimensions: Dimensions;
  readonly swapped: boolean;
  readonly order: readonly number[] | undefined;
}

function contractBy({ dimensions, swapped, order }: Adjoint, x: ArrayLike, y: ArrayLike): ArrayLike {
  const result = applyOne(contract, dimensions, swapped ? [y, x] : [x, y]);
  return order === undefined ? result : applyOne(permuteDims, { axes: order }, [result]);
}

/** Adjoints by pairing, where that is one that is kept, and by ranks. */
const adjoints: WeakMap<Dimensions, Map<number, readonly [Adjoint, Adjoint]>> = new WeakMap();

function adjointsOf(dimensions: Dimensions, rankA: number, rankB: number): readonly [Adjoint, Adjoint] {
  const ranks = rankA * (MAX_RANK + 1) + rankB;
  const known = adjoints.get(dimensions)?.get(ranks);
  if (known !== undefined) return known;
  const made = [adjointOfFirst(dimensions, rankA, rankB), adjointOfSecond(dimensions, rankA, rankB)] as const;
  if (Object.isFrozen(dimensions)) {
    adjoints.set(dimensions, (adjoints.get(dimensions) ?? new Map()).set(ranks, made));
  }
  return made;
}

/** ā: the cotangent and `b` contracted over b's free axes; what is left of `b` are the partners of a's axes. */
function adjointOfFirst({ contract: [ca, cb], batch: [ba, bb] }: Dimensions, a: number, b: number): Adjoint {
  const free = freeAxes(b, cb, bb);
  const own = freeAxes(a, ca, ba);
  const rank = ba.length + own.length + free.length;
  const paired: Dimensions = {
    contract: [range(-free.length, 0), free],
    batch: [range(-rank, ba.length - rank), bb],
  };
  return adjoint(ba, own, partners(cb, ca), paired);
}

/** b̄: `a` and the cotangent contracted over a's free axes; what is left of `a` are the partners of b's axes. */
function adjointOfSecond({ contract: [ca, cb], batch: [ba, bb] }: Dimensions, a: number, b: number): Adjoint {
  const free = freeAxes(a, ca, ba);
  const own = freeAxes(b, cb, bb);
  const rank = ba.length + own.length + free.length;
  const first = ba.length - rank;
  const paired: Dimensions = {
    contract: [free, range(first, first + free.length)],
    batch: [ba, range(-rank, first)],
  };
  return adjoint(bb, partners(ca, cb), own, paired);
}

/**
 * The adjoint whose axes, in the order in which the contraction gives them, belong at these places: `front`, then those of the
 * first operand, then those of the second. Operands change places where that puts the axes in order.
 */
function adjoint(
  front: readonly number[],
  ofX: readonly number[],
  ofY: readonly number[],
  { contract: [cx, cy], batch: [bx, by] }: Dimensions,
): Adjoint {
  const places = [...front, ...ofX, ...ofY];
  const swapped = !inOrder(places) && inOrder([...front, ...ofY, ...ofX]);
  const dimensions: Dimensions = swapped
    ? { contract: [cy, cx], batch: [by, bx] }
    : { contract: [cx, cy], batch: [bx, by] };
  const order = swapped || inOrder(places) ? undefined : inverseOrder(places);
  return { dimensions: keptDimensions(dimensions), swapped, order };
}

/** For the axes `own` in increasing order, the axes they are paired with. */
function partners(own: readonly number[], others: readonly number[]): number[] {
  return own.toSorted((p, q) => p - q).map((axis) => others[own.indexOf(axis)]!);
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
