import { multiply, random, type Shape, type Tensor, zeros } from "@chainrule/tape";
import { ArgumentError, checkNumber, checkOptions } from "./errors.ts";

/** Draws the first values of a parameter. */
export interface Initializer {
  /** Its name, for messages. */
  readonly name: string;
  /**
   * How wide it draws for a shape: the bound of an even distribution, the standard deviation of a normal one,
   * 0 for constants.
   */
  scale(shape: Shape): number;
  /** The values. */
  draw(key: Tensor, shape: Shape): Tensor;
}

/** How many inputs and outputs a weight has: `[out, in]`, or `[out, in, ...kernel]` for convolutions. */
export interface Fans {
  /** How many inputs reach one output. */
  readonly fanIn: number;
  /** How many outputs one input reaches. */
  readonly fanOut: number;
}

/**
 * The fans of a weight: the lengths of its second and first axis, each times the size of the kernel.
 *
 * @example
 * ```ts
 * import { fans } from "@chainrule/nn";
 * fans([12, 60]); // => { fanIn: 60, fanOut: 12 }
 * fans([6, 2, 3, 3]); // => { fanIn: 18, fanOut: 54 }
 * ```
 */
export function fans(shape: Shape): Fans {
  if (!Array.isArray(shape) || !shape.every(Number.isFinite))
    throw new ArgumentError("fans", "this is no shape", "give a list of lengths");
  const [outputs = 1, inputs = outputs, ...kernel] = shape;
  const size = kernel.reduce((product, length) => product * length, 1);
  return { fanIn: inputs * size, fanOut: outputs * size };
}

/** Activations with a recommended gain. */
export type GainName = "linear" | "sigmoid" | "tanh" | "relu" | "leakyRelu" | "selu";

const GAINS: { readonly [N in GainName]: (slope: number) => number } = {
  linear: () => 1,
  sigmoid: () => 1,
  tanh: () => 5 / 3,
  relu: () => Math.SQRT2,
  leakyRelu: (slope) => Math.sqrt(2 / (1 + slope ** 2)),
  selu: () => 3 / 4,
};

/**
 * The factor by which weights are drawn wider so that an activation keeps the size of its signals.
 *
 * @source K. He et al., "Delving deep into rectifiers", 2015; the table of values is PyTorch's.
 *
 * @example
 * ```ts
 * import { gain } from "@chainrule/nn";
 * gain("relu"); // => 1.4142135623730951
 * ```
 */
export function gain(activation: GainName, slope = 0.01): number {
  if (Object.hasOwn(GAINS, activation)) return GAINS[activation](slope);
  const known = Object.keys(GAINS).join(", ");
  throw new ArgumentError("gain", `there is none for ${String(activation)}`, `use one of ${known}`);
}

/** The factor on the scale of an initialiser. */
export interface ScaleOptions {
  /** 1 unless given; see `gain`. */
  readonly gain?: number;
}

/** Even numbers from minus to plus a bound that may depend on the shape. */
function even(name: string, bound: (shape: Shape) => number): Initializer {
  return {
    name,
    scale: bound,
    draw: (key, shape) => random.uniform(key, shape, { low: -bound(shape), high: bound(shape) }),
  };
}

/** Normal numbers with mean 0 and a standard deviation that may depend on the shape. */
function bell(name: string, deviation: (shape: Shape) => number): Initializer {
  return {
    name,
    scale: deviation,
    draw: (key, shape) => multiply(deviation(shape), random.normal(key, shape)),
  };
}

/**
 * All zeros: what biases usually begin with.
 *
 * @example
 * ```ts
 * import { zerosInitializer } from "@chainrule/nn";
 * import { random } from "@chainrule/tape";
 * zerosInitializer.draw(random.key(0), [2]).toTypedArray(); // => [0, 0]
 * ```
 */
export const zerosInitializer: Initializer = {
  name: "zeros",
  scale: () => 0,
  draw: (_, shape) => zeros(shape),
};

/**
 * Even numbers from `-bound` to `bound`, for any shape.
 *
 * @example
 * ```ts
 * import { uniform } from "@chainrule/nn";
 * import { random } from "@chainrule/tape";
 * uniform(0.3).draw(random.key(0), [12, 60]).shape; // => [12, 60]
 * ```
 */
export function uniform(bound: number): Initializer {
  return even(`uniform(${checkNumber("uniform", "the bound", bound)})`, () => bound);
}

/**
 * Normal numbers with mean 0 and a standard deviation, for any shape.
 *
 * @example
 * ```ts
 * import { normal } from "@chainrule/nn";
 * normal(0.01).scale([12, 60]); // => 0.01
 * ```
 */
export function normal(deviation: number): Initializer {
  return bell(`normal(${checkNumber("normal", "the deviation", deviation)})`, () => deviation);
}

/**
 * Glorot's even distribution, bound $g \sqrt{6 / (n_{in} + n_{out})}$: signals keep their size forward and
 * gradients backward.
 *
 * @source X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010.
 *
 * @example
 * ```ts
 * import { glorotUniform } from "@chainrule/nn";
 * glorotUniform().scale([2, 4]); // => 1
 * ```
 */
export function glorotUniform(options: ScaleOptions = {}): Initializer {
  const { gain = 1 } = checkOptions("glorotUniform", options, ["gain"]);
  return even("glorotUniform", (shape) => gain * Math.sqrt(6 / fanSum(shape)));
}

/**
 * Glorot's normal distribution, deviation $g \sqrt{2 / (n_{in} + n_{out})}$.
 *
 * @source X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010.
 *
 * @example
 * ```ts
 * import { glorotNormal } from "@chainrule/nn";
 * glorotNormal().scale([3, 5]); // => 0.5
 * ```
 */
export function glorotNormal(options: ScaleOptions = {}): Initializer {
  const { gain = 1 } = checkOptions("glorotNormal", options, ["gain"]);
  return bell("glorotNormal", (shape) => gain * Math.sqrt(2 / fanSum(shape)));
}

function fanSum(shape: Shape): number {
  const { fanIn, fanOut } = fans(shape);
  return fanIn + fanOut;
}

/** What He's initialisers take. */
export interface HeOptions extends ScaleOptions {
  /** Which fan counts: `in` (unless given) keeps the size of the signals, `out` that of the gradients. */
  readonly fan?: "in" | "out";
}

/**
 * He's even distribution, bound $g \sqrt{3 / n}$, with the gain of relu unless given.
 *
 * @source K. He et al., "Delving deep into rectifiers", 2015.
 *
 * @example
 * ```ts
 * import { heUniform } from "@chainrule/nn";
 * heUniform({ gain: 1 }).scale([6, 12]); // => 0.5
 * heUniform({ gain: 1, fan: "out" }).scale([12, 6]); // => 0.5
 * ```
 */
export function heUniform(options: HeOptions = {}): Initializer {
  const { gain = Math.SQRT2, fan = "in" } = checkOptions("heUniform", options, ["gain", "fan"]);
  return even("heUniform", (shape) => gain * Math.sqrt(3 / fanOf(shape, fan)));
}

/**
 * He's normal distribution, deviation $g / \sqrt n$, with the gain of relu unless given.
 *
 * @source K. He et al., "Delving deep into rectifiers", 2015.
 *
 * @example
 * ```ts
 * import { heNormal } from "@chainrule/nn";
 * heNormal().scale([6, 8]); // => 0.5
 * ```
 */
export function heNormal(options: HeOptions = {}): Initializer {
  const { gain = Math.SQRT2, fan = "in" } = checkOptions("heNormal", options, ["gain", "fan"]);
  return bell("heNormal", (shape) => gain / Math.sqrt(fanOf(shape, fan)));
}

/**
 * LeCun's normal distribution, deviation $1 / \sqrt{n_{in}}$.
 *
 * @source Y. LeCun et al., "Efficient BackProp", 1998.
 *
 * @example
 * ```ts
 * import { lecunNormal } from "@chainrule/nn";
 * lecunNormal().scale([6, 16]); // => 0.25
 * ```
 */
export function lecunNormal(): Initializer {
  return bell("lecunNormal", (shape) => 1 / Math.sqrt(fanOf(shape, "in")));
}

/**
 * Even numbers with the bound $1 / \sqrt{n_{in}}$: what was usual before Glorot, and PyTorch's default.
 *
 * @example
 * ```ts
 * import { standardUniform } from "@chainrule/nn";
 * standardUniform().scale([6, 16]); // => 0.25
 * ```
 */
export function standardUniform(): Initializer {
  return even("standardUniform", (shape) => 1 / Math.sqrt(fanOf(shape, "in")));
}

function fanOf(shape: Shape, fan: "in" | "out"): number {
  const { fanIn, fanOut } = fans(shape);
  return fan === "in" ? fanIn : fanOut;
}
