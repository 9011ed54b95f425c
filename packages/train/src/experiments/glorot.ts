import { softmaxCrossEntropy } from "@chainrule/losses";
import {
  dense,
  glorotUniform,
  type Initializer,
  type Layer,
  sequential,
  standardUniform,
  stateless,
} from "@chainrule/nn";
import {
  type ArrayLike,
  abs,
  add,
  divide,
  grad,
  type NDArray,
  random,
  sigmoid,
  std,
  type Tensor,
  type Tree,
  tanh,
  zerosLike,
} from "@chainrule/tape";
import { range } from "../batches.ts";
import { type Dataset, datasetFromCsv, selectRows } from "../dataset.ts";
import { type Experiment, type ExperimentRow, experiment, part, type Run } from "./experiment.ts";
import { row } from "./figures.ts";
import { loadTable, splitAt, standardized } from "./tables.ts";

const LAYERS = 5;

/** The softsign $x / (1 + |x|)$, which comes to its ends more slowly than tanh. */
function softsign(x: ArrayLike): ArrayLike {
  return divide(x, add(1, abs(x)));
}

interface Setting {
  readonly name: string;
  readonly activation: (x: ArrayLike) => ArrayLike;
  readonly weights: Initializer;
}

const settings: readonly Setting[] = [
  { name: "tanh, standard", activation: (x) => tanh(x), weights: standardUniform() },
  { name: "tanh, normalised", activation: (x) => tanh(x), weights: glorotUniform() },
  { name: "softsign, standard", activation: softsign, weights: standardUniform() },
  { name: "sigmoid, standard", activation: (x) => sigmoid(x), weights: standardUniform() },
];

/** Standard deviations over all units and samples, for each hidden layer. */
interface Signals {
  readonly activations: readonly number[];
  readonly gradients: readonly number[];
}

/** The outputs of every hidden layer, where to each something is added first, and the loss. */
function forward(
  layers: readonly Layer[],
  parameters: readonly Tree[],
  data: Dataset,
  added: readonly Tensor[],
) {
  const outputs: Tensor[] = [];
  let signal: Tensor = data.inputs;
  for (const [i, layer] of layers.entries()) {
    signal = layer.apply(parameters[i] as Tree, { layers: [{}, {}] }, signal).output;
    if (i < LAYERS) signal = add(signal, added[i] ?? 0);
    outputs.push(signal);
  }
  return { outputs: outputs.slice(0, LAYERS), loss: softmaxCrossEntropy(signal, data.targets) };
}

/** How signals go forward and gradients backward in a net that has learnt nothing yet. */
function signalsOf({ activation, weights }: Setting, width: number, data: Dataset, key: Tensor): Signals {
  const hidden = (): Layer => sequential([dense(width, { weights }), stateless("activation", activation)]);
  const layers = [...range(LAYERS).map(hidden), dense(10, { weights })];
  const keys = [...random.split(key, layers.length)];
  const inputs = data.inputs.shape[1] as number;
  const parameters = layers.map(
    (layer, i) => layer.init(keys[i] as Tensor, [i === 0 ? inputs : width]).parameters,
  );
  const { outputs } = forward(layers, parameters, data, []);
  const lossOf = (added: Tensor[]): Tensor => forward(layers, parameters, data, added).loss;
  const gradients = grad(lossOf)(outputs.map((output) => zerosLike(output))) as unknown as NDArray[];
  const spread = (x: Tensor): number => std(x).item();
  return { activations: outputs.map(spread), gradients: gradients.map(spread) };
}

function rowsOf({ name }: Setting, { activations, gradients }: Signals): ExperimentRow[] {
  const last = gradients.at(-1) as number;
  return [
    ...activations.map((value, i) => row(`${name}: activations, layer ${i + 1}`, value)),
    ...gradients
      .slice(0, -1)
      .map((value, i) => row(`${name}: gradients, layer ${i + 1} over layer ${LAYERS}`, value / last)),
  ];
}

/**
 * How signals and gradients shrink from layer to layer before anything is learnt, and how Glorot's weights keep them.
 *
 * @example
 * ```ts
 * import { glorot } from "@chainrule/train/experiments";
 * glorot.item; // => "S32"
 * ```
 */
export const glorot: Experiment = experiment({
  id: "glorot",
  item: "S32",
  title: "Glorot and Bengio's figures at the start",
  explanation:
    "Five hidden layers of 1000 units that have learnt nothing: standard deviations of the activations and of the loss's gradients by " +
    "them, layer by layer, with the weights that were usual, U(-1/sqrt(n), 1/sqrt(n)), and with normalised ones, " +
    "U(-sqrt(6 / (n_in + n_out)), sqrt(6 / (n_in + n_out))).",
  source:
    "X. Glorot, Y. Bengio, Understanding the difficulty of training deep feedforward neural networks, 2010, figures 6 and 7",
  published: [],
  data: ["digits8x8.csv.gz"],
  cost: "seconds",
  measure: async (run: Run) => {
    const digits = datasetFromCsv(await loadTable(run, "digits8x8.csv.gz"), {
      target: "label",
      as: "classes",
    });
    const data = standardized(splitAt(digits, 1000)).train;
    const samples = selectRows(data, range(run.quick ? 100 : 300));
    const rows: ExperimentRow[] = [];
    for (const [i, setting] of settings.entries()) {
      const own = part(run, i, settings.length);
      own.tell(0, setting.name);
      rows.push(...rowsOf(setting, signalsOf(setting, run.quick ? 200 : 1000, samples, own.key)));
      await run.pause();
    }
    return {
      columns: ["weights and layer", "standard deviation, or ratio of two"],
      rows,
      notes: [
        "The published figures are histograms of nets that learn Shapeset: what can be compared is that with standard weights activations " +
          "shrink forward and gradients backward, and with normalised weights both stay level.",
        "With standard weights each layer of tanh multiplies small signals by 1/sqrt(3) = 0.577.",
        "Another implementation in numpy, on images of 784 pixels: activations 0.451, 0.244, 0.139, 0.079, 0.046 with standard weights and " +
          "0.598, 0.469, 0.399, 0.350, 0.318 with normalised ones, whose first layer is wider the more pixels there are.",
      ],
    };
  },
});
