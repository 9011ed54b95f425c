import { array, type NDArray, type Shape, sizeOf } from "@chainrule/array";

/** Doubles in [0, 1) from a seed: Weyl's sequence through a mixer, the same on every engine. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let x = state;
    x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
    x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
    return ((x ^ (x >>> 15)) >>> 0) / 2 ** 32;
  };
}

/** An array of numbers drawn evenly from an interval. */
export function drawn(
  next: () => number,
  shape: Shape,
  [low, high]: readonly [number, number] = [-1, 1],
): NDArray {
  return array(
    Float64Array.from({ length: sizeOf(shape) }, () => low + (high - low) * next()),
    { shape },
  );
}
