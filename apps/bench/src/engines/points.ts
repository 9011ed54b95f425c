/** Points from -3 to 3. */
export function columnOf(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, k) => -3 + (6 * k) / count);
}

/** A function of one number at all points, one after the other; gives the last value. */
export function overPoints(f: (x: number) => number, count: number): () => number {
  const xs = columnOf(count);
  const out = new Float64Array(count);
  return () => {
    for (let k = 0; k < xs.length; k++) out[k] = f(xs[k]!);
    return out[count - 1]!;
  };
}
