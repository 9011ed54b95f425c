import { array, type NDArray, type Shape, sizeOf } from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { optionsOf } from "../given.ts";
import { astype } from "../operations/casts.ts";
import { add, divide, erfinv, floor, maximum, multiply } from "../operations/elementwise.ts";
import { sum } from "../rows/reduce.ts";
import { asArray, concrete, type Tensor } from "../value.ts";
import { randomBits } from "./bits.ts";
import { split } from "./keys.ts";

/** From which range numbers are drawn, and of which type they are. */
export interface UniformOptions {
  /** 0 unless given. */
  readonly low?: number;
  /** 1 unless given. */
  readonly high?: number;
  /** `float64` unless given. */
  readonly dtype?: "float64" | "float32";
}

/**
 * Numbers drawn evenly from `low` (included) up to `high`: the first 52 of 64 random bits, or 23 of 32 for `float32`.
 *
 * @example
 * ```ts
 * import { random } from "@chainrule/tape";
 * random.uniform(random.key(0), [2]).toNested(); // => [0.41845711171638644, 0.21629545460551136]
 * ```
 */
export function uniform(from: Tensor, shape: Shape, options: UniformOptions = {}): Tensor {
  const { low = 0, high = 1, dtype = "float64" } = optionsOf("uniform", options, ["low", "high", "dtype"]);
  const unit = dtype === "float32" ? unitSingle(from, shape) : unitDouble(from, shape);
  return low === 0 && high === 1 ? unit : (maximum(low, add(multiply(unit, high - low), low)) as Tensor);
}

function unitDouble(from: Tensor, shape: Shape): Tensor {
  const words = applyOne(randomBits, { shape, start: 0, form: "words" }, [from]) as Tensor;
  const kept = floor(divide(words, array([1, 2 ** 12])));
  return applyOne(sum, { axes: [-1] }, [multiply(kept, array([2 ** -32, 2 ** -52]))]) as Tensor;
}

function unitSingle(from: Tensor, shape: Shape): Tensor {
  const word = applyOne(randomBits, { shape, start: 0, form: "mixed" }, [from]) as Tensor;
  return astype(multiply(floor(divide(word, 2 ** 9)), 2 ** -23), "float32");
}

/** The double after -1. */
const AFTER_MINUS_ONE: number = -1 + 2 ** -53;

/**
 * Numbers drawn from the standard normal distribution, `float64`: the inverse of its distribution function at
 * even numbers.
 *
 * @example
 * ```ts
 * import { random } from "@chainrule/tape";
 * random.normal(random.key(0), [3]).shape; // => [3]
 * ```
 */
export function normal(from: Tensor, shape: Shape): Tensor {
  const even = uniform(from, shape, { low: AFTER_MINUS_ONE, high: 1 });
  return multiply(Math.SQRT2, erfinv(even));
}

/**
 * The numbers from 0 to `count - 1` in random order, `int32`, as JAX's: sorted by random bits, in as many
 * rounds as make ties harmless.
 *
 * @throws NoConcreteValueError `tape/no-concrete-value` for a key that is not known yet.
 *
 * @example
 * ```ts
 * import { random } from "@chainrule/tape";
 * random.permutation(random.key(1), 4).size; // => 4
 * ```
 */
export function permutation(from: Tensor, count: number): NDArray {
  const size = sizeOf([count]);
  const rounds = Math.ceil((3 * Math.log(Math.max(1, size))) / Math.log(2 ** 32 - 1));
  let order = Int32Array.from({ length: size }, (_, i) => i);
  let next = from;
  for (let round = 0; round < rounds; round++) {
    const [kept, used] = split(next);
    const bits = asArray(concrete(applyOne(randomBits, { shape: [size], start: 0, form: "mixed" }, [used])));
    order = bits.read((keys) => {
      const places = Array.from({ length: size }, (_, i) => i).sort((a, b) => keys[a]! - keys[b]!);
      return Int32Array.from(places, (place) => order[place]!);
    });
    next = kept;
  }
  return array(order);
}
