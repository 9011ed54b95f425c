import { eye, floatDType, type NDArray } from "@chainrule/array";
import { apply, applyOne } from "../apply.ts";
import { ShapeMismatchError } from "../errors.ts";
import { alignBatch, castLike, scaleBy } from "../families.ts";
import * as op from "../operations/elementwise.ts";
import { tril } from "../operations/matrices.ts";
import { expandDims, matrixTranspose } from "../operations/moves.ts";
import type { Linear, Primitive } from "../primitive.ts";
import { commonDType } from "../promotion.ts";
import { type Abstract, type ArrayLike, abstractOf, shapeOf, type Tensor } from "../value.ts";

// What the rows of linear algebra share. Matrices stand in the last two axes, in stacks of any leading axes.

/** What a row of linear algebra says for itself. */
export type LinalgRow<P> = Pick<
  Primitive<P>,
  "name" | "shape" | "kernel" | "reads" | "saves" | "vjp" | "jvp"
>;

/** A row whose kernel takes extra leading axes, and broadcasts those of several operands. */
/* @__NO_SIDE_EFFECTS__ */
export function linalg<P>(row: LinalgRow<P>): Primitive<P> {
  const self: Primitive<P> = {
    family: "linalg",
    number: undefined,
    scalar: undefined,
    batch: (inputs, { params, batched }) => apply(self, params, alignBatch(inputs, batched)),
    ...row,
  };
  return self;
}

/** A float array of a shape, in the common dtype of what it is made of. */
export function floats(shape: readonly number[], ...inputs: readonly Abstract[]): Abstract {
  return { shape, dtype: floatDType(commonDType(inputs)), weak: false };
}

/** Rows and columns of the last two axes. @throws ShapeMismatchError for fewer than two axes. */
export function sidesOf(name: string, { shape }: Abstract): [rows: number, columns: number] {
  const [rows, columns] = shape.slice(-2);
  if (rows === undefined || columns === undefined) {
    throw new ShapeMismatchError(name, [shape], "a matrix has two axes: reshape it to two or more.");
  }
  return [rows, columns];
}

/** The length of both last axes. @throws ShapeMismatchError unless they are equal. */
export function sideOf(name: string, x: Abstract): number {
  const [rows, columns] = sidesOf(name, x);
  if (rows === columns) return rows;
  throw new ShapeMismatchError(name, [x.shape], "matrices must be square: as many rows as columns.");
}

/** The axes before the last two. */
export function leadingOf({ shape }: { readonly shape: readonly number[] }): readonly number[] {
  return shape.slice(0, -2);
}

/** (X + X') / 2. */
export function symmetricPart(x: ArrayLike): Tensor {
  return op.multiply(0.5, op.add(x, matrixTranspose(x))) as Tensor;
}

/** The lower triangle with half the diagonal: that of a symmetric matrix which is L + L'. */
export function lowerHalf(x: ArrayLike): Tensor {
  return op.multiply(0.5, op.add(tril(x), tril(x, -1))) as Tensor;
}

/** A number for each matrix, to be multiplied with all its elements. */
export function perMatrix(x: ArrayLike): Tensor {
  return expandDims(expandDims(x, -1), -1);
}

/** Column j of a matrix times element j of a vector; 0 wins over Infinity. */
export function scaleColumns(x: ArrayLike, v: ArrayLike): ArrayLike {
  return scaleBy(x, expandDims(v, -2));
}

/** Row i of a matrix times element i of a vector; 0 wins over Infinity. */
export function scaleRows(x: ArrayLike, v: ArrayLike): ArrayLike {
  return scaleBy(x, expandDims(v, -1));
}

/** 1 / (v[j] - v[i]) off the diagonal, and 0 on it; infinite for equal elements. */
export function reciprocalGaps(v: ArrayLike): ArrayLike {
  const isDiagonal = identityLike(v);
  const gaps = op.subtract(expandDims(v, -2), expandDims(v, -1));
  return op.where(isDiagonal, 0, op.reciprocal(op.where(isDiagonal, 1, gaps)));
}

/** Where row and column are the same, for matrices as large as the last axis. */
function identityLike(v: ArrayLike): NDArray {
  const n = shapeOf(v).at(-1)!;
  return eye(n, n, 0, { dtype: "bool" });
}

/** The identity, as large and of the dtype of square matrices. */
export function identityOf(x: ArrayLike, n: number = shapeOf(x).at(-1)!): NDArray {
  return eye(n, n, 0, { dtype: abstractOf(x).dtype });
}

/** Applies a rule to a tangent or cotangent that is there; the result has the dtype of `like`. */
export function through(linear: Linear, like: ArrayLike, rule: (x: ArrayLike) => ArrayLike): Linear {
  return linear === undefined ? undefined : castLike(rule(linear), like);
}

/** A row with one output, applied. */
export function matrixOf<P>(row: Primitive<P>, params: P, ...inputs: ArrayLike[]): Tensor {
  return applyOne(row, params, inputs) as Tensor;
}
