import { array } from "@chainrule/array";
import { describe, expect, test } from "vitest";
import fixture from "../../fixtures/jax-random.json" with { type: "json" };
import { applyOne } from "../apply.ts";
import { multiply, negate } from "../operations/elementwise.ts";
import { stack } from "../operations/joins.ts";
import { matrixTranspose } from "../operations/moves.ts";
import { run } from "../program.ts";
import { trace } from "../transforms/trace.ts";
import { vmap } from "../transforms/vmap.ts";
import type { Tensor } from "../value.ts";
import {
  bernoulli,
  categorical,
  exponential,
  foldIn,
  gumbel,
  integers,
  key,
  normal,
  permutation,
  randomBits,
  split,
  truncatedNormal,
  uniform,
} from "./index.ts";
import { threefry } from "./threefry.ts";

// Known answers of the authors' library (Random123, kat_vectors, threefry2x32 with 20 rounds).
test.each([
  [
    [0, 0],
    [0, 0],
    [0x6b200159, 0x99ba4efe],
  ],
  [
    [0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff],
    [0x1cb996fc, 0xbb002be7],
  ],
  [
    [0x13198a2e, 0x03707344],
    [0x243f6a88, 0x85a308d3],
    [0xc4923a9c, 0x483df7a0],
  ],
] as const)("threefry of key %j and counter %j", (keys, counter, expected) => {
  const out = new Uint32Array(2);
  threefry(keys[0], keys[1], counter[0], counter[1], out, 0);
  expect([...out]).toEqual(expected);
});

const data = (x: Tensor): number[] => [...x.toTypedArray()];
const bits = (from: Tensor, shape: readonly number[], form: "words" | "mixed"): number[] =>
  data(applyOne(randomBits, { shape, start: 0, form }, [from]) as Tensor);

describe.each(fixture.cases)("as JAX from seed $seed", (expected) => {
  const from = key(expected.seed);

  test("keys", () => {
    expect(data(from)).toEqual(expected.key);
    expect(split(from, 3).map(data)).toEqual(expected.split3);
    expect(data(foldIn(from, 7))).toEqual(expected.foldIn7);
  });

  test("bits", () => {
    expect(bits(from, [2, 3], "mixed")).toEqual(expected.bits32);
    const words = bits(from, [2, 2], "words");
    const joined = [0, 2, 4, 6].map((i) => String((BigInt(words[i]!) << 32n) | BigInt(words[i + 1]!)));
    expect(joined).toEqual(expected.bits64);
  });

  test("even numbers, to the bit", () => {
    expect(data(uniform(from, [5]))).toEqual(expected.uniform64);
    // XLA multiplies and adds in one rounding.
    data(uniform(from, [4], { low: -0.3, high: 0.3 })).forEach((x, i) => {
      expect(Math.abs(x - expected.between[i]!)).toBeLessThanOrEqual(2 ** -54);
    });
  });

  test("normal numbers, but for the rounding of the inverse error function", () => {
    data(normal(from, [6])).forEach((x, i) => {
      expect(Math.abs(x - expected.normal64[i]!)).toBeLessThan(1e-13 * Math.abs(expected.normal64[i]!));
    });
  });

  test("even numbers of single precision, to the bit", () => {
    const drawn = uniform(from, [5], { dtype: "float32" });
    expect(drawn.dtype).toBe("float32");
    expect(data(drawn)).toEqual(expected.uniform32);
  });

  test("truths, classes and integers", () => {
    const truths = (x: Tensor): boolean[] => data(x).map((bit) => bit === 1);
    expect(truths(bernoulli(from, 0.3, [12]))).toEqual(expected.bernoulli);
    expect(truths(bernoulli(from, array([0, 0.25, 0.5, 1])))).toEqual(expected.bernoulliEach);
    const logits = array([0.5, -1, 2, 0]);
    expect(data(categorical(from, logits, { shape: [8] }))).toEqual(expected.categorical);
    const rows = stack([logits, negate(logits), multiply(0, logits)]);
    expect(data(categorical(from, rows))).toEqual(expected.categoricalRows);
    expect(data(categorical(from, matrixTranspose(rows), { axis: 0 }))).toEqual(expected.categoricalRows);
    expect(data(integers(from, -3, 7, [6]))).toEqual(expected.integers);
    expect(data(integers(from, -(2 ** 30), 2 ** 30 + 12345, [6]))).toEqual(expected.integersWide);
  });

  test("other distributions, but for the rounding of their functions", () => {
    const close = (drawn: Tensor, wanted: readonly number[]): void =>
      data(drawn).forEach((x, i) => {
        expect(Math.abs(x - wanted[i]!)).toBeLessThan(1e-13 * Math.max(1, Math.abs(wanted[i]!)));
      });
    close(gumbel(from, [4]), expected.gumbel64);
    close(exponential(from, [4]), expected.exponential64);
    close(truncatedNormal(from, -1, 2, [5]), expected.truncated64);
    close(truncatedNormal(from, 2, 3, [5]), expected.truncatedTail64);
  });

  test("orders", () => {
    expect(data(permutation(from, 10))).toEqual(expected.permutation10);
    expect(data(permutation(from, 2000)).slice(0, 12)).toEqual(expected.permutation2000);
  });
});

test("an order of nothing, and of one", () => {
  expect(data(permutation(key(0), 0))).toEqual([]);
  expect(data(permutation(key(0), 1))).toEqual([0]);
});

test("the numbers look even and normal", () => {
  const even = data(uniform(key(3), [20_000]));
  expect(Math.min(...even)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...even)).toBeLessThan(1);
  const mean = (x: number[]): number => x.reduce((total, y) => total + y, 0) / x.length;
  // Five standard deviations of the mean of 20,000.
  expect(Math.abs(mean(even) - 0.5)).toBeLessThan((5 * Math.sqrt(1 / 12)) / Math.sqrt(20_000));
  const drawn = data(normal(key(3), [20_000]));
  expect(Math.abs(mean(drawn))).toBeLessThan(5 / Math.sqrt(20_000));
  expect(Math.abs(mean(drawn.map((x) => x * x)) - 1)).toBeLessThan((5 * Math.SQRT2) / Math.sqrt(20_000));
});

test("what is drawn in a program is drawn anew for each key", () => {
  const program = trace((from: Tensor) => uniform(from, [3]))(key(0));
  const [again] = run(program, [key(42)]);
  expect(data(again as Tensor)).toEqual(data(uniform(key(42), [3])));
});

test("a batch of keys draws what each key draws", () => {
  const keys = applyOne(randomBits, { shape: [4], start: 0, form: "words" }, [key(5)]) as Tensor;
  const drawn = vmap((from: Tensor) => uniform(from, [2]))(keys) as Tensor;
  expect(drawn.toNested()).toEqual(split(key(5), 4).map((from) => uniform(from, [2]).toNested()));
});

test.each([-1, 0.5, Number.NaN, 2 ** 53])("no key from %j", (seed) => {
  expect(() => key(seed)).toThrow(expect.objectContaining({ code: "tape/argument" }));
  expect(() => foldIn(key(0), seed)).toThrow(expect.objectContaining({ code: "tape/argument" }));
});

test("what is no key is refused", () => {
  expect(() => uniform(uniform(key(0), [2]), [3])).toThrow(
    expect.objectContaining({ code: "tape/shape-mismatch" }),
  );
});

test("what cannot be drawn is refused", () => {
  const refused = expect.objectContaining({ code: "tape/argument" });
  expect(() => truncatedNormal(key(0), 2, 2, [1])).toThrow(refused);
  expect(() => integers(key(0), 3, 3, [1])).toThrow(refused);
  expect(() => integers(key(0), 0, 2 ** 33, [1])).toThrow(refused);
  expect(() => categorical(key(0), array([[1, 2]]), { shape: [3] })).toThrow(refused);
});

test("classes are drawn as often as they are likely", () => {
  const drawn = data(categorical(key(9), array([0, Math.log(3)]), { shape: [20_000] }));
  const share = drawn.reduce((total, x) => total + x, 0) / drawn.length;
  expect(Math.abs(share - 0.75)).toBeLessThan(5 * Math.sqrt(0.1875 / 20_000));
});
