import { expect } from "vitest";
import { type ArrayLike, asArray, concat, concrete, reshape, type Tensor } from "../index.ts";

/** The elements of a result. */
export const numbers = (x: ArrayLike): number[] => Array.from(asArray(concrete(x)).toTypedArray());

/** Several results as one list. */
export const flat = (...parts: readonly Tensor[]): Tensor => concat(parts.map((x) => reshape(x, [-1])));

/** Every element within a part of the largest one wanted. */
export function expectClose(got: ArrayLike, wanted: readonly number[], relative: number): void {
  const scale = Math.max(...wanted.map(Math.abs));
  const elements = numbers(got);
  expect(elements.length).toBe(wanted.length);
  elements.forEach((x, i) => {
    expect(Math.abs(x - wanted[i]!), `element ${i}: ${x}, wanted ${wanted[i]}`).toBeLessThanOrEqual(
      relative * scale,
    );
  });
}
