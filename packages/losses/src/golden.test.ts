import {
  add,
  array,
  divide,
  hvp,
  multiply,
  type NDArray,
  oneHot,
  sum,
  type Tensor,
  take,
  vjp,
} from "@chainrule/tape";
import { type GoldenCase, type GoldenTensor, misses, readGolden } from "@chainrule/testing";
import { describe, expect, test } from "vitest";
import fixture from "../fixtures/loss.json" with { type: "json" };
import edges from "../fixtures/loss_edge.json" with { type: "json" };
import {
  binaryCrossEntropy,
  binaryCrossEntropyWithLogits,
  huber,
  type LossOptions,
  meanAbsoluteError,
  softmaxCrossEntropy,
} from "./index.ts";

const arrayOf = (tensor: GoldenTensor): NDArray => array(...readGolden(tensor));

const cases = [...fixture.cases, ...edges.cases] as unknown as readonly GoldenCase[];

/** PyTorch's options, as far as they are expressed here. */
interface Attributes {
  readonly reduction: "mean" | "sum" | "none";
  readonly delta: number;
  readonly beta: number;
  readonly label_smoothing: number;
  readonly ignore_index: number;
}

type Inputs = Readonly<Record<string, Tensor>>;
type Expressed = (inputs: Inputs, attributes: Attributes) => Tensor;

/** Class weights [classes] of one-hot or soft targets, smoothed, as PyTorch puts them into cross-entropy. */
function smoothed(targets: Tensor, { label_smoothing: share = 0 }: Attributes): Tensor {
  const classes = targets.shape.at(-1) as number;
  return add(multiply(1 - share, targets), share / classes);
}

/** Reduces losses of samples by weights: PyTorch's mean divides by the weights of the true classes. */
function byWeight(losses: Tensor, weights: Tensor, reduction: Attributes["reduction"]): Tensor {
  if (reduction === "none") return losses;
  return reduction === "sum" ? sum(losses) : divide(sum(losses), sum(weights));
}

const crossEntropy: Expressed = ({ x, target, weight, p }, attributes) => {
  const single: LossOptions = { reduction: "none" };
  const classes = x!.shape.at(-1) as number;
  const wanted = p ?? oneHot(target!, classes);
  const scaled = multiply(smoothed(wanted, attributes), weight ?? 1);
  if (p !== undefined) return softmaxCrossEntropy(x!, scaled, { reduction: attributes.reduction });
  const kept = keptRows(target as NDArray, attributes.ignore_index);
  const sampleWeights = multiply(kept, weight === undefined ? 1 : take(weight, target!, 0));
  return byWeight(
    multiply(kept, softmaxCrossEntropy(x!, scaled, single)),
    sampleWeights,
    attributes.reduction,
  );
};

/** 1 for the rows that count, 0 for those of the class to be ignored. */
function keptRows(target: NDArray, ignored: number | undefined): Tensor {
  const flags = {
    shape: target.shape,
    dtype: "float64",
    data: Array.from(target.toTypedArray(), (c) => (c === ignored ? 0 : 1)),
  };
  return arrayOf(flags);
}

/** How the golden operations are said with this package's losses. */
const EXPRESSED: { readonly [op: string]: Expressed } = {
  l1: ({ x, y }, { reduction }) => meanAbsoluteError(x!, y!, { reduction }),
  huber: ({ x, y }, { reduction, delta }) => huber(x!, y!, { reduction, delta }),
  smooth_l1: ({ x, y }, { reduction, beta }) => huber(x!, y!, { reduction, delta: beta, factor: 1 / beta }),
  bce: ({ x, y, weight }, { reduction }) =>
    weighted(binaryCrossEntropy(x!, y!, { reduction: "none" }), weight!, reduction),
  bce_with_logits: ({ x, y, pos_weight: heavier }, { reduction }) => {
    if (heavier === undefined) return binaryCrossEntropyWithLogits(x!, y!, { reduction });
    const losses = binaryCrossEntropyWithLogits(x!, y!, { reduction: "none" });
    return multiply(losses, add(1, multiply(y!, add(heavier, -1))));
  },
  cross_entropy: crossEntropy,
  cross_entropy_soft: crossEntropy,
};

function weighted(losses: Tensor, weights: Tensor, reduction: Attributes["reduction"]): Tensor {
  const product = multiply(losses, weights);
  return reduction === "sum" ? sum(product) : product;
}

describe("values and derivatives of PyTorch", () => {
  const expressed = cases.filter(({ op }) => op in EXPRESSED);

  test("all but the loss on log-probabilities are expressed", () => {
    expect(cases.length - expressed.length).toBe(cases.filter(({ op }) => op === "nll").length);
    expect(expressed.length).toBe(18);
  });

  test.each(expressed)(
    "$id",
    ({ op, attrs, inputs, outputs, cotangents, grads, tangents, hvp: curvature }) => {
      const all = Object.fromEntries(Object.entries(inputs).map(([name, tensor]) => [name, arrayOf(tensor)]));
      const free = Object.keys(inputs).filter((name) => inputs[name]!.grad === true);
      const loss = (by: Inputs): Tensor => EXPRESSED[op]!({ ...all, ...by }, attrs as unknown as Attributes);
      const at = Object.fromEntries(free.map((name) => [name, all[name]!])) as Inputs;

      const cotangent = arrayOf(cotangents[0]!);
      const { value, pullback } = vjp(loss)(at);
      expect(misses(value as Tensor, outputs[0]!)).toEqual([]);
      const gradient = pullback(cotangent) as Inputs;
      for (const name of free) expect(misses(gradient[name]!, grads[name]!)).toEqual([]);

      if (tangents === undefined || curvature === undefined) return;
      const direction = Object.fromEntries(free.map((name) => [name, arrayOf(tangents[name]!)]));
      const paired = (by: Inputs): Tensor => sum(multiply(cotangent, loss(by)));
      const product = hvp(paired)([at], direction) as Inputs;
      for (const name of free) expect(misses(product[name]!, curvature[name]!)).toEqual([]);
    },
  );
});
