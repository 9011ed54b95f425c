/** Units of the layers of a tiny network. */
const layers = [2, 16, 16, 1] as const;

/** Its learning rate. */
export const rate = 0.1;

/** Four examples. */
export const inputs: readonly (readonly number[])[] = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];
export const targets: readonly (readonly number[])[] = [[0], [1], [1], [0]];

/** The weights from layer to layer, [in, out], small and no two alike. */
export const weights: readonly (readonly (readonly number[])[])[] = layers
  .slice(1)
  .map((width, layer) =>
    Array.from({ length: layers[layer]! }, (_, i) =>
      Array.from({ length: width }, (_, j) => 0.5 * Math.sin(1 + layer + 2 * i + 7 * j)),
    ),
  );
