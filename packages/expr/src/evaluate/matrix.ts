import type { Arithmetic } from "@chainrule/special";
import { isMatrixFunction, type MatrixFunctionName } from "../functions/names.ts";
import type { CallNode, Expression } from "../node.ts";
import { cofactorsOf, determinant, inverseOf, logDeterminant } from "./elimination.ts";
import { type Axis, type Family, levelsOf, type Scope, stored, volumeOf, walk } from "./family.ts";
import { type Run, spend, valuesOf } from "./run.ts";

/** The values of a function of a matrix, in row-major order; one for a scalar. The rows given may be overwritten. */
type MatrixFunction = <T>(A: Arithmetic<T>, rows: T[][], order: number) => readonly T[];

export const matrixFunctions: { readonly [N in MatrixFunctionName]: MatrixFunction } = {
  det: (A, rows) => [determinant(A, rows)],
  logdet: (A, rows) => [logDeterminant(A, rows)],
  inverse: (A, rows) => inverseOf(A, rows),
  cofactor: (A, rows, order) => (order === 1 ? cofactorsOf(A, rows) : higherCofactors(A, rows, order)),
};

type MatrixCall = CallNode & { readonly name: MatrixFunctionName };

/** Whether the node is a function of a matrix. */
export function isMatrixCall(node: Expression): node is MatrixCall {
  return node.kind === "call" && isMatrixFunction(node.name);
}

/** A function of a matrix, for all values of the free indices. */
export function matrixFamily<T>(run: Run<T>, node: MatrixCall, scope: Scope): Family<T> {
  const [matrix] = valuesOf(run, node.operands, scope) as [Family<T>];
  const size = matrix.axes[0]!.size;
  const rank = node.shape.length;
  const levels = levelsOf([matrix]);
  const volume = volumeOf(levels, scope);
  spend(run, volume * workOf(size, rank), volume * size ** rank);
  const data: T[] = [];
  walk([matrix], levels, scope, ([start]) => {
    for (const value of matrixFunctions[node.name](run.A, rowsAt(matrix, start!), rank / 2)) data.push(value);
  });
  return withAxes(stored(data, levels, scope), size, rank);
}

/** Index combinations visited: an elimination each for cofactors of higher order. */
function workOf(size: number, rank: number): number {
  return size ** 3 * (rank > 2 ? size ** rank : 1);
}

function rowsAt<T>({ data, axes }: Family<T>, start: number): T[][] {
  const [row, column] = axes as readonly [Axis, Axis];
  return Array.from({ length: row.size }, (_, i) =>
    Array.from({ length: column.size }, (_, k) => data[start + i * row.stride + k * column.stride]!),
  );
}

/** The values stored for each combination of indices as axes, the last one fastest. */
function withAxes<T>(family: Family<T>, size: number, rank: number): Family<T> {
  const block = size ** rank;
  const dimensions = new Map(
    [...family.dimensions].map(([level, axis]) => [level, { ...axis, stride: axis.stride * block }] as const),
  );
  const axes = Array.from({ length: rank }, (_, axis) => ({ size, stride: size ** (rank - 1 - axis) }));
  return { data: family.data, offset: family.offset, dimensions, axes };
}

/**
 * The derivatives of the determinant by `order` elements: the rows of those elements give way to unit vectors along
 * their columns. 0 where two of the rows are the same.
 */
function higherCofactors<T>(A: Arithmetic<T>, rows: readonly (readonly T[])[], order: number): T[] {
  const size = rows.length;
  return Array.from({ length: size ** (2 * order) }, (_, k) => {
    const chosen = positionsOf(k, size, order);
    if (new Set(chosen.map(([row]) => row)).size < order) return A.fromNumber(0);
    const replaced = rows.map((row) => [...row]);
    for (const [row, column] of chosen) replaced[row] = unitVector(A, size, column);
    return determinant(A, replaced);
  });
}

/** The rows and columns that a position in row-major order stands for. */
function positionsOf(
  position: number,
  size: number,
  order: number,
): (readonly [row: number, column: number])[] {
  let rest = position;
  return Array.from({ length: order }, () => {
    const cell = rest % (size * size);
    rest = (rest - cell) / (size * size);
    return [Math.floor(cell / size), cell % size] as const;
  });
}

function unitVector<T>(A: Arithmetic<T>, size: number, one: number): T[] {
  return Array.from({ length: size }, (_, k) => A.fromNumber(k === one ? 1 : 0));
}
