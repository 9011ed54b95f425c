import {
  addElements,
  type DType,
  isFloat,
  NDArray,
  newElements,
  type Shape,
  showShape,
  sizeOf,
} from "@chainrule/array";
import { TapeError } from "./errors.ts";

/** Whatever an operation accepts: an array, a recorded value, or a JavaScript number (a weak scalar). */
export type ArrayLike = NDArray | Value | number;

/** An array that is known now: what kernels see. */
export type Concrete = NDArray | number;

/** An array with a shape and a dtype, known now or recorded; what operations return unless all was numbers. */
export type Tensor = NDArray | Value;

/** What is known of an array without its elements. */
export interface Abstract {
  /** Lengths of the axes. */
  readonly shape: Shape;
  /** Type of the elements. */
  readonly dtype: DType;
  /** True of values made of JavaScript numbers alone: they take the dtype of the other operand. */
  readonly weak: boolean;
  /** The number itself, where a weak scalar is one: 2 fits an int32 array, 2.5 does not. */
  readonly number?: number;
}

/** One of the four interpreters that watch a function run: reverse tape, forward, batch, program tracer. */
export interface Recorder {
  /** Drawn from one monotone counter: the larger, the further inside. */
  readonly id: number;
  /** What it is called in messages, such as `grad`. */
  readonly name: string;
  /** False once its transform has returned: its values must not be used any more. */
  readonly open: boolean;
}

/**
 * `variable * 3` with a recorded value (`tape/implicit-conversion`): JavaScript's operators cannot be recorded.
 *
 * @example
 * ```ts
 * import { grad } from "@chainrule/tape";
 * grad((x) => x * 3)(2); // throws tape/implicit-conversion
 * ```
 */
export class ImplicitConversionError extends TapeError {
  constructor(value: Value) {
    super(
      "tape/implicit-conversion",
      `A recorded value (${value.toString()}) met a JavaScript operator, which cannot be recorded; ` +
        "use operations: multiply(x, 3) for x * 3, less(x, y) for x < y, x.item() for its number, x.toString() for text.",
    );
  }
}

/**
 * An operation was given something that is no array, such as a list (`tape/operand`).
 *
 * @example
 * ```ts
 * import { add } from "@chainrule/tape";
 * add([1, 2] as never, 3); // throws tape/operand
 * ```
 */
export class OperandError extends TapeError {
  /** The name of the row that was applied, or `operation` where none was yet. */
  readonly primitive: string;
  /** What it was given. */
  readonly operand: unknown;

  constructor(primitive: string, operand: unknown) {
    const what =
      operand === null ? "null" : Array.isArray(operand) ? "a list" : `a value of type ${typeof operand}`;
    super(
      "tape/operand",
      `${primitive}: ${what} is no array; use a number, or make an array with array(...).`,
    );
    this.primitive = primitive;
    this.operand = operand;
  }
}

/**
 * A value under a recorder. Each recorder has its own subclass, which knows how to reach the value below.
 *
 * @example
 * ```ts
 * import { grad, Value } from "@chainrule/tape";
 * let seen = "";
 * grad((x) => {
 *   seen = x instanceof Value ? String(x.toString()) : "";
 *   return x;
 * })(2);
 * seen; // => "float64[] in grad"
 * ```
 */
export abstract class Value implements Abstract {
  // Declared only: every operation makes a value, and a field that is defined is written twice.

  /** The recorder that watches it. */
  declare readonly recorder: Recorder;
  /** @internal What is known of it without its elements. */
  declare readonly abstract: Abstract;

  constructor(recorder: Recorder, abstract: Abstract) {
    this.recorder = recorder;
    this.abstract = abstract;
  }

  /** Lengths of the axes. */
  get shape(): Shape {
    return this.abstract.shape;
  }

  /** Type of the elements. */
  get dtype(): DType {
    return this.abstract.dtype;
  }

  /** True of values made of JavaScript numbers alone: they take the dtype of the other operand. */
  get weak(): boolean {
    return this.abstract.weak;
  }

  /** The value one recorder further out; throws where there is none. */
  abstract readonly primal: ArrayLike;

  /** Number of axes. */
  get rank(): number {
    return this.shape.length;
  }

  /** Number of elements. */
  get size(): number {
    return sizeOf(this.shape);
  }

  /** The single element of a value of size 1, read through all recorders (so `if` sees it). */
  item(): number {
    const elements = concrete(this);
    return typeof elements === "number" ? elements : Number(elements.item());
  }

  /** A copy of the elements, row-major. */
  toTypedArray(): ReturnType<NDArray["toTypedArray"]> {
    return asArray(concrete(this)).toTypedArray();
  }

  /** The elements as nested lists. */
  toNested(): ReturnType<NDArray["toNested"]> {
    return asArray(concrete(this)).toNested();
  }

  /** @internal Adds `term` to what it stands for in place, if it can; says whether it did. */
  absorb(_term: ArrayLike): boolean {
    return false;
  }

  /** Dtype, shape and recorder; not the elements, which may not be known. */
  toString(): string {
    return `${this.dtype}${showShape(this.shape)} in ${this.recorder.name}`;
  }

  /** JavaScript's operators cannot be recorded. @throws ImplicitConversionError always. */
  [Symbol.toPrimitive](): never {
    throw new ImplicitConversionError(this);
  }

  static {
    /** What consoles of Node and Deno show: the elements too, where they are known. */
    function inspect(this: Value): string {
      try {
        return `${this.toString()}\n${asArray(concrete(this))}`;
      } catch {
        return this.toString();
      }
    }
    Object.defineProperty(Value.prototype, Symbol.for("nodejs.util.inspect.custom"), { value: inspect });
  }
}

/**
 * The elements of a value, read through all its recorders. What is done with them is not recorded.
 *
 * @throws NoConcreteValueError `tape/no-concrete-value` where a tracer or `vmap` knows only the shape.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { concrete, grad, multiply, sum } from "@chainrule/tape";
 * let product: unknown;
 * grad((x) => {
 *   product = concrete(multiply(x, x));
 *   return sum(x);
 * })(array([2, 3]));
 * String(product); // => "[4. 9.]"
 * ```
 */
export function concrete(x: ArrayLike): Concrete {
  let value = x;
  while (value instanceof Value) value = value.primal;
  return value;
}

/**
 * A number as a float64 array of rank 0; arrays as they are.
 *
 * @example
 * ```ts
 * import { asArray } from "@chainrule/tape";
 * asArray(3).shape; // => []
 * ```
 */
export function asArray(x: Concrete): NDArray {
  if (typeof x === "number") return new NDArray(Float64Array.of(x), SCALAR, "float64");
  if (!(x instanceof NDArray)) throw new OperandError("operation", x);
  return x;
}

/** An array with every element the same. */
export function filled(shape: Shape, value: number, dtype: DType): NDArray {
  return new NDArray(newElements(shape, dtype).fill(value), shape, dtype);
}

const SCALAR: Shape = Object.freeze([]);

/** What is known of a JavaScript number whose value is not. */
export const WEAK_SCALAR: Abstract = { shape: SCALAR, dtype: "float64", weak: true };

/** Shape, dtype and weakness of anything an operation accepts. */
export function abstractOf(x: ArrayLike): Abstract {
  if (typeof x === "number") return { shape: SCALAR, dtype: "float64", weak: true, number: x };
  if (x instanceof Value) return x;
  const { shape, dtype } = checked(x);
  return { shape, dtype, weak: false };
}

/** A value as a traced body sees it: numbers enter a body as float64 arrays of rank 0. */
export function strong(x: ArrayLike | Abstract): Abstract {
  const { shape, dtype } = typeof x === "number" ? abstractOf(x) : x;
  return { shape, dtype, weak: false };
}

/** Callers without types may pass anything: what has no shape is refused by name. */
function checked(x: Tensor): Tensor {
  if ((x as Tensor | undefined | null)?.shape === undefined) throw new OperandError("operation", x);
  return x;
}

/**
 * The shape of anything an operation accepts.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { shapeOf } from "@chainrule/tape";
 * shapeOf(array([[1, 2]])); // => [1, 2]
 * shapeOf(3); // => []
 * ```
 */
export function shapeOf(x: ArrayLike): Shape {
  return typeof x === "number" ? SCALAR : checked(x).shape;
}

/** Adds `term` to `sum` in place where both are arrays, or batches of one recorder; says whether it did. */
export function addInPlace(sum: ArrayLike, term: ArrayLike): boolean {
  if (sum instanceof Value) return sum.absorb(term);
  return sum instanceof NDArray && term instanceof NDArray && addElements(sum, term);
}

/** Whether derivatives flow through a value: floats only. */
export function isDifferentiable(x: number | { readonly dtype: DType }): boolean {
  return typeof x === "number" || isFloat(x.dtype);
}
