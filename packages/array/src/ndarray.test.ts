import { describe, expect, it } from "vitest";
import {
  adopt,
  arange,
  array,
  bytesPerElement,
  checkDType,
  type DType,
  DTypeError,
  dtypeOf,
  eye,
  floatDType,
  full,
  ImplicitConversionError,
  isFloat,
  isTypedArray,
  linspace,
  type NestedError,
  ones,
  promote,
  ShapeError,
  sumDType,
  TooLargeError,
  weakDType,
  zeros,
} from "./index.ts";

const DTYPES: readonly DType[] = ["bool", "uint8", "int32", "uint32", "float32", "float64"];

describe("array", () => {
  it("reads numbers, nested lists, typed arrays and arrays", () => {
    expect(array(3).shape).toEqual([]);
    expect(
      array([
        [1, 2, 3],
        [4, 5, 6],
      ]).shape,
    ).toEqual([2, 3]);
    expect(array([]).shape).toEqual([0]);
    expect(array([[], []]).shape).toEqual([2, 0]);
    expect(array([true, false]).dtype).toBe("bool");
    expect(array(Uint32Array.of(1, 2)).dtype).toBe("uint32");
    expect(array(array([1, 2]), { dtype: "float32", shape: [2, 1] }).toNested()).toEqual([[1], [2]]);
    expect(array([0.5, 2, 0], { dtype: "bool" }).toNested()).toEqual([true, true, false]);
    expect(array([1.9, -1.9, 300], { dtype: "uint8" }).toNested()).toEqual([1, 255, 44]);
  });

  it("copies what it is given and what it gives", () => {
    const data = Float64Array.of(1, 2);
    const a = array(data);
    data[0] = 9;
    a.toTypedArray()[1] = 9;
    expect(a.toNested()).toEqual([1, 2]);
    expect(() => (a.shape as number[]).push(1)).toThrow(TypeError);
  });

  it("says where nested lists go wrong", () => {
    const failure = (run: () => unknown): NestedError => {
      try {
        run();
      } catch (error) {
        return error as NestedError;
      }
      throw new TypeError("did not fail");
    };
    expect(
      failure(() =>
        array([
          [[1], [2]],
          [[3], []],
        ]),
      ).path,
    ).toEqual([1, 1]);
    expect(
      failure(() =>
        array([
          [1, 2],
          [3, "4"],
        ] as never),
      ).path,
    ).toEqual([1, 1]);
    expect(failure(() => array([[1, 2], null] as never)).message).toMatch(/null.*list of 2.*\[1\]/);
  });

  it("refuses a shape of another size", () => {
    expect(() => array([1, 2, 3], { shape: [2] })).toThrow(ShapeError);
    expect(() => adopt(Float64Array.of(1, 2), [3])).toThrow(ShapeError);
  });
});

describe("reading", () => {
  it("gives the only element, or complains", () => {
    expect(array([[7]]).item()).toBe(7);
    expect(() => array([1, 2]).item()).toThrow(/\[2\]/);
  });

  it("reads in place", () => {
    const a = array([1, 2]);
    expect(a.read((view) => view)).toBe(a.read((view) => view));
  });

  it("is no number for operators, and text where text is wanted", () => {
    const a = array([1, 2]);
    expect(() => Number(a as unknown)).toThrow(ImplicitConversionError);
    expect(() => (a as unknown as number) * 2).toThrow(/multiply/);
    expect(`${a}`).toBe("[1. 2.]");
  });

  it("reads typed arrays of every kind, of other realms, and inside of lists", () => {
    const kinds = [
      [Int8Array.of(-1, 2), "int32"],
      [Int16Array.of(-1, 2), "int32"],
      [Uint16Array.of(1, 2), "int32"],
      [Uint8ClampedArray.of(1, 2), "uint8"],
    ] as const;
    for (const [data, dtype] of kinds) {
      expect(array(data).dtype).toBe(dtype);
      expect(array(data).toNested()).toEqual(Array.from(data));
      expect(array(data, { dtype: "float64" }).toNested()).toEqual(Array.from(data));
    }
    const elsewhere = Object.setPrototypeOf(
      Float32Array.of(1, 2),
      Object.getPrototypeOf(Float32Array.prototype),
    );
    expect(elsewhere instanceof Float32Array).toBe(false);
    expect(array(elsewhere).dtype).toBe("float32");
    expect(array([Float64Array.of(1, 2), [3, 4]]).toNested()).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(array(Float64Array.of(0, 1, 2).subarray(1)).toNested()).toEqual([1, 2]);
  });

  it.each<[unknown, RegExp]>([
    [BigInt64Array.of(1n), /an object where a number/],
    [new DataView(new ArrayBuffer(8)), /an object where a number/],
    [[Float64Array.of(1, 2), [3]], /a list of 1 where a list of 2 must stand at \[1\]/],
    [[Float64Array.of(1), 2], /a number where a list of 1/],
    [[array(1)], /an object where a number must stand at \[0\].*stack/],
    [[1n], /a bigint/],
    [[null], /null where/],
    [undefined, /a hole/],
    [[1, [2]], /a list of 1 where a number/],
  ])("refuses %s", (values, message) => {
    expect(() => array(values as number[])).toThrow(expect.objectContaining({ code: "array/nested" }));
    expect(() => array(values as number[])).toThrow(message);
  });

  it("keeps its elements in JSON and in consoles", () => {
    expect(JSON.parse(JSON.stringify(array([1, 2])))).toEqual({ dtype: "float64", shape: [2], data: [1, 2] });
    const inspect = Symbol.for("nodejs.util.inspect.custom") as never;
    expect((array([1, 2])[inspect] as () => string)()).toBe("float64 [2]\n[1. 2.]");
  });

  it("knows size and rank", () => {
    expect([zeros([2, 3]).size, zeros([2, 3]).rank, array(1).size, array(1).rank]).toEqual([6, 2, 1, 0]);
  });
});

describe("creation", () => {
  it("fills, counts and spaces", () => {
    expect(full([2], -0).toNested()).toEqual([-0, -0]);
    expect(ones([2], { dtype: "int32" }).dtype).toBe("int32");
    expect(arange(3).toNested()).toEqual([0, 1, 2]);
    expect(arange(5, 0, -2).toNested()).toEqual([5, 3, 1]);
    expect(arange(3, 3).shape).toEqual([0]);
    expect(linspace(0, 0.3, 4).toNested()[3 as never]).toBe(0.3);
    expect(linspace(2, 3, 1).toNested()).toEqual([2]);
    expect(eye(2, 3, 1).toNested()).toEqual([
      [0, 1, 0],
      [0, 0, 1],
    ]);
    expect(eye(3, 2, -2).toNested()).toEqual([
      [0, 0],
      [0, 0],
      [1, 0],
    ]);
  });

  it("does not add errors up", () => {
    expect(arange(0, 1, 0.1).toTypedArray()[7]).toBe(7 * 0.1);
  });

  it("tells a size over the limit apart from memory that is not there", () => {
    expect(() => zeros([2 ** 40])).toThrow(TooLargeError);
  });
});

describe("dtypes", () => {
  it("promote in both orders alike, to themselves and up", () => {
    for (const a of DTYPES) {
      expect(promote(a, a)).toBe(a);
      for (const b of DTYPES) {
        expect(promote(a, b)).toBe(promote(b, a));
        for (const c of DTYPES) expect(promote(a, b, c)).toBe(promote(c, b, a));
      }
    }
  });

  it("promote to what holds both, or to the float that is there", () => {
    expect(promote("bool", "uint8")).toBe("uint8");
    expect(promote("uint8", "int32")).toBe("int32");
    expect(promote("int32", "uint32")).toBe("float64");
    expect(promote("uint32", "float32")).toBe("float32");
    expect(promote("float32", "float64")).toBe("float64");
    expect(promote("bool", "int32", "float32")).toBe("float32");
    expect(promote("int32", "uint32", "float32")).toBe("float32");
  });

  it("give weak scalars the other's dtype where it holds them", () => {
    expect(weakDType(0.1, "float32")).toBe("float32");
    expect(weakDType(255, "uint8")).toBe("uint8");
    expect(weakDType(256, "uint8")).toBe("float64");
    expect(() => weakDType(Symbol("one") as never, "int32")).toThrow(
      expect.objectContaining({ code: "array/argument" }),
    );
    expect(weakDType(-1, "uint32")).toBe("float64");
    expect(weakDType(2, "bool")).toBe("int32");
  });

  it("have names, sizes, storage and kinds", () => {
    expect(DTYPES.map(bytesPerElement)).toEqual([1, 1, 4, 4, 4, 8]);
    expect(DTYPES.map(isFloat)).toEqual([false, false, false, false, true, true]);
    expect(DTYPES.map(floatDType)).toEqual([
      "float64",
      "float64",
      "float64",
      "float64",
      "float32",
      "float64",
    ]);
    expect(DTYPES.map(sumDType)).toEqual(["int32", "int32", "int32", "uint32", "float32", "float64"]);
    expect(
      [new Float32Array(1), new Int32Array(1), new Uint8Array(1), new Float64Array(1)].map(dtypeOf),
    ).toEqual(["float32", "int32", "uint8", "float64"]);
    expect([
      isTypedArray(new Float32Array(1)),
      isTypedArray([1]),
      isTypedArray(new BigInt64Array(1)),
    ]).toEqual([true, false, false]);
    expect(() => checkDType("float16")).toThrow(DTypeError);
    expect(() => checkDType(3)).toThrow(/number/);
  });
});
