import { data, flatNumbers, parameters, samples } from "./example.ts";

// The paper's formulas with all their indices, as loops over plain numbers: sample m, node j, node k of the layer before.

const [inputs, hidden, outputs] = [3, 4, 2];

interface Weights {
  readonly v: (k: number, i: number) => number;
  readonly c: (k: number) => number;
  readonly w: (j: number, k: number) => number;
  readonly b: (j: number) => number;
}

/** The 26 numbers by layer, row and column. */
function weights(): Weights {
  const flat = flatNumbers(parameters);
  const second = hidden * inputs + hidden;
  return {
    v: (k, i) => flat[k * inputs + i]!,
    c: (k) => flat[hidden * inputs + k]!,
    w: (j, k) => flat[second + j * hidden + k]!,
    b: (j) => flat[second + outputs * hidden + j]!,
  };
}

const sigma = (z: number): number => 1 / (1 + Math.exp(-z));
const range = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);
const total = (count: number, term: (i: number) => number): number =>
  range(count).reduce((sum, i) => sum + term(i), 0);

/** dC_m/dz_k of the hidden layer: the sum over j of `w_jk sigma'(z_j) 2 (a_j - y_j)`, times `sigma'(z_k)`; or its first term only. */
function hiddenSlopes(m: number, terms: number): readonly number[] {
  const { v, c, w, b } = weights();
  const x = samples.inputs[m]!;
  const h = range(hidden).map((k) => sigma(total(inputs, (i) => v(k, i) * x[i]!) + c(k)));
  const a = range(outputs).map((j) => sigma(total(hidden, (k) => w(j, k) * h[k]!) + b(j)));
  const back = a.map((out, j) => out * (1 - out) * 2 * (out - samples.targets[m]![j]!));
  return h.map((out, k) => out * (1 - out) * total(terms, (j) => w(j, k) * back[j]!));
}

/** dC/dw_ki of the first layer over all samples, row by row: with the sum over j, and with its first term only. */
export function hiddenDerivative(): {
  readonly summed: readonly number[];
  readonly dropped: readonly number[];
} {
  const derivative = (terms: number): readonly number[] => {
    const slopes = range(data.inputs.shape[0]!).map((m) => hiddenSlopes(m, terms));
    return range(hidden).flatMap((k) =>
      range(inputs).map((i) => total(slopes.length, (m) => slopes[m]![k]! * samples.inputs[m]![i]!)),
    );
  };
  return { summed: derivative(outputs), dropped: derivative(1) };
}
