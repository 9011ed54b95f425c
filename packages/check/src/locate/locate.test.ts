import { array, type NDArray } from "@chainrule/array";
import {
  type ArrayLike,
  add,
  concat,
  cumulativeSum,
  customVjp,
  type DifferentiateOptions,
  divide,
  exp,
  type Linear,
  matmul,
  matrixTranspose,
  max,
  maximum,
  mean,
  multiply,
  negate,
  relu,
  sigmoid,
  sin,
  softmax,
  square,
  subtract,
  sum,
} from "@chainrule/tape";
import { describe, expect, it } from "vitest";
import { faults } from "../faults/faults.ts";
import { functionSubject } from "../subject/function.ts";
import { networkSubject } from "../subject/network.ts";
import { plantEverywhere, plantPairs, scalarGraph } from "../testing/plantedEdges.ts";
import { isLinear } from "./linear.ts";
import { formatWrongEdge, locate } from "./locate.ts";

const scaled = (contribution: Linear): Linear => contribution && multiply(contribution, 2);

const samples = (rows: number, columns: number, phase: number): NDArray =>
  array(
    Array.from({ length: rows * columns }, (_, i) => Math.sin(1.7 * i + phase)),
    { shape: [rows, columns] },
  );

describe("the first wrong edge", () => {
  it("of graphs of scalars is named exactly, for every edge and every fault down to 1e-9", () => {
    let count = 0;
    for (let seed = 1; seed <= 6; seed++) {
      const { planted, misses } = plantEverywhere(functionSubject(scalarGraph(seed, 12), [0.6, -0.4]));
      expect(misses).toEqual([]);
      count += planted;
    }
    expect(count).toBeGreaterThan(500);
  });

  it.each([
    "3 -> 4 sigmoid -> 2 softmax; loss=ce",
    "3 -> 5 tanh -> 4 tanh -> 2 sigmoid; loss=mse",
    "3 -> 4 relu -> 4 sigmoid -> 2 sigmoid; loss=bce",
    "20 -> 130 sigmoid -> 2 softmax; loss=mse",
  ])("of the net %s is named exactly", (text) => {
    const width = Number(text.split(" ")[0]);
    const targets = array([0, 1, 1, 0, 1].map((k) => (k === 0 ? [1, 0] : [0, 1])));
    const { planted, misses } = plantEverywhere(
      networkSubject(text, { inputs: samples(5, width, 0), targets }),
    );
    expect(misses).toEqual([]);
    expect(planted).toBeGreaterThan(40);
  });

  it("is the one that the backward pass reaches first, of two", () => {
    const subject = networkSubject("4 -> 6 tanh -> 6 sigmoid -> 5 relu -> 2 softmax; loss=ce", {
      inputs: samples(5, 4, 0),
      targets: array([0, 1, 1, 0, 1]),
    });
    expect(plantPairs(subject, 120).misses).toEqual([]);
  });

  it("is judged by a complex step where an operation is not linear, and by its value where it is", () => {
    for (const [name, k] of [
      ["divide", 1],
      ["max", 0],
      ["square", 0],
      ["power", 0],
      ["pad", 0],
    ] as const) {
      expect(isLinear({ name }, k)).toBe(false);
    }
    for (const name of ["contract", "add", "divide", "sum"]) expect(isLinear({ name }, 0)).toBe(true);
    const f = (x: ArrayLike, y: ArrayLike): ArrayLike =>
      sum(concat([divide(multiply(x, y), add(y, 3)), subtract(cumulativeSum(x), negate(y))]));
    const subject = functionSubject(f, [array([0.3, -0.7, 2]), array([1.5, 0.2, -0.4])]);
    const { planted, misses } = plantEverywhere(subject);
    expect(misses).toEqual([]);
    expect(planted).toBeGreaterThan(50);
  });

  it("says which layer it is in, and on which line", () => {
    const subject = networkSubject("3 -> 4 sigmoid -> 4 tanh -> 2 softmax; loss=ce", {
      inputs: samples(5, 3, 0),
      targets: array([0, 1, 1, 0, 1]),
    });
    const layerOf = (operation: string) =>
      locate(subject, { rules: { [operation]: (row) => ({ vjp: (g, a) => row.vjp(g, a).map(scaled) }) } })
        ?.layer;
    expect(layerOf("sigmoid")).toBe("layers.0");
    expect(layerOf("tanh")).toBe("layers.1");
    expect(layerOf("logSoftmax")).toBe("layers.2");
    const twice: DifferentiateOptions = { edges: ({ contributions }) => contributions.map(scaled) };
    const edge = locate(
      functionSubject((x: ArrayLike) => sin(x), [0.5]),
      twice,
      { positions: true },
    );
    expect(edge?.source).toMatch(/locate\.test\.ts:\d+/);
    expect(formatWrongEdge(edge!)).toMatch(/^sin .* looks like an extra factor of 2; at .*locate\.test\.ts/);
    expect(formatWrongEdge({ ...edge!, layer: "layers.0" })).toMatch(/^layers\.0: sin/);
    expect(edge?.layer).toBeUndefined();
  });

  it("of second derivatives is the operation whose rule forgets that it depends on its input", () => {
    const fault = faults.find(({ name }) => name === "second-order")!.plant(0);
    const f = functionSubject((x: ArrayLike, y: ArrayLike) => multiply(sin(x), y), [0.5, 2]);
    expect(locate(f, fault)).toBeUndefined();
    const edge = locate(f, fault, { order: 2 });
    expect(edge).toMatchObject({ operation: "sin", leadsTo: "x1", order: 2 });
    expect(formatWrongEdge(edge!)).toMatch(/contributes with the slope/);
    const net = networkSubject("3 -> 4 relu -> 4 tanh -> 2 softmax; loss=ce", {
      inputs: samples(5, 3, 0),
      targets: array([0, 1, 1, 0, 1]),
    });
    expect(locate(net, fault, { order: 2 })).toMatchObject({
      operation: "tanh",
      layer: "layers.1",
      order: 2,
    });
    expect(locate(net, {}, { order: 2 })).toBeUndefined();
    expect(locate(f, {}, { order: 2 })).toBeUndefined();
  });

  it("is the one nearest to the output, where several are wrong", () => {
    const subject = functionSubject((x: ArrayLike) => sin(exp(sin(x))), [0.5]);
    expect(locate(subject, { edges: ({ contributions }) => contributions.map(scaled) })).toMatchObject({
      entry: 2,
      operation: "sin",
      leadsTo: "exp (entry 1)",
    });
  });

  it("is not an edge at a kink whose convention lies between the sides, but it is one beside it", () => {
    const kinked = functionSubject(
      (x: ArrayLike, y: ArrayLike) => sum(multiply(add(max(x), relu(subtract(x, 0.5))), maximum(x, y))),
      [array([0.5, 2, 2, -1]), array([0.5, 1, 2, 3])],
    );
    expect(locate(kinked)).toBeUndefined();
    const rule = (name: string, factors: readonly number[]): DifferentiateOptions => ({
      rules: {
        [name]: (row) => ({ vjp: (g, a) => row.vjp(g, a).map((c) => c && multiply(c, array(factors))) }),
      },
    });
    expect(locate(kinked, rule("max", [1, 0.9, 1.1, 1]))).toBeUndefined(); // still between 0 and 1
    expect(locate(kinked, rule("maximum", [0.9, 1, 1, 1]))).toBeUndefined();
    expect(locate(kinked, rule("max", [1, -1, 1, 1]))).toMatchObject({ operation: "max", index: 1 });
    expect(locate(kinked, rule("maximum", [-1, 1, 1, 1]))).toMatchObject({ operation: "maximum", index: 0 });
    expect(locate(kinked, rule("maximum", [1, 1 + 1e-9, 1, 1]))).toMatchObject({ index: 1 });
  });

  it("is no edge whose slope underflows in a complex step", () => {
    const saturated = functionSubject((x: ArrayLike) => sum(sigmoid(x)), [array([-701, -600, 0.5])]);
    expect(locate(saturated)).toBeUndefined();
    const { planted, misses } = plantEverywhere(saturated);
    expect([planted, misses]).toEqual([12, []]);
  });

  it("is seen where a sum over a batch cancels", () => {
    const rows = array([[1], [-1 + 2e-4], [1], [-1]]);
    const { misses } = plantEverywhere(
      functionSubject((b: ArrayLike) => sum(multiply(add(b, multiply(rows, 0)), rows)), [array([0.7])]),
    );
    expect(misses).toEqual([]);
  });

  it("is found in a rule of one's own", () => {
    const own = customVjp((x: ArrayLike) => square(x), {
      backward: ([x], cotangent) => [multiply(cotangent, x)],
    });
    const subject = functionSubject((x: ArrayLike) => sum(multiply(own(x) as ArrayLike, 3)), [array([1, 2])]);
    expect(locate(subject)).toMatchObject({
      operation: "custom",
      leadsTo: "x",
      index: 0,
      found: 3,
      right: 6,
    });
  });
});

describe("what a wrong edge looks like", () => {
  const x = array([
    [0.3, -0.2],
    [0.9, 0.4],
  ]);
  const own = (f: (x: ArrayLike) => ArrayLike, backward: (x: ArrayLike, cotangent: ArrayLike) => ArrayLike) =>
    customVjp(f, { backward: ([a], cotangent) => [backward(a, cotangent)] });
  const likeness = (f: (x: ArrayLike) => ArrayLike, rules: Parameters<typeof locate>[1] = {}) =>
    locate(
      functionSubject(
        (a: ArrayLike) =>
          sum(
            multiply(
              f(a),
              array([
                [1, 2],
                [3, 5],
              ]),
            ),
          ),
        [x],
      ),
      rules,
    )?.looksLike;
  const withVjp = (
    name: string,
    rule: (cotangent: ArrayLike, input: ArrayLike, output: ArrayLike) => ArrayLike,
  ) => ({
    rules: {
      [name]: () => ({
        vjp: (
          [cotangent]: readonly Linear[],
          { inputs, outputs }: { inputs: readonly ArrayLike[]; outputs: readonly ArrayLike[] },
        ) => [rule(cotangent!, inputs[0]!, outputs[0]!)],
      }),
    },
  });

  it("names mistakes that people make", () => {
    expect(likeness(sigmoid, withVjp("sigmoid", (c, _, y) => multiply(c, y)) as never)).toBe(
      "the function in place of its derivative",
    );
    expect(likeness(sigmoid, withVjp("sigmoid", (c) => c) as never)).toBe("a derivative that was left out");
    const slope = (z: ArrayLike) => multiply(sigmoid(z), add(1, multiply(-1, sigmoid(z))));
    expect(likeness(sigmoid, withVjp("sigmoid", (c, _, y) => multiply(c, slope(y))) as never)).toBe(
      "the derivative taken at the function's value instead of its argument",
    );
    expect(likeness(own(square, (a, c) => multiply(multiply(4, a), c)))).toBe("an extra factor of 2");
    expect(
      likeness(
        own(
          (a) => matmul(a, a),
          (a, c) => add(matmul(c, a), matmul(matrixTranspose(a), c)),
        ),
      ),
    ).toBeUndefined();
    expect(
      likeness(
        own(
          (a) => multiply(a, 2),
          (_, c) => multiply(2, matrixTranspose(c)),
        ),
      ),
    ).toBe("a transposed matrix");
  });

  it("knows sums from means", () => {
    const rows = samples(5, 3, 1);
    const total = own(
      (a) => sum(a, { axis: 0 }),
      (a, c) => multiply(add(multiply(a, 0), c), 1 / 5),
    );
    const subject = functionSubject((a: ArrayLike) => sum(square(total(a) as ArrayLike)), [rows]);
    expect(locate(subject)?.looksLike).toBe("a mean in place of a sum");
    const average = own(
      (a) => mean(a, { axis: 0 }),
      (a, c) => add(multiply(a, 0), c),
    );
    const other = functionSubject((a: ArrayLike) => sum(square(average(a) as ArrayLike)), [rows]);
    expect(locate(other)?.looksLike).toBe("a sum in place of a mean");
  });

  const planted = (name: string, text: string) =>
    locate(
      networkSubject(text, { inputs: samples(5, 3, 0), targets: samples(5, 2, 1) }),
      faults.find((each) => each.name === name)!.plant(0),
    )?.looksLike;
  it.each([
    [
      "constant-forgotten",
      "3 -> 4 sigmoid(beta=3) -> 2; loss=mse",
      "a forgotten constant factor, such as beta",
    ],
    ["missing-unbroadcast", "3 -> 4 tanh -> 2; loss=mse", "a sum that keeps only one of its terms"],
    ["dropped-sum", "3 -> 4 tanh -> 2; loss=mse", "a sum that keeps only one of its terms"],
    ["mean-for-sum", "3 -> 4 tanh -> 2; loss=mse", "a mean in place of a sum"],
    ["derivative-left-out", "3 -> 4 tanh -> 2; loss=mse", "a derivative that was left out"],
    ["function-for-derivative", "3 -> 4 tanh -> 2; loss=mse", "the function in place of its derivative"],
    [
      "activation-for-preactivation",
      "3 -> 4 tanh -> 2; loss=mse",
      "the derivative taken at the function's value instead of its argument",
    ],
    ["nothing-sent-back", "3 -> 4 tanh -> 2; loss=mse", "a missing contribution"],
    ["square-without-two", "3 -> 4 tanh -> 2; loss=mse", "a missing factor of 2"],
    ["sign", "3 -> 4 tanh -> 2; loss=mse", "a wrong sign"],
  ])("knows the planted fault %s in %s", (name, text, likeness) => {
    expect(planted(name, text)).toBe(likeness);
  });

  it("says nothing where nothing is wrong", () => {
    expect(likeness((a) => softmax(a))).toBeUndefined();
  });
});
