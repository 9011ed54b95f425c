import {
  array,
  grad,
  hvp,
  multiply,
  type NDArray,
  random,
  sum,
  type Tensor,
  tree,
  vjp,
} from "@chainrule/tape";
import { type GoldenCase, type GoldenTensor, misses, readGolden } from "@chainrule/testing";
import { describe, expect, test } from "vitest";
import initial from "../fixtures/init.json" with { type: "json" };
import golden from "../fixtures/linear.json" with { type: "json" };
import {
  type DenseParameters,
  dense,
  fans,
  type GainName,
  gain,
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  type Initializer,
  type Layer,
  lecunNormal,
  network,
  normal,
  parameterCount,
  parseNetwork,
  sequential,
  standardUniform,
  stateless,
  uniform,
  zerosInitializer,
} from "./index.ts";

const arrayOf = (tensor: GoldenTensor): NDArray => array(...readGolden(tensor));

const numbersOf = (x: unknown): number[] => [...(x as Tensor).toTypedArray()];

describe("dense", () => {
  test.each(golden.cases as unknown as GoldenCase[])(
    "as PyTorch: $id",
    ({ inputs, outputs, cotangents, grads, tangents, hvp: curvature }) => {
      const names = ["x", "weight", "bias"] as const;
      const at = Object.fromEntries(names.map((name) => [name, arrayOf(inputs[name]!)])) as Record<
        string,
        Tensor
      >;
      const layer = dense(2);
      const apply = ({ x, weight, bias }: Record<string, Tensor>): Tensor =>
        layer.apply({ weight, bias }, {}, x!).output;
      const { value, pullback } = vjp(apply)(at);
      expect(misses(value as Tensor, outputs[0]!)).toEqual([]);
      const cotangent = arrayOf(cotangents[0]!);
      const gradient = pullback(cotangent) as Record<string, Tensor>;
      for (const name of names) expect(misses(gradient[name]!, grads[name]!)).toEqual([]);
      const paired = (by: Record<string, Tensor>): Tensor => sum(multiply(apply(by), cotangent));
      const direction = Object.fromEntries(names.map((name) => [name, arrayOf(tangents![name]!)]));
      const product = hvp(paired)([at], direction) as Record<string, Tensor>;
      for (const name of names) expect(misses(product[name]!, curvature![name]!)).toEqual([]);
    },
  );

  test("dL/dW = delta a', dL/da = W' delta, dL/db = delta", () => {
    const parameters = {
      weight: array([
        [1, 2, 3],
        [4, 5, 6],
      ]),
      bias: array([0.5, -0.5]),
    };
    const loss = (by: DenseParameters, a: Tensor): Tensor =>
      sum(multiply(dense(2).apply(by, {}, a).output, array([10, -1])));
    const [byParameters, byInput] = grad(loss, { argnums: [0, 1] })(parameters, array([7, 8, 9])) as [
      DenseParameters,
      Tensor,
    ];
    expect((byParameters.weight as Tensor).toNested()).toEqual([
      [70, 80, 90],
      [-7, -8, -9],
    ]);
    expect(numbersOf(byParameters.bias)).toEqual([10, -1]);
    expect(numbersOf(byInput)).toEqual([6, 15, 24]);
  });

  test("samples are rows: a batch gives what each of its samples gives", () => {
    const layer = dense(3, { activation: { name: "sigmoid", beta: 2 } });
    const { parameters } = layer.init(random.key(3), [2]);
    const rows = layer
      .apply(
        parameters,
        {},
        array([
          [1, 2],
          [-3, 4],
        ]),
      )
      .output.toNested() as number[][];
    expect(rows[1]).toEqual(layer.apply(parameters, {}, array([-3, 4])).output.toNested());
    expect(layer.init(random.key(3), [5, 2]).outputShape).toEqual([5, 3]);
  });

  test("a sample without axes is refused", () => {
    expect(() => dense(2).init(random.key(0), [])).toThrow(
      expect.objectContaining({ code: "nn/shape", layer: "dense(2)" }),
    );
  });

  test("a wrong length of the samples is a typed error", () => {
    const { parameters } = dense(2).init(random.key(0), [3]);
    expect(() => dense(2).apply(parameters, {}, array([[1, 2]]))).toThrow(
      expect.objectContaining({ code: "tape/shape-mismatch" }),
    );
  });
});

describe("sequential", () => {
  test("linear layers in a row are one linear layer: W = W2 W1, B = W2 b1 + b2", () => {
    const net = sequential([dense(4), dense(2)]);
    const { parameters } = net.init(random.key(9), [3]);
    const { layers } = parameters as { layers: { weight: NDArray; bias: NDArray }[] };
    const [first, second] = layers.map(({ weight, bias }) => ({
      W: weight.toNested() as number[][],
      b: numbersOf(bias),
    }));
    const W = second!.W.map((row) =>
      [0, 1, 2].map((j) => row.reduce((total, w, k) => total + w * first!.W[k]![j]!, 0)),
    );
    const B = second!.W.map((row, i) => row.reduce((total, w, k) => total + w * first!.b[k]!, second!.b[i]!));
    const one = dense(2).apply({ weight: array(W), bias: array(B) }, {}, array([0.5, -1, 2])).output;
    numbersOf(net.apply(parameters, { layers: [{}, {}] }, array([0.5, -1, 2])).output).forEach((y, i) => {
      expect(y).toBeCloseTo(numbersOf(one)[i]!, 14);
    });
  });

  test("state goes through every layer, and comes out", () => {
    const counting: Layer = {
      name: "counting",
      init: (_, shape) => ({ parameters: {}, state: { calls: 0 }, outputShape: shape }),
      apply: (_, state, x) => ({
        output: x as Tensor,
        state: { calls: (state as { calls: number }).calls + 1 },
      }),
    };
    const net = sequential([counting, dense(1), counting]);
    const { parameters, state, outputShape } = net.init(random.key(0), [2]);
    expect(outputShape).toEqual([1]);
    const once = net.apply(parameters, state, array([[1, 2]]), { training: true }).state;
    expect(net.apply(parameters, once, array([[1, 2]])).state).toEqual({
      layers: [{ calls: 2 }, {}, { calls: 2 }],
    });
    expect(state).toEqual({ layers: [{ calls: 0 }, {}, { calls: 0 }] });
  });
});

describe("network", () => {
  test("has the parameters that its description counts, at the paths that reports name", () => {
    const described = "60 -> 12 sigmoid -> 2 sigmoid";
    const { parameters } = network(described).init(random.key(1), [60]);
    const { leaves, paths } = tree.flatten(parameters);
    expect(paths).toEqual(["layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias"]);
    expect(leaves.map((leaf) => (leaf as NDArray).size).reduce((a, b) => a + b)).toBe(758);
    expect(parameterCount(parseNetwork(described))).toBe(758);
  });

  test("is drawn anew for every key, and the same for the same", () => {
    const net = network("3 -> 2 tanh", { weights: uniform(0.3), bias: normal(2) });
    const drawn = (seed: number): string => JSON.stringify(net.init(random.key(seed), [3]).parameters);
    expect(drawn(1)).toBe(drawn(1));
    expect(drawn(1)).not.toBe(drawn(2));
    const { layers } = net.init(random.key(1), [3]).parameters as { layers: { weight: NDArray }[] };
    expect(Math.max(...numbersOf(layers[0]!.weight).map(Math.abs))).toBeLessThanOrEqual(0.3);
  });

  test("takes any function as a layer", () => {
    const net = sequential([
      stateless("double", (x) => multiply(2, x)),
      stateless(
        "flat",
        (x) => x,
        () => [6],
      ),
    ]);
    expect(net.init(random.key(0), [2, 3]).outputShape).toEqual([6]);
    expect(net.apply({ layers: [{}, {}] }, { layers: [{}, {}] }, array([1, 2])).output.toNested()).toEqual([
      2, 4,
    ]);
  });

  test("carries its description", () => {
    expect(network("3 -> 2 tanh").description).toEqual(parseNetwork("3 -> 2 tanh"));
    expect(network("3 -> 2 tanh").name).toBe("sequential(dense(2))");
  });
});

describe("initialisers", () => {
  const GAINS: Readonly<Record<string, GainName>> = {
    relu: "relu",
    linear: "linear",
    selu: "selu",
    leaky_relu: "leakyRelu",
  };

  test.each(initial.cases)("as PyTorch: $id", (expected) => {
    const factor = gain(GAINS[expected.nonlinearity]!, expected.negative_slope ?? undefined);
    const scales: [Initializer, number][] = [
      [glorotUniform({ gain: factor }), expected.xavier_uniform_bound],
      [glorotNormal({ gain: factor }), expected.xavier_normal_std],
      [heUniform({ gain: factor }), expected.kaiming_uniform_bound_fan_in],
      [heNormal({ gain: factor }), expected.kaiming_normal_std_fan_in],
      [heNormal({ gain: factor, fan: "out" }), expected.kaiming_normal_std_fan_out],
      [lecunNormal(), expected.lecun_normal_std],
      [standardUniform(), expected.torch_linear_default_bound],
    ];
    expect(factor).toBeCloseTo(expected.gain, 15);
    expect(fans(expected.shape)).toEqual({ fanIn: expected.fan_in, fanOut: expected.fan_out });
    for (const [initializer, scale] of scales)
      expect(initializer.scale(expected.shape)).toBeCloseTo(scale, 14);
  });

  test("the gain of tanh and sigmoid, and that of relu by default", () => {
    expect([gain("tanh"), gain("sigmoid")]).toEqual([5 / 3, 1]);
    expect(heNormal().scale([4, 3])).toBeCloseTo(heNormal({ gain: gain("relu") }).scale([4, 3]), 15);
  });

  test.each([uniform(0.3), glorotUniform(), heUniform(), standardUniform()])(
    "$name fills its bounds evenly",
    (initializer) => {
      const shape = [100, 80];
      const [bound, drawn] = [initializer.scale(shape), numbersOf(initializer.draw(random.key(5), shape))];
      expect(Math.max(...drawn.map(Math.abs))).toBeLessThanOrEqual(bound);
      const mean = drawn.reduce((a, b) => a + b, 0) / drawn.length;
      const meanSquare = drawn.reduce((a, b) => a + b * b, 0) / drawn.length;
      // Five standard deviations of both means.
      expect(Math.abs(mean)).toBeLessThan((5 * bound) / Math.sqrt(3 * drawn.length));
      expect(Math.abs(meanSquare - bound ** 2 / 3)).toBeLessThan(
        (5 * bound ** 2 * Math.sqrt(4 / 45)) / Math.sqrt(drawn.length),
      );
    },
  );

  test.each([normal(0.5), glorotNormal(), heNormal(), lecunNormal()])(
    "$name has its deviation",
    (initializer) => {
      const shape = [100, 80];
      const [deviation, drawn] = [
        initializer.scale(shape),
        numbersOf(initializer.draw(random.key(6), shape)),
      ];
      const meanSquare = drawn.reduce((a, b) => a + b * b, 0) / drawn.length;
      expect(Math.abs(meanSquare / deviation ** 2 - 1)).toBeLessThan(5 * Math.sqrt(2 / drawn.length));
    },
  );

  test("zeros are zeros", () => {
    expect(zerosInitializer.scale([3])).toBe(0);
    expect(numbersOf(zerosInitializer.draw(random.key(0), [3]))).toEqual([0, 0, 0]);
  });
});
