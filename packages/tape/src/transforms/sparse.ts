import { array, type NDArray } from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { Batching } from "../batching.ts";
import { ShapeMismatchError } from "../errors.ts";
import { reshapeTo } from "../families.ts";
import { oneOf } from "../given.ts";
import type { Linear } from "../primitive.ts";
import { take } from "../rows/gather.ts";
import { concat } from "../rows/slicing.ts";
import { type ArrayLike, abstractOf, shapeOf, type Tensor } from "../value.ts";
import {
  checkGiven,
  DIFFERENTIATING,
  type DifferentiateOptions,
  type GivenArguments,
  type TreeFunction,
  zerosLike,
} from "./arguments.ts";
import { grad } from "./grad.ts";
import { record } from "./record.ts";
import {
  type Colouring,
  checkSymmetry,
  colourColumns,
  colourEither,
  colourStars,
} from "./sparse-colouring.ts";
import { checkSparsity, type Sparsity, transposed } from "./sparse-pattern.ts";

/** A matrix by its entries: a pattern, and a value for each of its columns `cols`. */
export interface SparseMatrix extends Sparsity {
  /** The entries, in the order of `cols`. */
  readonly vals: Tensor;
}

/** Options of `sparseJacobian`. */
export interface SparseJacobianOptions extends DifferentiateOptions {
  /** `forward` colours columns, `reverse` rows; by default, whichever needs fewer sweeps. */
  readonly mode?: "forward" | "reverse";
}

/**
 * The Jacobian of a function whose zeros are known, in as many sweeps as its pattern needs colours: columns (or rows) in
 * which no two entries meet are found in one. Its rows are the elements of the result, its columns those of the argument;
 * leaves of trees follow each other in the order of `tree.flatten`.
 *
 * The colours are found here, once; the function that is returned may be called any number of times. What the pattern
 * leaves out must be 0, or it spoils entries of its colour.
 *
 * @throws SparsityError `tape/sparsity` for a pattern that is none.
 * @throws ShapeMismatchError `tape/shape-mismatch` when the pattern is of another size than the Jacobian.
 * @throws ArgumentError `tape/argument` for an unknown mode.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { type ArrayLike, at, multiply, sparseJacobian, sparsity } from "@chainrule/tape";
 * const products = (x: ArrayLike) => multiply(at(x, { stop: -1 }), at(x, { start: 1 })); // x_i x_{i+1}
 * const pattern = sparsity([[0, 1], [1, 2], [2, 3]], 4);
 * sparseJacobian(products, pattern)(array([1, 2, 3, 4])).vals.toNested(); // => [2, 1, 3, 2, 4, 3]
 * ```
 */
export function sparseJacobian<F extends TreeFunction>(
  f: F,
  pattern: Sparsity,
  options: SparseJacobianOptions = {},
): (...args: GivenArguments<F>) => SparseMatrix {
  checkGiven("sparseJacobian", [f], options, [...DIFFERENTIATING, "mode"]);
  checkSparsity(pattern);
  const { byRows, colouring } = colouringFor(pattern, options.mode);
  const places = placesOf(pattern, colouring, byRows);
  return (...args) => {
    const { tape, selection, result } = record("sparseJacobian", f, args, options);
    const [inputs, outputs] = [selection.leaves, result.leaves];
    checkSize("sparseJacobian", pattern, [sizeOf(outputs), sizeOf(inputs)]);
    const compressed = byRows
      ? compress(outputs, inputs, colouring, (seeds) => tape.backward(seeds))
      : compress(inputs, outputs, colouring, (tangents) => tape.forward(tangents));
    return { ...pattern, vals: picked(compressed, places) };
  };
}

/**
 * The Hessian of a function with a scalar result whose zeros are known, in as many Hessian-vector products as a star
 * colouring of its pattern needs: 1 where it is diagonal, 3 where it is tridiagonal. The pattern must be symmetric; each entry
 * off the diagonal is read where it stands alone, there or across the diagonal.
 *
 * @throws SparsityError `tape/sparsity` for a pattern that is none, or not symmetric.
 * @throws ShapeMismatchError `tape/shape-mismatch` when the pattern is of another size than the Hessian.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { power, sparseHessian, sparsity, sum } from "@chainrule/tape";
 * const diagonal = sparsity([[0], [1]], 2);
 * sparseHessian((x) => sum(power(x, 3)), diagonal)(array([1, 2])).vals.toNested(); // => [6, 12]
 * ```
 */
export function sparseHessian<F extends TreeFunction>(
  f: F,
  pattern: Sparsity,
  options: DifferentiateOptions = {},
): (...args: GivenArguments<F>) => SparseMatrix {
  checkGiven("sparseHessian", [f], options);
  checkSparsity(pattern);
  checkSymmetry(pattern);
  const colouring = colourStars(pattern);
  const places = placesBySymmetry(pattern, colouring);
  const gradient = grad(f, options);
  return (...args) => {
    const { tape, selection, result } = record("sparseHessian", gradient as TreeFunction, args, options);
    checkSize("sparseHessian", pattern, [sizeOf(result.leaves), sizeOf(selection.leaves)]);
    const sweep = (tangents: readonly Linear[]): readonly Linear[] => tape.forward(tangents);
    return { ...pattern, vals: picked(compress(selection.leaves, result.leaves, colouring, sweep), places) };
  };
}

function colouringFor(
  pattern: Sparsity,
  mode: SparseJacobianOptions["mode"],
): ReturnType<typeof colourEither> {
  if (mode === undefined) return colourEither(pattern);
  const byRows = oneOf("sparseJacobian", "mode", mode, ["forward", "reverse"]) === "reverse";
  return { byRows, colouring: colourColumns(byRows ? transposed(pattern) : pattern) };
}

/** The sums of all columns (or rows) of each colour, by one linear sweep for all colours: `[colours, to]`. */
function compress(
  from: readonly ArrayLike[],
  to: readonly ArrayLike[],
  colouring: Colouring,
  sweep: (directions: readonly Linear[]) => readonly Linear[],
): ArrayLike {
  const batching = new Batching("sparse", colouring.count);
  let start = 0;
  const directions = from.map((leaf) => {
    const colours = colouring.colours.subarray(start, start + sizeOf([leaf]));
    start += colours.length;
    return batching.lift(indicators(colours, colouring.count, leaf));
  });
  const flat = sweep(directions).map((linear, i) =>
    reshapeTo(batching.lower(linear ?? zerosLike(to[i]!)), [colouring.count, sizeOf([to[i]!])]),
  );
  return flat.length === 1 ? flat[0]! : applyOne(concat, { axis: -1 }, flat);
}

/** For each colour an array of the form of `leaf`: 1 where an element has that colour, 0 elsewhere. */
function indicators(colours: Int32Array, count: number, leaf: ArrayLike): NDArray {
  const elements = new Float64Array(count * colours.length);
  colours.forEach((colour, i) => {
    elements[colour * colours.length + i] = 1;
  });
  return array(elements, { shape: [count, ...shapeOf(leaf)], dtype: abstractOf(leaf).dtype });
}

/** The places of a pattern's entries in the compressed Jacobian. */
function placesOf({ shape, rows, cols }: Sparsity, { colours }: Colouring, byRows: boolean): NDArray {
  const places = new Int32Array(cols.length);
  for (let i = 0; i < shape[0]; i++) {
    for (let e = rows[i]!; e < rows[i + 1]!; e++) {
      places[e] = byRows ? colours[i]! * shape[1] + cols[e]! : colours[cols[e]!]! * shape[0] + i;
    }
  }
  return array(places);
}

/** The places of a symmetric pattern's entries in the compressed Hessian: in row i, or, where j is not alone, in row j. */
function placesBySymmetry({ shape: [size], rows, cols }: Sparsity, { colours, count }: Colouring): NDArray {
  const places = new Int32Array(cols.length);
  const inRow = new Int32Array(count);
  for (let i = 0; i < size; i++) {
    inRow.fill(0);
    for (let e = rows[i]!; e < rows[i + 1]!; e++) inRow[colours[cols[e]!]!]! += 1;
    for (let e = rows[i]!; e < rows[i + 1]!; e++) {
      const j = cols[e]!;
      places[e] = inRow[colours[j]!] === 1 ? colours[j]! * size + i : colours[i]! * size + j;
    }
  }
  return array(places);
}

function picked(compressed: ArrayLike, places: NDArray): Tensor {
  const [count, size] = shapeOf(compressed) as [number, number];
  return applyOne(take, { axis: -1 }, [reshapeTo(compressed, [count * size]), places]) as Tensor;
}

function checkSize(name: string, { shape }: Sparsity, needed: readonly [number, number]): void {
  if (shape[0] === needed[0] && shape[1] === needed[1]) return;
  throw new ShapeMismatchError(
    name,
    [shape, needed],
    "the pattern has a row for each element of the result, and a column for each of the argument.",
  );
}

function sizeOf(leaves: readonly ArrayLike[]): number {
  return leaves.reduce<number>(
    (sum, leaf) => sum + shapeOf(leaf).reduce((product, length) => product * length, 1),
    0,
  );
}
