import { array, type NDArray } from "@chainrule/array";
import { countOperations, type Expression, evaluate, gradient, parse } from "@chainrule/expr";
import { network } from "@chainrule/nn";
import {
  type ArrayLike,
  argmax,
  asArray,
  grad,
  matmul,
  multiply,
  random,
  sigmoid,
  square,
  step,
  subtract,
  sum,
  type Tensor,
  type Tree,
  tree,
} from "@chainrule/tape";
import { networkSubject } from "../../subject/network.ts";
import { symbolicVoice } from "../../voices/symbolic.ts";
import { formulaDocument, networkDocument } from "../documents.ts";
import { formulaAgrees, property } from "../findings.ts";
import type { Finding } from "../item.ts";
import { type Erratum, erratum } from "./erratum.ts";
import { forgetting } from "./forgetting.ts";

type Outcome = "holds" | "fails";

const neuron = { w: 0.3, a: 0.7, b: 0.2, y: 0 };
const animals = {
  inputs: [
    [1, 0.5],
    [-1, -0.25],
  ],
  targets: [
    [1, 0],
    [0, 1],
  ],
}; // a cat, a dog
const jumping = "piecewiseLinear(x, 1, 0, -2, 2)";
const continuous = "piecewiseLinear(x, 0.25, 0.5, -2, 2)";

/** E16 to E21: what the text says of functions, labels, costs and learning. */
export const claimErrata: readonly Erratum[] = [
  erratum({
    id: "E16",
    title: "a step cannot be trained",
    where: "section 3, threshold",
    fault:
      "The step is offered as an activation, but its derivative is 0 wherever it has one: nothing is learnt.",
    correction: "Backpropagation needs an activation with a slope, such as the sigmoid.",
    broken: {
      text: "(step(w a + b) - y)^2",
      document: formulaDocument("(step(w a + b) - y)^2", neuron),
      expected: "agree",
      findings: () => [
        formulaAgrees("(step(w a + b) - y)^2", neuron),
        trains("with a step, 100 steps of descent lower the cost", step as never, "fails"),
      ],
    },
    mended: {
      text: "(sigmoid(w a + b) - y)^2",
      document: formulaDocument("(sigmoid(w a + b) - y)^2", neuron),
      expected: "agree",
      findings: () => [
        trains("with a sigmoid, 100 steps of descent lower the cost", sigmoid as never, "holds"),
      ],
    },
  }),
  erratum({
    id: "E17",
    title: "kinks, and two conditions for continuity",
    where: "section 3, piecewise linear and ReLU",
    fault:
      "Nothing is said of the derivative at the kinks; and m, b, x_min and x_max cannot be chosen freely: in general the " +
      "function jumps at both ends.",
    correction:
      "At a kink any number between the one-sided derivatives serves, and the convention is stated. Continuity needs " +
      "m = 1 / (x_max - x_min) and b = -x_min / (x_max - x_min).",
    broken: {
      text: `${jumping}, and its derivative at -2 as a number`,
      document: formulaDocument(jumping, { x: -2 }),
      expected: "not differentiable here",
      findings: () => [jumpAt("with free m and b, it is continuous at x_min", jumping, "fails")],
    },
    mended: {
      text: `${continuous}, with the interval [0, m] at its kinks`,
      document: formulaDocument(continuous, { x: 0.7 }),
      expected: "agree",
      findings: () => [
        jumpAt("mended, it is continuous at x_min", continuous, "holds"),
        formulaAgrees(continuous, { x: -2 }, "not differentiable here"),
        formulaAgrees("relu(x)", { x: 0 }, "not differentiable here"),
      ],
    },
  }),
  erratum({
    id: "E18",
    title: "one output or two",
    where: "section 4, cats and dogs",
    fault:
      "Cat is the label 0 and dog the label 1, which one output can learn; yet the output with the highest activation is " +
      "said to decide, which needs two.",
    correction:
      "One output compared with 1/2, or two outputs with one-hot targets and the higher one deciding.",
    broken: {
      text: "the highest of one output",
      document: networkDocument("2 -> 3 tanh -> 1 sigmoid; loss=bce", { ...animals, targets: [[0], [1]] }),
      expected: "agree",
      findings: () => [decides("the highest of one output tells cat from dog", 1, "fails")],
    },
    mended: {
      text: "the higher of two outputs",
      document: networkDocument("2 -> 3 tanh -> 2 softmax; loss=ce", animals),
      expected: "agree",
      findings: () => [decides("the higher of two outputs tells cat from dog", 2, "holds")],
    },
  }),
  erratum({
    id: "E19",
    title: "not power, but a small constant",
    where: "section 5, automatic differentiation",
    fault: "Automatic differentiation is said to rest on massive computational power.",
    correction:
      "The whole gradient costs a small multiple of the function itself, however many parameters there are.",
    broken: {
      text: "the cost of the gradient grows with the number of parameters",
      document: formulaDocument("sin(x1 x2) + exp(x1 - x2)", { x1: 0.5, x2: 1.5 }),
      expected: "agree",
      findings: () => [
        ratioGrows("as printed, four times the parameters need four times the multiple", "fails"),
      ],
    },
    mended: {
      text: "at most 4 times the function's cost",
      document: networkDocument("3 -> 4 sigmoid -> 2 sigmoid; loss=sse", {
        inputs: [[0.5, -1, 2]],
        targets: [[1, 0]],
      }),
      expected: "agree",
      findings: () => [
        productRatio(),
        ...[4, 16].map((hidden) => {
          const ratio = netRatio(hidden);
          return property(
            `mended, a 3-${hidden}-2 net's gradient costs at most 4 times its loss`,
            ratio <= 4,
            `${ratio.toFixed(2)} times, counted in operations`,
          );
        }),
      ],
    },
  }),
  erratum({
    id: "E20",
    title: "who forgets",
    where: "section 6, continuous learning",
    fault: "Backpropagation is said not to learn continuously.",
    correction:
      "Forgetting comes from showing one task after the other, not from how gradients are computed: the same gradients, " +
      "with both tasks shown in turn, keep both.",
    broken: {
      text: "one task after the other",
      document: networkDocument("1 -> 8 tanh -> 1; loss=mse", { inputs: [[0.75]], targets: [[-1]] }),
      expected: "agree",
      findings: () => [forgetting("one after the other", "fails")],
    },
    mended: {
      text: "both tasks in turn, with the same gradients",
      document: networkDocument("1 -> 8 tanh -> 1; loss=mse", {
        inputs: [[0.25], [0.75]],
        targets: [[1], [-1]],
      }),
      expected: "agree",
      findings: () => [forgetting("in turn", "holds")],
    },
  }),
  erratum({
    id: "E21",
    title: "a name, and a direction",
    where: "section 2, first paragraph; section 3, caption of the figure",
    fault:
      "The weighted sums are said to belong to the proceeding layer; a figure's author is called Bientio.",
    correction:
      "They belong to the succeeding layer; the figure is by Glorot and Bengio. The name has nothing to run.",
    broken: {
      text: "a weighted sum for each node of the layer before",
      document: formulaDocument("sum(W @ a)", { W: [[0.5], [0.125], [-0.5]], a: [0.5, -1, 2] }),
      expected: "expr/shape",
      findings: () => [sums("there are as many sums as nodes in the layer before", 3, "fails")],
    },
    mended: {
      text: "a weighted sum for each node of the layer after",
      document: networkDocument("3 -> 4; loss=mse", { inputs: [[0.5, -1, 2]], targets: [[1, 0, 0, 1]] }),
      expected: "agree",
      findings: () => [sums("there are as many sums as nodes in the succeeding layer", 4, "holds")],
    },
  }),
];

const numbers = (x: unknown): readonly number[] =>
  (asArray(x as never) as NDArray).read((view) => Array.from(view, Number));

/** One neuron learns to be off at 0.7, where it begins on the other side. */
function trains(what: string, activation: (z: ArrayLike) => Tensor, expected: Outcome): Finding {
  const cost = (own: ArrayLike): Tensor =>
    sum(square(activation(sum(multiply(own, array([0.7, 1])))))) as Tensor;
  let own: Tensor = array([0.3, 0.2]);
  const before = numbers(cost(own))[0]!;
  for (let epoch = 0; epoch < 100; epoch++) own = subtract(own, grad(cost)(own)) as Tensor;
  const after = numbers(cost(own))[0]!;
  return property(what, after < before, `${before.toFixed(4)} -> ${after.toFixed(4)}`, expected);
}

function jumpAt(what: string, formula: string, expected: Outcome): Finding {
  const f = parse(formula);
  const [left, right] = [-2, -2 + 2 ** -50].map((x) => valueAt(f, x));
  return property(what, Math.abs(right! - left!) < 1e-14, `${left} and ${right}`, expected);
}

/** What an argmax over so many outputs says of the cat and of the dog, by outputs that know them. */
function decides(what: string, outputs: 1 | 2, expected: Outcome): Finding {
  const knowing =
    outputs === 1
      ? [[0.05], [0.95]]
      : [
          [0.9, 0.1],
          [0.2, 0.8],
        ];
  const [cat, dog] = numbers(argmax(array(knowing), { axis: -1 }));
  return property(what, cat !== dog, `the cat is called ${cat} and the dog ${dog}`, expected);
}

/** How many times the loss's operations its gradient takes, loss included. */
function netRatio(hidden: number): number {
  const data = { inputs: array([[0.5, -1, 2]]), targets: array([[1, 0]]) };
  const subject = networkSubject(`3 -> ${hidden} sigmoid -> 2 sigmoid; loss=sse`, data);
  const { operations } = symbolicVoice(subject.symbolic!, subject.parameters);
  return operations.gradient / operations.primal;
}

function ratioGrows(what: string, expected: Outcome): Finding {
  const [small, large] = [netRatio(4), netRatio(16)]; // 26 and 98 parameters
  return property(what, large / small > 3, `${small.toFixed(2)} and ${large.toFixed(2)} times`, expected);
}

/** The product of twenty variables: all twenty derivatives together, by prefixes and suffixes. */
function productRatio(): Finding {
  const names = Array.from({ length: 20 }, (_, i) => `x${i}`);
  const f = parse(names.join(" "));
  const [own, all] = [countOperations(f), countOperations([f, ...gradient(f, names)])];
  return property(
    "mended, all 20 derivatives of a product of 20 cost at most 4 times the product",
    all <= 4 * own,
    `${all} operations against ${own}`,
  );
}

const valueAt = (f: Expression, x: number): number => evaluate(f, { x }) as number;

function sums(what: string, claimed: number, expected: Outcome): Finding {
  const net = network("3 -> 4");
  const { parameters } = net.init(random.key(1), [3]);
  const weight = tree.flatten(parameters as Tree).leaves[0] as Tensor;
  const rows = numbers(matmul(weight, array([0.5, -1, 2]))).length;
  return property(what, rows === claimed, `a layer from 3 to 4 nodes has ${rows} sums`, expected);
}
