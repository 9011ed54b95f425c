import type { WindowAxis } from "@chainrule/array";
import {
  type Expression,
  element,
  freshIndices,
  logSumExp,
  multiply,
  number,
  type ReduceOperation,
  reduce,
  softmax,
  subtract,
  tensor,
} from "@chainrule/expr";
import type { Entry } from "@chainrule/tape";
import { isOne } from "./lifted.ts";
import { concat, cumulativeSum, flip, iota, pad, reshape, slice, take, takeAlongAxis } from "./moves.ts";
import { convolve, pool } from "./windows.ts";

// biome-ignore lint/suspicious/noExplicitAny: every row has parameters of its own
type StructuralRule = (operands: readonly Expression[], params: any, entry: Entry) => Expression;

interface Axes {
  readonly axes: readonly number[];
}

interface Windows {
  readonly axes: readonly WindowAxis[];
}

/** The rows that rearrange, repeat or sum up elements. Axes count from the end. */
export const structuralRules: ReadonlyMap<
  string,
  (operands: readonly Expression[], params: unknown, entry: Entry) => Expression
> = new Map(
  Object.entries({
    contract: ([a, b], params: Dimensions) => contract(a!, b!, params),
    sum: ([x], { axes }: Axes) => reduceAxes("add", x!, axes),
    prod: ([x], { axes }: Axes) => reduceAxes("multiply", x!, axes),
    max: ([x], { axes }: Axes) => reduceAxes("max", x!, axes),
    min: ([x], { axes }: Axes) => reduceAxes("min", x!, axes),
    logSumExp: ([x], { axes }: Axes) => reduceAxes("logSumExp", x!, axes),
    permuteDims: ([x], { axes }: Axes) => permute(x!, axes),
    broadcastTo: ([x], _, { outputs }) => readInto(x!, outputs[0]!.shape),
    softmax: ([x], { axis }: Axis) => alongLastAxis(softmax, x!, axis),
    logSoftmax: ([x], { axis }: Axis) => alongLastAxis(logSoftmax, x!, axis),
    full: (_, { value }: { readonly value: number }, { outputs }) =>
      readInto(number(value), outputs[0]!.shape),
    norm: ([x], { axes }: Axes) => reduceAxes("norm", x!, axes),
    reshape: ([x], _, { outputs }) => reshape(x!, outputs[0]!.shape),
    slice: ([x], { ranges }, { outputs }) => slice(x!, ranges, outputs[0]!.shape),
    flip: ([x], { axes }: Axes, { outputs }) => flip(x!, axes, outputs[0]!.shape),
    concat: (parts, { axis }: Axis, { outputs }) => concat(parts, axis, outputs[0]!.shape),
    pad: ([x], { padding }, { outputs }) => pad(x!, padding, outputs[0]!.shape),
    take: ([x, positions], { axis }: Axis, { outputs }) => take(x!, positions!, axis, outputs[0]!.shape),
    takeAlongAxis: ([x, positions], { axis }: Axis, { outputs }) =>
      takeAlongAxis(x!, positions!, axis, outputs[0]!.shape),
    cumulativeSum: ([x], { axis, reverse }: Axis & { readonly reverse: boolean }) =>
      cumulativeSum(x!, axis, reverse),
    convolve: ([x, kernel], { axes }: Windows, { outputs }) => convolve(x!, kernel!, axes, outputs[0]!.shape),
    windowSum: ([x], { axes }: Windows, { outputs }) => pool("windowSum", "add", x!, axes, outputs[0]!.shape),
    windowMax: ([x], { axes }: Windows, { outputs }) => pool("windowMax", "max", x!, axes, outputs[0]!.shape),
    iota: (_, { length }: { readonly length: number }) => iota(length),
  } satisfies Record<string, StructuralRule>),
) as never;

interface Axis {
  readonly axis: number;
}

/** A function that runs along the last axis, along another one. */
function alongLastAxis(f: (x: Expression) => Expression, x: Expression, axis: number): Expression {
  if (axis === -1) return f(x);
  const order = axesOf(x).with(axis, -1).with(-1, axis);
  return permute(f(permute(x, order)), order);
}

/** x - logSumExp(x), along the last axis. */
function logSoftmax(x: Expression): Expression {
  const indices = freshIndices(x.shape);
  const all = logSumExp(x);
  return tensor(indices, x.shape, subtract(element(x, ...indices), element(all, ...indices.slice(0, -1))));
}

interface Dimensions {
  readonly contract: readonly [readonly number[], readonly number[]];
  readonly batch: readonly [readonly number[], readonly number[]];
}

/** sum over the paired axes of a * b; the result has the batch axes, a's free axes, b's free axes. */
function contract(
  a: Expression,
  b: Expression,
  { contract: [ca, cb], batch: [ba, bb] }: Dimensions,
): Expression {
  const all = freshIndices([...a.shape, ...b.shape]);
  const ofA = all.slice(0, a.shape.length);
  const ofB = all.slice(a.shape.length);
  for (const [i, axis] of [...bb, ...cb].entries()) ofB[at(b, axis)] = ofA[at(a, [...ba, ...ca][i]!)]!;
  const freeA = axesOf(a).filter((axis) => !ca.includes(axis) && !ba.includes(axis));
  const freeB = axesOf(b).filter((axis) => !cb.includes(axis) && !bb.includes(axis));
  const product = multiply(element(a, ...ofA), element(b, ...ofB));
  const body = ca.reduce<Expression>(
    (inner, axis) => reduce("add", ofA[at(a, axis)]!, 1, a.shape[at(a, axis)]!, inner),
    product,
  );
  const outer = [
    ...ba.map((axis) => ({ index: ofA[at(a, axis)]!, size: a.shape[at(a, axis)]! })),
    ...freeA.map((axis) => ({ index: ofA[at(a, axis)]!, size: a.shape[at(a, axis)]! })),
    ...freeB.map((axis) => ({ index: ofB[at(b, axis)]!, size: b.shape[at(b, axis)]! })),
  ];
  return tensor(
    outer.map(({ index }) => index),
    outer.map(({ size }) => size),
    body,
  );
}

/** The axes of a tensor, counted from the end, in order. */
function axesOf({ shape }: Expression): number[] {
  return shape.map((_, i) => i - shape.length);
}

/** An axis counted from the end as one counted from the front. */
function at({ shape }: Expression, axis: number): number {
  return axis + shape.length;
}

function reduceAxes(operation: ReduceOperation, x: Expression, axes: readonly number[]): Expression {
  const indices = freshIndices(x.shape);
  const body = axes.reduce<Expression>(
    (inner, axis) => reduce(operation, indices[at(x, axis)]!, 1, x.shape[at(x, axis)]!, inner),
    element(x, ...indices),
  );
  const kept = axesOf(x).filter((axis) => !axes.includes(axis));
  return tensor(
    kept.map((axis) => indices[at(x, axis)]!),
    kept.map((axis) => x.shape[at(x, axis)]!),
    body,
  );
}

/** Each number says which axis of x comes there. */
function permute(x: Expression, order: readonly number[]): Expression {
  const indices = freshIndices(order.map((axis) => x.shape[at(x, axis)]!));
  const places = axesOf(x).map((axis) => indices[order.indexOf(axis)]!);
  return tensor(
    indices,
    order.map((axis) => x.shape[at(x, axis)]!),
    element(x, ...places),
  );
}

/** x repeated along axes where it has length 1, or that it lacks. */
function readInto(x: Expression, shape: readonly number[]): Expression {
  const sizes = shape.map((length) => number(length));
  const indices = freshIndices(sizes);
  const own = indices.slice(shape.length - x.shape.length);
  const places = x.shape.map((size, i) => (isOne(size) ? number(1) : own[i]!));
  return tensor(indices, sizes, element(x, ...places));
}
