import { sumSquaredError } from "@chainrule/losses";
import { dense, type Layer, network, uniform } from "@chainrule/nn";
import { momentum } from "@chainrule/optim";
import { array, concat, random, type Tensor, type Tree } from "@chainrule/tape";
import { race } from "./ensemble.ts";
import { type Experiment, type ExperimentRow, experiment, part, type Run } from "./experiment.ts";
import { medianRow, row } from "./figures.ts";

const published = [{ label: "one hidden unit and direct connections: sweeps, median", value: 558 }];

/** A net whose output unit sees the inputs beside the hidden units. */
function withDirectConnections(hidden: Layer, output: Layer): Layer {
  return {
    name: `direct(${hidden.name}, ${output.name})`,
    init: (key, inputShape) => {
      const [hiddenKey, outputKey] = random.split(key) as [Tensor, Tensor];
      const first = hidden.init(hiddenKey, inputShape);
      const seen = (inputShape.at(-1) as number) + (first.outputShape.at(-1) as number);
      const second = output.init(outputKey, [seen]);
      const parameters = { hidden: first.parameters, output: second.parameters };
      return { parameters, state: {}, outputShape: second.outputShape };
    },
    apply: (parameters, state, x) => {
      const own = parameters as { readonly hidden: Tree; readonly output: Tree };
      const inner = hidden.apply(own.hidden, {}, x).output;
      return { output: output.apply(own.output, {}, concat([x, inner], -1)).output, state };
    },
  };
}

const initializers = { weights: uniform(0.5), bias: uniform(0.5) };
const unit = (): Layer => dense(1, { activation: "sigmoid", ...initializers });
const nets = [
  { name: "one hidden unit and direct connections", net: withDirectConnections(unit(), unit()), decay: 0 },
  { name: "2-2-1", net: network("2 -> 2 sigmoid -> 1 sigmoid", initializers), decay: 0.9 },
];

/**
 * Exclusive or, learnt by two small nets from many first weights.
 *
 * @example
 * ```ts
 * import { xor } from "@chainrule/train/experiments";
 * const { rows } = await xor.run({ seed: 0, quick: true });
 * const learnt = rows.find(({ label }) => label === "2-2-1: starts that learn, %");
 * (learnt?.measured ?? 0) > 50; // => true
 * ```
 */
export const xor: Experiment = experiment({
  id: "xor",
  item: "S9",
  title: "Exclusive or",
  explanation:
    "Two small nets of sigmoid units learn the four patterns of exclusive or, which no linear net can: one hidden " +
    "unit with direct connections from the inputs to the output (learning rate 0.5, no momentum), and a 2-2-1 net " +
    "(momentum 0.9). Each sweep is one step on all four patterns, from first weights in U(-0.5, 0.5), until every " +
    "output is within 0.4 of its target.",
  source:
    "D. E. Rumelhart, G. E. Hinton, R. J. Williams, Learning internal representations by error propagation, PDP, 1986, ch. 8",
  published,
  data: [],
  cost: "seconds",
  measure: async (run) => {
    const rows: ExperimentRow[] = [];
    for (const [i, { name, net, decay }] of nets.entries())
      rows.push(...(await learn(name, net, decay, part(run, i, nets.length))));
    return {
      columns: ["net", "starts that learn, in %, and their sweeps"],
      rows,
      notes: [
        "The authors tell of one run with 558 sweeps; their first weights and their bound on the errors are not known.",
        "They met two stuck nets in hundreds of runs; how many get stuck depends on the first weights.",
      ],
    };
  },
});

async function learn(name: string, net: Layer, decay: number, run: Run): Promise<ExperimentRow[]> {
  const starts = run.runs ?? (run.quick ? 12 : 100);
  const finishes = await race(
    {
      network: net,
      loss: sumSquaredError,
      optimizer: momentum({ learningRate: 0.5, decay }),
      inputs: array([[0, 0], [0, 1], [1, 0], [1, 1]]), // biome-ignore format: a truth table
      targets: array([[0], [1], [1], [0]]),
      tolerance: 0.4,
      starts,
      patience: run.quick ? 1200 : 6000,
    },
    run,
  );
  const sweeps = finishes.flatMap((finish) => finish?.sweeps ?? []);
  return [
    row(`${name}: starts that learn, %`, (100 * sweeps.length) / starts),
    medianRow(`${name}: sweeps, median`, sweeps, published),
    row(`${name}: sweeps, fewest`, Math.min(...sweeps)),
    row(`${name}: sweeps, most`, Math.max(...sweeps)),
  ];
}
