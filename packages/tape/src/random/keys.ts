import { array, type NDArray } from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { ArgumentError } from "../errors.ts";
import type { Tensor } from "../value.ts";
import { randomBits } from "./bits.ts";

// Chance without hidden state: everything drawn is a function of a key, and keys come from keys.

/**
 * A key made of a seed: uint32 `[2]`, as JAX's.
 *
 * @throws ArgumentError `tape/argument` unless the seed is an integer from 0 to 2^53 - 1.
 *
 * @example
 * ```ts
 * import { random } from "@chainrule/tape";
 * random.key(42).toNested(); // => [0, 42]
 * ```
 */
export function key(seed: number): NDArray {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new ArgumentError("key", `${seed} is no seed; use an integer from 0 to 2^53 - 1.`);
  }
  return array(Uint32Array.of(Math.floor(seed / 2 ** 32), seed >>> 0));
}

/**
 * A key made of a key and a number, such as that of a step: independent for every number.
 *
 * @throws ArgumentError `tape/argument` unless the number is an integer from 0 to 2^53 - 1.
 *
 * @example
 * ```ts
 * import { random } from "@chainrule/tape";
 * random.foldIn(random.key(0), 7).toNested(); // => [2716826189, 292468403]
 * ```
 */
export function foldIn(from: Tensor, data: number): Tensor {
  if (!Number.isSafeInteger(data) || data < 0) {
    throw new ArgumentError("foldIn", `${data} cannot be folded in; use an integer from 0 to 2^53 - 1.`);
  }
  return applyOne(randomBits, { shape: [], start: data, form: "words" }, [from]) as Tensor;
}

/**
 * Several independent keys made of one, which must not be used for anything else afterwards.
 *
 * @example
 * ```ts
 * import { random } from "@chainrule/tape";
 * const [first, second] = random.split(random.key(0));
 * first.toNested(); // => [1797259609, 2579123966]
 * second.toNested(); // => [928981903, 3453687069]
 * ```
 */
export function split(from: Tensor): [Tensor, Tensor];
export function split(from: Tensor, count: number): Tensor[];
export function split(from: Tensor, count = 2): Tensor[] {
  return Array.from({ length: count }, (_, i) => foldIn(from, i));
}
