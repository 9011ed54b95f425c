import { rotateRows } from "./eigh.ts";
import { ConvergenceError } from "./errors.ts";

/** Two or three iterations for each eigenvalue are usual. */
const MOST_ITERATIONS = 60;

const EPSILON = 2 ** -52;

/** A symmetric tridiagonal matrix: its diagonal, and beside it `off[i]` between i and i + 1 (the last one is not used). */
interface Tridiagonal {
  readonly diagonal: Float64Array;
  readonly off: Float64Array;
}

/**
 * Eigenvalues of a symmetric matrix, put on its diagonal, and eigenvectors as rows of `v`: by reflections to a tridiagonal
 * matrix and implicit QL iterations. Errors are those of the whole matrix, also in small eigenvalues; the cost is a
 * small part of that of rotations.
 *
 * Source: J. H. Wilkinson and C. Reinsch, Handbook for automatic computation II, contributions II/2 to II/4, 1971.
 */
export function diagonaliseTridiagonally(a: Float64Array, v: Float64Array, n: number): void {
  const t = tridiagonalise(a, v, n);
  for (let l = 0; l < n; l++) settleEigenvalue(t, v, n, l);
  for (let i = 0; i < n; i++) a[i * n + i] = t.diagonal[i]!;
}

/** H ... H A H ... H by reflections of the rows and columns after each column; `v` becomes their product, transposed. */
function tridiagonalise(a: Float64Array, v: Float64Array, n: number): Tridiagonal {
  const off = new Float64Array(n);
  for (let k = 0; k + 1 < n; k++) {
    const u = new Float64Array(n);
    let square = 0;
    for (let i = k + 1; i < n; i++) {
      u[i] = a[i * n + k]!;
      square += u[i]! ** 2;
    }
    const head = u[k + 1]!;
    const length = head < 0 ? -Math.sqrt(square) : Math.sqrt(square);
    off[k] = -length;
    u[k + 1] = head + length;
    const half = square + length * head; // u'u / 2
    if (k + 2 < n && half > 0) {
      reflectBothSides(a, n, k + 1, u, half);
      reflectRows(v, n, u, half);
    } else off[k] = head;
  }
  return { diagonal: Float64Array.from({ length: n }, (_, i) => a[i * n + i]!), off };
}

/** A - u w' - w u', which is H A H, for rows and columns from `from` on. */
function reflectBothSides(a: Float64Array, n: number, from: number, u: Float64Array, half: number): void {
  const w = new Float64Array(n);
  let along = 0;
  for (let i = from; i < n; i++) {
    let sum = 0;
    for (let j = from; j < n; j++) sum += a[i * n + j]! * u[j]!;
    w[i] = sum / half;
    along += w[i]! * u[i]!;
  }
  const share = along / (2 * half);
  for (let i = from; i < n; i++) w[i]! -= share * u[i]!;
  for (let i = from; i < n; i++) {
    const [p, q] = [u[i]!, w[i]!];
    for (let j = from; j < n; j++) a[i * n + j]! -= p * w[j]! + q * u[j]!;
  }
}

/** H V for the reflection H = I - u u' / half. */
function reflectRows(v: Float64Array, n: number, u: Float64Array, half: number): void {
  const along = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    if (u[i] === 0) continue;
    for (let j = 0; j < n; j++) along[j]! += u[i]! * v[i * n + j]!;
  }
  for (let i = 0; i < n; i++) {
    const factor = u[i]! / half;
    if (factor !== 0) for (let j = 0; j < n; j++) v[i * n + j]! -= factor * along[j]!;
  }
}

/** QL iterations on the block that begins at l, until l stands alone. */
function settleEigenvalue(t: Tridiagonal, v: Float64Array, n: number, l: number): void {
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    const m = endOfBlock(t, n, l);
    if (m === l) return;
    iterate(t, v, n, l, m);
  }
  throw new ConvergenceError("eigh", MOST_ITERATIONS);
}

/** The first place from l on after which the element beside the diagonal is as good as 0. */
function endOfBlock({ diagonal, off }: Tridiagonal, n: number, l: number): number {
  for (let m = l; m + 1 < n; m++) {
    if (Math.abs(off[m]!) <= EPSILON * (Math.abs(diagonal[m]!) + Math.abs(diagonal[m + 1]!))) return m;
  }
  return n - 1;
}

/** One implicit QL step with Wilkinson's shift: rotations chase the bulge from m up to l. */
function iterate(
  { diagonal: d, off: e }: Tridiagonal,
  v: Float64Array,
  n: number,
  l: number,
  m: number,
): void {
  const ratio = (d[l + 1]! - d[l]!) / (2 * e[l]!);
  const root = Math.sqrt(ratio * ratio + 1);
  let g = d[m]! - d[l]! + e[l]! / (ratio + (ratio < 0 ? -root : root));
  let [s, c, p] = [1, 1, 0];
  for (let i = m - 1; i >= l; i--) {
    const [f, b] = [s * e[i]!, c * e[i]!];
    const r = Math.sqrt(f * f + g * g);
    e[i + 1] = r;
    if (r === 0) {
      d[i + 1]! -= p;
      e[m] = 0;
      return;
    }
    s = f / r;
    c = g / r;
    const h = d[i + 1]! - p;
    const turned = (d[i]! - h) * s + 2 * c * b;
    p = s * turned;
    d[i + 1] = h + p;
    g = c * turned - b;
    rotateRows(v, n, i, i + 1, c, s);
  }
  d[l]! -= p;
  e[l] = g;
  e[m] = 0;
}
