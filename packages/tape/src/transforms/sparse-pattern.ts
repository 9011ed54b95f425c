import { TapeError } from "../errors.ts";
import { listOf, madeOf } from "../given.ts";

/**
 * Where a matrix may have entries other than 0, row by row (CSR): row `i` has them in the columns
 * `cols[rows[i]]` to `cols[rows[i + 1] - 1]`.
 */
export interface Sparsity {
  /** Number of rows, number of columns. */
  readonly shape: readonly [number, number];
  /** Where each row begins in `cols`, and, last, where the last one ends. */
  readonly rows: ArrayLike<number>;
  /** The columns of the entries. */
  readonly cols: ArrayLike<number>;
}

/**
 * A pattern that is none, or does not fit the function (`tape/sparsity`).
 *
 * @example
 * ```ts
 * import { sparsity } from "@chainrule/tape";
 * sparsity([[0], [3]], 2); // throws tape/sparsity
 * ```
 */
export class SparsityError extends TapeError {
  constructor(message: string) {
    super("tape/sparsity", message);
  }
}

/**
 * The pattern of a matrix whose row `i` has entries in the columns `columnsOfRows[i]`, in that order.
 *
 * @throws SparsityError `tape/sparsity` for a column outside of 0 to `columns - 1`, or twice in a row.
 *
 * @example
 * ```ts
 * import { sparsity } from "@chainrule/tape";
 * const { rows, cols } = sparsity([[0, 1], [1]], 2);
 * [Array.from(rows), Array.from(cols)]; // => [[0, 2, 3], [0, 1, 1]]
 * ```
 */
export function sparsity(columnsOfRows: readonly (readonly number[])[], columns: number): Sparsity {
  const rows = new Int32Array(listOf("sparsity", "the rows", columnsOfRows).length + 1);
  columnsOfRows.forEach((row, i) => {
    rows[i + 1] = rows[i]! + listOf("sparsity", "the columns of a row", row).length;
  });
  const pattern = { shape: [columnsOfRows.length, columns] as const, rows, cols: columnsOfRows.flat() };
  checkSparsity(pattern);
  return { ...pattern, cols: Int32Array.from(pattern.cols) };
}

/** @throws SparsityError for rows that do not follow each other, and columns outside or twice in a row. */
export function checkSparsity(pattern: Sparsity): void {
  const { shape, rows, cols } = madeOf("sparsity", "a pattern", pattern, ["shape", "rows", "cols"]);
  const [height, width] = listOf("sparsity", "the lengths of both axes", shape);
  if (rows.length !== height + 1 || rows[0] !== 0 || rows[height] !== cols.length) {
    const found = `${rows.length} numbers from ${rows[0]} to ${rows[rows.length - 1]}`;
    throw new SparsityError(
      `sparsity: rows are ${found}; for ${height} rows give ${height + 1}, from 0 to the number of entries, ${cols.length}.`,
    );
  }
  for (let i = 0; i < height; i++) {
    if (rows[i + 1]! >= rows[i]!) continue;
    throw new SparsityError(`sparsity: row ${i} ends before it begins; rows must not decrease.`);
  }
  const lastRow = new Int32Array(width).fill(-1);
  for (let i = 0; i < height; i++) {
    for (let e = rows[i]!; e < rows[i + 1]!; e++) {
      const column = cols[e]!;
      if (lastRow[column] === undefined) {
        throw new SparsityError(
          `sparsity: row ${i} names column ${column}; use integers from 0 to ${width - 1}.`,
        );
      }
      if (lastRow[column] === i) {
        throw new SparsityError(`sparsity: row ${i} names column ${column} twice; name it once.`);
      }
      lastRow[column] = i;
    }
  }
}

/** The pattern of the transposed matrix. */
export function transposed({ shape: [height, width], rows, cols }: Sparsity): Sparsity {
  const starts = new Int32Array(width + 1);
  for (let e = 0; e < cols.length; e++) starts[cols[e]! + 1]! += 1;
  for (let j = 0; j < width; j++) starts[j + 1]! += starts[j]!;
  const free = starts.slice();
  const turned = new Int32Array(cols.length);
  for (let i = 0; i < height; i++) {
    for (let e = rows[i]!; e < rows[i + 1]!; e++) {
      const column = cols[e]!;
      turned[free[column]!] = i;
      free[column]! += 1;
    }
  }
  return { shape: [width, height], rows: starts, cols: turned };
}

/** The largest number of entries in a row. */
export function longestRow({ shape: [height], rows }: Sparsity): number {
  let longest = 0;
  for (let i = 0; i < height; i++) longest = Math.max(longest, rows[i + 1]! - rows[i]!);
  return longest;
}
