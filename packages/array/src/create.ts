import { checkDType, type DType, type ForeignArray, numbersIn, type TypedArray } from "./dtype.ts";
import { ArgumentError, ArrayError } from "./errors.ts";
import { adopt, allocate, NDArray } from "./ndarray.ts";
import { flatten, type Nested } from "./nested.ts";
import { type Shape, ShapeError } from "./shape.ts";
import { newStorage } from "./storage.ts";

/**
 * Something in place of a function's options that is no object (`array/options`).
 *
 * @example
 * ```ts
 * import { zeros } from "@chainrule/array";
 * zeros([2], "float32" as never); // throws array/options
 * ```
 */
export class OptionsError extends ArrayError {
  /** What was given. */
  readonly options: unknown;

  constructor(options: unknown) {
    const given = options === null ? "null" : `a ${typeof options}`;
    super("array/options", `the options are an object such as { dtype: "float32" }, and ${given} was given.`);
    this.options = options;
  }
}

/** The options themselves, if they are an object. @throws OptionsError */
export function optionsOf<O extends object>(options: O): O {
  if (typeof options === "object" && options !== null) return options;
  throw new OptionsError(options);
}

/** What creation functions take besides values. */
export interface CreateOptions {
  /** Type of the elements; `float64` unless the values say otherwise. */
  readonly dtype?: DType;
}

/** What `array` takes besides values. */
export interface ArrayOptions extends CreateOptions {
  /** Shape of the result; by default that of the values. */
  readonly shape?: Shape;
}

/**
 * An array of a number, of nested lists (whose innermost ones may be typed arrays), of a typed array (copied) or of another
 * array.
 *
 * The dtype is that of the typed array or array, `bool` for booleans, else `float64`; typed arrays that no dtype is like are
 * read into `int32`, clamped bytes into `uint8`, halves into `float32`. Values stored in an integer dtype are truncated and
 * wrap around as in typed arrays.
 *
 * @throws NestedError `array/nested` for ragged or too deep lists, or other things than numbers inside.
 * @throws ShapeError `array/shape` when `shape` has another number of elements.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * array([[1, 2, 3], [4, 5, 6]]).shape; // => [2, 3]
 * array(new Float32Array([1, 2, 3, 4]), { shape: [2, 2] }).dtype; // => "float32"
 * array([true, false]).dtype; // => "bool"
 * array(new Int16Array([1, 2])).dtype; // => "int32"
 * ```
 */
export function array(
  values: Nested | TypedArray | ForeignArray | NDArray,
  options: ArrayOptions = {},
): NDArray {
  optionsOf(options);
  if (values instanceof NDArray) {
    return values.read((view) =>
      fromElements(view, options.shape ?? values.shape, options.dtype ?? values.dtype),
    );
  }
  const numbers = numbersIn(values);
  if (numbers !== undefined) {
    return fromElements(numbers.data, options.shape ?? [numbers.data.length], options.dtype ?? numbers.dtype);
  }
  const { data, shape, dtype } = flatten(values);
  return fromElements(data, options.shape ?? shape, options.dtype ?? dtype);
}

function fromElements(elements: ArrayLike<number>, shape: Shape, dtype: DType): NDArray {
  const storage = newStorage(checkDType(dtype), elements.length);
  if (dtype === "bool") for (let i = 0; i < elements.length; i++) storage[i] = elements[i] === 0 ? 0 : 1;
  else storage.set(elements);
  return adopt(storage, shape, dtype);
}

/**
 * An array with every element the same.
 *
 * @throws TooLargeError `array/too-large` above 2^28 elements, before allocating.
 *
 * @example
 * ```ts
 * import { full } from "@chainrule/array";
 * full([2, 2], 7).toNested(); // => [[7, 7], [7, 7]]
 * ```
 */
export function full(shape: Shape, value: number, options: CreateOptions = {}): NDArray {
  const dtype = checkDType(optionsOf(options).dtype ?? "float64");
  const storage = allocate(shape, dtype);
  if (typeof value !== "number") throw new ArgumentError("a number", value, "give the value of all elements");
  return new NDArray(value === 0 && !Object.is(value, -0) ? storage : storage.fill(value), shape, dtype);
}

/**
 * An array of zeros.
 *
 * @throws TooLargeError `array/too-large` above 2^28 elements, before allocating.
 *
 * @example
 * ```ts
 * import { zeros } from "@chainrule/array";
 * zeros([2, 2]).toNested(); // => [[0, 0], [0, 0]]
 * ```
 */
export function zeros(shape: Shape, options: CreateOptions = {}): NDArray {
  return full(shape, 0, options);
}

/**
 * An array of ones.
 *
 * @throws TooLargeError `array/too-large` above 2^28 elements, before allocating.
 *
 * @example
 * ```ts
 * import { ones } from "@chainrule/array";
 * ones([3], { dtype: "int32" }).toNested(); // => [1, 1, 1]
 * ```
 */
export function ones(shape: Shape, options: CreateOptions = {}): NDArray {
  return full(shape, 1, options);
}

/**
 * The numbers `start, start + step, ...` up to but not including `stop`; with one number, from 0 up to it.
 *
 * Each element is `start + i * step`, so that errors do not add up.
 *
 * @throws ShapeError `array/shape` for a step of 0 or numbers that are not finite.
 * @throws TooLargeError `array/too-large` above 2^28 elements.
 *
 * @example
 * ```ts
 * import { arange } from "@chainrule/array";
 * arange(4).toNested(); // => [0, 1, 2, 3]
 * arange(1, 2, 0.25).toNested(); // => [1, 1.25, 1.5, 1.75]
 * ```
 */
export function arange(start: number, stop?: number, step: number = 1, options: CreateOptions = {}): NDArray {
  const [from, to] = stop === undefined ? [0, start] : [start, stop];
  if (![from, to, step].every(Number.isFinite) || step === 0) {
    throw new ShapeError(
      `arange(${[from, to, step].map(String).join(", ")}) has no length; give finite numbers and a step other than 0.`,
    );
  }
  const length = Math.max(0, Math.ceil((to - from) / step));
  const dtype = checkDType(optionsOf(options).dtype ?? "float64");
  const data = allocate([length], dtype);
  for (let i = 0; i < length; i++) data[i] = from + i * step;
  return new NDArray(data, [length], dtype);
}

/**
 * `count` numbers from `start` to `stop`, both included, at equal distances.
 *
 * @throws ShapeError `array/shape` for a count that is no integer of at least 0.
 *
 * @example
 * ```ts
 * import { linspace } from "@chainrule/array";
 * linspace(0, 1, 5).toNested(); // => [0, 0.25, 0.5, 0.75, 1]
 * ```
 */
export function linspace(start: number, stop: number, count: number, options: CreateOptions = {}): NDArray {
  const dtype = checkDType(optionsOf(options).dtype ?? "float64");
  const data = allocate([count], dtype);
  if (typeof start !== "number" || typeof stop !== "number") {
    throw new ArgumentError(
      "a number",
      typeof start === "number" ? stop : start,
      "give the first and the last",
    );
  }
  for (let i = 0; i < count; i++) {
    const t = i / (count - 1 || 1);
    data[i] = t === 1 ? stop : start + t * (stop - start);
  }
  return new NDArray(data, [count], dtype);
}

/**
 * The identity matrix of `rows` rows and `columns` columns, ones on its diagonal number `k`.
 *
 * @throws TooLargeError `array/too-large` above 2^28 elements, before allocating.
 *
 * @example
 * ```ts
 * import { eye } from "@chainrule/array";
 * eye(2).toNested(); // => [[1, 0], [0, 1]]
 * ```
 */
export function eye(
  rows: number,
  columns: number = rows,
  k: number = 0,
  options: CreateOptions = {},
): NDArray {
  const dtype = checkDType(optionsOf(options).dtype ?? "float64");
  const data = allocate([rows, columns], dtype);
  for (let row = Math.max(0, -k); row < rows && row + k < columns; row++) data[row * columns + row + k] = 1;
  return new NDArray(data, [rows, columns], dtype);
}
