import { array, type NDArray } from "@chainrule/array";
import { evaluate, parse } from "@chainrule/expr";
import {
  binaryCrossEntropy,
  binaryCrossEntropyWithLogits,
  huber,
  type Loss,
  meanAbsoluteError,
  meanSquaredError,
  sumSquaredError,
} from "@chainrule/losses";
import { type ActivationChoice, activate, activationNames, completeActivation } from "@chainrule/nn";
import { add, matmul, multiply, softmax, sum, tanh } from "@chainrule/tape";
import { describe, expect, it } from "vitest";
import { crossCheck } from "../crossCheck.ts";
import { faults } from "../faults/faults.ts";
import { overallVerdict } from "../report/overall.ts";
import { formulaSubject } from "../subject/formula.ts";
import { functionSubject } from "../subject/function.ts";
import { networkSubject } from "../subject/network.ts";
import { askLoss, type LossFunction, type LossKind } from "./losses.ts";
import { askNetwork } from "./networks.ts";
import { askPublished, neuronChain } from "./published.ts";
import type { OracleResult } from "./result.ts";
import { askSubject } from "./subjects.ts";
import { askDensity, askSoftmax, askUnit, type UnitName } from "./units.ts";

const failed = (results: readonly OracleResult[]): string[] =>
  results.filter(({ outcome }) => outcome === "fails").map(({ oracle }) => oracle);

const samples = (rows: number, columns: number, phase: number): NDArray =>
  array(
    Array.from({ length: rows * columns }, (_, i) => Math.sin(1.7 * i + phase)),
    { shape: [rows, columns] },
  );

const ofTape =
  (loss: Loss): LossFunction =>
  (p, y) =>
    Number((loss(array([...p]), array([...y])) as NDArray).item());

/** A formula of p and y, averaged over the samples. */
const averaged =
  (formula: string): LossFunction =>
  (p, y) => {
    const e = parse(formula);
    const costs = p.map((each, i) => evaluate(e, { p: each, y: y[i]! }) as number);
    return costs.reduce((total, cost) => total + cost, 0) / p.length;
  };

describe("right formulas", () => {
  const choices: readonly ActivationChoice[] = [
    ...activationNames.filter((name) => name !== "softmax"),
    { name: "sigmoid", beta: 2.5 },
    { name: "sigmoid", beta: -0.5 },
    { name: "gaussian", mu: 0.3, sigma: 0.25 },
    { name: "gaussian", mu: -2, sigma: 4 },
    { name: "bump", mu: 1, sigma: 0.5 },
    { name: "piecewiseLinear", xMin: -2, xMax: 3 },
  ];
  it.each(choices)("pass as activations: %j", (choice) => {
    const { name, ...parameters } = completeActivation(choice);
    const f = (x: number): number => activate(completeActivation(choice), x);
    const results = askUnit(name as UnitName, f, parameters as never);
    expect(results.length).toBeGreaterThan(0);
    expect(results.map(({ outcome }) => outcome)).toEqual(results.map(() => "holds"));
  });

  it("pass as densities and as softmax", () => {
    const density = parse("gaussian(x, 0.4, 2)");
    expect(failed(askDensity((x) => evaluate(density, { x }) as number, 0.4, 2))).toEqual([]);
    const f = (x: readonly number[]): number[] => [
      ...((softmax(array([...x])) as NDArray).toTypedArray() as Float64Array),
    ];
    expect(failed(askSoftmax(f))).toEqual([]);
  });

  it.each<[LossKind, Loss]>([
    ["mean of squares", meanSquaredError],
    ["half the sum of squares", sumSquaredError],
    ["mean of absolute errors", meanAbsoluteError],
    ["huber", huber],
    ["cross-entropy of a probability", binaryCrossEntropy],
    ["cross-entropy of a logit", binaryCrossEntropyWithLogits],
  ])("pass as losses: %s", (kind, loss) => {
    expect(failed(askLoss(kind, ofTape(loss)))).toEqual([]);
  });

  it.each([
    "3 -> 4 sigmoid -> 2 sigmoid; loss=mse",
    "3 -> 5 tanh -> 4 tanh -> 2; loss=sse",
    "3 -> 4 sigmoid(beta=2) -> 2 softmax; loss=ce",
    "3 -> 4 -> 5 identity -> 2; loss=mse",
    "3 -> 2 sigmoid; loss=bce",
  ])("pass as networks: %s", (text) => {
    const data = { inputs: samples(4, 3, 0), targets: array([0, 1, 1, 0].map((k) => (k ? [1, 0] : [0, 1]))) };
    expect(failed(askNetwork(text, data))).toEqual([]);
    expect(failed(askSubject(networkSubject(text, data)))).toEqual([]);
  });

  it("pass as functions, homogeneous, even, odd or not", () => {
    const outcomes = (formula: string, at: Record<string, number>): string[] =>
      askSubject(formulaSubject(formula, at)).map(({ outcome }) => outcome);
    expect(outcomes("x^2 y / (x + y)", { x: 2, y: 3 })).toEqual(["holds", "holds", "holds", "holds"]);
    expect(outcomes("hypot(x, y)^(1/2)", { x: 2, y: 3 })).toEqual(["holds", "holds", "holds", "holds"]);
    expect(outcomes("sin(x) + y^3", { x: 2, y: 3 })).toEqual(["holds", "holds", "does not apply", "holds"]);
    expect(outcomes("exp(x) y", { x: 2, y: 3 })).toEqual([
      "holds",
      "holds",
      "does not apply",
      "does not apply",
    ]);
    const layer = functionSubject((W, x) => sum(tanh(matmul(W, x))), [samples(2, 3, 0), array([1, 2, 3])]);
    expect(failed(askSubject(layer))).toEqual([]);
  });
});

describe("right gradients where a property only seems to hold, or rounds", () => {
  it.each([
    ["even at this point alone", "x^3 - 4x + 5", { x: 2 }],
    ["a constant but for rounding", "x + 10^20", { x: 2 }],
    ["saturated", "tanh(30 x)", { x: 1 }],
    ["saturated, and neither even nor odd", "sigmoid(40 + x)", { x: 1 }],
    ["cancelling", "sin(x) / x", { x: 1e-5 }],
    ["nearly too small for numbers", "x^2 * 1e-300", { x: 3 }],
    ["kinked", "relu(x) + y^2", { x: 0, y: 1 }],
  ])("%s", (_, formula, at) => {
    expect(failed(askSubject(formulaSubject(formula, at as Record<string, number>)))).toEqual([]);
  });

  it.each(["tanh", "relu", "gelu", "identity"])("networks of %s with biases that are 0", (activation) => {
    for (const size of [0, 1, 30]) {
      const inputs = array([
        [size, -2 * size],
        [size / 2, size / 10],
        [0, 0],
      ]);
      const oneHot = {
        inputs,
        targets: array([
          [1, 0],
          [0, 1],
          [1, 1],
        ]),
      };
      const classes = { inputs, targets: array([0, 1, 2]) };
      for (const [text, data] of [
        [`2 -> 3 ${activation} -> 2; loss=mse`, oneHot],
        [`2 -> 3 ${activation} -> 3 softmax; loss=ce`, classes],
      ] as const) {
        expect(failed(askNetwork(text, data))).toEqual([]);
        expect(failed(askSubject(networkSubject(text, data)))).toEqual([]);
      }
    }
  });
});

describe("wrong formulas that every voice shares", () => {
  /** Both voices derive them alike. */
  const agrees = (formula: string, at: Record<string, number>): void => {
    expect(overallVerdict(crossCheck(formulaSubject(formula, at)))).toBe("agree");
  };
  const value = (formula: string, fixed: Record<string, number> = {}): ((x: number) => number) => {
    const e = parse(formula);
    return (x) => evaluate(e, { ...fixed, x }) as number;
  };

  it("the paper's Gaussian, at sigma = 1/4 and at 4, has an area of sqrt(sigma)", () => {
    const printed = "exp(-(x - mu)^2 / (2 sigma^2)) / sqrt(2 pi sigma)";
    agrees(printed, { x: 0.8, mu: 0.3, sigma: 0.6 });
    for (const sigma of [0.25, 4]) {
      const [area] = askDensity(value(printed, { mu: 0.3, sigma }), 0.3, sigma);
      expect(area).toMatchObject({ outcome: "fails", figures: { right: 1 } });
      expect(area!.figures["found"]).toBeCloseTo(Math.sqrt(sigma), 12);
      expect(failed(askUnit("gaussian", value(printed, { mu: 0.3, sigma }), { mu: 0.3, sigma }))).toEqual([
        "the area is 1",
      ]);
    }
  });

  const units: readonly [string, UnitName, string, object, readonly string[]][] = [
    [
      "beta outside",
      "sigmoid",
      "2 sigmoid(x)",
      { beta: 2 },
      ["symmetry: f(-x) = 1 - f(x)", "log(f / (1 - f)) = beta x"],
    ],
    ["beta forgotten", "sigmoid", "sigmoid(x)", { beta: 2 }, ["log(f / (1 - f)) = beta x"]],
    ["the exponent's sign", "sigmoid", "1 / (1 + exp(x))", { beta: 1 }, ["log(f / (1 - f)) = beta x"]],
    ["2 sigmoid(x) - 1", "tanh", "2 sigmoid(x) - 1", {}, ["published values"]],
    [
      "half the bell's exponent missing",
      "bump",
      "exp(-x^2)",
      { mu: 0, sigma: 1 },
      ["f(mu + k sigma) / f(mu) = exp(-k^2 / 2)"],
    ],
    ["|x|", "relu", "|x|", {}, ["f(x) - f(-x) = x", "f(x) f(-x) = 0"]],
    ["log10", "softplus", "log(1 + exp(x)) / log(10)", {}, ["f(x) - f(-x) = x", "exp(f(x)) - exp(x) = 1"]],
    [
      "a jump at xMin",
      "piecewiseLinear",
      "piecewiseLinear(x, 0.5, 0.25, -1, 1)",
      { m: 0.5, b: 0.5, xMin: -1, xMax: 1 },
      ["f(x) = m x + b between"],
    ],
    ["a tilted step", "step", "sigmoid(8 x)", {}, ["0 below 0, and 1 above"]],
    ["affine for linear", "identity", "x + 1", {}, ["f(x + y) = f(x) + f(y), and f(1) = 1"]],
  ];
  it.each(units)("%s is no %s", (_, name, formula, parameters, oracles) => {
    agrees(formula, { x: 0.37 });
    expect(failed(askUnit(name, value(formula), parameters as never))).toEqual(oracles);
  });

  it("softmax without normalisation", () => {
    expect(failed(askSoftmax((x) => x.map(Math.exp)))).toEqual(["the sum is 1", "f(x + c) = f(x)"]);
    const halves = (x: readonly number[]): number[] => {
      const total = x.reduce((sum, each) => sum + Math.exp(each / 2), 0);
      return x.map((each) => Math.exp(each / 2) / total);
    };
    expect(failed(askSoftmax(halves))).toEqual(["log f(x)_i - log f(x)_j = x_i - x_j"]);
  });

  const losses: readonly [string, LossKind, LossFunction, readonly string[]][] = [
    [
      "the paper's cross-entropy",
      "cross-entropy of a probability",
      averaged("p log(y) + (1 - p) log(1 - y)"),
      ["finite at the labels 0 and 1", "least at p = y"],
    ],
    [
      "a cross-entropy without its minus",
      "cross-entropy of a probability",
      averaged("y log(p) + (1 - y) log(1 - p)"),
      ["least at p = y", "convex"],
    ],
    [
      "a cross-entropy in bits",
      "cross-entropy of a probability",
      averaged("-(y log(p) + (1 - y) log(1 - p)) / log(2)"),
      ["published values: a surprise of -log p"],
    ],
    [
      "half of a cross-entropy",
      "cross-entropy of a probability",
      averaged("-y log(p)"),
      ["least at p = y", "published values: a surprise of -log p"],
    ],
    [
      "a sum of squares named mean",
      "mean of squares",
      (p, y) => p.reduce((t, each, i) => t + (each - y[i]!) ** 2, 0),
      ["a mean: the same samples twice make the same loss"],
    ],
    ["the paper's factor 1/2", "mean of squares", averaged("(p - y)^2 / 2"), ["an error of 1 costs 1"]],
    [
      "y + p for y - p",
      "mean of squares",
      averaged("(p + y)^2"),
      [
        "0 at the target",
        "least at the target",
        "even in the error",
        "homogeneous of degree 2 in the error",
        "an error of 1 costs 1",
      ],
    ],
    [
      "Huber with a jump",
      "huber",
      averaged("piecewise((p - y)^2 / 2, |p - y| <= 1, |p - y|)"),
      ["convex", "without a jump"],
    ],
    [
      "a logit's loss on the wrong side",
      "cross-entropy of a logit",
      averaged("softplus(p) + y p"),
      ["L(z, 0) - L(z, 1) = z", "symmetry: L(-z, 1 - y) = L(z, y)"],
    ],
  ];
  it.each(losses)("%s", (_, kind, loss, oracles) => {
    const names = failed(askLoss(kind, loss));
    expect(names).toEqual(expect.arrayContaining([...oracles]));
  });
});

describe("wrong gradients", () => {
  const planted = (name: string, target = 0) => faults.find((each) => each.name === name)!.plant(target);
  const data = { inputs: samples(4, 3, 0), targets: samples(4, 2, 1) };
  const text = "3 -> 4 sigmoid -> 2 sigmoid; loss=mse";

  it("are seen by the slope along a direction, by Euler's identity and by parity", () => {
    const subject = formulaSubject("x^2 / y", { x: 3, y: 2 });
    const names = failed(askSubject(subject, planted("scale")));
    expect(names).toContain("the slope along a direction is <gradient, direction>");
    expect(names).toContain("Euler's identity: <x, gradient> = k f");
    const layer = functionSubject(
      (W, b) => sum(tanh(add(matmul(W, array([1, 2])), b))),
      [samples(2, 2, 0), array([1, 2])],
    );
    const sine = {
      rules: {
        tanh: () => ({
          vjp: ([c]: readonly unknown[], { inputs }: { inputs: readonly unknown[] }) => [
            multiply(c as never, inputs[0] as never),
          ],
        }),
      },
    };
    expect(failed(askSubject(layer, sine as never))).toEqual([
      "the slope along a direction is <gradient, direction>",
      "dot-product test of the adjoint",
      "the gradient of an even function is odd, of an odd one even",
    ]);
  });

  it("are seen by the mean over samples and by units that change places", () => {
    expect(failed(askNetwork(text, data, planted("missing-unbroadcast")))).toEqual([
      "gradient of a mean = mean of gradients",
    ]);
    expect(
      failed(askNetwork("3 -> 4 tanh -> 4 tanh -> 2; loss=mse", data, planted("dropped-sum"))),
    ).toContain("hidden units that change places take their gradients with them");
  });

  it("miss published values by a factor of 2", () => {
    expect(askPublished(neuronChain).outcome).toBe("holds");
    expect(askPublished(neuronChain, planted("scale"))).toMatchObject({ outcome: "fails" });
  });

  it("of a single sample, or of nothing, are not asked", () => {
    const one = { inputs: samples(1, 3, 0), targets: samples(1, 2, 1) };
    expect(askNetwork("3 -> 2; loss=mse", one).map(({ outcome }) => outcome)).toEqual([
      "does not apply",
      "does not apply",
      "does not apply",
    ]);
    expect(askPublished({ ...neuronChain, gradient: {} }).outcome).toBe("does not apply");
  });
});
