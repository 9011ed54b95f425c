import { array, type NDArray } from "@chainrule/array";
import { network } from "@chainrule/nn";
import {
  type ArrayLike,
  add,
  asArray,
  matmul,
  multiply,
  random,
  sigmoid,
  type Tensor,
  tree,
} from "@chainrule/tape";
import { claimDocument, formulaDocument, networkDocument } from "../documents.ts";
import { property } from "../findings.ts";
import type { Finding } from "../item.ts";
import { type Erratum, erratum } from "./erratum.ts";

const weights = [
  [0.5, -1.25],
  [0.125, 0.75],
  [-0.5, 2],
];
const input = [1.5, -0.5];
const bias = [0.25, -1, 0.5];

const numbers = (x: unknown): readonly number[] =>
  (asArray(x as never) as NDArray).read((view) => Array.from(view, Number));
const show = (values: readonly number[]): string => values.map((x) => Number(x.toPrecision(6))).join(", ");
const affine = (W: ArrayLike, b: ArrayLike, a: ArrayLike): Tensor => add(matmul(W, a), b) as Tensor;

const printedCost = "(sigmoid(w a + b) - y)^2";
const chain = "2 (sigmoid(w a + b) - y) sigmoid(w a + b) (1 - sigmoid(w a + b))";
const neuron = { w: 0.3, a: 0.7, b: -0.2, y: 1 };

/** E5 to E8 and E12: neurons, layers, and what their indices mean. */
export const layerErrata: readonly Erratum[] = [
  erratum({
    id: "E5",
    title: "weights without the index of their neuron",
    where: "section 2, weighted sum",
    fault:
      "z_i is defined by weights w_1 ... w_n that do not depend on i, so all neurons of a layer would be the same; and " +
      "a range is written as a list of two numbers.",
    correction: "z_i is the sum over j of w_ij a_j, plus b_i, for i from 1 to the number of neurons.",
    broken: {
      text: "z_i = w_1 a_1 + w_2 a_2 + b, for every i",
      document: formulaDocument("w1 a1 + w2 a2 + b", { w1: 0.5, w2: -1.25, a1: 1.5, a2: -0.5, b: 0.25 }),
      expected: "agree",
      findings: () => [neuronsDiffer("as printed", [weights[0]!, weights[0]!], [0.25, 0.25], "fails")],
    },
    mended: {
      text: "z_i = sum over j of w_ij a_j + b_i",
      document: formulaDocument("sum(W @ a + b)", { W: weights, a: input, b: bias }),
      expected: "agree",
      findings: () => [neuronsDiffer("mended", weights.slice(0, 2), bias.slice(0, 2), "holds")],
    },
  }),
  erratum({
    id: "E6",
    title: "the lengths in the matrix form",
    where: "section 2, matrix form",
    fault:
      "The bias runs to b_n although the matrix has k + 1 rows, so the sum has no meaning unless k = n; the equals " +
      "sign and the activation are missing, and h labels the rows from outside.",
    correction: "h = sigma(W a + b) with one bias for each row of W.",
    broken: {
      text: "W a + b with W of 3 x 2, a of 2 and b of 2",
      document: formulaDocument("sum(W @ a + b)", { W: weights, a: input, b: [0.25, -1] }),
      expected: "expr/shape",
      findings: () => [
        hasValue("as printed, W a + b has a value for 3 neurons and 2 inputs", weights, [0.25, -1], "fails"),
        hasValue("... it has one only where both numbers are the same", weights.slice(0, 2), [0.25, -1]),
      ],
    },
    mended: {
      text: "sigma(W a + b) with W of 3 x 2, a of 2 and b of 3",
      document: formulaDocument("sum(sigmoid(W @ a + b))", { W: weights, a: input, b: bias }),
      expected: "agree",
      findings: () => [hasValue("mended, it has a value for 3 neurons and 2 inputs", weights, bias)],
    },
  }),
  erratum({
    id: "E7",
    title: "a row is a node, not a layer",
    where: "section 2, below the matrix form",
    fault: "Each row of the matrix is said to belong to a hidden layer.",
    correction: "Each row holds the weights of one hidden node; each layer has a matrix of its own.",
    broken: {
      text: "rows of W = hidden layers: two rows for two layers, with biases for three nodes",
      document: formulaDocument("sum(W @ a + b)", { W: weights.slice(0, 2), a: input, b: bias }),
      expected: "expr/shape",
      findings: () => [rowsOf("as printed, the rows are as many as the hidden layers", 1, "fails")],
    },
    mended: {
      text: "rows of W = nodes of the hidden layer",
      document: networkDocument("2 -> 3 sigmoid -> 1; loss=mse", { inputs: [input], targets: [[1]] }),
      expected: "agree",
      findings: () => [rowsOf("mended, the rows are as many as the hidden nodes", 3), rowMovesOneNode()],
    },
  }),
  erratum({
    id: "E8",
    title: "affine, not linear",
    where: "section 3, proof on compositions",
    fault:
      "W a + B is called linear. With B other than 0 it is not: f(0) = B, and f(x + y) is not f(x) + f(y).",
    correction: "Affine maps compose to affine maps; the proof is right with that word.",
    broken: {
      text: "f(x + y) = f(x) + f(y) for f(a) = W a + B",
      document: claimDocument(
        "w * (x + y) + b - (w x + b) - (w y + b)",
        { b: "0" },
        { w: 0.5, x: 1.5, y: -2, b: 0.25 },
      ),
      expected: "disagree",
      findings: () => [additive("as printed, f(x + y) = f(x) + f(y)", bias, "fails")],
    },
    mended: {
      text: "f(t x + (1 - t) y) = t f(x) + (1 - t) f(y)",
      document: formulaDocument("w2 * (w1 a + b1) + b2", { w1: 0.5, b1: -0.25, w2: 1.5, b2: 0.125, a: 0.75 }),
      expected: "agree",
      findings: () => [keepsLines(), additive("... without the bias it is linear", [0, 0, 0])],
    },
  }),
  erratum({
    id: "E12",
    title: "an activation without its layer",
    where: "section 5, several nodes a layer",
    fault:
      "a_j is defined without the index L of its layer, although activations of two layers meet in one formula.",
    correction: "a_j^L = sigma(z_j^L): the activation of the last layer.",
    broken: {
      text: "dC/dw with a_j read as the activation of the layer before",
      document: claimDocument(
        printedCost,
        { w: chain.replace("(sigmoid(w a + b) - y)", "(a - y) a") },
        neuron,
      ),
      expected: "disagree",
      findings: () => [activationIs("as printed, a is sigma(z) for the activation before", 0.7, "fails")],
    },
    mended: {
      text: "dC/dw with a_j^L = sigma(z_j^L)",
      document: claimDocument(printedCost, { w: `${chain} a` }, neuron),
      expected: "agree",
      findings: () => [activationIs("mended, a^L is sigma(z^L)", numbers(sigmoid(0.3 * 0.7 - 0.2))[0]!)],
    },
  }),
];

function neuronsDiffer(
  which: string,
  rows: readonly (readonly number[])[],
  own: readonly number[],
  expected: "holds" | "fails",
): Finding {
  const [first, second] = numbers(affine(array(rows as number[][]), array([...own]), array(input)));
  return property(
    `${which}, two neurons of a layer can differ`,
    first !== second,
    `${first} and ${second}`,
    expected,
  );
}

function hasValue(
  what: string,
  W: readonly (readonly number[])[],
  b: readonly number[],
  expected: "holds" | "fails" = "holds",
): Finding {
  try {
    const z = numbers(affine(array(W as number[][]), array([...b]), array(input)));
    return property(what, true, show(z), expected);
  } catch (error) {
    return property(what, false, (error as { readonly code: string }).code, expected);
  }
}

function firstMatrix(): Tensor {
  return tree.flatten(network("2 -> 3 sigmoid -> 1").init(random.key(1), [2]).parameters).leaves[0] as Tensor;
}

function rowsOf(what: string, claimed: number, expected: "holds" | "fails" = "holds"): Finding {
  const rows = firstMatrix().shape[0]!;
  return property(what, rows === claimed, `${rows} rows in a 2-3-1 net with one hidden layer`, expected);
}

function rowMovesOneNode(): Finding {
  const mask = array([[0], [1], [1]]);
  const [before, after] = [array(weights), multiply(mask, array(weights))].map((W) =>
    numbers(affine(W, array(bias), array(input))),
  );
  const moved = before!.flatMap((z, i) => (z === after![i] ? [] : [i + 1]));
  return property(
    "mended, changing the first row changes the first node alone",
    moved.join() === "1",
    `node ${moved}`,
  );
}

const f = (x: ArrayLike, own: readonly number[]): readonly number[] =>
  numbers(affine(array(weights), array([...own]), x));
const [x, y] = [array(input), array([-2, 0.25])];

function additive(what: string, own: readonly number[], expected: "holds" | "fails" = "holds"): Finding {
  const together = f(add(x, y), own);
  const apart = f(x, own).map((value, i) => value + f(y, own)[i]!);
  const gap = Math.max(...together.map((value, i) => Math.abs(value - apart[i]!)));
  return property(what, gap === 0, `they differ by ${gap}`, expected);
}

function keepsLines(): Finding {
  const t = 0.25; // all numbers are short, so all sums are exact
  const on = f(add(multiply(t, x), multiply(1 - t, y)), bias);
  const gap = on.map((value, i) => Math.abs(value - (t * f(x, bias)[i]! + (1 - t) * f(y, bias)[i]!)));
  return property(
    "mended, f keeps straight lines straight",
    Math.max(...gap) === 0,
    `gap ${Math.max(...gap)}`,
  );
}

function activationIs(what: string, a: number, expected: "holds" | "fails" = "holds"): Finding {
  const output = 1 / (1 + Math.exp(-(0.3 * 0.7 - 0.2)));
  return property(what, Math.abs(a - output) < 1e-15, `${a} against ${output}`, expected);
}
