import type { Arithmetic } from "@chainrule/special";
import {
  factored,
  identity,
  isNonzero,
  isZero,
  type Matrix,
  minusProduct,
  product,
  transposed,
} from "./elimination.ts";

// The determinant and its derivatives in any arithmetic, at singular matrices too.

/** The product of the pivots; where one may be 0, Bird's algorithm, which divides by nothing. */
export function determinant<T>(A: Arithmetic<T>, a: Matrix<T>): T {
  const { rows, sign, zeroPivot } = factored(A, a);
  if (zeroPivot >= 0) return determinantWithoutDivision(A, a);
  return rows.reduce((product, row, i) => A.multiply(product, row[i]!), A.fromNumber(sign));
}

/**
 * F(1) = A, F(k + 1) = μ(F(k)) A, where μ keeps what is above the diagonal and puts there the negative sum of the
 * diagonal elements that follow; det A = ± F(n)[0, 0].
 * Source: R. S. Bird, A simple division-free algorithm for computing determinants, 2011.
 */
export function determinantWithoutDivision<T>(A: Arithmetic<T>, a: Matrix<T>): T {
  const n = a.length;
  const zero = A.fromNumber(0);
  let f: Matrix<T> = a;
  for (let k = 1; k < n; k++) {
    let following = zero;
    const sums = new Array<T>(n);
    for (let i = n - 1; i >= 0; i--) {
      sums[i] = A.negate(following);
      following = A.add(following, f[i]![i]!);
    }
    f = f.map((row, i) =>
      a[0]!.map((_, j) => {
        let sum = A.multiply(sums[i]!, a[i]![j]!);
        for (let m = i + 1; m < n; m++) sum = A.add(sum, A.multiply(row[m]!, a[m]![j]!));
        return sum;
      }),
    );
  }
  return n % 2 === 1 ? f[0]![0]! : A.negate(f[0]![0]!);
}

/** As the kernel does it, where no pivot is in doubt; else from minors. */
export function determinantForm<T>(
  A: Arithmetic<T>,
  a: Matrix<T>,
  directions: readonly Matrix<T>[],
): Matrix<T> {
  const diagonal = diagonalised(A, a);
  if (diagonal === undefined) return formOfMinors(A, a, directions);
  const { d, g, h, sign } = diagonal;
  const form = diagonalForm(
    A,
    d,
    directions.map((e) => product(A, product(A, g, e), h)),
  );
  const moved = product(A, product(A, transposed(g), form), transposed(h));
  return sign === 1 ? moved : moved.map((row) => row.map((e) => A.negate(e)));
}

/** G A H = diag(d) with det G det H = sign, by complete pivoting; undefined where a pivot may be 0 and may not. */
function diagonalised<T>(
  A: Arithmetic<T>,
  a: Matrix<T>,
):
  | { readonly d: readonly T[]; readonly g: Matrix<T>; readonly h: Matrix<T>; readonly sign: number }
  | undefined {
  const n = a.length;
  const rows = a.map((row) => [...row]);
  const g = identity(A, n).map((row) => [...row]);
  const columns = identity(A, n).map((row) => [...row]); // of H, as rows
  let sign = 1;
  for (let k = 0; k < n; k++) {
    const rest = rows.slice(k).map((row) => row.slice(k).map((e) => Math.abs(A.toNumber(e))));
    const largest = Math.max(...rest.flat());
    const p = rest.findIndex((row) => row.includes(largest));
    const q = rest[p]!.indexOf(largest);
    sign *= (p === 0 ? 1 : -1) * (q === 0 ? 1 : -1);
    for (const list of [rows, g]) swap(list, k, k + p);
    for (const list of rows) swap(list, k, k + q);
    swap(columns, k, k + q);
    const pivot = rows[k]![k]!;
    if (!isNonzero(A, pivot)) {
      if (rows.slice(k).every((row) => row.slice(k).every((e) => isZero(A, e)))) break;
      return undefined;
    }
    for (let i = k + 1; i < n; i++) {
      const [down, across] = [A.divide(rows[i]![k]!, pivot), A.divide(rows[k]![i]!, pivot)];
      rows[i] = rows[i]!.map((e, j) => (j < k ? e : minusProduct(A, e, down, rows[k]![j]!)));
      g[i] = g[i]!.map((e, j) => minusProduct(A, e, down, g[k]![j]!));
      columns[i] = columns[i]!.map((e, j) => minusProduct(A, e, across, columns[k]![j]!));
    }
  }
  return { d: rows.map((row, i) => row[i]!), g, h: transposed(columns), sign };
}

function swap<V>(list: V[], p: number, q: number): void {
  [list[p], list[q]] = [list[q]!, list[p]!];
}

/** The form at a diagonal: distinct places, a permutation of them, the diagonal's elements at all others. */
function diagonalForm<T>(A: Arithmetic<T>, d: readonly T[], directions: readonly Matrix<T>[]): Matrix<T> {
  const form = d.map(() => d.map(() => A.fromNumber(0)));
  let chosen: readonly (readonly number[])[] = d.map((_, i) => [i]);
  for (const _ of directions) {
    chosen = chosen.flatMap((places) => d.flatMap((_, i) => (places.includes(i) ? [] : [[...places, i]])));
  }
  const orders = permutationsOf(directions.length + 1);
  for (const places of chosen) {
    const others = d
      .filter((_, i) => !places.includes(i))
      .reduce((p, e) => A.multiply(p, e), A.fromNumber(1));
    for (const { order, sign } of orders) {
      const term = directions.reduce(
        (p, e, m) => A.multiply(p, e[places[m + 1]!]![places[order[m + 1]!]!]!),
        others,
      );
      const row = form[places[0]!]!;
      const column = places[order[0]!]!;
      row[column] = sign === 1 ? A.add(row[column]!, term) : A.subtract(row[column]!, term);
    }
  }
  return form;
}

/** Cofactors of the matrix with one row replaced by that of each direction, summed over all choices of distinct rows. */
function formOfMinors<T>(A: Arithmetic<T>, a: Matrix<T>, directions: readonly Matrix<T>[]): Matrix<T> {
  let replaced: { readonly matrix: Matrix<T>; readonly taken: readonly number[] }[] = [
    { matrix: a, taken: [] },
  ];
  for (const direction of directions) {
    replaced = replaced.flatMap(({ matrix, taken }) =>
      direction.flatMap((row, i) =>
        taken.includes(i) ? [] : [{ matrix: matrix.with(i, row), taken: [...taken, i] }],
      ),
    );
  }
  return a.map((row, i) =>
    row.map((_, j) =>
      replaced.reduce((sum, { matrix, taken }) => {
        if (taken.includes(i)) return sum;
        const minor = matrix.filter((_, k) => k !== i).map((line) => line.filter((_, k) => k !== j));
        const value = minor.length === 0 ? A.fromNumber(1) : determinant(A, minor);
        return (i + j) % 2 === 0 ? A.add(sum, value) : A.subtract(sum, value);
      }, A.fromNumber(0)),
    ),
  );
}

/** All orders of the numbers below `count`, with their signs: each next number is put in at every place. */
function permutationsOf(
  count: number,
): readonly { readonly order: readonly number[]; readonly sign: number }[] {
  let orders: { order: number[]; sign: number }[] = [{ order: [], sign: 1 }];
  for (let next = 0; next < count; next++) {
    orders = orders.flatMap(({ order, sign }) =>
      Array.from({ length: next + 1 }, (_, place) => ({
        order: order.toSpliced(place, 0, next),
        sign: (next - place) % 2 === 0 ? sign : -sign,
      })),
    );
  }
  return orders;
}
