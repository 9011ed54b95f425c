import { checkDType, type DType, dtypeOf, type TypedArray } from "./dtype.ts";
import { ArgumentError, ArrayError } from "./errors.ts";
import { formatArray } from "./format.ts";
import { type Nested, unflatten } from "./nested.ts";
import { type Shape, ShapeError, showShape, sizeOf, TooLargeError } from "./shape.ts";
import { newStorage } from "./storage.ts";

/**
 * An array used where JavaScript wants a number, as in `a * 3` (`array/implicit-conversion`).
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * Number(array([1, 2])); // throws array/implicit-conversion
 * ```
 */
export class ImplicitConversionError extends ArrayError {
  constructor() {
    super(
      "array/implicit-conversion",
      "an array is no number; use an operation such as multiply(a, 3), or a.item().",
    );
  }
}

/**
 * An n-d array: a shape, a dtype and elements in row-major order that never change.
 *
 * Made by the creation functions (`array`, `zeros`, ...) and by kernels; read by `item`, `read`,
 * `toTypedArray` and `toNested`. It is garbage collected: there is nothing to dispose of.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * const a = array([[1, 2], [3, 4]]);
 * a.shape; // => [2, 2]
 * a.toNested(); // => [[1, 2], [3, 4]]
 * ```
 */
export class NDArray {
  // Declared only: every operation makes an array, and a field that is defined is written twice.

  /** Lengths of the axes. */
  declare readonly shape: Shape;
  /** Type of the elements. */
  declare readonly dtype: DType;
  readonly #data: TypedArray;

  /** For code that has just made the elements to fill the shape: nothing is checked or copied, as `adopt` and `array` do. */
  constructor(data: TypedArray, shape: Shape, dtype: DType) {
    this.shape = Object.isFrozen(shape) ? shape : Object.freeze([...shape]);
    this.dtype = dtype;
    this.#data = data;
  }

  /** Number of elements. */
  get size(): number {
    return this.#data.length;
  }

  /** Number of axes. */
  get rank(): number {
    return this.shape.length;
  }

  /**
   * The only element, as a number (`bool`: 0 or 1).
   *
   * @throws ShapeError `array/shape` unless there is exactly one element.
   */
  item(): number {
    if (this.#data.length === 1) return this.#data[0] as number;
    const message = `item() reads arrays of one element, and this one of shape ${showShape(this.shape)} has ${this.size}`;
    throw new ShapeError(`${message}; reduce it first, or use toNested().`, [this.shape]);
  }

  /** A copy of the elements in row-major order. */
  toTypedArray(): TypedArray {
    return this.#data.slice();
  }

  /**
   * Reads the elements in place: `visit` gets the storage itself and must not write to it nor keep it.
   *
   * @example
   * ```ts
   * import { array } from "@chainrule/array";
   * array([3, 1, 2]).read((view) => Math.max(...view)); // => 3
   * ```
   */
  read<R>(visit: (view: TypedArray) => R): R {
    return visit(this.#data);
  }

  /** The elements as nested lists; a scalar's is the element itself. */
  toNested(): Nested {
    return unflatten(this.#data, this.shape, this.dtype);
  }

  /** Text as NumPy prints it; long axes are shortened. */
  toString(): string {
    return formatArray(this.#data, this.shape, this.dtype);
  }

  /** For `JSON.stringify`: dtype, shape and elements in row-major order. */
  toJSON(): { dtype: DType; shape: Shape; data: number[] } {
    return { dtype: this.dtype, shape: this.shape, data: Array.from(this.#data) };
  }

  /**
   * Refuses conversion to a number.
   *
   * @throws ImplicitConversionError `array/implicit-conversion`, except where text is wanted.
   */
  [Symbol.toPrimitive](hint: string): string {
    if (hint === "string") return this.toString();
    throw new ImplicitConversionError();
  }

  static {
    /** What consoles of Node and Deno show. */
    function inspect(this: NDArray): string {
      return `${this.dtype} ${showShape(this.shape)}\n${this.toString()}`;
    }
    Object.defineProperty(NDArray.prototype, Symbol.for("nodejs.util.inspect.custom"), { value: inspect });
  }
}

/**
 * Makes an array of a typed array without copying: the array owns `data` from then on, and nobody may write
 * to it. For code that has just computed `data`; everybody else calls `array`, which copies.
 *
 * @throws ShapeError `array/shape` when the shape has another number of elements.
 * @throws DTypeError `array/dtype` for what is no dtype.
 *
 * @example
 * ```ts
 * import { adopt } from "@chainrule/array";
 * adopt(Float64Array.of(1, 2, 3, 4), [2, 2]).toNested(); // => [[1, 2], [3, 4]]
 * ```
 */
export function adopt(data: TypedArray, shape: Shape, dtype: DType = dtypeOf(data)): NDArray {
  if (!ArrayBuffer.isView(data)) throw new ArgumentError("a typed array", data, "give the elements as one");
  if (sizeOf(shape) !== data.length) {
    throw new ShapeError(
      `${data.length} elements do not fill the shape ${showShape(shape)}; give the shape they have.`,
    );
  }
  return new NDArray(data, shape, checkDType(dtype));
}

/**
 * New storage of zeros for a shape.
 *
 * @throws TooLargeError `array/too-large` above the limit, or when the machine has no such memory.
 *
 * @example
 * ```ts
 * import { allocate } from "@chainrule/array";
 * allocate([2, 3], "int32").length; // => 6
 * ```
 */
export function allocate(shape: Shape, dtype: DType): TypedArray {
  return newElements(shape, checkDType(dtype));
}

/**
 * `allocate` for what is known to be a dtype.
 *
 * @throws TooLargeError `array/too-large` above the limit, or when the machine has no such memory.
 *
 * @example
 * ```ts
 * import { newElements } from "@chainrule/array";
 * newElements([2, 3], "int32").length; // => 6
 * ```
 */
export function newElements(shape: Shape, dtype: DType): TypedArray {
  const size = sizeOf(shape);
  try {
    return newStorage(dtype, size);
  } catch {
    throw new TooLargeError(shape, "does not fit in memory");
  }
}

/** The array itself, if it is one. @throws ArgumentError */
export function checkArray(a: NDArray): NDArray {
  if (a instanceof NDArray) return a;
  throw new ArgumentError("an array", a, "make one with array(...)");
}

/** The storage of an array, for kernels: never written to. */
export function storageOf(a: NDArray): TypedArray {
  return elementsOf(checkArray(a));
}

/** The same for what is known to be an array. */
export function elementsOf(a: NDArray): TypedArray {
  return a.read((view) => view);
}
