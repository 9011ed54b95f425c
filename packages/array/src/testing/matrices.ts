import { expect } from "vitest";
import { array, contract, eye, map2, type NDArray, permuteDims, type Shape, sizeOf } from "../index.ts";

// Matrices to test with, and how far results are off.

/** Distance from 1 to the next double. */
export const EPSILON: number = 2 ** -52;

/** Numbers in [-1, 1) from a seed. */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

/** Numbers drawn from a seed. */
export function drawn(shape: Shape, seed = 1): NDArray {
  const next = generator(seed);
  return array(Float64Array.from({ length: sizeOf(shape) }, next), { shape });
}

/** All elements. */
export const numbers = (x: NDArray): number[] => Array.from(x.toTypedArray());
/** The largest size of an element. */
export const largest = (x: NDArray): number => Math.max(0, ...numbers(x).map(Math.abs));
/** Rows and columns exchanged. */
export const turned = (x: NDArray): NDArray => {
  const first = [...x.shape.keys()].slice(0, -2);
  return permuteDims(x, [...first, x.rank - 1, x.rank - 2]);
};
/** Difference. */
export const minus = (x: NDArray, y: NDArray): NDArray => map2((p, q) => p - q, x, y, "float64");
/** Sum. */
export const plus = (x: NDArray, y: NDArray): NDArray => map2((p, q) => p + q, x, y, "float64");

/** Matrix product. */
export function product(x: NDArray, y: NDArray): NDArray {
  const batch = [...x.shape.keys()].slice(0, -2);
  return contract(x, y, { contract: [[-1], [-2]], batch: [batch, batch] });
}

/** Largest difference beside the largest element. */
export function residual(got: NDArray, wanted: NDArray): number {
  expect(got.shape).toEqual(wanted.shape);
  return largest(minus(got, wanted)) / Math.max(largest(wanted), Number.MIN_VALUE);
}

/** A positive definite matrix. */
export function positiveDefinite(n: number, seed: number): NDArray {
  const a = drawn([n, n + 2], seed);
  return plus(
    product(a, turned(a)),
    map2((x) => 0.1 * x, eye(n), eye(n), "float64"),
  );
}

/** Column j times s[j]. */
export function columnsScaled(x: NDArray, s: NDArray): NDArray {
  return map2((p, q) => p * q, x, s, "float64");
}

/** Elements 1 / (i + j + 1): as badly conditioned as it gets. */
export function hilbert(n: number): NDArray {
  return array(
    Float64Array.from({ length: n * n }, (_, k) => 1 / (1 + (k % n) + Math.floor(k / n))),
    { shape: [n, n] },
  );
}
