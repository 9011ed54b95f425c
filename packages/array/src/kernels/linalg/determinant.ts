import { floatDType, promote } from "../../dtype.ts";
import { checkList } from "../../errors.ts";
import { checkArray, NDArray, storageOf } from "../../ndarray.ts";
import { ShapeError, sameShape } from "../../shape.ts";
import { contract } from "../contract.ts";
import { swapRows } from "./lu.ts";
import { doublesOf, mapMatrices, rounded, squareStack } from "./stack.ts";

/**
 * The determinant's derivative of order k + 1 at A, along k directions, as the matrix of what is left open:
 * $Y$ with $D^{k+1} \det(A)[X, E_1, ..., E_k] = \langle X, Y \rangle$ for all $X$. Without directions that is the matrix of
 * cofactors, the transpose of the adjugate.
 *
 * Right at every A, singular ones too: A is brought to a diagonal by eliminating rows and columns around the largest
 * pivots, $G A H = D$ with $\det G \det H = \pm 1$, and the determinant near a diagonal is a sum of products of its
 * elements and of those of $G E_i H$; nothing is divided by what may be 0. Costs $n^{k+2} + n^{k+1} (k+1)!$.
 *
 * `[..., n, n], k times [..., n, n] -> [..., n, n]`
 *
 * @throws ShapeError `array/shape` unless the matrices are square and all of one shape.
 *
 * @example
 * ```ts
 * import { array, determinantForm } from "@chainrule/array";
 * const singular = array([[1, 2], [2, 4]]);
 * determinantForm(singular, []).toNested(); // => [[4, -2], [-2, 1]]
 * determinantForm(singular, [array([[0, 0], [0, 1]])]).toNested(); // => [[1, 0], [0, 0]]
 * ```
 */
export function determinantForm(a: NDArray, directions: readonly NDArray[]): NDArray {
  const stack = squareStack("determinantForm", a);
  const n = stack.rows;
  const other = checkList(directions, "give the directions").find(
    (e) => !sameShape(checkArray(e).shape, a.shape),
  );
  if (other !== undefined) {
    throw new ShapeError(
      "determinantForm: a direction has another shape than the matrix; give it the same.",
      [a.shape, other.shape],
    );
  }
  const given = directions.map(doublesOf);
  const orders = permutationsOf(directions.length + 1);
  const [result] = mapMatrices(a, stack, [[n, n]], (x, [out], k) => {
    const { d, g, h, sign } = diagonalise(x, n);
    const moved = given.map((e) => multiply(multiply(g, e.subarray(k * n * n, (k + 1) * n * n), n), h, n));
    const form = diagonalForm(d, moved, orders);
    out!.set(multiply(multiply(transposed(g, n), form, n), transposed(h, n), n).map((e) => sign * e));
  });
  const dtype = floatDType(directions.reduce((common, e) => promote(common, e.dtype), a.dtype));
  return rounded(result!.toTypedArray() as Float64Array, a.shape, dtype);
}

/** G A H = diag(d), and det G det H = sign. */
interface Diagonalised {
  readonly d: Float64Array;
  readonly g: Float64Array;
  readonly h: Float64Array;
  readonly sign: number;
}

/** Elimination of rows and columns with complete pivoting; `a` is overwritten. */
function diagonalise(a: Float64Array, n: number): Diagonalised {
  const [g, h] = [identity(n), identity(n)];
  let sign = 1;
  for (let k = 0; k < n; k++) {
    const [p, q] = largestFrom(a, n, k);
    if (p !== k) {
      swapRows(a, n, k, p);
      swapRows(g, n, k, p);
      sign = -sign;
    }
    if (q !== k) {
      swapColumns(a, n, k, q);
      swapColumns(h, n, k, q);
      sign = -sign;
    }
    const pivot = a[k * n + k]!;
    if (pivot === 0) break;
    for (let i = k + 1; i < n; i++) {
      const factor = a[i * n + k]! / pivot;
      for (let j = k; j < n; j++) a[i * n + j]! -= factor * a[k * n + j]!;
      for (let j = 0; j < n; j++) g[i * n + j]! -= factor * g[k * n + j]!;
    }
    for (let j = k + 1; j < n; j++) {
      const factor = a[k * n + j]! / pivot;
      for (let i = 0; i < n; i++) h[i * n + j]! -= factor * h[i * n + k]!;
    }
  }
  return { d: Float64Array.from({ length: n }, (_, i) => a[i * n + i]!), g, h, sign };
}

/** Row and column, both from `k` on, of the largest element. */
function largestFrom(a: Float64Array, n: number, k: number): [number, number] {
  let best = k * n + k;
  for (let i = k; i < n; i++) {
    for (let j = k; j < n; j++) if (Math.abs(a[i * n + j]!) > Math.abs(a[best]!)) best = i * n + j;
  }
  return [Math.floor(best / n), best % n];
}

function swapColumns(a: Float64Array, n: number, p: number, q: number): void {
  for (let i = 0; i < n; i++) {
    const kept = a[i * n + p]!;
    a[i * n + p] = a[i * n + q]!;
    a[i * n + q] = kept;
  }
}

/**
 * The form at a diagonal: for all distinct places and each permutation of them, the open matrix and the directions give
 * an element each, and the diagonal gives the elements of all other places.
 */
function diagonalForm(
  d: Float64Array,
  directions: readonly Float64Array[],
  orders: readonly SignedOrder[],
): Float64Array {
  const n = d.length;
  const form = new Float64Array(n * n);
  const places = new Array<number>(directions.length + 1);
  const count = n ** places.length;
  for (let t = 0; t < count; t++) {
    let rest = t;
    for (let m = 0; m < places.length; m++) {
      places[m] = rest % n;
      rest = Math.floor(rest / n);
    }
    if (new Set(places).size < places.length) continue;
    const others = productWithout(d, places);
    for (const { order, sign } of orders) {
      let term = sign * others;
      for (let m = 1; m < places.length; m++)
        term *= directions[m - 1]![places[m]! * n + places[order[m]!]!]!;
      form[places[0]! * n + places[order[0]!]!]! += term;
    }
  }
  return form;
}

function productWithout(d: Float64Array, places: readonly number[]): number {
  let product = 1;
  for (let i = 0; i < d.length; i++) if (!places.includes(i)) product *= d[i]!;
  return product;
}

/** An order of the numbers from 0 on, and its sign. */
interface SignedOrder {
  readonly order: readonly number[];
  readonly sign: number;
}

/** All orders of the numbers below `count`: each next number is put in at every place. */
function permutationsOf(count: number): readonly SignedOrder[] {
  let orders: SignedOrder[] = [{ order: [], sign: 1 }];
  for (let next = 0; next < count; next++) {
    orders = orders.flatMap(({ order, sign }) =>
      Array.from({ length: next + 1 }, (_, place) => ({
        order: [...order.slice(0, place), next, ...order.slice(place)],
        sign: (next - place) % 2 === 0 ? sign : -sign,
      })),
    );
  }
  return orders;
}

export function identity(n: number): Float64Array {
  const eye = new Float64Array(n * n);
  for (let i = 0; i < n; i++) eye[i * n + i] = 1;
  return eye;
}

/** From this size on a product is worth the way through `contract`. */
const LARGE = 24;

/** The product of two n × n matrices. */
export function multiply(x: Float64Array, y: Float64Array, n: number): Float64Array {
  if (n >= LARGE) {
    const [a, b] = [x, y].map((data) => new NDArray(data, [n, n], "float64"));
    return storageOf(contract(a!, b!, { contract: [[1], [0]], batch: [[], []] })) as Float64Array;
  }
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const factor = x[i * n + k]!;
      for (let j = 0; j < n; j++) out[i * n + j]! += factor * y[k * n + j]!;
    }
  }
  return out;
}

function transposed(x: Float64Array, n: number): Float64Array {
  return Float64Array.from(x, (_, place) => x[(place % n) * n + Math.floor(place / n)]!);
}
