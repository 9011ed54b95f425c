import { placesOf, type Shape, type WindowAxis } from "@chainrule/array";
import type { Arithmetic } from "@chainrule/special";
import type { Elements } from "./evaluate.ts";
import type { Primitive } from "./primitive.ts";

// The window family in any arithmetic: plain loops over the places of windows.

/** Window: the fold of each window's elements; with a kernel, of their products, over channels too. */
export function windowElements<T>(
  A: Arithmetic<T>,
  { scalar }: Primitive,
  axes: readonly WindowAxis[],
  [x, kernel]: readonly Elements<T>[],
  shape: Shape,
): Elements<T> {
  const fold = scalar ?? ((_, a, b) => A.add(a, b));
  const folded = (terms: readonly T[]): T =>
    terms.length === 0 ? A.fromNumber(0) : terms.reduce((a, b) => fold(A, a, b));
  const terms = kernel === undefined ? ofPool(x!, axes) : ofConvolution(A, x!, kernel, axes, shape);
  return { shape, data: terms.map((make) => folded(make())) };
}

/** What each element of a result folds. */
type Terms<T> = (() => readonly T[])[];

/** The places of each window that are not empty, with the window's element that lies there. */
function windowsOver(shape: Shape, axes: readonly WindowAxis[]): (readonly [tap: number, place: number])[][] {
  const { taps, windows, table } = placesOf(shape.slice(shape.length - axes.length), axes);
  return Array.from({ length: windows }, (_, window) =>
    Array.from({ length: taps }, (_, tap) => [tap, table[tap * windows + window]!] as const).filter(
      ([, place]) => place >= 0,
    ),
  );
}

function product(lengths: Shape): number {
  return lengths.reduce((total, length) => total * length, 1);
}

function ofPool<T>({ shape, data }: Elements<T>, axes: readonly WindowAxis[]): Terms<T> {
  const windows = windowsOver(shape, axes);
  const area = product(shape.slice(shape.length - axes.length));
  const blocks = product(shape.slice(0, shape.length - axes.length));
  return Array.from({ length: blocks }, (_, k) => k * area).flatMap((from) =>
    windows.map((window) => () => window.map(([, place]) => data[from + place]!)),
  );
}

function ofConvolution<T>(
  A: Arithmetic<T>,
  x: Elements<T>,
  kernel: Elements<T>,
  axes: readonly WindowAxis[],
  shape: Shape,
): Terms<T> {
  const windows = windowsOver(x.shape, axes);
  const leading = shape.length - axes.length - 2;
  const [examples, filters, channels] = [shape[leading]!, shape[leading + 1]!, x.shape[leading + 1]!];
  const [area, taps] = [product(x.shape.slice(leading + 2)), product(kernel.shape.slice(leading + 2))];
  const count = product(shape);
  return Array.from({ length: count }, (_, i) => () => {
    const window = windows[i % windows.length]!;
    const [row, o] = divided(Math.floor(i / windows.length), filters);
    const [batch] = divided(row, examples);
    return Array.from({ length: channels }, (_, c) => c).flatMap((c) =>
      window.map(([tap, place]) =>
        A.multiply(
          x.data[(row * channels + c) * area + place]!,
          kernel.data[((batch * filters + o) * channels + c) * taps + tap]!,
        ),
      ),
    );
  });
}

function divided(i: number, by: number): readonly [quotient: number, rest: number] {
  return [Math.floor(i / by), i % by];
}
