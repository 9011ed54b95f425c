import { array, type NDArray } from "@chainrule/array";
import { network } from "@chainrule/nn";
import { type ArrayLike, asArray, random, square, subtract, sum, type Tensor, tree } from "@chainrule/tape";
import { networkSubject } from "../subject/network.ts";
import type { Subject } from "../subject/subject.ts";

// The net that several items look at: 3-4-2, sigmoid, 26 parameters, with five samples.

const net = network("3 -> 4 sigmoid -> 2 sigmoid");
const initial = net.init(random.key(7), [3]);

/** Its parameters: for each layer weights `[out, in]` and biases. */
export const parameters = initial.parameters as object;

/** Five samples, and what they should give, as nested lists. */
export const samples: Readonly<Record<"inputs" | "targets", number[][]>> = {
  inputs: [
    [0.5, -1, 2],
    [1, 0.25, -0.75],
    [-0.5, 1.5, 0.125],
    [2, -0.25, 1],
    [-1.5, 0.75, 0.5],
  ],
  targets: [
    [1, 0],
    [0, 1],
    [1, 0],
    [0, 1],
    [1, 1],
  ],
};

/** The same as arrays. */
export const data: { readonly inputs: NDArray; readonly targets: NDArray } = {
  inputs: array(samples.inputs),
  targets: array(samples.targets),
};

/** What the net answers. */
export function outputOf(own: object, inputs: ArrayLike): Tensor {
  return net.apply(own as never, initial.state, inputs).output as Tensor;
}

/** The sum of squared errors over the samples given. */
export function costOf(own: object, inputs: ArrayLike, targets: ArrayLike): Tensor {
  return sum(square(subtract(outputOf(own, inputs), targets))) as Tensor;
}

/** The cost on all five samples as the subject of a check. */
export function exampleSubject(): Subject {
  return networkSubject("3 -> 4 sigmoid -> 2 sigmoid; loss=sse", { ...data, parameters });
}

/** All numbers of a tree, leaf after leaf. */
export function flatNumbers(own: object): readonly number[] {
  return tree
    .flatten(own as never)
    .leaves.flatMap((leaf) => asArray(leaf as never).read((view) => Array.from(view, Number)));
}
