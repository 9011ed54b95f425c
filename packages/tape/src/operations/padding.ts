import { array, sizeOf } from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { ArgumentError } from "../errors.ts";
import { listOf, oneOf, optionsOf } from "../given.ts";
import { take as takeRow } from "../rows/gather.ts";
import { pad as padRow } from "../rows/slicing.ts";
import { type ArrayLike, shapeOf, type Tensor } from "../value.ts";
import { where } from "./comparison.ts";
import { ones } from "./creation.ts";

/** How many elements to put before and after those of an axis; negative ones cut off. */
export type PadWidth = readonly [before: number, after: number];

/**
 * What stands around an array: a value; the last element (`edge`); its mirror image, with the last element once (`reflect`) or twice
 * (`symmetric`); or the array itself again (`wrap`).
 */
export type PadMode = "constant" | "edge" | "reflect" | "symmetric" | "wrap";

/** The place in an axis that a place outside of it stands for. */
type Fold = (place: number, length: number) => number;

const modulo = (a: number, n: number): number => ((a % n) + n) % n;

/** Mirrored again and again: a period of `2 length` places, or of two less where the ends stand once. */
const mirrored = (place: number, length: number, period: number): number => {
  const within = modulo(place, Math.max(1, period));
  return Math.min(within, period - within - (period === 2 * length ? 1 : 0));
};

const FOLDS: { readonly [M in Exclude<PadMode, "constant">]: Fold } = {
  edge: (place, length) => Math.min(Math.max(place, 0), length - 1),
  reflect: (place, length) => mirrored(place, length, 2 * length - 2),
  symmetric: (place, length) => mirrored(place, length, 2 * length),
  wrap: modulo,
};

/** What `pad` takes besides widths. */
export interface PadOptions {
  /** What stands around; a constant value unless given. */
  readonly mode?: PadMode;
  /** The value in mode `constant`; 0 unless given. */
  readonly value?: number;
}

/**
 * An array with something around it, by one pair of widths for every axis: a value, or its own elements. The derivative goes to the
 * elements that are repeated.
 *
 * @throws ArgumentError `tape/argument` unless there is one pair for each axis, for an unknown mode, and where there is nothing
 *   to repeat.
 * @throws ShapeMismatchError `tape/shape-mismatch` when more is cut off than there is.
 *
 * @example
 * ```ts
 * import { array, sizeOf } from "@chainrule/array";
 * import { pad } from "@chainrule/tape";
 * const x = array([1, 2, 3]);
 * pad(x, [[1, 2]]).toNested(); // => [0, 1, 2, 3, 0, 0]
 * pad(x, [[2, 1]], { mode: "reflect" }).toNested(); // => [3, 2, 1, 2, 3, 2]
 * pad(x, [[2, 1]], { mode: "wrap" }).toNested(); // => [2, 3, 1, 2, 3, 1]
 * ```
 */
export function pad(x: ArrayLike, widths: readonly PadWidth[], options: number | PadOptions = {}): Tensor {
  const { mode = "constant", value = 0 } =
    typeof options === "number" ? { value: options } : optionsOf("pad", options, ["mode", "value"]);
  for (const width of listOf("pad", "the widths", widths)) listOf("pad", "the widths of an axis", width);
  if (widths.length !== shapeOf(x).length) {
    const given = `${widths.length} pairs of widths are given for ${shapeOf(x).length} axes`;
    throw new ArgumentError("pad", `${given}; give one for each.`);
  }
  if (mode === "constant") return padWithValue(x, widths, value);
  oneOf("pad", "mode", mode, ["constant", ...(Object.keys(FOLDS) as PadMode[])]);
  return widths.reduce<ArrayLike>(
    (sofar, width, i) => padWithElements(sofar, width, i - widths.length, FOLDS[mode]),
    x,
  ) as Tensor;
}

function padWithValue(x: ArrayLike, widths: readonly PadWidth[], value: number): Tensor {
  const padding = widths.map(([low, high]) => ({ low, high, interior: 0 }));
  const padded = applyOne(padRow, { padding }, [x]) as Tensor;
  if (value === 0) return padded;
  const inside = applyOne(padRow, { padding }, [ones(shapeOf(x), { dtype: "bool" })]);
  return where(inside, padded, value) as Tensor;
}

/** The elements of an axis, picked at the places that those of the padded axis stand for. */
function padWithElements(x: ArrayLike, [before, after]: PadWidth, axis: number, fold: Fold): ArrayLike {
  const length = shapeOf(x).at(axis)!;
  if (before === 0 && after === 0) return x;
  if (length === 0)
    throw new ArgumentError("pad", "an empty axis has no elements to repeat; pad with a value.");
  const size = before + length + after;
  if (![before, after].every(Number.isInteger) || size < 0) {
    throw new ArgumentError(
      "pad",
      `[${before}, ${after}] are no widths of an axis of length ${length}; use integers.`,
    );
  }
  sizeOf(shapeOf(x).with(axis, size));
  const places = Int32Array.from({ length: size }, (_, i) => fold(i - before, length));
  return applyOne(takeRow, { axis }, [x, array(places)]);
}
