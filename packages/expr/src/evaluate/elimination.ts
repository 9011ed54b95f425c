import type { Arithmetic } from "@chainrule/special";

/**
 * P X Q = L U by complete pivoting: the entry that is largest by its value comes to the diagonal, so that entries which
 * are as good as 0 come last. Everything is done in the arithmetic asked for; pivots are chosen by the nearest doubles.
 */
export interface Elimination<T> {
  /** U on and above the diagonal; below it L, whose own diagonal is 1. */
  readonly entries: readonly (readonly T[])[];
  /** Row k of `entries` was row number rowOrder[k]; columns likewise. */
  readonly rowOrder: readonly number[];
  readonly columnOrder: readonly number[];
  /** The sign of the two permutations together. */
  readonly sign: 1 | -1;
  /** How many pivots are not 0 for sure. */
  readonly rank: number;
}

/** Eliminates below each pivot; the rows given are overwritten. */
function eliminate<T>(A: Arithmetic<T>, rows: T[][]): Elimination<T> {
  const size = rows.length;
  const rowOrder = rows.map((_, k) => k);
  const columnOrder = rows.map((_, k) => k);
  let sign: 1 | -1 = 1;
  let rank = 0;
  for (; rank < size; rank++) {
    const pivot = findPivot(A, rows, rank);
    if (pivot === undefined) break;
    const [row, column] = pivot;
    if (row !== rank) sign = -sign as 1 | -1;
    if (column !== rank) sign = -sign as 1 | -1;
    swap(rows, rank, row);
    swap(rowOrder, rank, row);
    swap(columnOrder, rank, column);
    for (const entries of rows) swap(entries, rank, column);
    clearBelow(A, rows, rank);
  }
  return { entries: rows, rowOrder, columnOrder, sign, rank };
}

/** The place of the largest entry left; none where all are 0 for sure. What is no number counts as the largest. */
function findPivot<T>(
  A: Arithmetic<T>,
  rows: readonly (readonly T[])[],
  start: number,
): readonly [row: number, column: number] | undefined {
  let [found, largest]: [[number, number] | undefined, number] = [undefined, 0];
  for (let row = start; row < rows.length; row++) {
    for (let column = start; column < rows.length; column++) {
      const entry = rows[row]![column]!;
      const magnitude = Math.abs(A.toNumber(entry));
      if (magnitude <= largest && (found !== undefined || isZero(A, entry))) continue;
      found = [row, column];
      largest = magnitude;
    }
  }
  return found;
}

/** Whether the value is 0, whatever its bound. */
function isZero<T>(A: Arithmetic<T>, x: T): boolean {
  return A.compare(x, A.fromNumber(0)) === 0;
}

function swap<V>(list: V[], a: number, b: number): void {
  const kept = list[a]!;
  list[a] = list[b]!;
  list[b] = kept;
}

function clearBelow<T>(A: Arithmetic<T>, rows: readonly T[][], k: number): void {
  const pivotRow = rows[k]!;
  for (let row = k + 1; row < rows.length; row++) {
    const entries = rows[row]!;
    const factor = A.divide(entries[k]!, pivotRow[k]!);
    entries[k] = factor;
    for (let column = k + 1; column < rows.length; column++) {
      entries[column] = A.subtract(entries[column]!, A.multiply(factor, pivotRow[column]!));
    }
  }
}

/** The pivots, largest first. */
function pivotsOf<T>({ entries }: Elimination<T>): T[] {
  return entries.map((row, k) => row[k]!);
}

/** The product of factors that come largest first; large and small ones in turn, so that it stays in range. */
function balancedProduct<T>(A: Arithmetic<T>, factors: readonly T[]): T {
  let product = A.fromNumber(1);
  for (let [low, high] = [0, factors.length - 1]; low <= high; ) {
    const factor = Math.abs(A.toNumber(product)) > 1 ? factors[high--] : factors[low++];
    product = A.multiply(product, factor as T);
  }
  return product;
}

/** The determinant, 0 where a pivot is. */
export function determinant<T>(A: Arithmetic<T>, rows: T[][]): T {
  const elimination = eliminate(A, rows);
  if (elimination.rank < rows.length) return A.fromNumber(0);
  const product = balancedProduct(A, pivotsOf(elimination));
  return elimination.sign === 1 ? product : A.negate(product);
}

/** L^-1 P e for the unit vector e of an original row. */
function solveLower<T>(A: Arithmetic<T>, { entries, rowOrder }: Elimination<T>, unit: number): T[] {
  const solution: T[] = [];
  for (const [k, row] of entries.entries()) {
    let value: T = A.fromNumber(rowOrder[k] === unit ? 1 : 0);
    for (let m = 0; m < k; m++) value = A.subtract(value, A.multiply(row[m]!, solution[m]!));
    solution.push(value);
  }
  return solution;
}

/** U^-1 of the first entries, in place; U's own first rows and columns alone count. */
function solveUpper<T>(A: Arithmetic<T>, { entries }: Elimination<T>, values: T[], size: number): void {
  for (let k = size - 1; k >= 0; k--) {
    let value: T = values[k]!;
    for (let m = k + 1; m < size; m++) value = A.subtract(value, A.multiply(entries[k]![m]!, values[m]!));
    values[k] = A.divide(value, entries[k]![k]!);
  }
}

/** The logarithm of a determinant that is positive for sure; else NaN. */
export function logDeterminant<T>(A: Arithmetic<T>, rows: T[][]): T {
  const elimination = eliminate(A, rows);
  const zero = A.fromNumber(0);
  let sign: number = elimination.sign;
  let total = zero;
  for (const pivot of pivotsOf(elimination)) {
    sign *= A.compare(pivot, zero) ?? Number.NaN;
    total = A.add(total, A.log(A.abs(pivot)));
  }
  return sign > 0 ? total : A.fromNumber(Number.NaN);
}

/** The inverse in row-major order: NaN of a singular matrix. */
export function inverseOf<T>(A: Arithmetic<T>, rows: T[][]): T[] {
  const size = rows.length;
  const elimination = eliminate(A, rows);
  const inverse = new Array<T>(size * size).fill(A.fromNumber(Number.NaN));
  if (elimination.rank < size) return inverse;
  for (let column = 0; column < size; column++) {
    const values = solveLower(A, elimination, column);
    solveUpper(A, elimination, values, size);
    for (const [k, row] of elimination.columnOrder.entries()) inverse[row * size + column] = values[k]!;
  }
  return inverse;
}

/**
 * The cofactors in row-major order. The adjugate of U is written without dividing by its last pivot, the only one that
 * may be 0: with U = [V u; 0 p] and d = det V it is [d p V^-1, -d V^-1 u; 0, d].
 */
export function cofactorsOf<T>(A: Arithmetic<T>, rows: T[][]): T[] {
  const size = rows.length;
  const elimination = eliminate(A, rows);
  const cofactors = new Array<T>(size * size).fill(A.fromNumber(0));
  if (elimination.rank < size - 1) return cofactors;
  const last = size - 1;
  const pivots = pivotsOf(elimination);
  const minor = balancedProduct(A, [A.fromNumber(elimination.sign), ...pivots.slice(0, last)]);
  for (let row = 0; row < size; row++) {
    const values = solveLower(A, elimination, row).map((value) => A.multiply(minor, value));
    for (let k = 0; k < last; k++) {
      const moved = A.multiply(elimination.entries[k]![last]!, values[last]!);
      values[k] = A.subtract(A.multiply(pivots[last]!, values[k]!), moved);
    }
    solveUpper(A, elimination, values, last);
    for (const [k, column] of elimination.columnOrder.entries()) cofactors[row * size + column] = values[k]!;
  }
  return cofactors;
}
