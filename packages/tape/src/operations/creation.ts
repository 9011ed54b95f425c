import type { DType, Shape } from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { ArgumentError } from "../errors.ts";
import { optionsOf } from "../given.ts";
import * as rows from "../rows/create.ts";
import { type ArrayLike, abstractOf, type Tensor } from "../value.ts";

/** What creation takes besides a shape. */
export interface CreationOptions {
  /** Type of the elements, `float64` by default. */
  readonly dtype?: DType;
}

/**
 * An array with every element the same; a trace records it instead of its elements.
 *
 * @throws TooLargeError `array/too-large` above 2^28 elements.
 *
 * @example
 * ```ts
 * import { full } from "@chainrule/tape";
 * full([2], 7).toNested(); // => [7, 7]
 * ```
 */
export function full(shape: Shape, value: number, options: CreationOptions = {}): Tensor {
  const { dtype = "float64" } = optionsOf("full", options, ["dtype"]);
  return applyOne(rows.full, { shape, value, dtype }, []) as Tensor;
}

/**
 * An array of zeros.
 *
 * @example
 * ```ts
 * import { zeros } from "@chainrule/tape";
 * zeros([2, 2]).toNested(); // => [[0, 0], [0, 0]]
 * ```
 */
export function zeros(shape: Shape, options?: CreationOptions): Tensor {
  return full(shape, 0, options);
}

/**
 * An array of ones.
 *
 * @example
 * ```ts
 * import { ones } from "@chainrule/tape";
 * ones([2], { dtype: "int32" }).toNested(); // => [1, 1]
 * ```
 */
export function ones(shape: Shape, options?: CreationOptions): Tensor {
  return full(shape, 1, options);
}

/**
 * An array of the shape and dtype of another, with every element the same.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { fullLike } from "@chainrule/tape";
 * fullLike(array([[1, 2]]), 7).toNested(); // => [[7, 7]]
 * ```
 */
export function fullLike(x: ArrayLike, value: number): Tensor {
  const { shape, dtype } = abstractOf(x);
  return full(shape, value, { dtype });
}

/**
 * Zeros of the shape and dtype of another array.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { zerosLike } from "@chainrule/tape";
 * zerosLike(array([[1, 2]])).toNested(); // => [[0, 0]]
 * ```
 */
export function zerosLike(x: ArrayLike): Tensor {
  return fullLike(x, 0);
}

/**
 * Ones of the shape and dtype of another array.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { onesLike } from "@chainrule/tape";
 * onesLike(array([[1, 2]])).toNested(); // => [[1, 1]]
 * ```
 */
export function onesLike(x: ArrayLike): Tensor {
  return fullLike(x, 1);
}

/**
 * The integers from 0 up to but not including `length`.
 *
 * @throws ArgumentError `tape/argument` for a length that is no integer of at least 0.
 *
 * @example
 * ```ts
 * import { iota } from "@chainrule/tape";
 * iota(3).toNested(); // => [0, 1, 2]
 * ```
 */
export function iota(length: number, options: CreationOptions = {}): Tensor {
  const { dtype = "float64" } = optionsOf("iota", options, ["dtype"]);
  if (!Number.isInteger(length) || length < 0) {
    throw new ArgumentError("iota", `the length ${length} is no integer of at least 0.`);
  }
  return applyOne(rows.iota, { length, dtype }, []) as Tensor;
}
