import type { CheckDocument } from "../../document/types.ts";
import { formulaDocument, networkDocument } from "../documents.ts";
import type { Expectation } from "../errata/erratum.ts";

/** A document for an item of the paper, in short. */
export interface ItemRow {
  readonly title: string;
  readonly explanation: string;
  readonly document: CheckDocument;
  /** `agree` unless given. */
  readonly expected?: Expectation;
}

const layer = {
  W: [
    [0.5, -1.25, 2],
    [0.125, 0.75, -0.5],
  ],
  a: [1.5, -0.5, 0.75],
  b: [0.25, -1],
};
const neuron = { w: 0.3, b: -0.2, a: 0.7, y: 1 };
const example = {
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

/** S1 to S20: what the paper builds on. */
export const foundations: Readonly<Record<string, ItemRow>> = {
  S1: {
    title: "A neuron",
    explanation:
      "A weighted sum with a bias. The derivative by a weight is its input, and the other way round.",
    document: formulaDocument("w1 a1 + w2 a2 + b", { w1: 0.5, w2: -1.5, a1: 0.7, a2: 0.1, b: 0.2 }),
  },
  S2: {
    title: "A layer as a matrix",
    explanation: "W a + b, summed. By W the derivative is an outer product, by a the columns' sums.",
    document: formulaDocument("sum(W @ a + b)", layer),
  },
  S3: {
    title: "Sigmoid with a slope",
    explanation: "Its derivative is beta f (1 - f). Try x = 37: written so, every digit would be lost.",
    document: formulaDocument("sigmoid(x, beta)", { x: 0.5, beta: 2 }),
  },
  S4: {
    title: "A piecewise linear unit at its kink",
    explanation: "From the left the slope is 0, from the right m: any number between them will do.",
    document: formulaDocument("piecewiseLinear(x, 0.25, 0.5, -2, 2)", { x: -2 }),
    expected: "not differentiable here",
  },
  S5: {
    title: "The Gaussian",
    explanation: "By x, by its middle and by its width.",
    document: formulaDocument("gaussian(x, mu, sigma)", { x: 0.8, mu: 0.3, sigma: 0.6 }),
  },
  S6: {
    title: "The step at its jump",
    explanation: "A central difference gives 500000 here. There is no derivative, and the check says so.",
    document: formulaDocument("step(x)", { x: 0 }),
    expected: "not differentiable here",
  },
  S7: {
    title: "The rectifier at its kink",
    explanation: "0 from the left, 1 from the right; most programs answer 0.",
    document: formulaDocument("relu(x)", { x: 0 }),
    expected: "not differentiable here",
  },
  S8: {
    title: "Tanh far out",
    explanation: "1 - tanh^2 is exactly 0 here in floating point. The derivative is not.",
    document: formulaDocument("tanh(x)", { x: 20 }),
  },
  S9: {
    title: "Two layers without activation",
    explanation: "Affine maps compose to an affine map, so two such layers can do no more than one.",
    document: formulaDocument("w2 * (w1 a + b1) + b2", { w1: 0.5, b1: -0.25, w2: 1.5, b2: 0.125, a: 0.75 }),
  },
  S10: {
    title: "A layer with activation",
    explanation: "sigma(W a + b), summed: by every weight, bias and input.",
    document: formulaDocument("sum(sigmoid(W @ a + b))", layer),
  },
  S11: {
    title: "Squared error",
    explanation: "With the factor one half the derivative is p - y, without it twice that.",
    document: formulaDocument("1/2 (y - p)^2", { y: 1, p: 0.7 }),
  },
  S12: {
    title: "Cross-entropy",
    explanation: "Of a probability; its derivative is (p - y) / (p (1 - p)).",
    document: formulaDocument("-(y log(p) + (1 - y) log(1 - p))", { y: 1, p: 0.7 }),
  },
  S13: {
    title: "The cost of all parameters",
    explanation: "A net with 26 parameters on five samples: one function of 26 variables.",
    document: networkDocument("3 -> 4 sigmoid -> 2 sigmoid; loss=sse", example, { seed: 3 }),
  },
  S14: {
    title: "The chain of one neuron",
    explanation: "The paper's simplest net. dC/dw is -0.17412065423896253 here.",
    document: formulaDocument("(sigmoid(w a + b) - y)^2", neuron),
  },
  S15: {
    title: "The average over samples",
    explanation: "The mean of two samples' costs: its gradient is the mean of their gradients.",
    document: formulaDocument("((sigmoid(w a1 + b) - y1)^2 + (sigmoid(w a2 + b) - y2)^2) / 2", {
      w: 0.3,
      b: -0.2,
      a1: 0.7,
      y1: 1,
      a2: -1.2,
      y2: 0,
    }),
  },
  S16: {
    title: "By the bias, and by the activation before",
    explanation: "The same chain with another last factor: 1, and the weight.",
    document: formulaDocument("(sigmoid(w a + b) - y)^2", neuron, { wrt: ["b", "a"] }),
  },
  S17: {
    title: "Many neurons a layer",
    explanation: "By an activation of the layer before, the sum runs over all neurons that it leads to.",
    document: formulaDocument("sum((sigmoid(W @ a + b) - y)^2)", { ...layer, y: [1, 0] }),
  },
  S18: {
    title: "The gradient as a vector",
    explanation: "Weights and biases of both layers, in order.",
    document: networkDocument("3 -> 4 sigmoid -> 2 sigmoid; loss=sse", example, { seed: 7 }),
  },
  S19: {
    title: "A step of gradient descent",
    explanation:
      "The cost after a step of length eta against the gradient: its derivative by eta is below 0.",
    document: formulaDocument(
      "(sigmoid((w - eta * gw) a + b - eta * gb) - y)^2",
      { ...neuron, eta: 0.1, gw: -0.17412065423896253, gb: -0.24874379176994646 },
      { wrt: ["eta"] },
    ),
  },
  S20: {
    title: "Two voices and two witnesses",
    explanation: "Reverse mode, symbols, complex step and differences on one net, each with its error.",
    document: networkDocument("3 -> 4 sigmoid -> 2 sigmoid; loss=sse", example, {
      seed: 5,
      witnesses: ["complex step", "finite difference"],
    }),
  },
};

const lorenz =
  "(x + h * 10 (y - x) - X)^2 + (y + h * (x * (28 - z) - y) - Y)^2 + (z + h * (x y - 8/3 z) - Z)^2";
const arm = "(l1 cos(q1) + l2 cos(q1 + q2) - x)^2 + (l1 sin(q1) + l2 sin(q1 + q2) - y)^2";

/** S21 to S32: what derivatives and networks are used for. */
export const uses: Readonly<Record<string, ItemRow>> = {
  S21: {
    title: "Data assimilation",
    explanation: "How far a step of Lorenz's flow is from what was seen, by the state that it began in.",
    document: formulaDocument(
      lorenz,
      { x: 1.5, y: -1.5, z: 25.5, h: 0.01, X: 1.2, Y: -1.4, Z: 24.8 },
      { wrt: ["x", "y", "z"] },
    ),
  },
  S22: {
    title: "Design optimization",
    explanation: "Rosenbrock's valley at its usual start, with its Hessian: 1330, -480 and 200 for minus x.",
    document: formulaDocument("100 (y - x^2)^2 + (1 - x)^2", { x: -1.2, y: 1 }, { order: 2 }),
  },
  S23: {
    title: "Numerical methods",
    explanation:
      "Where a circle meets a hyperbola, as the zero of a sum of squares: what Newton's method needs.",
    document: formulaDocument("(x^2 + y^2 - 5)^2 + (x y - 2)^2", { x: 3, y: 0.5 }, { order: 2 }),
  },
  S24: {
    title: "Sensitivity analysis",
    explanation: "A population that grows to a capacity, by its rate, its capacity and its beginning.",
    document: formulaDocument(
      "K / (1 + (K / p - 1) exp(-r t))",
      { r: 0.8, K: 10, p: 1, t: 5 },
      { wrt: ["r", "K", "p"] },
    ),
  },
  S25: {
    title: "Sonar: metal or rock",
    explanation: "The net of 1988 with two hidden units: 60 frequency bands, two outputs.",
    document: untrained("60 -> 2 sigmoid -> 2 sigmoid; loss=sse; uniform=0.3"),
  },
  S26: {
    title: "Text: digits",
    explanation: "8 x 8 pixels, ten classes, softmax with cross-entropy taken together.",
    document: untrained("64 -> 2 tanh -> 10 softmax; loss=ce"),
  },
  S27: {
    title: "Steering a car",
    explanation: "A small retina, a few hidden units, and outputs from sharp left to sharp right.",
    document: untrained("30 -> 4 sigmoid -> 15 sigmoid; loss=sse"),
  },
  S28: {
    title: "Faces",
    explanation: "From pixels to who it is.",
    document: untrained("48 -> 3 tanh -> 5 softmax; loss=ce"),
  },
  S29: {
    title: "Remote sensing",
    explanation: "Four spectral bands of 3 x 3 pixels; six kinds of land.",
    document: untrained("36 -> 3 sigmoid -> 6 softmax; loss=ce"),
  },
  S30: {
    title: "An arm of two links",
    explanation: "How far its hand is from where it should be, by the angles of its joints.",
    document: formulaDocument(
      arm,
      { l1: 1, l2: 0.8, q1: 0.4, q2: 0.9, x: 0.5, y: 1.2 },
      { wrt: ["q1", "q2"] },
    ),
  },
  S31: {
    title: "Forgetting",
    explanation:
      "The net that learns two tasks one after the other. Its gradients are right even while it forgets.",
    document: untrained("16 -> 4 tanh -> 10 softmax; loss=ce"),
  },
  S32: {
    title: "The sigmoid of the figure",
    explanation: "The curve of the paper's figure, at its middle: a slope of 1/4.",
    document: formulaDocument("sigmoid(x)", { x: 0 }),
  },
};

/** A net at its first weights, on samples from the seed. */
function untrained(text: string): CheckDocument {
  return { chainrule: 1, subject: { kind: "network", text }, seed: 1, witnesses: [] };
}
