import { array, type NDArray } from "@chainrule/array";
import { evaluate, gradient, parse } from "@chainrule/expr";
import { network } from "@chainrule/nn";
import {
  type ArrayLike,
  grad,
  mean,
  perExampleGrad,
  random,
  square,
  subtract,
  sum,
  type Tensor,
  tree,
} from "@chainrule/tape";
import { crossCheck } from "../crossCheck.ts";
import { faults } from "../faults/faults.ts";
import { networkSubject } from "../subject/network.ts";
import { equals, formulaAgrees, gradientOf, property, reportFigures } from "./findings.ts";
import type { Finding, PaperItem } from "./item.ts";

/** S13 to S18: the gradient of the cost, from one neuron a layer to a whole net. */
export const backpropagationItems: readonly PaperItem[] = [
  { id: "S13", title: "the cost as one function of all parameters", check: oneFunction },
  { id: "S14", title: "chain rule, one neuron a layer", check: singleChain },
  { id: "S15", title: "average over the samples", check: average },
  { id: "S16", title: "derivatives by bias and by activation", check: biasAndActivation },
  { id: "S17", title: "chain rule, many neurons a layer", check: wholeNet },
  { id: "S18", title: "the gradient vector", check: gradientVector },
];

const net = network("3 -> 4 sigmoid -> 2 sigmoid");
const initial = net.init(random.key(7), [3]);
const parameters = initial.parameters as object;
const { state } = initial;
const data = {
  inputs: array([
    [0.5, -1, 2],
    [1, 0.25, -0.75],
    [-0.5, 1.5, 0.125],
    [2, -0.25, 1],
    [-1.5, 0.75, 0.5],
  ]),
  targets: array([
    [1, 0],
    [0, 1],
    [1, 0],
    [0, 1],
    [1, 1],
  ]),
};

function costOf(own: object, inputs: ArrayLike, targets: ArrayLike): Tensor {
  return sum(square(subtract(net.apply(own, state, inputs).output, targets)));
}

function oneFunction(): readonly Finding[] {
  const { leaves, paths, structure } = tree.flatten(parameters);
  const sizes = leaves.map((leaf) => (leaf as NDArray).size);
  const again = tree.flatten(tree.unflatten(structure, leaves)).leaves;
  return [
    equals(
      "a 3-4-2 net has 26 parameters",
      sizes.reduce((a, b) => a + b, 0),
      26,
    ),
    property(
      "layer by layer, weights before bias",
      paths.join() === "layers.0.weight,layers.0.bias,layers.1.weight,layers.1.bias",
      paths.join(", "),
    ),
    property(
      "flattening and unflattening changes nothing",
      again.every((leaf, i) => leaf === leaves[i]),
    ),
  ];
}

/** The chain of one neuron a layer, with the values of its derivatives computed elsewhere to 17 digits. */
function singleChain(): readonly Finding[] {
  const cost = "(sigmoid(w a + b) - y)^2";
  const at = { w: 0.3, b: -0.2, a: 0.7, y: 1 };
  const published = { w: -0.17412065423896253, b: -0.24874379176994646, a: -0.07462313753098393 };
  const names = Object.keys(published) as (keyof typeof published)[];
  const derivatives = gradient(parse(cost), names).map((each) => evaluate(each, at) as number);
  return [
    formulaAgrees(cost, at),
    formulaAgrees(`0.5 ${cost}`, at),
    ...names.map((name, i) => equals(`dC/d${name}`, derivatives[i]!, published[name], 4e-16)),
  ];
}

function average(): readonly Finding[] {
  const cost = (own: object, x: ArrayLike, y: ArrayLike): Tensor =>
    sum(square(subtract(net.apply(own, state, x).output, y)));
  const each = tree.flatten(perExampleGrad(cost)(parameters, data.inputs, data.targets)).leaves;
  const means = each.flatMap((leaf) => [...(mean(leaf, { axis: 0 }) as NDArray).toTypedArray()].map(Number));
  const whole = tree
    .flatten(
      grad((own: object) =>
        mean(sum(square(subtract(net.apply(own, state, data.inputs).output, data.targets)), { axis: -1 })),
      )(parameters),
    )
    .leaves.flatMap((leaf) => [...(leaf as NDArray).toTypedArray()].map(Number));
  const gap = Math.max(...means.map((value, i) => Math.abs(value - whole[i]!)));
  return [
    property(
      "gradient of the mean = mean of the samples' gradients",
      gap < 1e-15,
      `largest difference ${gap.toExponential(1)}`,
    ),
  ];
}

function biasAndActivation(): readonly Finding[] {
  const at = { w: 0.3, b: -0.2, a: 0.7, y: 1 };
  const [byB, byA] = gradient(parse("(sigmoid(w a + b) - y)^2"), ["b", "a"]);
  const claimed = "sigmoid(w a + b) (1 - sigmoid(w a + b)) 2 (sigmoid(w a + b) - y)";
  const value = (formula: string): number => evaluate(parse(formula), at) as number;
  return [
    equals("dC/db = sigma'(z) 2 (a - y)", evaluate(byB!, at) as number, value(claimed)),
    equals("dC/da_prev = w sigma'(z) 2 (a - y)", evaluate(byA!, at) as number, value(`w ${claimed}`)),
  ];
}

function wholeNet(): readonly Finding[] {
  const subject = networkSubject("3 -> 4 sigmoid -> 2 sigmoid; loss=sse", { ...data, parameters });
  const dropped = faults.find(({ name }) => name === "dropped-sum")!;
  const caught = crossCheck(subject, { fault: dropped.plant(0) });
  return [
    gradientOf("every derivative of a 3-4-2 net", subject),
    { what: "... and with the sum over j dropped", expected: "disagree", ...reportFigures(caught) },
  ];
}

function gradientVector(): readonly Finding[] {
  const gradients = tree.flatten(grad(costOf)(parameters, data.inputs, data.targets));
  const squares = gradients.leaves.map((leaf) => Number((sum(square(leaf)) as NDArray).item()));
  const flat = gradients.leaves.flatMap((leaf) => [...(leaf as NDArray).toTypedArray()].map(Number));
  return [
    equals("one entry for each parameter", flat.length, 26),
    equals(
      "its squared norm is the sum over the layers'",
      squares.reduce((a, b) => a + b, 0),
      flat.reduce((total, g) => total + g * g, 0),
    ),
  ];
}
