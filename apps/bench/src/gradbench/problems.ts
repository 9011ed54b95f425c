// Inputs of the sizes that GradBench itself uses, or a little smaller, from one seed.

/** Numbers from 0 to 1, the same each time: a linear congruential generator. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

type Draw = () => number;

const list = <T>(length: number, make: () => T): T[] => Array.from({ length }, make);

/** Two numbers for one of the normal distribution. */
const normal = (draw: Draw): number => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());

/** A mixture of `k` Gaussians in `d` dimensions, and `n` points. */
export function gmmInput(d: number, k: number, n: number): object {
  const draw = generator(1);
  const matrix = (rows: number, columns: number): number[][] =>
    list(rows, () => list(columns, () => normal(draw)));
  return {
    ...{ d, k, n, m: 0, gamma: 1 },
    x: matrix(n, d),
    alpha: list(k, () => normal(draw)),
    mu: list(k, () => list(d, draw)),
    q: matrix(k, d),
    l: matrix(k, (d * (d - 1)) / 2),
  };
}

/** `k` centroids among `n` points of `d` dimensions. */
export function kmeansInput(k: number, n: number, d: number): object {
  const draw = generator(2);
  const points = list(n, () => list(d, draw));
  return { points, centroids: points.slice(-k) };
}

/** `layers` layers of `bits` cells, and a text of `length` characters. */
export function lstmInput(layers: number, length: number, bits: number): object {
  const draw = generator(3);
  const matrix = (rows: number, columns: number): number[][] => list(rows, () => list(columns, draw));
  return {
    main_params: matrix(2 * layers, 4 * bits),
    extra_params: matrix(3, bits),
    state: matrix(2 * layers, bits),
    sequence: list(length, () => list(bits, () => Math.round(draw()))),
  };
}

/** `n` cameras, `m` points, `p` observations, all of one kind, as the harness has it. */
export function baInput(n: number, m: number, p: number): object {
  const cam = [-0.758, -1.11, -0.846, 34.556, 39.677, 53.882, 419.194, 5.864, -8.519, 0.088, 0.003];
  return { n, m, p, cam, x: [7.203, 0.001, 3.023], w: 0.417, feat: [271.761, 834.209] };
}
