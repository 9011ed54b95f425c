import {
  binaryCrossEntropyWithLogits,
  meanSquaredError,
  softmaxCrossEntropy,
  sumSquaredError,
} from "@chainrule/losses";
import { dense, type Layer, network, uniform } from "@chainrule/nn";
import {
  adam,
  adamw,
  chain,
  clipByGlobalNorm,
  gradientDescent,
  momentum,
  type Optimizer,
  rmsprop,
} from "@chainrule/optim";
import {
  add,
  array,
  grad,
  multiply,
  type NDArray,
  perExampleGrad,
  random,
  subtract,
  type Tensor,
  type Tree,
  tree,
} from "@chainrule/tape";
import { describe, expect, test } from "vitest";
import {
  CancelledError,
  type CancelSignal,
  dataset,
  type FitOptions,
  fit,
  type Progress,
  traced,
} from "./index.ts";

const XOR = dataset({
  inputs: array([
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ]),
  targets: array([[0], [1], [1], [0]]),
});
const numbersOf = (x: unknown): number[] => [...(x as Tensor).toTypedArray()];
const allNumbers = (parameters: Tree): number[] => tree.flatten(parameters).leaves.flatMap(numbersOf);

const xor = (
  options: Partial<FitOptions> = {},
): Promise<{ parameters: Tree; history: readonly Progress[] }> =>
  fit({
    network: network("2 -> 3 tanh -> 1", { weights: uniform(1) }),
    loss: binaryCrossEntropyWithLogits,
    optimizer: adam({ learningRate: 0.05 }),
    data: XOR,
    epochs: 40,
    batchSize: 3,
    key: random.key(1),
    ...options,
  });

describe("the paper's derivation", () => {
  // One neuron a layer: w = 0.3, b = -0.2, a0 = 0.7, y = 1, C = (a - y)^2; values from 40 digits.
  test("dC/dw, dC/db and dC/da of a single node, and half of each with the factor 0.5", () => {
    const node = dense(1, { activation: "sigmoid" });
    const cost =
      (loss: typeof meanSquaredError) =>
      (by: { weight: Tensor; bias: Tensor }, a: Tensor): Tensor =>
        loss(node.apply(by, {}, a).output, array([1]));
    const at = { weight: array([[0.3]]), bias: array([-0.2]) };
    const [whole, input] = grad(cost(meanSquaredError), { argnums: [0, 1] })(at, array([0.7])) as [
      typeof at,
      NDArray,
    ];
    expect(whole.weight.item()).toBeCloseTo(-0.17412065423896253, 15);
    expect(whole.bias.item()).toBeCloseTo(-0.24874379176994646, 15);
    expect(input.item()).toBeCloseTo(-0.07462313753098393, 15);
    const half = grad(cost(sumSquaredError))(at, array([0.7])) as typeof at;
    expect(half.weight.item()).toBe(whole.weight.item() / 2);
  });

  test("the gradient of the mean is the mean of the samples' gradients", () => {
    const net = network("2 -> 3 sigmoid -> 1 sigmoid");
    const { parameters, state } = net.init(random.key(4), [2]);
    const loss = (by: object, x: Tensor, y: Tensor): Tensor =>
      meanSquaredError(net.apply(by, state, x).output, y);
    const together = allNumbers(grad(loss)(parameters as object, XOR.inputs, XOR.targets));
    const apart = tree.flatten(perExampleGrad(loss)(parameters as object, XOR.inputs, XOR.targets)).leaves;
    const means = apart.flatMap((leaf) => {
      const all = numbersOf(leaf);
      const size = all.length / 4;
      return Array.from(
        { length: size },
        (_, i) => (all[i]! + all[i + size]! + all[i + 2 * size]! + all[i + 3 * size]!) / 4,
      );
    });
    together.forEach((g, i) => {
      expect(Math.abs(g - means[i]!)).toBeLessThan(1e-16);
    });
  });

  test("the cost falls against the gradient and rises along it", () => {
    const net = network("2 -> 3 sigmoid -> 1 sigmoid");
    const { parameters, state } = net.init(random.key(4), [2]);
    const cost = (by: object): Tensor =>
      meanSquaredError(net.apply(by, state, XOR.inputs).output, XOR.targets);
    const gradient = grad(cost)(parameters as object);
    const moved = (eta: number): number =>
      cost(
        tree.map((w: Tensor, g: Tensor) => add(w, multiply(eta, g)), parameters, gradient) as object,
      ).item();
    expect(moved(-0.1)).toBeLessThan(moved(0));
    expect(moved(0.1)).toBeGreaterThan(moved(0));
  });
});

describe("fit", () => {
  test("finds the straight line of least squares", async () => {
    const data = dataset({ inputs: array([[0], [1], [2], [3]]), targets: array([[1], [2.5], [5.5], [7]]) });
    const { parameters } = await fit({
      network: network("1 -> 1"),
      loss: meanSquaredError,
      optimizer: gradientDescent({ learningRate: 0.1 }),
      data,
      epochs: 400,
      key: random.key(0),
      compile: traced,
    });
    // Slope 2.1 and intercept 0.85, by the normal equations.
    allNumbers(parameters).forEach((value, i) => {
      expect(value).toBeCloseTo([2.1, 0.85][i]!, 8);
    });
  });

  test("learns XOR with hidden units, and cannot without", async () => {
    const { history } = await xor({ epochs: 400, batchSize: 4, compile: traced });
    expect(history.at(-1)!.loss).toBeLessThan(0.05);
    const flat = await xor({ epochs: 400, batchSize: 4, compile: traced, network: network("2 -> 3 -> 1") });
    expect(flat.history.at(-1)!.loss).toBeGreaterThan(Math.LN2 - 1e-3);
  });

  test("follows from its key alone", async () => {
    const [first, again, other] = await Promise.all([xor(), xor(), xor({ key: random.key(2) })]);
    expect(allNumbers(again.parameters)).toEqual(allNumbers(first.parameters));
    expect(again.history).toEqual(first.history);
    expect(allNumbers(other.parameters)).not.toEqual(allNumbers(first.parameters));
  });

  const optimizers: readonly Optimizer[] = [
    gradientDescent({ learningRate: (step) => multiply(0.5, subtract(1, multiply(0.005, step))) }),
    momentum({ learningRate: 0.1, nesterov: true, dampening: 0.1 }),
    rmsprop({ learningRate: 0.01, centered: true, momentum: 0.5 }),
    adam({ learningRate: 0.05 }),
    chain(clipByGlobalNorm(0.1), adamw({ learningRate: 0.05, amsgrad: true })),
  ];

  // Adam's powers of its decays are repeated products of numbers, but exponentials of recorded values.
  test.each(optimizers)("a traced step learns the same: $name", async (optimizer) => {
    const [plain, fast] = await Promise.all([xor({ optimizer }), xor({ optimizer, compile: traced })]);
    const [expected, actual] = [allNumbers(plain.parameters), allNumbers(fast.parameters)];
    const tolerance = optimizer.name.includes("adam") ? 1e-12 : 0;
    expected.forEach((value, i) => {
      expect(Math.abs(actual[i]! - value)).toBeLessThanOrEqual(tolerance * Math.abs(value));
    });
    expect(fast.history.length).toBe(plain.history.length);
  });

  test("begins with the parameters that are given, and keeps the order without shuffling", async () => {
    const { parameters } = await xor({ epochs: 1 });
    const zero = { optimizer: gradientDescent({ learningRate: 0 }), parameters };
    expect(allNumbers((await xor(zero)).parameters)).toEqual(allNumbers(parameters));
    const [ordered, again] = await Promise.all(
      [7, 8].map((seed) => xor({ parameters, shuffle: false, key: random.key(seed) })),
    );
    expect(allNumbers(ordered!.parameters)).toEqual(allNumbers(again!.parameters));
  });

  test("tells its progress after every epoch", async () => {
    const told: Progress[] = [];
    const { history } = await xor({ epochs: 3, onProgress: (progress) => told.push(progress) });
    expect(told).toEqual(history);
    expect(told.map(({ epoch, epochs }) => [epoch, epochs])).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });

  test("carries the network's state from batch to batch", async () => {
    const counting: Layer = {
      ...network("2 -> 1"),
      init: (key, shape) => ({ ...network("2 -> 1").init(key, shape), state: { seen: 0 } }),
      apply: (parameters, state, x) => ({
        output: network("2 -> 1").apply(parameters, { layers: [{}] }, x).output,
        state: { seen: (state as { seen: number }).seen + 1 },
      }),
    };
    const options = {
      network: counting,
      loss: meanSquaredError,
      optimizer: gradientDescent({ learningRate: 0.1 }),
    };
    const { state } = await fit({ ...options, data: XOR, epochs: 5, batchSize: 2, key: random.key(0) });
    expect(state).toEqual({ seen: 10 });
  });

  test("is cancelled between batches, and keeps what was learnt", async () => {
    const signal = { aborted: false };
    const onProgress = ({ epoch }: Progress): void => {
      signal.aborted = epoch === 5;
    };
    const error = await xor({ signal, onProgress }).catch((reason: unknown) => reason as CancelledError);
    expect(error).toBeInstanceOf(CancelledError);
    expect(error).toMatchObject({ code: "train/cancelled" });
    const { parameters } = await xor({ epochs: 5 });
    expect(allNumbers((error as CancelledError).trained.parameters)).toEqual(allNumbers(parameters));
  });

  test("lets others work, so that a timer can cancel it", async () => {
    const signal: { aborted: boolean } & CancelSignal = { aborted: false };
    const timers = globalThis as unknown as { setTimeout(callback: () => void, ms: number): void };
    timers.setTimeout(() => {
      signal.aborted = true;
    }, 50);
    await expect(xor({ signal, epochs: 1_000_000 })).rejects.toThrow(CancelledError);
  });

  test("says when it diverges, and in which epoch", async () => {
    const wild = {
      loss: meanSquaredError,
      network: network("2 -> 1"),
      optimizer: gradientDescent({ learningRate: 1e155 }),
    };
    await expect(xor({ ...wild, epochs: 100 })).rejects.toThrow(
      expect.objectContaining({ code: "train/diverged" }),
    );
    const last = {
      ...wild,
      optimizer: gradientDescent({ learningRate: Number.MAX_VALUE }),
      epochs: 1,
      batchSize: 4,
    };
    const data = dataset({
      inputs: multiply(100, XOR.inputs) as NDArray,
      targets: add(XOR.targets, 1e3) as NDArray,
    });
    await expect(xor({ ...last, data })).rejects.toThrow(/a parameter is not finite in epoch 1/);
  });

  test("refuses options that mean nothing", async () => {
    await expect(xor({ epochs: 0 })).rejects.toThrow(
      expect.objectContaining({ code: "train/option", option: "epochs" }),
    );
    await expect(xor({ batchSize: 2.5 })).rejects.toThrow(expect.objectContaining({ option: "batchSize" }));
    const empty = dataset({ inputs: array([], { shape: [0, 2] }), targets: array([], { shape: [0, 1] }) });
    await expect(xor({ data: empty })).rejects.toThrow(expect.objectContaining({ code: "train/data" }));
  });

  test("trains classes from logits", async () => {
    const data = dataset({ inputs: XOR.inputs, targets: array([0, 1, 1, 2], { dtype: "int32" }) });
    const { history } = await xor({
      data,
      network: network("2 -> 4 tanh -> 3"),
      loss: softmaxCrossEntropy,
      epochs: 200,
      compile: traced,
    });
    expect(history.at(-1)!.loss).toBeLessThan(0.1);
  });
});
