import type { WindowAxis } from "@chainrule/array";
import {
  add,
  call,
  type Expression,
  element,
  fraction,
  freshIndices,
  multiply,
  number,
  piecewise,
  type ReduceOperation,
  reduce,
  type SymbolNode,
  tensor,
} from "@chainrule/expr";
import { lengthOf, quotient, remainder } from "./moves.ts";
import { NotLiftedError } from "./notLifted.ts";

/**
 * The rows of windows, as folds in index notation. Indices of expr start at 1; element `k` of window `o` lies at
 * `(o - 1) stride + (k - 1) dilation - low + 1`, if that is a place of the input.
 */

/** Sums of products over windows, `[..., N, C, ...lengths]` and `[..., O, C, ...window]` to `[..., N, O, ...windows]`. */
export function convolve(
  x: Expression,
  kernel: Expression,
  axes: readonly WindowAxis[],
  shape: readonly number[],
): Expression {
  const sizes = shape.map((length) => number(length));
  const front = shape.length - axes.length;
  const channels = x.shape[front - 1]!;
  const [all, [channel, ...taps]] = parted(freshIndices([...sizes, channels, ...tapsOf(axes)]), shape.length);
  const windows = all.slice(front);
  const indices = all.slice(0, front - 1); // up to the examples
  const outgoing = all[front - 1]!;
  const leading = indices.slice(0, -1);
  const reading = readingOf(x, windows, taps, axes);
  const product = multiply(
    element(x, ...indices, channel!, ...reading.places),
    element(kernel, ...leading, outgoing, channel!, ...taps),
  );
  const ofChannel = foldTaps("add", whereInside(product, reading), taps, axes);
  const body = reduce("add", channel!, 1, channels, ofChannel);
  return tensor([...indices, outgoing, ...windows], sizes, body);
}

/** Sums, or largest elements, of windows over the last axes. */
export function pool(
  name: string,
  operation: ReduceOperation,
  x: Expression,
  axes: readonly WindowAxis[],
  shape: readonly number[],
): Expression {
  const sizes = shape.map((length) => number(length));
  const front = shape.length - axes.length;
  const [indices, taps] = parted(freshIndices([...sizes, ...tapsOf(axes)]), shape.length);
  const [leading, windows] = parted(indices, front);
  const reading = readingOf(x, windows, taps, axes);
  if (operation !== "add" && reading.inside.length > 0) {
    throw new NotLiftedError(name, "its windows reach into the padding, which has no elements to compare");
  }
  const body = whereInside(element(x, ...leading, ...reading.places), reading);
  return tensor(indices, sizes, foldTaps(operation, body, taps, axes));
}

function tapsOf(axes: readonly WindowAxis[]): Expression[] {
  return axes.map(({ taps }) => number(taps));
}

function parted<T>(list: readonly T[], at: number): [T[], T[]] {
  return [list.slice(0, at), list.slice(at)];
}

function foldTaps(
  operation: ReduceOperation,
  body: Expression,
  taps: readonly SymbolNode[],
  axes: readonly WindowAxis[],
): Expression {
  return taps.reduce<Expression>((inner, tap, i) => reduce(operation, tap, 1, axes[i]!.taps, inner), body);
}

/** Where an element of a window is read, and under which conditions there is one. */
interface Reading {
  readonly places: readonly Expression[];
  readonly inside: readonly Expression[];
}

/** Conditions that always hold are left out. No tie can occur: places are whole, what they are compared with is not. */
function readingOf(
  x: Expression,
  windows: readonly SymbolNode[],
  taps: readonly SymbolNode[],
  axes: readonly WindowAxis[],
): Reading {
  const inside: Expression[] = [];
  const places = axes.map((axis, i) => {
    const { stride, dilation, inputDilation, low } = axis;
    const place = add(multiply(stride, windows[i]!), multiply(dilation, taps[i]!), -stride - dilation - low);
    const reach = (lengthOf(x.shape[x.shape.length - axes.length + i]!) - 1) * inputDilation;
    const last = (axis.size - 1) * stride + (axis.taps - 1) * dilation - low;
    if (low > 0) inside.push(call("less", fraction(-1, 2), place));
    if (last > reach) inside.push(call("less", place, add(reach, fraction(1, 2))));
    if (inputDilation > 1) inside.push(call("less", remainder(place, inputDilation), fraction(1, 2)));
    return add(1, quotient(place, inputDilation));
  });
  return { places, inside };
}

/** The value, or 0 where a place is empty. */
function whereInside(value: Expression, { inside }: Reading): Expression {
  if (inside.length === 0) return value;
  return piecewise(value, inside.length === 1 ? inside[0]! : call("and", ...inside), number(0));
}
