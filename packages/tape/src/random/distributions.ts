import type { Shape } from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { ArgumentError } from "../errors.ts";
import { optionsOf } from "../given.ts";
import { astype } from "../operations/casts.ts";
import {
  add,
  erf,
  erfinv,
  less,
  log,
  log1p,
  maximum,
  minimum,
  multiply,
  negate,
  nextAfter,
  remainder,
} from "../operations/elementwise.ts";
import { moveAxis } from "../operations/moves.ts";
import { argmax } from "../operations/reductions.ts";
import { type ArrayLike, shapeOf, type Tensor } from "../value.ts";
import { randomBits } from "./bits.ts";
import { uniform } from "./draws.ts";
import { split } from "./keys.ts";

/**
 * Truths, each with a probability of its own: where numbers drawn evenly from 0 to 1 are less than it. The same as JAX's.
 *
 * Shapes: a probability that broadcasts to the shape -> `bool` of the shape, which is that of the probability unless given.
 *
 * @example
 * ```ts
 * import { random } from "@chainrule/tape";
 * random.bernoulli(random.key(0), 0.3, [4]).toNested(); // => [false, true, false, false]
 * ```
 */
export function bernoulli(from: Tensor, probability: ArrayLike, shape: Shape = shapeOf(probability)): Tensor {
  return less(uniform(from, shape), probability);
}

/** The smallest normal double. */
const TINY: number = 2 ** -1022;

/**
 * Numbers drawn from the standard Gumbel distribution, -log(-log u) of even u: the law of the largest of many. The same as JAX's.
 *
 * @example
 * ```ts
 * import { random } from "@chainrule/tape";
 * random.gumbel(random.key(0), [2]).shape; // => [2]
 * ```
 */
export function gumbel(from: Tensor, shape: Shape): Tensor {
  return negate(log(negate(log(uniform(from, shape, { low: TINY, high: 1 })))));
}

/**
 * Numbers drawn from the exponential distribution of mean 1: -log(1 - u) of even u. The same as JAX's.
 *
 * @example
 * ```ts
 * import { random } from "@chainrule/tape";
 * random.exponential(random.key(0), [2]).shape; // => [2]
 * ```
 */
export function exponential(from: Tensor, shape: Shape): Tensor {
  return negate(log1p(negate(uniform(from, shape))));
}

/** What `categorical` takes besides logits. */
export interface CategoricalOptions {
  /** The axis of the classes; the last unless given. */
  readonly axis?: number;
  /** Shape of the result; it ends with that of the logits without their classes, which it is unless given. */
  readonly shape?: Shape;
}

/**
 * Classes drawn by unnormalised log-probabilities, `int32`: where the logits and Gumbel noise together are largest. The same as JAX's.
 *
 * @throws ArgumentError `tape/argument` for a shape that does not end with that of the logits without their classes.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { random } from "@chainrule/tape";
 * const logits = array([0.5, -1, 2, 0]);
 * random.categorical(random.key(0), logits, { shape: [4] }).toNested(); // => [2, 2, 2, 1]
 * ```
 */
export function categorical(from: Tensor, logits: ArrayLike, options: CategoricalOptions = {}): Tensor {
  optionsOf("categorical", options, ["axis", "shape"]);
  const last = moveAxis(logits, options.axis ?? -1, -1);
  const batch = last.shape.slice(0, -1);
  const shape = options.shape ?? batch;
  if (String(shape.slice(shape.length - batch.length)) !== String(batch) || shape.length < batch.length) {
    throw new ArgumentError(
      "categorical",
      `the shape [${shape}] must end with [${batch}], that of the logits.`,
    );
  }
  return argmax(add(gumbel(from, [...shape, last.shape.at(-1)!]), last), { axis: -1 });
}

/**
 * Numbers drawn from the standard normal distribution between two bounds. The same as JAX's but for the rounding of erf and its
 * inverse.
 *
 * @throws ArgumentError `tape/argument` unless the lower bound is below the upper one.
 *
 * @example
 * ```ts
 * import { random } from "@chainrule/tape";
 * random.truncatedNormal(random.key(0), -1, 2, [3]).shape; // => [3]
 * ```
 */
export function truncatedNormal(from: Tensor, lower: number, upper: number, shape: Shape): Tensor {
  if (!(lower < upper)) {
    throw new ArgumentError(
      "truncatedNormal",
      `nothing is between ${lower} and ${upper}; give the lower bound first.`,
    );
  }
  const [low, high] = [erf(lower / Math.SQRT2), erf(upper / Math.SQRT2)];
  const drawn = multiply(Math.SQRT2, erfinv(uniform(from, shape, { low, high })));
  const inside = maximum(nextAfter(lower, Number.POSITIVE_INFINITY), drawn);
  return minimum(nextAfter(upper, Number.NEGATIVE_INFINITY), inside);
}

const WORD: number = 2 ** 32;

/** a b mod 2^32, exactly: in two halves of b. */
function timesInWord(a: ArrayLike, b: number): ArrayLike {
  const high = remainder(multiply(a, Math.floor(b / 2 ** 16)), 2 ** 16);
  return remainder(add(multiply(high, 2 ** 16), multiply(a, b % 2 ** 16)), WORD);
}

/**
 * Integers drawn evenly from `low` (included) up to `high`, `int32`. The same as JAX's `randint`: two words of chance each, so that
 * every integer has its share but for 2^-32 of it.
 *
 * @throws ArgumentError `tape/argument` unless both are integers of 32 bits, the lower one first.
 *
 * @example
 * ```ts
 * import { random } from "@chainrule/tape";
 * random.integers(random.key(0), -3, 7, [6]).toNested(); // => [6, -3, -1, 0, -2, 4]
 * ```
 */
export function integers(from: Tensor, low: number, high: number, shape: Shape): Tensor {
  const isWord = (x: number): boolean => Number.isInteger(x) && x >= -(2 ** 31) && x <= 2 ** 31;
  if (!isWord(low) || !isWord(high) || low >= high) {
    throw new ArgumentError(
      "integers",
      `${low} to ${high} are no integers of 32 bits; give two, the lower first.`,
    );
  }
  const span = high - low;
  const [first, second] = split(from).map((key) =>
    astype(applyOne(randomBits, { shape, start: 0, form: "mixed" }, [key]), "float64"),
  ) as [Tensor, Tensor];
  const square = 2 ** 16 % span;
  const multiplier = ((square * square) % WORD) % span;
  const offset = remainder(
    add(timesInWord(remainder(first, span), multiplier), remainder(second, span)),
    WORD,
  );
  return astype(add(low, remainder(offset, span)), "int32");
}
