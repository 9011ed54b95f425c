import { zeros } from "@chainrule/array";
import {
  type ArrayLike,
  add,
  grad,
  matmul,
  matrixTranspose,
  multiply,
  random,
  sum,
  type Tensor,
  tanh,
} from "@chainrule/tape";
import { numbersOf } from "../uses/newton.ts";
import { axes, curve, type Frame, steps } from "./plot.ts";
import { drawing, label } from "./svg.ts";

const [depth, width, samples] = [5, 60, 40];

/** Which weights a net begins with. */
export type Weights = "standard" | "normalised";

/** How wide the weights are drawn: `1/sqrt(n)` as was usual, or `sqrt(6/(n + n))` as Glorot and Bengio say. */
const spreads: Readonly<Record<Weights, number>> = {
  standard: 1 / Math.sqrt(width),
  normalised: Math.sqrt(3 / width),
};

/** What the layers of a net answer, and what comes back to them, layer by layer. */
export interface Signals {
  readonly activations: readonly (readonly number[])[];
  readonly gradients: readonly (readonly number[])[];
}

/** A net of five tanh layers at its first weights, with noise at both ends. */
export function signalsOf(kind: Weights): Signals {
  const key = random.key(12);
  const range = { low: -spreads[kind], high: spreads[kind] };
  const layers = Array.from({ length: depth }, (_, i) =>
    random.uniform(random.foldIn(key, i), [width, width], range),
  );
  const noise = (i: number): Tensor => random.normal(random.foldIn(key, i), [samples, width]);
  const [inputs, end] = [noise(98), noise(99)];
  const shifts = layers.map(() => zeros([samples, width]));
  const answers = (moved: readonly ArrayLike[]): readonly Tensor[] => {
    const outputs: Tensor[] = [];
    for (const [i, W] of layers.entries()) {
      outputs.push(tanh(add(matmul(outputs.at(-1) ?? inputs, matrixTranspose(W)), moved[i]!)) as Tensor);
    }
    return outputs;
  };
  const cost = (moved: readonly ArrayLike[]): Tensor => sum(multiply(answers(moved).at(-1)!, end)) as Tensor;
  const gradients = grad(cost)(shifts) as readonly Tensor[];
  return { activations: answers(shifts).map(numbersOf), gradients: gradients.map(numbersOf) };
}

/** The shares of numbers in equal bins. */
function histogram(values: readonly number[], from: number, to: number, bins: number): readonly number[] {
  const shares = new Array<number>(bins).fill(0);
  for (const value of values) {
    const bin = Math.floor(((value - from) / (to - from)) * bins);
    if (bin >= 0 && bin < bins) shares[bin]! += 1 / values.length;
  }
  return shares;
}

const strokes = ["#3b82c4", "#2f9e6e", "#8a63c9", "#d9731a", "#b8860b"];

function panel(
  left: number,
  top: number,
  name: string,
  layers: readonly (readonly number[])[],
  reach: number,
): string {
  const bins = 30;
  const frame: Frame = { left, top, width: 170, height: 90, x: [-reach, reach], y: [0, 0.3] };
  const middles = steps(-reach + reach / bins, reach - reach / bins, bins);
  const curves = layers.map((values, i) => {
    const shares = histogram(values, -reach, reach, bins);
    const points = middles.map((x, k) => [x, Math.min(0.3, shares[k]!)] as const);
    return curve(frame, points, strokes[i]!, { "stroke-width": 1.5 });
  });
  return axes(frame, { x: [-reach, 0, reach], y: [0, 0.15, 0.3] }, { x: "", y: name }) + curves.join("");
}

/** How activations and gradients are spread in five layers, with standard and with normalised weights. */
export function glorotFigure(): string {
  const [standard, normalised] = [signalsOf("standard"), signalsOf("normalised")];
  const key = strokes.map((fill, i) => label(60 + 70 * i, 316, `layer ${i + 1}`, { fill }));
  return drawing(
    {
      id: "glorot",
      title: "Activations and gradients in five layers of tanh",
      description:
        "Four panels of histograms. With standard weights activations gather at 0 from layer to layer and gradients do so on the way back; with normalised weights all layers are spread alike.",
      width: 440,
      height: 330,
    },
    panel(44, 28, "activations, standard", standard.activations, 1),
    panel(256, 28, "activations, normalised", normalised.activations, 1),
    panel(44, 178, "gradients, standard", standard.gradients, 1),
    panel(256, 178, "gradients, normalised", normalised.gradients, 1),
    ...key,
  );
}
