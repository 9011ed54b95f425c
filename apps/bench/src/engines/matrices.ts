/** Two square matrices for products, the same for every system: row-major, between -1 and 1. */
export function matrices(dtype: "float32" | "float64", n: number): readonly [Numbers, Numbers] {
  const make = (seed: number): Numbers => {
    let state = seed;
    return new (dtype === "float32" ? Float32Array : Float64Array)(n * n).map(() => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 31 - 1;
    });
  };
  return [make(1), make(2)];
}

type Numbers = Float32Array | Float64Array;
