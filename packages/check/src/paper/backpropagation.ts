import type { NDArray } from "@chainrule/array";
import { differentiate, evaluate, gradient, parse } from "@chainrule/expr";
import {
  type ArrayLike,
  grad,
  jvp,
  mean,
  multiply,
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
import { tapeVoice } from "../voices/tape.ts";
import { costOf, data, exampleSubject, flatNumbers, outputOf, parameters } from "./example.ts";
import { equals, formulaAgrees, gradientOf, property, reportFigures, simplifiesToZero } from "./findings.ts";
import { hiddenDerivative } from "./indices.ts";
import type { Finding, PaperItem } from "./item.ts";
import { numberOf } from "./uses/newton.ts";

/** S13 to S18: the gradient of the cost, from one neuron a layer to a whole net. */
export const backpropagationItems: readonly PaperItem[] = [
  { id: "S13", title: "the cost as one function of all parameters", check: oneFunction },
  { id: "S14", title: "chain rule, one neuron a layer", check: singleChain },
  { id: "S15", title: "average over the samples", check: average },
  { id: "S16", title: "derivatives by bias and by activation", check: biasAndActivation },
  { id: "S17", title: "chain rule, many neurons a layer", check: wholeNet },
  { id: "S18", title: "the gradient vector", check: gradientVector },
];

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

const neuronCost = "(sigmoid(w a + b) - y)^2";
const neuron = { w: 0.3, b: -0.2, a: 0.7, y: 1 };

/** The chain of one neuron a layer, with the values of its derivatives computed elsewhere to 17 digits. */
function singleChain(): readonly Finding[] {
  const published = { w: -0.17412065423896253, b: -0.24874379176994646, a: -0.07462313753098393 };
  const names = Object.keys(published) as (keyof typeof published)[];
  const slopes = (cost: string): readonly number[] =>
    gradient(parse(cost), names).map((each) => evaluate(each, neuron) as number);
  const [whole, half] = [slopes(neuronCost), slopes(`0.5 ${neuronCost}`)];
  return [
    formulaAgrees(neuronCost, neuron),
    formulaAgrees(`0.5 ${neuronCost}`, neuron),
    ...names.map((name, i) => equals(`dC/d${name}`, whole[i]!, published[name], 4e-16)),
    ...names.map((name, i) =>
      equals(`with the factor 0.5, half of dC/d${name}`, half[i]!, published[name] / 2, 4e-16),
    ),
    ...factors(),
  ];
}

/** The three factors of the chain, each by itself. */
function factors(): readonly Finding[] {
  return [
    simplifiesToZero("dC/da = 2 (a - y)", differentiate(parse("(a - y)^2"), "a"), "2 (a - y)"),
    simplifiesToZero(
      "da/dz = sigma'(z)",
      differentiate(parse("sigmoid(z)"), "z"),
      "sigmoid(z) (1 - sigmoid(z))",
    ),
    simplifiesToZero("dz/dw = the activation before", differentiate(parse("w a + b"), "w"), "a"),
  ];
}

function average(): readonly Finding[] {
  const each = perExampleGrad(costOf)(parameters, data.inputs, data.targets);
  const means = flatNumbers(tree.map((leaf: ArrayLike) => mean(leaf, { axis: 0 }), each as never));
  const meanCost = (own: object): Tensor =>
    mean(sum(square(subtract(outputOf(own, data.inputs), data.targets)), { axis: -1 })) as Tensor;
  const whole = flatNumbers(grad(meanCost)(parameters));
  const gap = Math.max(...means.map((value, i) => Math.abs(value - whole[i]!)));
  return [
    property(
      "gradient of the mean = mean of the samples' gradients",
      gap < 1e-15,
      `largest difference ${gap.toExponential(1)}`,
    ),
    equals(
      "... of which there is one for each sample and parameter",
      flatNumbers(each as object).length,
      5 * 26,
    ),
  ];
}

function biasAndActivation(): readonly Finding[] {
  const [byB, byA] = gradient(parse(neuronCost), ["b", "a"]);
  const claimed = "sigmoid(w a + b) (1 - sigmoid(w a + b)) 2 (sigmoid(w a + b) - y)";
  return [
    simplifiesToZero("dC/db = sigma'(z) 2 (a - y)", byB!, claimed),
    simplifiesToZero("dC/da_prev = w sigma'(z) 2 (a - y)", byA!, `w ${claimed}`),
    formulaAgrees(neuronCost, { ...neuron, w: -1.7, a: 0.05 }),
  ];
}

/** Every derivative of the net; by indices as in the paper; and with the sum over j dropped. */
function wholeNet(): readonly Finding[] {
  const subject = exampleSubject();
  const fault = faults.find(({ name }) => name === "dropped-sum")!.plant(0);
  const gradients = grad(costOf)(parameters, data.inputs, data.targets);
  const { summed, dropped } = hiddenDerivative();
  const [right, wrong] = [tapeVoice(subject).kernel(), tapeVoice(subject, fault).kernel()];
  const error = Math.max(...right[0]!.map((g, i) => Math.abs(wrong[0]![i]! / g - 1)));
  return [
    gradientOf("every derivative of a 3-4-2 net", subject),
    same(
      "dC/dw of the first layer, index by index with the sum over j, is the matrix form",
      gradients,
      summed,
    ),
    same("... and without the sum it is not", gradients, dropped, "fails"),
    {
      what: "the check finds the dropped sum",
      expected: "disagree",
      ...reportFigures(crossCheck(subject, { fault })),
    },
    property(
      "... by which derivatives of layer 1 are off by more than all of their size",
      error > 1,
      `by ${(100 * error).toFixed(0)} %`,
    ),
  ];
}

function same(
  what: string,
  gradients: object,
  byIndex: readonly number[],
  expected: "holds" | "fails" = "holds",
): Finding {
  const first = flatNumbers(gradients).slice(0, byIndex.length);
  const gap = Math.max(...byIndex.map((value, i) => Math.abs(value - first[i]!)));
  return property(what, gap < 1e-14, `largest difference ${gap.toExponential(1)}`, expected);
}

/** Its norm is the slope along it, and no direction is steeper; each layer has its share of it. */
function gradientVector(): readonly Finding[] {
  const gradients = grad(costOf)(parameters, data.inputs, data.targets) as object;
  const flat = flatNumbers(gradients);
  const squares = tree
    .flatten(gradients as never)
    .leaves.map((leaf) => numberOf(sum(square(leaf as Tensor))));
  const [first, second] = [squares[0]! + squares[1]!, squares[2]! + squares[3]!];
  const norm = Math.sqrt(flat.reduce((total, g) => total + g * g, 0));
  const alongIt = slopeAlong(tree.map((g: ArrayLike) => multiply(1 / norm, g), gradients as never));
  const others = Array.from({ length: 20 }, (_, i) => Math.abs(slopeAlong(unitDirection(i))));
  return [
    equals("one entry for each parameter", flat.length, 26),
    equals("the slope along the gradient is its norm", alongIt, norm, 1e-14),
    property(
      "... and no other direction is as steep (20 random ones)",
      Math.max(...others) < norm,
      `${norm.toFixed(5)} against ${Math.max(...others).toFixed(5)} at most`,
    ),
    equals("its squared norm is the sum over the layers'", first + second, norm ** 2, 1e-14),
    property(
      "each layer has its norm",
      first > 0 && second > 0,
      `layer 1: ${Math.sqrt(first).toFixed(5)}, layer 2: ${Math.sqrt(second).toFixed(5)}`,
    ),
  ];
}

/** A random direction of length 1. */
function unitDirection(seed: number): object {
  let count = 0;
  const direction = tree.map(
    (leaf: NDArray) => random.normal(random.key(100 * seed + count++), leaf.shape),
    parameters as never,
  ) as object;
  const length = Math.hypot(...flatNumbers(direction));
  return tree.map((leaf: ArrayLike) => multiply(1 / length, leaf), direction as never);
}

/** The derivative of the cost along a direction, in forward mode: no gradient has a part in it. */
function slopeAlong(direction: object): number {
  const cost = (own: object): Tensor => costOf(own, data.inputs, data.targets);
  return numberOf(jvp(cost)([parameters], [direction]).tangent as never);
}
