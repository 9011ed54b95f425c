import { describe, expect, it } from "vitest";
import fixture from "../fixtures/regressions.json" with { type: "json" };
import type { ArrayLike, Tensor } from "./index.ts";
import * as op from "./index.ts";
import { grad } from "./transforms/grad.ts";

// Bugs that other projects had or have, by their thread: ours must give the right value.

/** Coordinates by name; numbers, or nested lists of them. */
// biome-ignore lint/suspicious/noExplicitAny: what a case gives depends on the case.
type Point = Readonly<Record<string, any>>;

/** A function of one number, at `x`, in the order asked. */
const scalar =
  (f: (x: ArrayLike) => ArrayLike) =>
  (at: Point, order: number): unknown => {
    const orders = [f, grad(f), grad(grad(f))] as ((x: number) => unknown)[];
    return orders[order]!(at["x"]);
  };

/** The gradient of a scalar function of the array under a name. */
const gradientBy =
  (name: string, f: (x: Tensor) => ArrayLike) =>
  (at: Point): unknown =>
    (grad(f)(op.array(at[name])) as Tensor).toNested();

/** The two derivatives of a function of `[x, y]`. */
const ofPair =
  (f: (v: Tensor) => ArrayLike) =>
  (at: Point): unknown =>
    (grad(f)(op.array([at["x"]!, at["y"]!])) as Tensor).toNested();

const float32 = (x: number): Tensor => op.array([x], { dtype: "float32" });

const RUNS: Readonly<Record<string, (at: Point, order: number) => unknown>> = {
  "tf-19333-elugradgrad": scalar((x) => op.elu(x)),
  "tf-116943-elu-cancel": scalar((x) => op.elu(x)),
  "tf-126063-elu-second-tiny": scalar((x) => op.elu(x)),
  "tf-126631-sigmoid-tail": scalar((x) => op.sigmoid(x)),
  "torch-195682-silu-second": scalar((x) => op.silu(x)),
  "tf-12071-norm-small": ofPair((v) => op.vectorNorm(v)),
  "tf-2295-pow-zero": scalar((x) => op.power(x, 2.4)),
  "pow-zero-exponent": scalar((x) => op.power(x, 0)),
  "tfjs-7251-elu-grad": scalar((x) => op.elu(x)),
  "tfjs-4135-max-axis-shape": gradientBy("v", (v) => op.sum(op.max(v, { axis: 1 }))),
  "tfjs-max-ties": ofPair((v) => op.max(v)),
  "torch-51408-hardsigmoid": scalar((x) => op.hardSigmoid(x)),
  "torch-13669-broadcast": (at) =>
    grad((z: ArrayLike) =>
      op.add(op.sum(op.subtract(op.exp(z), 0)), op.sum(op.subtract(op.exp(z), op.zeros([1000])))),
    )(at["z"]!),
  "jax-347-where-norm": gradientBy("x", (x) => {
    const r = op.sqrt(op.sum(op.square(x), { axis: 1 }));
    return op.sum(op.where(op.greater(r, 0.5), r, 1));
  }),
  "torch-913-broadcast-shape": () => op.sum(op.add(op.ones([5, 2, 1]), op.ones([5, 2]))),
  "jax-23842-lse-where": (at) => {
    const f = (v: Tensor): ArrayLike =>
      op.logSumExp(op.where(op.array([true, false]), v, Number.NEGATIVE_INFINITY));
    return (grad(f)(op.array(at["v"]!, { dtype: "float32" })) as Tensor).toNested();
  },
  "tfnet-303-cube": scalar((x) => op.multiply(op.multiply(op.multiply(x, x), x), 0.1)),
  "micrograd-2-reuse": scalar((x) => {
    const y = op.multiply(x, x);
    return op.add(y, op.multiply(y, y));
  }),
  "ctensor-5-multipath": scalar((x) => {
    const first = op.multiply(x, op.multiply(x, 1));
    return op.add(op.add(first, op.multiply(op.multiply(x, x), 1)), first);
  }),
  "micrograd-102-backward-twice": scalar((x) => op.multiply(x, x)),
  "tinygrad-9597-equal-constants": (at) =>
    grad((w1: ArrayLike, w2: ArrayLike) => op.add(w1, w2), { argnums: [0, 1] })(at["w1"]!, at["w2"]!),
  "jaxjs-elu-large": scalar((x) => op.elu(x)),
  "jaxjs-silu-100": (at) =>
    (grad((x: Tensor) => op.sum(op.silu(x)))(float32(at["x"]!)) as Tensor).toTypedArray()[0],
  "jaxjs-logsigmoid": scalar((x) => op.logSigmoid(x)),
  "jaxjs-sum-accumulator": (at) => op.sum(op.ones([at["n"]!], { dtype: "float32" })).item(),
  "jaxjs-asinh-negative": scalar((x) => op.asinh(x)),
};

/** Needs an operation that is not here yet. */
const ABSENT = ["jaxjs-84-inv"];

function expectClose(got: unknown, right: unknown, bar: { rel?: number; abs?: number }): void {
  if (Array.isArray(right)) {
    right.forEach((one, i) => {
      expectClose((got as unknown[])[i], one, bar);
    });
    return;
  }
  const [a, b] = [Number(got), Number(right)];
  expect(Math.abs(a - b), `${a} against ${b}`).toBeLessThanOrEqual(bar.abs ?? bar.rel! * Math.abs(b));
}

describe("regressions of other projects", () => {
  it("are all here", () => {
    const absent = fixture.cases.map(({ id }) => id).filter((id) => !(id in RUNS));
    expect(absent).toEqual(ABSENT);
  });

  it.each(fixture.cases.filter(({ id }) => id in RUNS).map((one) => [one.id, one] as const))(
    "%s",
    (id, { at, order, right, check }) => {
      const run = (): unknown => RUNS[id]!(at as Point, order);
      if ("throws" in check) expect(run).toThrow(/\[5, 2, 1\] and \[5, 2\]/);
      else expectClose(run(), right, check as { rel?: number; abs?: number });
    },
  );
});
