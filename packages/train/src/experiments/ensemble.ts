import { applyUpdates } from "@chainrule/optim";
import {
  abs,
  argsort,
  array,
  at,
  matrixTranspose,
  max,
  type NDArray,
  random,
  type Shape,
  stack,
  subtract,
  type Tensor,
  type Tree,
  take,
  takeAlongAxis,
  tree,
  valueAndGrad,
  vmap,
} from "@chainrule/tape";
import { range } from "../batches.ts";
import type { Dataset } from "../dataset.ts";
import type { FitOptions } from "../fit.ts";
import { traced } from "../traced.ts";
import type { Run } from "./experiment.ts";

/** What learns, and how. */
type Learner = Pick<FitOptions, "network" | "loss" | "optimizer">;

/** Patterns that many nets of one form learn side by side, each from first weights of its own. */
export interface Race extends Learner {
  /** `[patterns, in]`. */
  readonly inputs: NDArray;
  /** `[patterns, out]`. */
  readonly targets: NDArray;
  /** A pattern is learnt when every output is within this of its target. */
  readonly tolerance: number;
  /** How many nets. */
  readonly starts: number;
  /** After how many sweeps a net counts as stuck. */
  readonly patience: number;
}

/** A net that has learnt all patterns. */
export interface Finish {
  /** How many sweeps through the patterns it took. */
  readonly sweeps: number;
  /** Its parameters then. */
  readonly parameters: Tree;
}

/** All nets; each array has a first axis that counts them. */
interface Nets {
  readonly parameters: Tree;
  readonly state: Tree;
  readonly memory: Tree;
}

/** Lets all nets learn until each has learnt every pattern or is stuck; the results are in the order of the nets. */
export async function race(task: Race, run: Run): Promise<(Finish | undefined)[]> {
  const finishes = Array.from<Finish | undefined>({ length: task.starts });
  const sweep = sweepOf(task, true);
  let nets = drawNets(task, task.inputs.shape.slice(1), task.starts, run.key);
  for (let sweeps = 0; sweeps <= task.patience && finishes.includes(undefined); sweeps++) {
    const swept = sweep(nets, task.inputs, task.targets);
    for (const [net, worst] of swept.worst.toTypedArray().entries()) {
      if (worst <= task.tolerance) finishes[net] ??= { sweeps, parameters: netOf(nets.parameters, net) };
    }
    const done = finishes.filter((finish) => finish !== undefined).length;
    run.tell(sweeps / task.patience, `sweep ${sweeps}: ${done} of ${task.starts} nets have learnt`);
    await run.pause();
    nets = swept.nets;
  }
  return finishes;
}

function drawNets({ network, optimizer }: Learner, inputShape: Shape, count: number, key: Tensor): Nets {
  const draw = (own: Tensor): object => {
    const { parameters, state } = network.init(own, inputShape);
    return { parameters, state, memory: optimizer.init(parameters) };
  };
  return vmap(draw)(stack([...random.split(key, count)])) as unknown as Nets;
}

type Sweep = (
  nets: Nets,
  inputs: NDArray,
  targets: NDArray,
) => { readonly nets: Nets; readonly worst: NDArray };

/**
 * One step of every net, and `[nets]` its largest error before: the step of one, over a batch of nets. The nets share
 * the samples, or each has its own.
 */
function sweepOf({ network, loss, optimizer }: Learner, shared: boolean): Sweep {
  const lossOf = (parameters: object, state: object, inputs: NDArray, targets: NDArray): Tree => {
    const { output } = network.apply(parameters as Tree, state as Tree, inputs);
    return [loss(output, targets), max(abs(subtract(output, targets)))];
  };
  const gradientOf = valueAndGrad(lossOf, { aux: true });
  const step = ({ parameters, state, memory }: Nets, inputs: NDArray, targets: NDArray): object => {
    const { gradient, aux: worst } = gradientOf(parameters as object, state as object, inputs, targets);
    const taken = optimizer.update(gradient as Tree, memory, parameters);
    const nets = { parameters: applyUpdates(parameters, taken.updates), state, memory: taken.state };
    return { nets, worst };
  };
  const own = shared ? null : 0;
  return traced(vmap(step, { inAxes: [0, own, own] })) as unknown as Sweep;
}

/** Nets of one form, each with rows of its own to learn from, sample by sample. */
export interface Crowd extends Learner {
  /** All samples. */
  readonly data: Dataset;
  /** For each net the rows that it learns from; equally many for all. */
  readonly rows: readonly (readonly number[])[];
  /** Passes over these rows, in a new order each. */
  readonly epochs: number;
}

/** The outputs of every net on all samples, `[nets, samples, out]`, after all of them have learnt side by side. */
export async function learnSideBySide(crowd: Crowd, run: Run, note: string): Promise<NDArray> {
  const { network, data, rows, epochs } = crowd;
  const [initKey, orderKey] = random.split(run.key) as [Tensor, Tensor];
  const own = array(rows as number[][], { dtype: "int32" });
  const step = sweepOf(crowd, false);
  let nets = drawNets(crowd, data.inputs.shape.slice(1), rows.length, initKey);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const order = argsort(random.uniform(random.foldIn(orderKey, epoch), own.shape));
    const places = matrixTranspose(takeAlongAxis(own, order)); // [steps, nets]
    for (const row of range(places.shape[0] as number)) {
      const batch = at(places, row);
      nets = step(nets, take(data.inputs, batch) as NDArray, take(data.targets, batch) as NDArray).nets;
      await run.pause();
    }
    run.tell(epoch / epochs, `${note}, epoch ${epoch}`);
  }
  const outputOf = ({ parameters, state }: Nets, inputs: NDArray): Tensor =>
    network.apply(parameters, state, inputs).output;
  return vmap(outputOf, { inAxes: [0, null] })(nets as never, data.inputs) as NDArray;
}

/** The parameters of one of the nets. */
function netOf(parameters: Tree, net: number): Tree {
  return tree.map((leaf: Tensor) => at(leaf, net), parameters);
}
