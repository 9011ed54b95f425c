import type { Layer } from "@chainrule/nn";
import { applyUpdates, type Optimizer } from "@chainrule/optim";
import {
  type ArrayLike,
  abs,
  at,
  max,
  type NDArray,
  random,
  stack,
  subtract,
  type Tensor,
  type Tree,
  tree,
  valueAndGrad,
  vmap,
} from "@chainrule/tape";
import { traced } from "../traced.ts";
import type { Run } from "./experiment.ts";

/** Patterns that many nets of one form learn side by side, each from first weights of its own. */
export interface Race {
  /** The net. */
  readonly network: Layer;
  /** The loss of all patterns. */
  readonly loss: (outputs: Tensor, targets: ArrayLike) => ArrayLike;
  /** What turns gradients into steps. */
  readonly optimizer: Optimizer;
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
  const sweep = sweepOf(task);
  let nets = drawNets(task, run.key);
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

function drawNets({ network, optimizer, inputs, starts }: Race, key: Tensor): Nets {
  const draw = (own: Tensor): object => {
    const { parameters, state } = network.init(own, inputs.shape.slice(1));
    return { parameters, state, memory: optimizer.init(parameters) };
  };
  return vmap(draw)(stack([...random.split(key, starts)])) as unknown as Nets;
}

type Sweep = (
  nets: Nets,
  inputs: NDArray,
  targets: NDArray,
) => { readonly nets: Nets; readonly worst: NDArray };

/** One step of every net on all patterns, and `[nets]` its largest error before: the step of one, over a batch of nets. */
function sweepOf({ network, loss, optimizer }: Race): Sweep {
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
  return traced(vmap(step, { inAxes: [0, null, null] })) as unknown as Sweep;
}

/** The parameters of one of the nets. */
function netOf(parameters: Tree, net: number): Tree {
  return tree.map((leaf: Tensor) => at(leaf, net), parameters);
}
