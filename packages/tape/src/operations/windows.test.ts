import { array, type NDArray, withKernels } from "@chainrule/array";
import { describe, expect, it } from "vitest";
import {
  adaptiveAvgPool2d,
  adaptiveAvgPool3d,
  adaptiveMaxPool2d,
  adaptiveMaxPool3d,
  add,
  applyOne,
  avgPool1d,
  avgPool2d,
  avgPool3d,
  conv1d,
  conv2d,
  conv3d,
  convTranspose1d,
  convTranspose2d,
  convTranspose3d,
  fold,
  full,
  grad,
  hvp,
  jvp,
  maxPool1d,
  maxPool2d,
  maxPool3d,
  multiply,
  ones,
  reshape,
  sin,
  sum,
  type Tensor,
  unfold,
  vjp,
  vmap,
} from "../index.ts";
import { windowSum } from "../rows/windows.ts";
import { drawn, generator } from "../testing/random.ts";
import { asArray, concrete } from "../value.ts";

// Values and gradients of single cases are golden (`golden.test.ts`), rules are tested from samples (`rows.test.ts`). Here: shapes,
// conventions, errors, and products large enough for WebAssembly.

const next = generator(7);
const shapeOfResult = (x: Tensor): readonly number[] => x.shape;
const failure = (code: string, words: RegExp): unknown =>
  expect.objectContaining({ code, message: expect.stringMatching(words) });

function largestDifference(a: Tensor, b: Tensor): number {
  const [p, q] = [a, b].map((x) => asArray(concrete(x)).toTypedArray());
  return Math.max(...Array.from(p!, (x, i) => Math.abs(x - q![i]!)));
}

describe("convolutions", () => {
  it("of padding `same` keep the length, divided by the stride and rounded up", () => {
    for (const length of [5, 6, 7]) {
      for (const stride of [1, 2, 3]) {
        for (const taps of [1, 2, 3, 4]) {
          const x = ones([1, 1, length]);
          const y = conv1d(x, ones([1, 1, taps]), { padding: "same", stride });
          expect(shapeOfResult(y)).toEqual([1, 1, Math.ceil(length / stride)]);
        }
      }
    }
    // An odd place is at the end, as TensorFlow and PyTorch document it.
    const y = conv1d(array([[[1, 2, 3, 4]]]), array([[[1, 10]]]), { padding: "same" });
    expect(y.toNested()).toEqual([[[21, 32, 43, 4]]]);
  });

  it("take one example without batch axis", () => {
    const [x, w] = [drawn(next, [2, 5, 4]), drawn(next, [3, 2, 2, 2])];
    const one = conv2d(x, w);
    expect(one.shape).toEqual([3, 4, 3]);
    expect(reshape(conv2d(reshape(x, [1, 2, 5, 4]), w), [3, 4, 3]).toNested()).toEqual(one.toNested());
    expect(convTranspose2d(x, reshape(w, [2, 3, 2, 2])).shape).toEqual([3, 6, 5]);
  });

  it("of full depth in groups are those of each group apart", () => {
    const [x, w] = [drawn(next, [2, 4, 6]), drawn(next, [6, 2, 3])];
    const whole = conv1d(x, w, { groups: 2 }).toNested() as number[][][];
    const half = (k: 0 | 1): number[][][] => {
      const part = array((x.toNested() as number[][][]).map((channels) => channels.slice(2 * k, 2 * k + 2)));
      return conv1d(
        part,
        array((w.toNested() as number[][][]).slice(3 * k, 3 * k + 3)),
      ).toNested() as number[][][];
    };
    const [first, second] = [half(0), half(1)];
    expect(whole).toEqual(first.map((channels, n) => [...channels, ...second[n]!]));
  });

  it("backwards are what the vjp forwards computes, for every stride, dilation and padding", () => {
    for (const stride of [1, 2, 3]) {
      for (const dilation of [1, 2]) {
        for (const padding of [0, 1, 2]) {
          const [x, w] = [drawn(next, [2, 3, 9]), drawn(next, [2, 3, 3])];
          const options = { stride, dilation, padding };
          const { value, pullback } = vjp((x) => conv1d(x, w, options))(x);
          const y = drawn(next, (value as Tensor).shape);
          const length = (y.shape[2]! - 1) * stride - 2 * padding + 2 * dilation + 1;
          const back = convTranspose1d(y, w, { ...options, outputPadding: 9 - length });
          expect(largestDifference(back, pullback(y) as unknown as Tensor)).toBe(0);
        }
      }
    }
  });

  it("have derivatives of order 3", () => {
    const [x, w, v] = [drawn(next, [1, 2, 5]), drawn(next, [2, 2, 3]), drawn(next, [1, 2, 5])];
    const f = (x: Tensor): Tensor => sum(sin(conv1d(x, w, { padding: 1 }))) as Tensor;
    const third = jvp((x: Tensor) => hvp(f)([x], v) as unknown as Tensor)([x], [v]).tangent as Tensor;
    // d³/dx³ sin(Wx)[v, v] = -W' (cos(Wx) (Wv)²)
    const [wx, wv] = [conv1d(x, w, { padding: 1 }), conv1d(v, w, { padding: 1 })];
    const cosine = sin(add(wx, Math.PI / 2));
    const { pullback } = vjp((x: Tensor) => conv1d(x, w, { padding: 1 }))(x);
    const expected = pullback(multiply(-1, multiply(cosine, multiply(wv, wv)))) as unknown as Tensor;
    expect(largestDifference(third, expected)).toBeLessThan(1e-13);
  });

  it("run forwards and backwards on WebAssembly, with the derivatives of the loops", () => {
    const [x, w] = [drawn(next, [4, 3, 12, 12]), drawn(next, [8, 3, 3, 3])];
    const gradient = grad((pair: readonly Tensor[]) => {
      const y = conv2d(pair[0]!, pair[1]!, { padding: 1 });
      return sum(multiply(y, y)) as Tensor;
    }) as unknown as (pair: readonly Tensor[]) => Tensor[];
    const kernels: string[] = [];
    const fast = withKernels({ onProduct: ({ kernel }) => kernels.push(kernel) }, () => gradient([x, w]));
    const loops = withKernels({ kernel: "loops" }, () => gradient([x, w]));
    expect(kernels).toEqual(["wasm", "wasm", "wasm"]);
    fast.forEach((g, i) => {
      expect(largestDifference(g, loops[i]!)).toBeLessThan(1e-10);
    });
  });

  it("are batched over either operand, in groups too", () => {
    const [xs, ws] = [drawn(next, [3, 2, 4, 5]), drawn(next, [3, 4, 2, 2])];
    const [x, w] = [
      array((xs.toNested() as number[][][][])[0]!),
      array((ws.toNested() as number[][][][])[0]!),
    ];
    const f = (x: Tensor, w: Tensor): Tensor => conv1d(x, w, { groups: 2 });
    const alone = (k: number, both: boolean): Tensor =>
      f(
        array((xs.toNested() as number[][][][])[k]!),
        both ? array((ws.toNested() as number[][][][])[k]!) : w,
      );
    const overX = vmap((x: Tensor) => f(x, w))(xs) as unknown as Tensor;
    expect(overX.toNested()).toEqual([0, 1, 2].map((k) => alone(k, false).toNested()));
    const overBoth = vmap((x: Tensor, w: Tensor) => f(x, w))(xs, ws) as unknown as Tensor;
    expect(overBoth.toNested()).toEqual([0, 1, 2].map((k) => alone(k, true).toNested()));
    const overW = vmap((w: Tensor) => f(x, w))(ws) as unknown as Tensor;
    expect((overW.toNested() as unknown[])[0]).toEqual(f(x, w).toNested());
    expect(overW.shape).toEqual([3, 2, 4, 4]);
  });

  it("refuse what does not fit, by name, with the remedy", () => {
    const x = ones([1, 4, 5]);
    expect(() => conv1d(x, ones([2, 3, 2]))).toThrow(
      failure("tape/shape-mismatch", /^conv1d: .*\[1, 4, 5\].*give/),
    );
    expect(() => conv1d(x, ones([3, 2, 2]), { groups: 2 })).toThrow(
      failure("tape/shape-mismatch", /2 groups/),
    );
    expect(() => conv2d(x, ones([2, 4, 2]))).toThrow(failure("tape/shape-mismatch", /conv2d/));
    expect(() => conv1d(ones([5]), ones([2, 4, 2]))).toThrow(failure("tape/shape-mismatch", /conv1d/));
    expect(() => conv1d(x, ones([2, 4, 6]))).toThrow(
      failure("tape/shape-mismatch", /larger than the padded input/),
    );
    expect(() => conv1d(x, ones([2, 4, 2]), { bias: ones([3]) })).toThrow(
      failure("tape/shape-mismatch", /bias/),
    );
    expect(() => conv1d(x, ones([2, 4, 2]), { stride: 0 })).toThrow(failure("tape/argument", /stride is 0/));
    expect(() => conv1d(x, ones([2, 4, 2]), { dilation: [1, 1] })).toThrow(
      failure("tape/argument", /dilation is \[1, 1\]/),
    );
    expect(() => conv1d(x, ones([2, 4, 2]), { groups: 1.5 })).toThrow(failure("tape/argument", /groups/));
    expect(() => conv1d(x, ones([2, 4, 2]), { padding: [1, 2] })).toThrow(
      failure("tape/argument", /padding/),
    );
    expect(() => conv1d(x, ones([2, 4, 2]), { padding: 0.5 })).toThrow(failure("tape/argument", /padding/));
    expect(() => convTranspose1d(x, ones([3, 4, 2]))).toThrow(failure("tape/shape-mismatch", /\[in, out/));
    expect(() => convTranspose1d(x, ones([4, 3, 2]), { padding: 3 })).toThrow(
      failure("tape/shape-mismatch", /pad less/),
    );
    expect(() => convTranspose1d(x, ones([4, 3, 2]), { stride: 2, outputPadding: 2 })).toThrow(
      failure("tape/argument", /outputPadding/),
    );
    expect(() => conv1d(full([1, 2 ** 12, 1], 1), ones([1, 2 ** 12, 2 ** 14]), { padding: 2 ** 15 })).toThrow(
      failure("array/too-large", /limit/),
    );
  });
});

describe("pools", () => {
  it("give the derivative of a tie to the first element of the window, row by row, as PyTorch and JAX do", () => {
    const x = array([
      [2, 5, 5],
      [5, 1, 5],
    ]);
    const gradient = grad((x: Tensor) => sum(maxPool2d(x, [2, 3])) as Tensor);
    const adaptive = grad((x: Tensor) => sum(adaptiveMaxPool2d(x, 1)) as Tensor);
    const first = [
      [0, 1, 0],
      [0, 0, 0],
    ];
    expect((gradient(x) as unknown as NDArray).toNested()).toEqual(first);
    expect((adaptive(x) as unknown as NDArray).toNested()).toEqual(first);
  });

  it("add what overlapping windows give back", () => {
    const gradient = grad((x: Tensor) => sum(maxPool1d(x, 3, { stride: 1 })) as Tensor);
    expect((gradient(array([1, 2, 9, 3, 4])) as unknown as NDArray).toNested()).toEqual([0, 0, 3, 0, 0]);
  });

  it("never see the padding: a maximum of negative numbers is one of them", () => {
    expect(maxPool1d(array([-3, -5, -4]), 2, { padding: 1 }).toNested()).toEqual([-3, -4]);
  });

  it("count what a window beyond the end has, and padding if asked", () => {
    // PyTorch's divisor is the part of a window inside of input and padding, or inside of the input: 2 or 1 for the last.
    const x = array([1, 2, 3, 4, 5, 6]);
    const options = { stride: 2, padding: 1, ceilMode: true };
    expect(avgPool1d(x, 3, options).toNested()).toEqual([1, 3, 5, 3]);
    expect(avgPool1d(x, 3, { ...options, countPadding: false }).toNested()).toEqual([1.5, 3, 5, 6]);
    expect(avgPool2d(ones([4, 4]), 3, { padding: "same", countPadding: false }).toNested()).toEqual(
      ones([2, 2]).toNested(),
    );
  });

  it("count bytes in integers that hold the sum", () => {
    const x = array([200, 201], { dtype: "uint8" });
    expect(avgPool1d(x, 2).toNested()).toEqual([200.5]);
    const whole = { taps: 2, size: 1, stride: 1, dilation: 1, inputDilation: 1, low: 0 };
    const total = applyOne(windowSum, { axes: [whole] }, [x]) as NDArray;
    expect([total.dtype, total.toNested()]).toEqual(["int32", [401]]);
  });

  it("refuse windows without elements, and arrays without axes", () => {
    const x = array([1, 2, 3]);
    expect(() => maxPool1d(x, 2, { padding: 2, stride: 1 })).toThrow(
      failure("tape/shape-mismatch", /window 0 .*pad less/),
    );
    expect(() => avgPool1d(x, 2, { padding: 2, countPadding: false })).toThrow(
      failure("tape/shape-mismatch", /window/),
    );
    expect(() => maxPool2d(x, 2)).toThrow(failure("tape/shape-mismatch", /2 axes/));
    expect(() => maxPool1d(x, 0)).toThrow(failure("tape/argument", /window is 0/));
    expect(() => maxPool1d(x, 4)).toThrow(failure("tape/shape-mismatch", /larger/));
    expect(() => adaptiveMaxPool2d(x, 2)).toThrow(failure("tape/shape-mismatch", /2 axes/));
    expect(() => adaptiveMaxPool2d(ones([0, 2]), 1)).toThrow(failure("tape/shape-mismatch", /empty/));
  });
});

describe("three dimensions", () => {
  const [x, w] = [drawn(next, [2, 2, 1, 4, 5]), drawn(next, [2, 2, 1, 2, 3])];
  const flat = (x: Tensor): Tensor => reshape(x, [...x.shape.slice(0, 2), ...x.shape.slice(3)]);

  it.each([
    ["convolution", conv3d(x, w, { stride: [1, 2, 1] }), conv2d(flat(x), flat(w), { stride: [2, 1] })],
    ["transposed", convTranspose3d(x, w, { stride: 2 }), convTranspose2d(flat(x), flat(w), { stride: 2 })],
    ["largest", maxPool3d(x, [1, 2, 2]), maxPool2d(flat(x), 2)],
    ["means", avgPool3d(x, [1, 2, 3]), avgPool2d(flat(x), [2, 3])],
    ["means that cover", adaptiveAvgPool3d(x, [1, 3, 2]), adaptiveAvgPool2d(flat(x), [3, 2])],
    ["largest that cover", adaptiveMaxPool3d(x, [1, 3, 2]), adaptiveMaxPool2d(flat(x), [3, 2])],
  ] as const)("of which one has length 1 are two: %s", (_, three, two) => {
    expect(flat(three).toNested()).toEqual(two.toNested());
  });
});

describe("unfold and fold", () => {
  it("make a convolution a product of matrices", () => {
    const [x, w] = [drawn(next, [2, 3, 4, 5]), drawn(next, [4, 3, 2, 2])];
    const options = { padding: 1, stride: 2 };
    const y = conv2d(x, w, options);
    const columns = unfold(x, [2, 2], options);
    expect(columns.shape).toEqual([2, 12, 9]);
    const products = vmap((c: Tensor) => sum(multiply(reshape(w, [4, 12, 1]), c), { axis: 1 }) as Tensor)(
      columns,
    );
    expect(largestDifference(reshape(products as unknown as Tensor, y.shape), y)).toBeLessThan(1e-14);
  });

  it("count each element as often as windows have it", () => {
    const counts = fold(unfold(ones([1, 1, 3, 3]), 2, { padding: 1 }), [3, 3], 2, { padding: 1 });
    expect(counts.toNested()).toEqual(full([1, 1, 3, 3], 4).toNested());
  });

  it("refuse what does not fit", () => {
    expect(() => unfold(ones([2, 3]), 2)).toThrow(failure("tape/shape-mismatch", /give/));
    expect(() => fold(ones([1, 3, 2]), [3], 2)).toThrow(failure("tape/shape-mismatch", /channels/));
    expect(() => fold(ones([1, 4, 3]), [3], 2)).toThrow(failure("tape/shape-mismatch", /windows over \[3\]/));
  });
});
