import { ArgumentError, ArrayError } from "./errors.ts";

/** Element types, from the narrowest to the widest. `float64` is the default. */
export type DType = "bool" | "uint8" | "int32" | "uint32" | "float32" | "float64";

/** The typed arrays that hold elements; `bool` is held as bytes 0 and 1. */
export type TypedArray = Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array;

/** What holds the elements of each, from the narrowest to the widest. */
export const STORAGE: {
  readonly bool: Uint8ArrayConstructor;
  readonly uint8: Uint8ArrayConstructor;
  readonly int32: Int32ArrayConstructor;
  readonly uint32: Uint32ArrayConstructor;
  readonly float32: Float32ArrayConstructor;
  readonly float64: Float64ArrayConstructor;
} = {
  bool: Uint8Array,
  uint8: Uint8Array,
  int32: Int32Array,
  uint32: Uint32Array,
  float32: Float32Array,
  float64: Float64Array,
};

/**
 * A dtype that does not exist or that an operation does not take (`array/dtype`).
 *
 * @example
 * ```ts
 * import { checkDType } from "@chainrule/array";
 * checkDType("float16"); // throws array/dtype
 * ```
 */
export class DTypeError extends ArrayError {
  /** The dtype, or what was given in its place. */
  readonly dtype: unknown;

  constructor(dtype: unknown, message: string) {
    super("array/dtype", message);
    this.dtype = dtype;
  }
}

/**
 * Checks that a value names a dtype.
 *
 * @throws DTypeError `array/dtype` for any other value.
 *
 * @example
 * ```ts
 * import { checkDType } from "@chainrule/array";
 * checkDType("int32"); // => "int32"
 * ```
 */
export function checkDType(dtype: unknown): DType {
  if (typeof dtype === "string" && Object.hasOwn(STORAGE, dtype)) return dtype as DType;
  const shown = typeof dtype === "string" ? JSON.stringify(dtype.slice(0, 40)) : typeof dtype;
  throw new DTypeError(dtype, `no dtype ${shown}; use one of ${Object.keys(STORAGE).join(", ")}.`);
}

/**
 * The dtype that holds the result of an operation between dtypes, whatever their order: the widest of them. Beside `int32`,
 * `uint32` counts as `float64`, which holds both exactly; an integer with `float32` gives `float32`, so that single-precision
 * programs stay so.
 *
 * | | bool | uint8 | int32 | uint32 | float32 | float64 |
 * | --- | --- | --- | --- | --- | --- | --- |
 * | bool | bool | uint8 | int32 | uint32 | float32 | float64 |
 * | uint8 | uint8 | uint8 | int32 | uint32 | float32 | float64 |
 * | int32 | int32 | int32 | int32 | float64 | float32 | float64 |
 * | uint32 | uint32 | uint32 | float64 | uint32 | float32 | float64 |
 * | float32 | float32 | float32 | float32 | float32 | float32 | float64 |
 * | float64 | float64 | float64 | float64 | float64 | float64 | float64 |
 *
 * @throws DTypeError `array/dtype` for what is no dtype.
 *
 * @example
 * ```ts
 * import { promote } from "@chainrule/array";
 * promote("bool", "int32"); // => "int32"
 * promote("int32", "uint32"); // => "float64"
 * promote("uint8", "float32"); // => "float32"
 * ```
 */
export function promote(...dtypes: readonly [DType, ...DType[]]): DType {
  return widest(...dtypes.map(checkDType));
}

/**
 * `promote` of what is known to be dtypes.
 *
 * @example
 * ```ts
 * import { widest } from "@chainrule/array";
 * widest("uint8", "float32"); // => "float32"
 * ```
 */
export function widest(...dtypes: readonly DType[]): DType {
  const last = (Object.keys(STORAGE) as DType[]).findLast((dtype) => dtypes.includes(dtype))!;
  return last === "uint32" && dtypes.includes("int32") ? "float64" : last;
}

/**
 * The dtype that a JavaScript number takes beside an array: the array's own if that holds the number exactly
 * or is a float, else `float64`. Beside `bool` an integer is `int32`.
 *
 * @example
 * ```ts
 * import { weakDType } from "@chainrule/array";
 * weakDType(0.1, "float32"); // => "float32"
 * weakDType(2, "uint8"); // => "uint8"
 * weakDType(0.5, "int32"); // => "float64"
 * ```
 */
export function weakDType(number: number, beside: DType): DType {
  if (typeof number !== "number")
    throw new ArgumentError("a number", number, "give what stands beside the array");
  return dtypeBeside(number, checkDType(beside));
}

/**
 * `weakDType` of what is known to be a number and a dtype.
 *
 * @example
 * ```ts
 * import { dtypeBeside } from "@chainrule/array";
 * dtypeBeside(2, "uint8"); // => "uint8"
 * ```
 */
export function dtypeBeside(number: number, beside: DType): DType {
  if (isFloat(beside)) return beside;
  const held = beside === "bool" ? "int32" : beside;
  return new STORAGE[held]([number])[0] === number ? held : "float64";
}

/**
 * Whether the dtype is `float32` or `float64`: the dtypes that carry derivatives.
 *
 * @example
 * ```ts
 * import { isFloat } from "@chainrule/array";
 * isFloat("float32"); // => true
 * isFloat("int32"); // => false
 * ```
 */
export function isFloat(dtype: DType): dtype is "float32" | "float64" {
  return dtype === "float32" || dtype === "float64";
}

/**
 * The dtype of `exp`, division and the like: floats keep theirs, integers and booleans give `float64`.
 *
 * @example
 * ```ts
 * import { floatDType } from "@chainrule/array";
 * floatDType("int32"); // => "float64"
 * ```
 */
export function floatDType(dtype: DType): "float32" | "float64" {
  return dtype === "float32" ? "float32" : "float64";
}

/**
 * The dtype of sums: booleans and bytes are counted in `int32`, all others keep theirs.
 *
 * @example
 * ```ts
 * import { sumDType } from "@chainrule/array";
 * sumDType("bool"); // => "int32"
 * ```
 */
export function sumDType(dtype: DType): DType {
  return dtype === "bool" || dtype === "uint8" ? "int32" : dtype;
}

/**
 * Bytes of one element.
 *
 * @example
 * ```ts
 * import { bytesPerElement } from "@chainrule/array";
 * bytesPerElement("float32"); // => 4
 * ```
 */
export function bytesPerElement(dtype: DType): number {
  return STORAGE[checkDType(dtype)].BYTES_PER_ELEMENT;
}

/**
 * The dtype that a typed array has when nothing else is said.
 *
 * @example
 * ```ts
 * import { dtypeOf } from "@chainrule/array";
 * dtypeOf(Float32Array.of(1)); // => "float32"
 * ```
 */
export function dtypeOf(data: TypedArray): DType {
  if (data instanceof Float64Array) return "float64";
  if (data instanceof Float32Array) return "float32";
  if (data instanceof Int32Array) return "int32";
  return data instanceof Uint32Array ? "uint32" : "uint8";
}

/**
 * Whether a value is one of the typed arrays that can hold elements.
 *
 * @example
 * ```ts
 * import { isTypedArray } from "@chainrule/array";
 * isTypedArray(new Uint8Array(2)); // => true
 * isTypedArray([0, 0]); // => false
 * ```
 */
export function isTypedArray(value: unknown): value is TypedArray {
  return Object.values(STORAGE).some((Storage) => value instanceof Storage);
}

/** Typed arrays that hold numbers as no dtype does; they are read into the next wider one. */
export type ForeignArray = Int8Array | Int16Array | Uint16Array | Uint8ClampedArray;

/** What elements of a typed array become, by its name: those of other realms have no class of ours. */
const DTYPE_OF_NAME: ReadonlyMap<unknown, DType> = new Map([
  ["Int8Array", "int32"],
  ["Int16Array", "int32"],
  ["Uint16Array", "int32"],
  ["Int32Array", "int32"],
  ["Uint8Array", "uint8"],
  ["Uint8ClampedArray", "uint8"],
  ["Uint32Array", "uint32"],
  ["Float16Array", "float32"],
  ["Float32Array", "float32"],
  ["Float64Array", "float64"],
]);

/** A typed array of numbers of any kind and realm, with the dtype that holds its elements; undefined for all else. */
export function numbersIn(value: unknown): { data: ArrayLike<number>; dtype: DType } | undefined {
  if (!ArrayBuffer.isView(value)) return undefined;
  const dtype = DTYPE_OF_NAME.get((value as { [Symbol.toStringTag]?: string })[Symbol.toStringTag]);
  return dtype && { data: value as unknown as ArrayLike<number>, dtype };
}
