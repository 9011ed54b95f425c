import { array, type NDArray } from "@chainrule/array";
import { network, normal } from "@chainrule/nn";
import {
  type ArrayLike,
  asArray,
  concat,
  grad,
  mean,
  multiply,
  random,
  square,
  subtract,
  type Tensor,
  type Tree,
  tree,
} from "@chainrule/tape";
import { property } from "../findings.ts";
import type { Finding } from "../item.ts";

/** Values of a function at some places: what one task asks for. */
interface Task {
  readonly inputs: NDArray;
  readonly targets: NDArray;
}

const column = (values: readonly number[]): NDArray => array(values.map((x) => [x]));
const places = (from: number): readonly number[] => Array.from({ length: 8 }, (_, i) => from + i / 8);

/** A bump to the left of 0, and its opposite to the right of it. */
const left: Task = {
  inputs: column(places(-1)),
  targets: column(places(-1).map((x) => Math.sin(Math.PI * x))),
};
const right: Task = {
  inputs: column(places(0)),
  targets: column(places(0).map((x) => Math.cos(Math.PI * x))),
};

const net = network("1 -> 8 tanh -> 1", { weights: normal(1) });
const initial = net.init(random.key(4), [1]);

function errorOn({ inputs, targets }: Task): (parameters: Tree) => Tensor {
  return (parameters) =>
    mean(square(subtract(net.apply(parameters as never, initial.state, inputs).output, targets))) as Tensor;
}

/** Steps of gradient descent on one task. */
function trained(start: Tree, task: Task, epochs: number): Tree {
  const slope = grad(errorOn(task));
  let parameters = start;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const gradient = slope(parameters as never) as Tree;
    parameters = tree.map(
      (w: ArrayLike, g: ArrayLike) => subtract(w, multiply(0.1, g)),
      parameters,
      gradient,
    );
  }
  return parameters;
}

/** Steps of the first task alone, and then as many of what comes next. */
const epochs = 400;

/** What a net still knows of its first task, once it was shown the second: alone, or in turn with the first. */
export function forgetting(order: "one after the other" | "in turn", expected: "holds" | "fails"): Finding {
  const start = initial.parameters as Tree;
  const before = errorOf(trained(start, left, epochs), left);
  const next = order === "in turn" ? together(left, right) : right;
  const after = trained(trained(start, left, epochs), next, epochs);
  const [first, second] = [errorOf(after, left), errorOf(after, right)];
  return property(
    `${order}, the first task is still known after the second is learnt`,
    first < 0.1 && second < 0.1,
    `error on the first task ${before.toFixed(3)} -> ${first.toFixed(3)}, on the second ${second.toFixed(3)}`,
    expected,
  );
}

function together(one: Task, other: Task): Task {
  return {
    inputs: concat([one.inputs, other.inputs]) as NDArray,
    targets: concat([one.targets, other.targets]) as NDArray,
  };
}

function errorOf(parameters: Tree, task: Task): number {
  return Number((asArray(errorOn(task)(parameters) as never) as NDArray).item());
}
