import type { TypedArray } from "../dtype.ts";
import type { Plan, ProductStrides } from "./plan.ts";

/** Elements of the second operand that stay in cache while rows of the first pass by (256 kB of doubles). */
const CACHED = 2 ** 15;

/**
 * `out[i, j] = sum over k of x[i, k] y[j, k]`, for row-major `x [rows, depth]` and `y [columns, depth]`.
 *
 * Every sum runs over k from first to last in a double, whatever the tiles, so equal lengths give equal bits.
 */
export function multiplyTransposed(
  x: TypedArray,
  y: TypedArray,
  out: TypedArray,
  rows: number,
  columns: number,
  depth: number,
): void {
  const band = Math.max(4, Math.floor(CACHED / Math.max(1, depth)) & ~3);
  for (let from = 0; from < columns; from += band) {
    const to = Math.min(columns, from + band);
    for (let i = 0; i < rows; i += 2) {
      const pair = i + 1 < rows;
      let j = from;
      if (pair) for (; j + 4 <= to; j += 4) tile2x4(x, y, out, i, j, columns, depth);
      for (; j < to; j++) {
        out[i * columns + j] = dot(x, i * depth, y, j * depth, depth);
        if (pair) out[(i + 1) * columns + j] = dot(x, (i + 1) * depth, y, j * depth, depth);
      }
    }
  }
}

/**
 * `out[i, j] = sum over k of x[i, k] y[k, j]`, for row-major `x [rows, depth]` and `y [depth, columns]`: for few
 * rows, which do not pay for a transposed copy of `y`. The same bits as above.
 */
export function multiplyPlain(
  x: TypedArray,
  y: TypedArray,
  out: TypedArray,
  rows: number,
  columns: number,
  depth: number,
): void {
  const sums = out instanceof Float64Array ? out : new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < depth; k++) {
      const factor = x[i * depth + k] as number;
      const [into, from] = [i * columns, k * columns];
      for (let j = 0; j < columns; j++) {
        sums[into + j] = (sums[into + j] as number) + factor * (y[from + j] as number);
      }
    }
  }
  if (sums !== out) out.set(sums);
}

/**
 * `out[i, j] = sum over k of x[i, k] y[k, j]` for small matrices, wherever their elements lie. The same bits as above.
 */
export function multiplyStrided(
  x: TypedArray,
  y: TypedArray,
  out: TypedArray,
  { rows, columns, depth }: Pick<Plan, "rows" | "columns" | "depth">,
  strides: ProductStrides,
): void {
  const { row, first, second, column } = strides;
  for (let i = 0, p = 0, to = 0; i < rows; i++, p += row) {
    for (let j = 0, q = 0; j < columns; j++, q += column, to++) {
      let sum = 0;
      for (let k = 0; k < depth; k++) sum += (x[p + k * first] as number) * (y[q + k * second] as number);
      out[to] = sum;
    }
  }
}

/** `multiplyTransposed` modulo 2^32, which doubles would round. */
export function multiplyIntegers(
  x: TypedArray,
  y: TypedArray,
  out: TypedArray,
  rows: number,
  columns: number,
  depth: number,
): void {
  for (let i = 0, p = 0; i < rows; i++, p += depth) {
    for (let j = 0, q = 0; j < columns; j++, q += depth) {
      let sum = 0;
      for (let k = 0; k < depth; k++) sum = (sum + Math.imul(x[p + k] as number, y[q + k] as number)) | 0;
      out[i * columns + j] = sum;
    }
  }
}

function dot(x: TypedArray, p: number, y: TypedArray, q: number, depth: number): number {
  let s = 0;
  for (let k = 0; k < depth; k++) s += (x[p + k] as number) * (y[q + k] as number);
  return s;
}

/** Two rows of `x` with four rows of `y`: eight sums in registers, six loads for eight products. */
function tile2x4(
  x: TypedArray,
  y: TypedArray,
  out: TypedArray,
  i: number,
  j: number,
  columns: number,
  depth: number,
): void {
  let s00 = 0;
  let s01 = 0;
  let s02 = 0;
  let s03 = 0;
  let s10 = 0;
  let s11 = 0;
  let s12 = 0;
  let s13 = 0;
  const p = i * depth;
  const q = j * depth;
  for (let k = 0; k < depth; k++) {
    const a = x[p + k] as number;
    const b = x[p + depth + k] as number;
    const y0 = y[q + k] as number;
    const y1 = y[q + depth + k] as number;
    const y2 = y[q + 2 * depth + k] as number;
    const y3 = y[q + 3 * depth + k] as number;
    s00 += a * y0;
    s01 += a * y1;
    s02 += a * y2;
    s03 += a * y3;
    s10 += b * y0;
    s11 += b * y1;
    s12 += b * y2;
    s13 += b * y3;
  }
  const r = i * columns + j;
  out[r] = s00;
  out[r + 1] = s01;
  out[r + 2] = s02;
  out[r + 3] = s03;
  out[r + columns] = s10;
  out[r + columns + 1] = s11;
  out[r + columns + 2] = s12;
  out[r + columns + 3] = s13;
}
