import { showShape } from "@chainrule/array";
import { ArgumentError } from "../errors.ts";
import type { Tree } from "../tree.ts";
import { leavesBeside, unflatten } from "../tree.ts";
import { type ArrayLike, shapeOf, type Tensor } from "../value.ts";
import {
  type ByArguments,
  checkGiven,
  DIFFERENTIATING,
  type DifferentiateOptions,
  type GivenArguments,
  one,
  presented,
  type TreeFunction,
} from "./arguments.ts";
import { type Recording, record } from "./record.ts";

/** Options of `valueAndGrad`. */
export interface GradOptions extends DifferentiateOptions {
  /** The function returns `[loss, extra]`: the extra tree is handed through, undifferentiated. */
  readonly aux?: boolean;
}

/** A loss, its gradient, and the extra result where the option `aux` is set. */
export interface ValueAndGradient<G, V = number | Tensor> {
  /** The result. */
  readonly value: V;
  /** The gradient by the chosen arguments. */
  readonly gradient: G;
  /** What the function returned beside its result, with the option `aux`. */
  // biome-ignore lint/suspicious/noExplicitAny: a tree of any form
  readonly aux?: any;
}

/**
 * The gradient of a function with a scalar result, by its first argument or those of `argnums`.
 *
 * The gradient has the form of the argument; that of a number is a number. Where the result does not depend on
 * a leaf, its gradient is zeros.
 *
 * @throws ArgumentError `tape/argument` when the result is not a scalar.
 * @throws AsyncFunctionError `tape/async` when the function returns a promise.
 *
 * @example
 * ```ts
 * import { type ArrayLike, grad, multiply } from "@chainrule/tape";
 * const cube = (x: ArrayLike) => multiply(x, multiply(x, x));
 * grad(cube)(2); // => 12
 * grad(grad(cube))(2); // => 12
 * ```
 */
export function grad<F extends TreeFunction, const O extends DifferentiateOptions = DifferentiateOptions>(
  f: F,
  options: O = {} as O,
): <A extends GivenArguments<F>>(...args: A) => ByArguments<A, O> {
  checkGiven("grad", [f], options);
  return (...args) => gradient("grad", record("grad", f, args, options)) as never;
}

/**
 * The value of a function with a scalar result, and its gradient.
 *
 * @throws ArgumentError `tape/argument` when the result is not a scalar.
 *
 * @example
 * ```ts
 * import { exp, valueAndGrad } from "@chainrule/tape";
 * valueAndGrad((x) => exp(x))(0); // => { value: 1, gradient: 1 }
 * ```
 */
export function valueAndGrad<F extends TreeFunction, const O extends GradOptions = GradOptions>(
  f: F,
  options: O = {} as O,
): <A extends GivenArguments<F>>(...args: A) => ValueAndGradient<ByArguments<A, O>> {
  checkGiven("valueAndGrad", [f], options, [...DIFFERENTIATING, "aux"]);
  return (...args) => {
    const recording = record("valueAndGrad", f, args, options);
    const gradientTree = gradient("valueAndGrad", recording, options.aux === true) as never;
    const value = recording.result.leaves[0] as Tensor;
    if (options.aux !== true) return { value, gradient: gradientTree };
    const [, aux] = unflatten(recording.result.structure, recording.result.leaves) as [Tree, Tree];
    return { value, gradient: gradientTree, aux };
  };
}

function gradient(name: string, { tape, selection, result }: Recording, aux = false): unknown {
  const output = result.leaves[0];
  const alone = aux || (result.leaves.length === 1 && result.structure.kind === "leaf");
  if (output === undefined || !alone || shapeOf(output).length > 0) {
    const got = result.leaves.map((leaf) => showShape(shapeOf(leaf))).join(", ");
    throw new ArgumentError(
      name,
      `the result must be one scalar and is ${got || "none"}; reduce it (sum, mean), or use vjp or jacobian.`,
    );
  }
  const cotangents = tape.backward([one(output)]);
  return selection.restore(selection.leaves.map((leaf, i) => presented(cotangents[i], leaf)));
}

/** A function's result, and the map from cotangents of it to cotangents of the arguments. */
export interface Pullback<R, G> {
  /** The result. */
  readonly value: R;
  /** From a cotangent of the result to cotangents of the arguments. */
  readonly pullback: (cotangent: unknown) => G;
}

/**
 * The result of a function, and its pullback $w \mapsto J^T w$: from a cotangent of the result (a tree of its form) to cotangents
 * of the first argument, or those of `argnums`. The pullback may be called any number of times.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { multiply, vjp } from "@chainrule/tape";
 * const { value, pullback } = vjp((x) => multiply(x, x))(array([1, 2, 3]));
 * value.toNested(); // => [1, 4, 9]
 * pullback(array([1, 10, 100])).toNested(); // => [2, 40, 600]
 * ```
 */
export function vjp<F extends TreeFunction, const O extends DifferentiateOptions = DifferentiateOptions>(
  f: F,
  options: O = {} as O,
): <A extends GivenArguments<F>>(...args: A) => Pullback<ReturnType<F>, ByArguments<A, O>> {
  checkGiven("vjp", [f], options);
  return (...args) => {
    const { tape, selection, result } = record("vjp", f, args, options);
    const pullback = (cotangent: unknown): never => {
      const seeds: readonly ArrayLike[] = leavesBeside(result, cotangent);
      const cotangents = tape.backward(seeds);
      return selection.restore(selection.leaves.map((leaf, i) => presented(cotangents[i], leaf))) as never;
    };
    return { value: unflatten(result.structure, result.leaves) as ReturnType<F>, pullback };
  };
}
