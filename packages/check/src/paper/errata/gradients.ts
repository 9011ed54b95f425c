import { array, type NDArray } from "@chainrule/array";
import {
  type ArrayLike,
  add,
  asArray,
  grad,
  matmul,
  mean,
  multiply,
  outer,
  perExampleGrad,
  sigmoid,
  square,
  subtract,
  sum,
  type Tensor,
} from "@chainrule/tape";
import { costAfter } from "../descent.ts";
import { claimDocument } from "../documents.ts";
import { property } from "../findings.ts";
import type { Finding } from "../item.ts";
import { type Erratum, erratum } from "./erratum.ts";

type Outcome = "holds" | "fails";

const neuronCost = "(sigmoid(w a + b) - y)^2";
const neuron = { w: 0.3, a: 0.7, b: -0.2, y: 1 };
const chain = "sigmoid(w a + b) (1 - sigmoid(w a + b)) 2 (sigmoid(w a + b) - y)";

/** A layer of two neurons on three inputs, and its derivatives in text. */
const layerCost = "sum((sigmoid(W @ a + b) - y)^2)";
const back = "(2 (sigmoid(W @ a + b) - y) * sigmoid(W @ a + b) * (1 - sigmoid(W @ a + b)))";
const layer = {
  W: [
    [0.5, -1.25, 2],
    [0.125, 0.75, -0.5],
  ],
  a: [1.5, -0.5, 0.75],
  b: [0.25, -1],
  y: [1, 0],
};

/** Two samples of a neuron with the weights u and v, and no activation. */
const pairCost = "((u a1 + v b1 - y1)^2 + (u a2 + v b2 - y2)^2) / 2";
const pair = { u: 0.5, v: -0.25, a1: 1, b1: 2, y1: 1, a2: -1.5, b2: 0.5, y2: 0.25 };
const [error1, error2] = ["(u a1 + v b1 - y1)", "(u a2 + v b2 - y2)"];

/** E9 to E11 and E13 to E15: the chain rule, its indices, and where the gradient points. */
export const gradientErrata: readonly Erratum[] = [
  erratum({
    id: "E9",
    title: "the direction of the gradient",
    where: "section 5, gradient descent",
    fault:
      "The gradient is said to point where the cost decreases most quickly; it points where it increases most quickly. " +
      "The update and its learning rate are missing.",
    correction: "w <- w - eta grad C, with a learning rate eta > 0.",
    broken: {
      text: "a step along +grad C",
      document: claimDocument(neuronCost, { w: `-${chain} a` }, neuron),
      expected: "disagree",
      findings: () => [costFalls("as printed, C decreases along the gradient", -0.1, "fails")],
    },
    mended: {
      text: "w <- w - eta grad C",
      document: claimDocument(neuronCost, { w: `${chain} a` }, neuron),
      expected: "agree",
      findings: () => [costFalls("mended, it decreases against it", 0.1, "holds")],
    },
  }),
  erratum({
    id: "E10",
    title: "the cost of one sample, and of all",
    where: "section 5, derivatives by bias and activation",
    fault:
      "The last factor is the derivative of the whole cost C where that of one sample's cost C_k is meant, and delta is " +
      "written for the sign of partial derivatives.",
    correction: "Every factor of the chain belongs to the same sample: dC_k/db = dz/db da/dz dC_k/da.",
    broken: {
      text: "dC_k/db = dz/db da/dz dC/da, with C the mean of two samples' costs",
      document: claimDocument(neuronCost, { b: `${chain} / 2` }, neuron),
      expected: "disagree",
      findings: () => [chainGives("as printed, the factors of two samples give dC_k/db", 2, "fails")],
    },
    mended: {
      text: "dC_k/db = dz/db da/dz dC_k/da",
      document: claimDocument(neuronCost, { b: chain }, neuron),
      expected: "agree",
      findings: () => [chainGives("mended, they give dC_k/db", 1, "holds")],
    },
  }),
  erratum({
    id: "E11",
    title: "k counts samples and nodes",
    where: "section 5, from one node a layer to several",
    fault: "k is the sample in C_k and the node in a_k and w_jk; later the sample is called m.",
    correction: "One letter for samples, m, and others for nodes: the average runs over m alone.",
    broken: {
      text: "dC/dw_k = 1/n sum over k of dC_k/dw_k, with one k for both",
      document: claimDocument(pairCost, { u: `${error1} a1 + ${error2} b2` }, pair),
      expected: "disagree",
      findings: () => [indexed("as printed, the sum over k leaves one derivative for each k", true, "fails")],
    },
    mended: {
      text: "dC/dw_k = 1/n sum over m of dC_m/dw_k",
      document: claimDocument(pairCost, { u: `${error1} a1 + ${error2} a2` }, pair),
      expected: "agree",
      findings: () => [indexed("mended, the sum over m leaves one derivative for each k", false, "holds")],
    },
  }),
  erratum({
    id: "E13",
    title: "a subscript missing on the left",
    where: "section 5, derivative by an activation of the layer before",
    fault: "The left side has no k although the right side depends on it. The sum over j is right.",
    correction: "dC_m/da_k on the left: one derivative for each node k of the layer before.",
    broken: {
      text: "dC_m/da is the same for every k",
      document: claimDocument(layerCost, { a: `sum(W[i, 1] * ${back}[i], i, 1, 2) * ones(3)` }, layer),
      expected: "disagree",
      findings: () => [sameForAll()],
    },
    mended: {
      text: "dC_m/da_k = sum over j of w_jk sigma'(z_j) 2 (a_j - y_j)",
      document: claimDocument(layerCost, { a: `W' @ ${back}` }, layer),
      expected: "agree",
      findings: () => [perNode()],
    },
  }),
  erratum({
    id: "E14",
    title: "what the average is over",
    where: "section 5, average of the derivatives",
    fault: "The average is said to account for every weight of the layer; but it runs over samples.",
    correction:
      "The gradient of a mean over samples is the mean of the samples' gradients, for each weight by itself.",
    broken: {
      text: "average over the weights",
      document: claimDocument(pairCost, { u: `${error1} (a1 + b1)` }, pair),
      expected: "disagree",
      findings: () => [averaged("as printed, the average over the weights is the gradient", 1, "fails")],
    },
    mended: {
      text: "average over the samples",
      document: claimDocument(pairCost, { v: `${error1} b1 + ${error2} b2` }, pair),
      expected: "agree",
      findings: () => [averaged("mended, the average over the samples is the gradient", 0, "holds")],
    },
  }),
  erratum({
    id: "E15",
    title: "the order of the factors",
    where: "section 5, products of partial derivatives",
    fault:
      "The order is harmless for numbers. For matrices the factors as they stand do not fit, or are transposed.",
    correction: "dC/dW = delta a^T and dC/da = W^T delta, with delta the derivative by z.",
    broken: {
      text: "dC/dW = a delta^T",
      document: claimDocument(layerCost, { W: `outer(a, ${back})` }, squareLayer()),
      expected: "disagree",
      findings: () => [ordered("as printed, a delta^T is the gradient by W", true, "fails")],
    },
    mended: {
      text: "dC/dW = delta a^T",
      document: claimDocument(layerCost, { W: `outer(${back}, a)` }, layer),
      expected: "agree",
      findings: () => [ordered("mended, delta a^T is the gradient by W", false, "holds")],
    },
  }),
];

/** With as many inputs as neurons the transposed gradient has the right shape: only its values are wrong. */
function squareLayer(): typeof layer {
  return { ...layer, W: layer.W.map((row) => row.slice(0, 2)), a: layer.a.slice(0, 2) };
}

const numbers = (x: unknown): readonly number[] =>
  (asArray(x as never) as NDArray).read((view) => Array.from(view, Number));
const short = (values: readonly number[]): string => values.map((x) => Number(x.toPrecision(5))).join(", ");

function costFalls(what: string, step: number, expected: Outcome): Finding {
  const [before, after] = [costAfter(0), costAfter(step)];
  return property(what, after < before, `${before.toFixed(5)} -> ${after.toFixed(5)}`, expected);
}

/** The chain by hand, its last factor that of a mean over so many samples, against the tape's derivative. */
function chainGives(what: string, samples: number, expected: Outcome): Finding {
  const { w, a, b, y } = neuron;
  const output = 1 / (1 + Math.exp(-(w * a + b)));
  const product = (output * (1 - output) * 2 * (output - y)) / samples;
  const cost = (bias: ArrayLike): Tensor => square(subtract(sigmoid(add(w * a, bias)), y)) as Tensor;
  const right = numbers(grad(cost)(b as never))[0]!;
  return property(
    what,
    Math.abs(product / right - 1) < 1e-14,
    `ratio ${(product / right).toFixed(6)}`,
    expected,
  );
}

const samples = array([
  [1, 2],
  [-1.5, 0.5],
]);
const targets = array([1, 0.25]);
const both = array([0.5, -0.25]);
const sampleCost = (own: ArrayLike, x: ArrayLike, y: ArrayLike): Tensor =>
  square(subtract(sum(multiply(own, x)), y)) as Tensor;

/** The derivatives of each sample's cost by each weight: `[samples, weights]`. */
function perSample(): number[][] {
  return (perExampleGrad(sampleCost)(both, samples, targets) as NDArray).toNested() as number[][];
}

function gradientOfMean(): readonly number[] {
  const cost = (own: ArrayLike): Tensor => mean(square(subtract(matmul(samples, own), targets))) as Tensor;
  return numbers(grad(cost)(both));
}

/** One letter for samples and nodes makes a sum over the diagonal: a number where a vector is meant. */
function indexed(what: string, oneLetter: boolean, expected: Outcome): Finding {
  const each = perSample();
  const average = oneLetter
    ? [each.reduce((total, row, k) => total + row[k]! / 2, 0)]
    : each[0]!.map((_, k) => each.reduce((total, row) => total + row[k]! / 2, 0));
  const right = gradientOfMean();
  const same = average.length === right.length && average.every((g, k) => Math.abs(g - right[k]!) < 1e-15);
  return property(what, same, `${short(average)} against ${short(right)}`, expected);
}

/** The mean of the samples' derivatives along an axis: 0 runs over samples, 1 over weights. */
function averaged(what: string, axis: 0 | 1, expected: Outcome): Finding {
  const average = numbers(mean(array(perSample()), { axis }));
  const right = gradientOfMean();
  const same = average.every((g, k) => Math.abs(g - right[k]!) < 1e-15);
  return property(what, same, `${short(average)} against ${short(right)}`, expected);
}

interface Layer {
  readonly byW: Tensor;
  readonly byA: readonly number[];
  readonly delta: Tensor;
}

/** The derivatives of a layer's cost, by the tape. */
function derivatives({ W, a, b, y }: typeof layer): Layer {
  const cost = (own: ArrayLike, input: ArrayLike, shift: ArrayLike): Tensor =>
    sum(square(subtract(sigmoid(add(matmul(own, input), shift)), array(y)))) as Tensor;
  const [byW, byA, byB] = grad(cost, { argnums: [0, 1, 2] })(array(W), array(a), array(b)) as Tensor[];
  return { byW: byW!, byA: numbers(byA), delta: byB! };
}

function sameForAll(): Finding {
  const { byA } = derivatives(layer);
  const same = byA.every((g) => g === byA[0]);
  return property("as printed, one derivative serves every k", same, short(byA), "fails");
}

/** The sum over j by hand, for each k. */
function perNode(): Finding {
  const { byA, delta } = derivatives(layer);
  const back = numbers(delta);
  const sums = layer.a.map((_, k) => back.reduce((total, d, j) => total + layer.W[j]![k]! * d, 0));
  const gap = Math.max(...sums.map((value, k) => Math.abs(value - byA[k]!)));
  return property(
    "mended, each k has the sum over j",
    gap < 1e-15,
    `${short(sums)}, gap ${gap.toExponential(1)}`,
  );
}

function ordered(what: string, swapped: boolean, expected: Outcome): Finding {
  const own = squareLayer();
  const { byW, delta } = derivatives(own);
  const product = swapped ? outer(array(own.a), delta) : outer(delta, array(own.a));
  const gap = Math.max(...numbers(subtract(product, byW)).map(Math.abs));
  const scale = Math.max(...numbers(byW).map(Math.abs));
  return property(what, gap < 1e-15, `off by ${((100 * gap) / scale).toFixed(0)} % of its scale`, expected);
}
