import {
  argsort as argsortKernel,
  cumulativeArgmax as cumulativeArgmaxKernel,
  cumulativeArgmin as cumulativeArgminKernel,
  lastWriters as lastWritersKernel,
  type NDArray,
  type Shape,
  type Side,
  searchSorted as searchSortedKernel,
} from "@chainrule/array";
import { applyOne } from "../apply.ts";
import type { Family, Primitive } from "../primitive.ts";
import { allBatched, type IndexedAxis } from "./gather.ts";
import type { Axis } from "./slicing.ts";

/** What a row whose output are indices says for itself. */
interface IndexRow<P> {
  readonly name: string;
  readonly family: Family;
  readonly shape: (params: P, ...inputs: Shape[]) => Shape;
  readonly kernel: (params: P, ...inputs: NDArray[]) => NDArray;
}

/** A row whose output are indices, which no derivative passes. */
/* @__NO_SIDE_EFFECTS__ */
export function indexRow<P>({ name, family, shape, kernel }: IndexRow<P>): Primitive<P> {
  const self: Primitive<P> = {
    name,
    family,
    number: undefined,
    scalar: undefined,
    shape: (params, inputs) => [
      { shape: shape(params, ...inputs.map((x) => x.shape)), dtype: "int32", weak: false },
    ],
    kernel: (params, inputs) => [kernel(params, ...inputs)],
    reads: "nothing",
    vjp: (_, { inputs }) => inputs.map(() => undefined),
    jvp: () => [undefined],
    batch: (inputs, { params, size, batched }) => [applyOne(self, params, allBatched(inputs, batched, size))],
  };
  return self;
}

/** An axis counted from the end, and in which order to sort along it. */
export interface SortedAxis extends Axis {
  readonly descending: boolean;
}

/** Indices that sort along an axis; equal elements keep their order. */
export const argsort: Primitive<SortedAxis> = indexRow<SortedAxis>({
  name: "argsort",
  family: "cumulative",
  shape: (_, x) => x,
  kernel: ({ axis, descending }, x) => argsortKernel(x, axis, descending),
});

/** Along an axis, the index of the largest element so far. */
export const cumulativeArgmax: Primitive<Axis> = indexRow<Axis>({
  name: "cumulativeArgmax",
  family: "cumulative",
  shape: (_, x) => x,
  kernel: ({ axis }, x) => cumulativeArgmaxKernel(x, axis),
});

/** Along an axis, the index of the smallest element so far. */
export const cumulativeArgmin: Primitive<Axis> = indexRow<Axis>({
  name: "cumulativeArgmin",
  family: "cumulative",
  shape: (_, x) => x,
  kernel: ({ axis }, x) => cumulativeArgminKernel(x, axis),
});

/** The number of sorted elements before each value, both of the same rank. */
export const searchSorted: Primitive<{ readonly side: Side }> = indexRow<{ readonly side: Side }>({
  name: "searchSorted",
  family: "cumulative",
  shape: (_, __, values) => values!,
  kernel: ({ side }, sorted, values) => searchSortedKernel(sorted!, values!, side),
});

/** For each place along an axis, where the last of the indices stands that points there, or -1. */
export const lastWriters: Primitive<IndexedAxis> = indexRow<IndexedAxis>({
  name: "lastWriters",
  family: "scatter",
  shape: ({ axis, length }, indices) => indices!.map((n, i) => (i === indices!.length + axis ? length : n)),
  kernel: ({ axis, length }, indices) => lastWritersKernel(indices!, axis, length),
});
