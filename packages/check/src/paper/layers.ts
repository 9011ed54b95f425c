import { array, type NDArray } from "@chainrule/array";
import { differentiate, type Expression, equivalent, parse, substitute } from "@chainrule/expr";
import {
  type ArrayLike,
  add,
  grad,
  matmul,
  multiply,
  sigmoid,
  square,
  subtract,
  sum,
  type Tensor,
} from "@chainrule/tape";
import { functionSubject } from "../subject/function.ts";
import { networkSubject } from "../subject/network.ts";
import {
  equals,
  formulaAgrees,
  forwardAgrees,
  gradientOf,
  property,
  provedEqual,
  simplifiesToZero,
} from "./findings.ts";
import type { Finding, PaperItem } from "./item.ts";

/** S1, S2, S9, S10: neurons, layers, and why an activation is needed. */
export const layerItems: readonly PaperItem[] = [
  { id: "S1", title: "neuron: weighted sum with bias", check: neuron },
  { id: "S2", title: "layer in matrix form", check: matrixForm },
  { id: "S9", title: "composition of affine maps", check: composition },
  { id: "S10", title: "layer h = sigma(W a + b)", check: layer },
];

const weights = array([
  [0.5, -1.25, 2],
  [0.125, 0.75, -0.5],
]);
const bias = array([0.25, -1]);
const input = array([1.5, -0.5, 0.75]);
/** What comes back from the loss: any fixed cotangent. */
const delta = array([0.375, -2]);

const affine = (W: ArrayLike, b: ArrayLike, a: ArrayLike): Tensor => add(matmul(W, a), b);

function neuron(): readonly Finding[] {
  const z = parse("w1 a1 + w2 a2 + b");
  return [
    formulaAgrees("w1 a1 + w2 a2 + w3 a3 + b", {
      w1: 0.5,
      w2: -1.5,
      w3: 2,
      a1: 0.7,
      a2: 0.1,
      a3: -0.3,
      b: 0.2,
    }),
    simplifiesToZero("dz/dw = a", differentiate(z, "w1"), "a1"),
    simplifiesToZero("dz/da = w", differentiate(z, "a1"), "w1"),
    simplifiesToZero("dz/db = 1", differentiate(z, "b"), "1"),
    forwardAgrees("forward mode gives the same as reverse mode", affine, [
      array([[0.5, -1.5, 2]]),
      0.2,
      input,
    ]),
  ];
}

function matrixForm(): readonly Finding[] {
  const loss = (W: ArrayLike, b: ArrayLike, a: ArrayLike): Tensor => sum(multiply(delta, affine(W, b, a)));
  const [byW, byB, byA] = grad(loss, { argnums: [0, 1, 2] })(weights, bias, input) as [
    NDArray,
    NDArray,
    NDArray,
  ];
  const outer = delta.toNested() as number[];
  const a = input.toNested() as number[];
  return [
    gradientOf("L = delta . (W a + b) by W, b and a", functionSubject(loss, [weights, bias, input])),
    forwardAgrees("... and in forward mode", loss, [weights, bias, input]),
    same(
      "dL/dW = delta a^T",
      byW,
      outer.map((d) => a.map((x) => d * x)),
    ),
    same("dL/db = delta", byB, outer),
    same(
      "dL/da = W^T delta",
      byA,
      a.map((_, k) => outer.reduce((total, d, j) => total + weightAt(j, k) * d, 0)),
    ),
    same(
      "the loop form is the matrix form",
      affine(weights, bias, input) as NDArray,
      outer.map(
        (_, j) =>
          a.reduce((total, x, k) => total + weightAt(j, k) * x, 0) + (bias.toNested() as number[])[j]!,
      ),
    ),
  ];
}

function weightAt(j: number, k: number): number {
  return (weights.toNested() as number[][])[j]![k]!;
}

/** Equal to the last bit: the numbers are short enough for exact arithmetic. */
function same(what: string, computed: NDArray, claimed: unknown): Finding {
  const [left, right] = [JSON.stringify(computed.toNested()), JSON.stringify(claimed)];
  return property(what, left === right, `${left} against ${right}`);
}

function composition(): readonly Finding[] {
  const scalars = { w1: 0.5, b1: -0.25, w2: 1.5, b2: 0.125, a: 0.75 };
  return [
    simplifiesToZero(
      "w2 * (w1 a + b1) + b2 = w2 w1 a + (w2 b1 + b2)",
      parse("w2 * (w1 a + b1) + b2"),
      "w2 w1 a + (w2 b1 + b2)",
    ),
    formulaAgrees("w2 * (w1 a + b1) + b2", scalars),
    ...proof(),
    ...collapse(),
    ...xorIsOutOfReach(),
  ];
}

/** The paper's proof, line by line, for matrices as symbols: 3 inputs, 4 hidden nodes, 2 outputs. */
function proof(): readonly Finding[] {
  const shapes = { W1: [4, 3], b1: [4], W2: [2, 4], b2: [2], a: [3], z1: [4], W: [2, 3], B: [2] };
  const line = (text: string): Expression => parse(text, { shapes });
  const put = substitute(line("W2 @ z1 + b2"), { z1: line("W1 @ a + b1") });
  const expanded = line("(W2 @ W1) @ a + (W2 @ b1 + b2)");
  const named = substitute(line("W @ a + B"), { W: line("W2 @ W1"), B: line("W2 @ b1 + b2") });
  return [
    provedEqual("z1 = W1 a + b1 put into z2 = W2 z1 + b2", put, line("W2 @ (W1 @ a + b1) + b2")),
    provedEqual("... is (W2 W1) a + (W2 b1 + b2)", put, expanded),
    provedEqual("... is W a + B with W = W2 W1 and B = W2 b1 + b2", expanded, named),
    property(
      "... and not with the matrices the other way round (2 x 2)",
      equivalent(parse("W2 @ (W1 @ a)", { shapes: allSquare }), parse("(W1 @ W2) @ a", { shapes: allSquare }))
        .verdict === "equal",
      "a counterexample is found",
      "fails",
    ),
  ];
}

const allSquare = { W1: [2, 2], W2: [2, 2], a: [2] };

/** Two layers without activation are one: W = W2 W1 and B = W2 b1 + b2. */
function collapse(): readonly Finding[] {
  const second = array([[0.3, -0.7]]);
  const shift = array([0.1]);
  const twice = affine(second, shift, affine(weights, bias, input)) as NDArray;
  const once = affine(matmul(second, weights), affine(second, shift, bias), input) as NDArray;
  return [
    equals(
      "two affine layers are one: W = W2 W1, B = W2 b1 + b2",
      twice.toTypedArray()[0] as number,
      once.toTypedArray()[0] as number,
    ),
  ];
}

/** The squared error of an affine map on XOR is convex, so where its gradient is 0 it is least: at the constant 1/2. */
function xorIsOutOfReach(): readonly Finding[] {
  const inputs = array([
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ]);
  const targets = array([0, 1, 1, 0]);
  const loss = (w: ArrayLike, b: ArrayLike): Tensor =>
    sum(square(subtract(add(matmul(inputs, w), b), targets)));
  const best = [array([0, 0]), 0.5] as const;
  const [byW, byB] = grad(loss, { argnums: [0, 1] })(...best) as [NDArray, number];
  const flat = [...byW.toTypedArray(), byB].every((g) => g === 0);
  return [
    property(
      "XOR: an affine map does no better than the constant 1/2",
      flat,
      "the gradient there is exactly 0",
    ),
    equals("... whose error is that of guessing", Number((loss(...best) as NDArray).item()), 1),
  ];
}

function layer(): readonly Finding[] {
  const h = (W: ArrayLike, b: ArrayLike, a: ArrayLike): Tensor =>
    sum(multiply(delta, sigmoid(affine(W, b, a))));
  const data = {
    inputs: array([
      [0.5, -1, 2],
      [1, 0.25, -0.75],
    ]),
    targets: array([
      [1, 0],
      [0, 1],
    ]),
  };
  const activations = [
    "sigmoid(beta=2)",
    "tanh",
    "relu",
    "gaussian(mu=0.5, sigma=0.8)",
    "softplus",
    "softmax",
  ];
  return [
    gradientOf("delta . sigma(W a + b) by W, b and a", functionSubject(h, [weights, bias, input])),
    forwardAgrees("... and in forward mode", h, [weights, bias, input]),
    ...activations.map((name) =>
      gradientOf(
        `3 -> 4 ${name} -> 2, squared error`,
        networkSubject(`3 -> 4 ${name} -> 2 identity; loss=sse`, data),
      ),
    ),
  ];
}
