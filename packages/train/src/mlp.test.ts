import { binaryCrossEntropyWithLogits, meanSquaredError, softmaxCrossEntropy } from "@chainrule/losses";
import { type ActivationChoice, dense, type Layer, sequential, stateless } from "@chainrule/nn";
import {
  type ArrayLike,
  array,
  gelu,
  grad,
  hvp,
  type NDArray,
  silu,
  type Tensor,
  valueAndGrad,
} from "@chainrule/tape";
import { type GoldenCase, type GoldenTensor, misses, readGolden } from "@chainrule/testing";
import { describe, expect, test } from "vitest";
import fixture from "../fixtures/mlp.json" with { type: "json" };
import { traced } from "./index.ts";

const arrayOf = (tensor: GoldenTensor): NDArray => array(...readGolden(tensor));

const cases = fixture.cases as unknown as readonly (GoldenCase & {
  readonly attrs: { readonly dims: readonly number[]; readonly hidden: string; readonly loss: string };
})[];

/** The hidden layers of the golden nets: dense with one of our activations, or followed by an operation. */
const HIDDEN: Readonly<Record<string, ActivationChoice | ((x: ArrayLike) => ArrayLike)>> = {
  sigmoid: "sigmoid",
  sigmoid_beta: { name: "sigmoid", beta: 2.5 },
  tanh: "tanh",
  relu: "relu",
  gaussian: { name: "bump", sigma: Math.SQRT1_2 },
  identity: "identity",
  piecewise_linear: "piecewiseLinear",
  softplus: "softplus",
  gelu: (x) => gelu(x),
  silu: (x) => silu(x),
};

const LOSSES: Readonly<Record<string, (outputs: ArrayLike, targets: ArrayLike) => Tensor>> = {
  mse: meanSquaredError,
  cross_entropy: softmaxCrossEntropy,
  bce: binaryCrossEntropyWithLogits,
};

interface Net {
  readonly layer: Layer;
  /** Parameters in the form that the layer takes, from W1, b1, W2, ... */
  place(named: Readonly<Record<string, Tensor>>): unknown;
}

function netOf(dims: readonly number[], hidden: string): Net {
  const choice = HIDDEN[hidden]!;
  const last = dims.length - 1;
  const denses = dims.slice(1).map((units, i) => {
    const own = typeof choice === "function" || i + 1 === last ? "identity" : choice;
    return dense(units, { activation: own });
  });
  const between = (layer: Layer, i: number): Layer[] =>
    typeof choice === "function" && i + 1 < last ? [layer, stateless(hidden, choice)] : [layer];
  const layers = denses.flatMap(between);
  return {
    layer: sequential(layers),
    place: (named) => {
      let number = 0;
      const own = (layer: Layer): object => {
        if (!layer.name.startsWith("dense")) return {};
        number += 1;
        return { weight: named[`W${number}`], bias: named[`b${number}`] };
      };
      return { layers: layers.map(own) };
    },
  };
}

describe("whole nets: values, gradients and curvature of PyTorch", () => {
  test("all 32 cases are here", () => {
    expect(cases.length).toBe(32);
    expect(new Set(cases.map(({ attrs }) => attrs.hidden))).toEqual(new Set(Object.keys(HIDDEN)));
  });

  test.each(cases)(
    "$id $attrs.dims $attrs.hidden $attrs.loss",
    ({ attrs, inputs, outputs, grads, tangents, hvp: curvature }) => {
      const { layer, place } = netOf(attrs.dims, attrs.hidden);
      const targets = arrayOf(inputs["y"]!);
      const free = Object.keys(grads);
      const at = Object.fromEntries(free.map((name) => [name, arrayOf(inputs[name]!)]));
      const state = { layers: attrs.dims.flatMap(() => [{}, {}]) };
      const loss = (named: Readonly<Record<string, Tensor>>): Tensor =>
        LOSSES[attrs.loss]!(layer.apply(place(named), state, named["x"]!).output, targets);

      const { value, gradient } = valueAndGrad(loss)(at);
      expect(misses(value as Tensor, outputs[0]!)).toEqual([]);
      for (const name of free) expect(misses(gradient[name] as Tensor, grads[name]!)).toEqual([]);

      const again = traced(grad(loss))(at) as Record<string, NDArray>;
      for (const name of free)
        expect(again[name]!.toNested()).toEqual((gradient[name] as NDArray).toNested());

      if (curvature === undefined) return;
      const direction = Object.fromEntries(free.map((name) => [name, arrayOf(tangents![name]!)]));
      const product = hvp(loss)([at], direction) as Record<string, Tensor>;
      for (const name of free) expect(misses(product[name]!, curvature[name]!)).toEqual([]);
    },
  );
});
