import { AxisError, array, type DType, IndexError, ShapeError, TooLargeError } from "@chainrule/array";
import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeMismatchError } from "../errors.ts";
import { grad } from "../transforms/grad.ts";
import { jvp } from "../transforms/jvp.ts";
import type { ArrayLike, Tensor } from "../value.ts";
import * as op from "./index.ts";

const NAN = Number.NaN;

describe("values", () => {
  it.each<[string, ArrayLike, unknown]>([
    ["sign", op.sign(array([-2, 0, 3])), [-1, 0, 1]],
    ["floor", op.floor(array([-1.5, 1.5])), [-2, 1]],
    ["ceil", op.ceil(array([-1.5, 1.5])), [-1, 2]],
    ["round", op.round(array([0.5, 1.5, 2.5, -0.5])), [0, 2, 2, -0]],
    ["trunc", op.trunc(array([-1.5, 1.5])), [-1, 1]],
    ["heaviside", op.heaviside(array([-1, 0, 1, NAN]), 0.5), [0, 0.5, 1, NAN]],
    [
      "floorDivide",
      op.floorDivide(array([7, -7, 1, 1]), array([2, 2, 0.1, 0])),
      [3, -4, 9, Number.POSITIVE_INFINITY],
    ],
    ["remainder", op.remainder(array([-7, 7, 5]), array([3, -3, Number.POSITIVE_INFINITY])), [2, -2, 5]],
    ["fmod", op.fmod(array([-7, 7]), 3), [-1, 1]],
    ["less", op.less(array([1, 2, NAN]), 2), [true, false, false]],
    ["lessEqual", op.lessEqual(array([1, 2, NAN]), 2), [true, true, false]],
    ["greater", op.greater(array([3, 2, NAN]), 2), [true, false, false]],
    ["greaterEqual", op.greaterEqual(array([3, 2, NAN]), 2), [true, true, false]],
    ["equal", op.equal(array([0, NAN]), array([-0, NAN])), [true, false]],
    ["notEqual", op.notEqual(array([0, NAN]), array([-0, NAN])), [false, true]],
    ["logicalAnd", op.logicalAnd(array([0, 0, 2, 2]), array([0, 3, 0, 3])), [false, false, false, true]],
    ["logicalOr", op.logicalOr(array([0, 0, 2, 2]), array([0, 3, 0, 3])), [false, true, true, true]],
    ["logicalXor", op.logicalXor(array([0, 0, 2, 2]), array([0, 3, 0, 3])), [false, true, true, false]],
    ["logicalNot", op.logicalNot(array([0, 2])), [true, false]],
    ["isNaN", op.isNaN(array([NAN, 1])), [true, false]],
    ["isFinite", op.isFinite(array([Number.NEGATIVE_INFINITY, NAN, 1])), [false, false, true]],
    ["isInfinite", op.isInfinite(array([Number.NEGATIVE_INFINITY, NAN, 1])), [true, false, false]],
    [
      "any",
      op.any(
        array([
          [0, 1],
          [0, 0],
        ]),
        { axis: 1 },
      ),
      [true, false],
    ],
    [
      "all",
      op.all(
        array([
          [1, 1],
          [0, 1],
        ]),
        { axis: 1 },
      ),
      [true, false],
    ],
    [
      "argmax",
      op.argmax(
        array([
          [1, 3],
          [2, 0],
        ]),
      ),
      1,
    ],
    [
      "argmax keeping axes",
      op.argmax(
        array([
          [1, 3],
          [2, 0],
        ]),
        { keepDims: true },
      ),
      [[1]],
    ],
    [
      "argmin",
      op.argmin(
        array([
          [1, 3],
          [2, 0],
        ]),
        { axis: 1 },
      ),
      [0, 1],
    ],
    ["relu of NaN", op.relu(array([NAN])), [NAN]],
    ["zerosLike", op.zerosLike(array([[1, 2]])), [[0, 0]]],
    ["iota", op.iota(3), [0, 1, 2]],
    ["iota of none", op.iota(0), []],
    [
      "einsum without an arrow",
      op.einsum(
        "ba",
        array([
          [1, 2],
          [3, 4],
        ]),
      ),
      [
        [1, 3],
        [2, 4],
      ],
    ],
    [
      "einsum with an ellipsis, without an arrow",
      op.einsum(
        "...i,i",
        array([
          [1, 2],
          [3, 4],
        ]),
        array([1, 1]),
      ),
      [3, 7],
    ],
    ["polygamma of order 0", op.polygamma(0, array([1])), [-0.5772156649015329]],
    ["stack of numbers", op.stack([1, 2]), [1, 2]],
    ["roll by more than the length", op.roll(array([1, 2, 3]), -4), [2, 3, 1]],
    [
      "roll of an axis named often",
      op.roll(array([1, 2, 3]), Array(1e5).fill(1), Array(1e5).fill(0)),
      [3, 1, 2],
    ],
    ["roll of nothing", op.roll(op.zeros([0]), 2), []],
    ["diag of nothing", op.diag(op.zeros([0])), []],
    [
      "diagonal below",
      op.diagonal(
        array([
          [1, 2],
          [3, 4],
        ]),
        -1,
      ),
      [3],
    ],
    [
      "diagonal outside",
      op.diagonal(
        array([
          [1, 2],
          [3, 4],
        ]),
        5,
      ),
      [],
    ],
    ["squeeze of all", op.squeeze(array([[[1], [2]]])), [1, 2]],
    [
      "pad with infinity",
      op.pad(array([1]), [[1, 0]], Number.NEGATIVE_INFINITY),
      [Number.NEGATIVE_INFINITY, 1],
    ],
    ["split unevenly", op.split(array([1, 2, 3]), [1, 2])[1]!, [2, 3]],
    ["mean of nothing", op.mean(op.zeros([0])), NAN],
  ])("%s", (_, got, wanted) => {
    expect((got as Tensor).toNested()).toEqual(wanted);
  });

  it("numbers give numbers", () => {
    expect(op.add(1, 2)).toBe(3);
    expect(op.where(1, 2, 3)).toBe(2);
    expect(op.power(2, -2)).toBe(0.25);
    expect(op.power(2, 0.5)).toBe(Math.SQRT2);
    expect(op.power(1.01, 1000)).toBe(1.01 ** 1000);
    expect(op.pi()).toBe(Math.PI);
  });
});

describe("at", () => {
  const a = array([
    [0, 1, 2, 3],
    [4, 5, 6, 7],
    [8, 9, 10, 11],
  ]);
  it.each<[op.Index[], unknown]>([
    [[1], [4, 5, 6, 7]],
    [[-1, 2], 10],
    [
      [":", 0],
      [0, 4, 8],
    ],
    [
      ["...", -1],
      [3, 7, 11],
    ],
    [
      [{ start: 1 }, { stop: 2 }],
      [
        [4, 5],
        [8, 9],
      ],
    ],
    [
      [0, { start: 3, stop: 0, step: -2 }],
      [3, 1],
    ],
    [
      [0, { step: -1 }],
      [3, 2, 1, 0],
    ],
    [
      [0, { start: -100, stop: 100, step: 3 }],
      [0, 3],
    ],
    [[0, { start: 2, stop: 1 }], []],
    [
      [],
      [
        [0, 1, 2, 3],
        [4, 5, 6, 7],
        [8, 9, 10, 11],
      ],
    ],
  ])("%j", (indices, wanted) => {
    expect(op.at(a, ...indices).toNested()).toEqual(wanted);
  });

  it.each<[op.Index[], RegExp]>([
    [[3], /place 3 is outside an axis of length 3/],
    [[0, 0, 0], /3 indices are too many for 2 axes/],
    [["...", "..."], /indices/],
    [[0.5], /place 0.5/],
    [[{ step: 0 }], /no step of 0/],
    [[{ start: Number.NaN }], /integers/],
    [[[0, 0, 2] as never], /made by array/],
    [["1:3" as never], /made by array/],
    [[{ from: 1 } as never], /made by array/],
    [[true as never], /made by array/],
  ])("%j fails", (indices, message) => {
    expect(() => op.at(a, ...indices)).toThrow(ArgumentError);
    expect(() => op.at(a, ...indices)).toThrow(message);
  });
});

describe("dtypes", () => {
  const of = (dtype: DType): Tensor => array([1, 2], { dtype });
  it.each<[string, ArrayLike, DType]>([
    ["float32 and a number", op.multiply(of("float32"), 0.1), "float32"],
    ["int32 and a whole number", op.add(of("int32"), 2), "int32"],
    ["int32 and a fraction", op.add(of("int32"), 0.5), "float64"],
    ["int32 and float32", op.add(of("int32"), of("float32")), "float32"],
    ["int32 divided", op.divide(of("int32"), of("int32")), "float64"],
    ["exp of int32", op.exp(of("int32")), "float64"],
    ["exp of float32", op.exp(of("float32")), "float32"],
    ["bool added", op.add(of("bool"), of("bool")), "int32"],
    ["bool selected", op.where(of("bool"), of("bool"), of("bool")), "bool"],
    ["bool summed", op.sum(of("bool")), "int32"],
    ["mean of int32", op.mean(of("int32")), "float64"],
    ["float32 contracted", op.matmul(of("float32"), of("float32")), "float32"],
    ["int32 and float32 contracted", op.matmul(of("int32"), of("float32")), "float32"],
    ["float32 reduced", op.logSumExp(of("float32")), "float32"],
    ["float32 normalised", op.softmax(of("float32")), "float32"],
    ["float32 and int32 joined", op.concat([of("float32"), of("int32")]), "float32"],
    ["comparison", op.less(of("float32"), 1), "bool"],
    ["cast", op.astype(of("float32"), "int32"), "int32"],
  ])("%s", (_, got, dtype) => {
    expect((got as Tensor).dtype).toBe(dtype);
  });

  it("gradients and tangents have their primal's", () => {
    const f = (x: Tensor): ArrayLike =>
      op.sum(op.multiply(op.clip(op.gelu(x), 0, 9), op.astype(op.exp(x), "float64")));
    const x = of("float32");
    expect((grad(f)(x) as Tensor).dtype).toBe("float32");
    const { value, tangent } = jvp((y: Tensor) => op.elu(op.hypot(y, 1)))([x], [x]) as unknown as {
      value: Tensor;
      tangent: Tensor;
    };
    expect([value.dtype, tangent.dtype]).toEqual(["float32", "float32"]);
  });

  it("sums of float32 are formed in doubles", () => {
    const x = op.astype(op.concat([array([2 ** 24]), op.ones([1024])]), "float32");
    expect(op.sum(x).item()).toBe(2 ** 24 + 1024);
    expect(op.vecdot(x, op.onesLike(x)).item()).toBe(2 ** 24 + 1024);
  });
});

describe("mistakes speak", () => {
  it.each([-1, 2.5, Number.NaN, undefined as unknown as number])("%s is no count", (count) => {
    for (const f of [op.iota, op.eye, (n: number) => op.linspace(0, 1, n), (n: number) => op.oneHot(0, n)]) {
      expect(() => f(count)).toThrow(ArgumentError);
    }
  });

  it("more windows than can be joined are refused", () => {
    expect(() => op.adaptiveAvgPool2d(array([[1, 2]]), [1, 1e12])).toThrow(ArgumentError);
  });

  it.each<[string, () => unknown, new (...given: never[]) => Error, RegExp]>([
    [
      "shapes that do not broadcast",
      () => op.add(op.ones([5, 2, 1]), op.ones([5, 2])),
      ShapeMismatchError,
      /^add: shapes \[5, 2, 1\] and \[5, 2\]/,
    ],
    [
      "where",
      () => op.where(op.ones([2]), op.ones([3]), 1),
      ShapeMismatchError,
      /^where: shapes \[2\] and \[3\]/,
    ],
    [
      "inner lengths",
      () => op.matmul(op.ones([2, 3]), op.ones([2, 3])),
      ShapeMismatchError,
      /^matmul: shapes \[2, 3\] and \[2, 3\]/,
    ],
    ["batches", () => op.matmul(op.ones([2, 2, 3]), op.ones([3, 3, 2])), ShapeMismatchError, /^matmul/],
    ["a scalar in matmul", () => op.matmul(2, op.ones([2])), ShapeMismatchError, /multiply/],
    [
      "paired lengths",
      () => op.contract(op.ones([2]), op.ones([3]), { contract: [[0], [0]] }),
      ShapeMismatchError,
      /^contract/,
    ],
    ["joined lengths", () => op.concat([op.ones([2, 2]), op.ones([3, 3])]), ShapeMismatchError, /^concat/],
    ["nothing to join", () => op.concat([]), ShapeError, /1 to/],
    ["too much to join", () => op.stack(new Array(1e6).fill(1)), ShapeError, /groups/],
    ["broadcastTo", () => op.broadcastTo(op.ones([3]), [2]), ShapeMismatchError, /^broadcastTo/],
    ["broadcastTo beyond memory", () => op.broadcastTo(1, [1e6, 1e6]), TooLargeError, /elements/],
    ["reshape", () => op.reshape(op.ones([3]), [2]), ShapeError, /\[3\]/],
    ["an axis", () => op.sum(op.ones([3]), { axis: 1 }), AxisError, /axis 1/],
    ["an axis twice", () => op.sum(op.ones([3]), { axis: [0, -1] }), AxisError, /twice/],
    ["an order of axes", () => op.permuteDims(op.ones([3, 2]), [0, 0]), AxisError, /twice/],
    ["a vector transposed", () => op.matrixTranspose(op.ones([3])), ArgumentError, /reshape/],
    ["an index", () => op.take(op.ones([3]), array([3])), IndexError, /index 3/],
    ["an index of takeAlongAxis", () => op.takeAlongAxis(op.ones([3]), array([-4])), IndexError, /index -4/],
    [
      "indices of another shape",
      () => op.takeAlongAxis(op.ones([3, 2]), array([0])),
      ShapeMismatchError,
      /^takeAlongAxis/,
    ],
    [
      "updates of another shape",
      () => op.scatterAdd(op.ones([2]), array([0, 1, 2]), 4),
      ShapeMismatchError,
      /^scatterAdd/,
    ],
    ["bounds", () => op.clip(1, 2, 1), ArgumentError, /lower bound/],
    ["squeeze", () => op.squeeze(op.ones([3]), 0), ArgumentError, /length 3/],
    ["split", () => op.split(op.ones([3]), [1, 1]), ArgumentError, /sum 2/],
    ["split by 0", () => op.split(op.ones([3]), 0), ArgumentError, /at least 1/],
    ["pad", () => op.pad(op.ones([3]), []), ArgumentError, /one for each/],
    ["pad that cuts too much", () => op.pad(op.ones([3]), [[-2, -2]]), ShapeMismatchError, /^pad/],
    ["diag of a scalar", () => op.diag(1), ArgumentError, /vector/],
    ["diagonal of one axis", () => op.diagonal(op.ones([2, 2]), 0, [0, 0]), ArgumentError, /two axes/],
    ["tril of a vector", () => op.tril(op.ones([2])), ArgumentError, /two axes/],
    ["einsum text", () => op.einsum("i-j", op.ones([2])), ArgumentError, /no equation/],
    ["einsum operands", () => op.einsum("i,j", op.ones([2])), ArgumentError, /1 operands/],
    ["einsum letters", () => op.einsum("ij", op.ones([2])), ArgumentError, /1 axes/],
    ["einsum lengths", () => op.einsum("i,i", op.ones([2]), op.ones([3])), ShapeMismatchError, /called i/],
    ["einsum result", () => op.einsum("i->k", op.ones([2])), ArgumentError, /cannot have k/],
    ["argmax of nothing", () => op.argmax(op.zeros([0])), ShapeError, /no elements/],
    ["a huge array", () => op.full([2 ** 40], 1), TooLargeError, /elements/],
  ])("%s", (_, run, kind, message) => {
    expect(run).toThrow(kind);
    expect(run).toThrow(message);
  });
});
