import {
  type ArrayLike,
  add,
  divide,
  exp,
  gelu,
  greaterEqual,
  less,
  lessEqual,
  multiply,
  negate,
  relu,
  sigmoid,
  silu,
  softmax,
  softplus,
  square,
  subtract,
  type Tensor,
  tanh,
  where,
} from "@chainrule/tape";
import type { Activation, ActivationName, ActivationParameters } from "./activation-parameters.ts";
import { ArgumentError, checkObject, checkOptions } from "./errors.ts";

/** The remedy where parameters are missing. */
const NEEDED = "give its parameters as an object";

/** Parameters of an activation that may be recorded values, so that one can differentiate by them. */
export type ActivationArguments<N extends ActivationName> = {
  readonly [P in keyof ActivationParameters[N]]: ArrayLike;
};

/**
 * The sigmoid (logistic) unit with slope $\beta$: $f(x) = 1 / (1 + e^{-\beta x})$.
 *
 * $f' = \beta f (1 - f)$ and $\partial f / \partial \beta = x f (1 - f)$, both computed without $1 - f$, so
 * that they are right where $f$ rounds to 1.
 *
 * @example
 * ```ts
 * import { sigmoidUnit } from "@chainrule/nn";
 * import { grad } from "@chainrule/tape";
 * sigmoidUnit(0, { beta: 2 }); // => 0.5
 * grad((x: number) => sigmoidUnit(x, { beta: 2 }))(0); // => 0.5
 * grad((beta: number) => sigmoidUnit(1, { beta }))(0); // => 0.25
 * ```
 */
export function sigmoidUnit(x: number, parameters: ActivationParameters["sigmoid"]): number;
export function sigmoidUnit(x: ArrayLike, parameters: ActivationArguments<"sigmoid">): Tensor;
export function sigmoidUnit(x: ArrayLike, parameters: ActivationArguments<"sigmoid">): ArrayLike {
  const { beta } = checkOptions("sigmoidUnit", parameters, ["beta"], NEEDED);
  return sigmoid(beta === 1 ? x : multiply(beta, x));
}

/**
 * The piecewise linear unit: 0 for $x \le x_{min}$, $m x + b$ between, 1 for $x \ge x_{max}$.
 *
 * It is continuous when $m = 1 / (x_{max} - x_{min})$ and $b = -x_{min} m$. The derivative is $m$ between the
 * kinks and 0 outside and at both of them: there it is that of the constant piece, which owns the point.
 *
 * @example
 * ```ts
 * import { piecewiseLinear } from "@chainrule/nn";
 * import { array } from "@chainrule/tape";
 * piecewiseLinear(array([-2, 0, 0.5, 2]), { m: 0.5, b: 0.5, xMin: -1, xMax: 1 }).toNested(); // => [0, 0.5, 0.75, 1]
 * ```
 */
export function piecewiseLinear(x: number, parameters: ActivationParameters["piecewiseLinear"]): number;
export function piecewiseLinear(x: ArrayLike, parameters: ActivationArguments<"piecewiseLinear">): Tensor;
export function piecewiseLinear(x: ArrayLike, parameters: ActivationArguments<"piecewiseLinear">): ArrayLike {
  const { m, b, xMin, xMax } = checkOptions(
    "piecewiseLinear",
    parameters,
    ["m", "b", "xMin", "xMax"],
    NEEDED,
  );
  const rising = where(less(x, xMax), add(multiply(m, x), b), 1);
  return where(lessEqual(x, xMin), 0, rising);
}

/**
 * The Gaussian unit: the normal density
 * $f(x) = \frac{1}{\sqrt{2 \pi}\, \sigma} e^{-(x - \mu)^2 / (2 \sigma^2)}$, whose area is 1.
 *
 * The paper prints $1 / \sqrt{2 \pi \sigma}$, with $\sigma$ under the root: then the area is $\sqrt \sigma$.
 *
 * @example
 * ```ts
 * import { gaussianUnit } from "@chainrule/nn";
 * gaussianUnit(1, { mu: 1, sigma: 2 }); // => 0.19947114020071635
 * ```
 */
export function gaussianUnit(x: number, parameters: ActivationParameters["gaussian"]): number;
export function gaussianUnit(x: ArrayLike, parameters: ActivationArguments<"gaussian">): Tensor;
export function gaussianUnit(x: ArrayLike, parameters: ActivationArguments<"gaussian">): ArrayLike {
  const { mu, sigma } = checkOptions("gaussianUnit", parameters, ["mu", "sigma"], NEEDED);
  return divide(gaussianBump(x, { mu, sigma }), multiply(Math.sqrt(2 * Math.PI), sigma));
}

/**
 * The Gaussian bump $f(x) = e^{-(x - \mu)^2 / (2 \sigma^2)}$: the normal density scaled to height 1.
 *
 * @example
 * ```ts
 * import { gaussianBump } from "@chainrule/nn";
 * gaussianBump(3, { mu: 3, sigma: 0.5 }); // => 1
 * ```
 */
export function gaussianBump(x: number, parameters: ActivationParameters["bump"]): number;
export function gaussianBump(x: ArrayLike, parameters: ActivationArguments<"bump">): Tensor;
export function gaussianBump(x: ArrayLike, parameters: ActivationArguments<"bump">): ArrayLike {
  const { mu, sigma } = checkOptions("gaussianBump", parameters, ["mu", "sigma"], NEEDED);
  const distance = divide(subtract(x, mu), sigma);
  return exp(negate(divide(square(distance), 2)));
}

/**
 * The threshold unit: 1 for $x \ge 0$, else 0.
 *
 * Its derivative is 0 wherever it has one, so that no gradient passes: it cannot be trained by descent. A
 * steep sigmoid ($\beta$ large) is what is used instead.
 *
 * @example
 * ```ts
 * import { stepUnit } from "@chainrule/nn";
 * import { array } from "@chainrule/tape";
 * stepUnit(array([-1, 0, 1])).toNested(); // => [0, 1, 1]
 * ```
 */
export function stepUnit(x: number): number;
export function stepUnit(x: ArrayLike): Tensor;
export function stepUnit(x: ArrayLike): ArrayLike {
  return where(greaterEqual(x, 0), 1, 0);
}

const FUNCTIONS: {
  readonly [N in ActivationName]: (x: ArrayLike, parameters: ActivationArguments<N>) => ArrayLike;
} = {
  identity: (x) => x,
  sigmoid: sigmoidUnit,
  piecewiseLinear,
  gaussian: gaussianUnit,
  bump: gaussianBump,
  step: stepUnit,
  relu: (x) => relu(x),
  tanh: (x) => tanh(x),
  softplus: (x) => softplus(x),
  gelu: (x) => gelu(x),
  silu: (x) => silu(x),
  softmax: (x) => softmax(x),
};

/**
 * An activation applied: elementwise, but for softmax, which goes along the last axis.
 *
 * @example
 * ```ts
 * import { activate } from "@chainrule/nn";
 * activate({ name: "sigmoid", beta: 2 }, 0); // => 0.5
 * ```
 */
export function activate(activation: Activation, x: number): number;
export function activate(activation: Activation, x: ArrayLike): Tensor;
export function activate(activation: Activation, x: ArrayLike): ArrayLike {
  checkObject("activate", activation, 'give it as { name: "relu" }');
  const { name, ...parameters } = activation;
  if (!Object.hasOwn(FUNCTIONS, name))
    throw new ArgumentError(
      "activate",
      `there is no activation ${String(name)}`,
      "use one of activationNames",
    );
  const apply = FUNCTIONS[name] as (x: ArrayLike, parameters: object) => ArrayLike;
  return apply(x, parameters);
}
