import { describe, expect, it } from "vitest";
import binary from "../fixtures/binary_edge.json" with { type: "json" };
import elementwise from "../fixtures/elementwise_edge.json" with { type: "json" };
import reduction from "../fixtures/reduction_edge.json" with { type: "json" };
import { sum, type Tensor } from "./index.ts";
import { decode, decodeTensor, type EncodedTensor, type GoldenCase } from "./testing/golden.ts";
import { GOLDEN_OPERATIONS } from "./testing/golden-operations.ts";
import { grad } from "./transforms/grad.ts";
import { type ArrayLike, asArray, concrete } from "./value.ts";

// Golden cases at 0, -0, infinities, NaN, ties and tails, PyTorch 1.13.1. Where ours differs, the list below says
// by what, at which elements, and why; everywhere else it must not.

/** Elements where ours differs: what is right there. */
interface Deviation {
  readonly reason: string;
  /** The right value at an element, from its inputs; undefined where PyTorch's holds. */
  readonly right: (x: number, y: number) => number | undefined;
}

const at =
  (points: Readonly<Record<string, number>>): Deviation["right"] =>
  (x) =>
    points[String(x)];

const MORE_ACCURATE = "PyTorch forms it with cancellation or overflow; the right value is from mpmath";
const LIMIT = "PyTorch subtracts infinities; the right value is the limit";
const NAN_STAYS = "at NaN the derivative is NaN, so that it is not lost";
const NAN_ONLY = at({ NaN: Number.NaN });
const SHARED = "a composite with our minimum: ties share the derivative equally, and NaN has none";
const ONE_SIDED = "x = 0 does not hide the derivative by x, which is log(1 + y)";
const EXACT_REST = "the remainder is exact for quotients of any size";

/** By case, then "value" or the input of a gradient. */
const DEVIATIONS: Readonly<Record<string, Readonly<Record<string, Deviation>>>> = {
  "elementwise_edge/expm1/0": {
    x: {
      reason: MORE_ACCURATE,
      right: at({ "-20": 2.061153622438558e-9, "-40": 4.248354255291589e-18, "-745": 5e-324 }),
    },
  },
  "elementwise_edge/abs/0": { x: { reason: NAN_STAYS, right: NAN_ONLY } },
  "elementwise_edge/relu/0": { x: { reason: NAN_STAYS, right: NAN_ONLY } },
  "elementwise_edge/elu/0": {
    value: { reason: MORE_ACCURATE, right: at({ "-1e-8": -9.99999995e-9 }) },
    x: { reason: NAN_STAYS, right: NAN_ONLY },
  },
  "elementwise_edge/erfcx/0": {
    x: {
      reason: MORE_ACCURATE,
      right: at({ "10000000000": -5.641895835477563e-21, "1e+155": -5.6418958354776e-311, Infinity: -0 }),
    },
  },
  "elementwise_edge/mish/0": {
    value: { reason: MORE_ACCURATE, right: at({ "-745": -745 * 5e-324 }) },
    x: { reason: MORE_ACCURATE, right: at({ "-745": -744 * 5e-324 }) },
  },
  "elementwise_edge/softsign/0": {
    x: {
      reason: MORE_ACCURATE,
      right: at({
        "10000000000": 9.999999998e-21,
        "-10000000000": 9.999999998e-21,
        "1e+155": 1e-310,
        Infinity: 0,
        "-Infinity": 0,
      }),
    },
  },
  "elementwise_edge/hardsigmoid/0": {
    x: {
      reason: "PyTorch's 1/6 is in single precision",
      right: (x) => (Math.abs(x) < 3 ? 1 / 6 : undefined),
    },
  },
  "elementwise_edge/gelu/1": {
    value: { reason: MORE_ACCURATE, right: at({ "-20": -3.3754509563109673e-261, "-Infinity": -0 }) },
    x: {
      reason: MORE_ACCURATE,
      right: at({
        "-20": -2.9424328724945027e-259,
        "1e+155": 1,
        "1e+308": 1,
        "-1e+308": 0,
        Infinity: 1,
        "-Infinity": 0,
      }),
    },
  },
  "elementwise_edge/atan/0": { x: { reason: MORE_ACCURATE, right: at({ "1e+155": 1e-310 }) } },
  "elementwise_edge/log_ndtr/0": {
    x: {
      reason: MORE_ACCURATE,
      right: at({ "-1e+308": 1e308, "-Infinity": Number.POSITIVE_INFINITY }),
    },
  },
  "elementwise_edge/i0/0": {
    value: {
      reason: LIMIT,
      right: at({ Infinity: Number.POSITIVE_INFINITY, "-Infinity": Number.POSITIVE_INFINITY }),
    },
    x: {
      reason: `${LIMIT}; half of the smallest double is rounded to 0`,
      right: at({ "5e-324": 0, Infinity: Number.POSITIVE_INFINITY, "-Infinity": Number.NEGATIVE_INFINITY }),
    },
  },
  "elementwise_edge/i0e/0": {
    x: {
      reason: MORE_ACCURATE,
      right: at({
        "10000000000": -1.994711402081965e-16,
        "-10000000000": 1.994711402081965e-16,
        "1e+155": -6.3078313050504e-234,
      }),
    },
  },
  "elementwise_edge/softplus/2": { value: { reason: MORE_ACCURATE, right: at({ "-745": 5e-324 }) } },
  "binary_edge/fmin/0": {
    a: {
      reason: SHARED,
      right: (a, b) => (a === b ? 0.5 : Number.isNaN(a) && Number.isNaN(b) ? 0 : undefined),
    },
    b: {
      reason: SHARED,
      right: (a, b) => (a === b ? 0.5 : Number.isNaN(a) && Number.isNaN(b) ? 1 : undefined),
    },
  },
  "binary_edge/remainder/0": {
    value: {
      reason: EXACT_REST,
      right: (a, b) => (b === 1e-300 ? EXACT_REMAINDERS.get(a) : undefined),
    },
    b: {
      reason: EXACT_REST,
      right: (a, b) =>
        b === 1e-300 && EXACT_REMAINDERS.has(a) ? -Math.sign(a) * Number.POSITIVE_INFINITY : undefined,
    },
  },
  "binary_edge/copysign/0": {
    a: {
      reason: "the sign changes or not at infinite a too",
      right: (a, b) => (Math.abs(a) === Number.POSITIVE_INFINITY ? signOf(a) * signOf(b) : undefined),
    },
  },
  "binary_edge/xlog1py/0": {
    a: { reason: ONE_SIDED, right: (a, b) => (a === 0 && b <= -1 ? Math.log1p(b) : undefined) },
    b: {
      reason: "0 / 0 is 0: at x = 0 the function is constant",
      right: (a, b) => (a === 0 && b === -1 ? 0 : undefined),
    },
  },
  "binary_edge/where_naive_sqrt/0": {
    x: { reason: "the branch that is not taken has no derivative", right: (x) => (x <= 0 ? 0 : undefined) },
  },
};

/** Remainders by 1e-300 with the sign of 1e-300, from exact rational arithmetic. */
const EXACT_REMAINDERS: ReadonlyMap<number, number> = new Map([
  [1e10, 3.9711460769999744e-302],
  [-1e10, 9.602885392300003e-301],
  [1e300, 4.891554850853602e-301],
]);

function signOf(x: number): number {
  return x < 0 || Object.is(x, -0) ? -1 : 1;
}

/** Operations of these fixtures that are not here yet. */
const ABSENT: readonly string[] = [];

function compare(golden: GoldenCase, what: string, got: ArrayLike, wanted: EncodedTensor): void {
  const elements = asArray(concrete(got)).toTypedArray();
  const inputs = Object.values(golden.inputs).map((tensor) => tensor.data.map(decode));
  expect(elements.length).toBe(wanted.data.length);
  elements.forEach((ours, i) => {
    const right = DEVIATIONS[golden.id]?.[what]?.right(inputs[0]![i] ?? 0, inputs[1]?.[i] ?? 0);
    const expected = right ?? decode(wanted.data[i]!);
    const same =
      Object.is(ours, expected) ||
      ours === expected ||
      Math.abs(ours - expected) <= 1e-9 * Math.abs(expected);
    expect(same, `${what}, element ${i} at ${inputs.map((x) => x[i])}: ${ours}, wanted ${expected}`).toBe(
      true,
    );
  });
}

const CASES = [elementwise, binary, reduction].flatMap((file) => file.cases as unknown as GoldenCase[]);

describe("at the edges", () => {
  const here = CASES.filter(({ op }) => GOLDEN_OPERATIONS.has(op));
  it.each(here.map((golden) => [golden.id, golden] as const))("%s", (_, golden) => {
    const adapter = GOLDEN_OPERATIONS.get(golden.op)!;
    const values = Object.fromEntries(
      Object.entries(golden.inputs).map(([name, x]) => [name, decodeTensor(x)]),
    );
    const first = (inputs: Record<string, Tensor>): ArrayLike =>
      [adapter(inputs, golden.attrs)].flat()[0] as ArrayLike;
    compare(golden, "value", first(values), golden.outputs[0]!);
    for (const [name, wanted] of Object.entries(golden.grads ?? {})) {
      const f = (x: Tensor): ArrayLike => sum(first({ ...values, [name]: x }));
      if (wanted !== null) compare(golden, name, grad(f)(values[name]!) as ArrayLike, wanted);
    }
  });

  it("leaves out only operations that are not here", () => {
    const absent = new Set(CASES.filter(({ op }) => !GOLDEN_OPERATIONS.has(op)).map(({ op }) => op));
    expect([...absent].sort()).toEqual(ABSENT);
  });
});
