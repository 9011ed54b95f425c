import { unflatten } from "../tree.ts";
import {
  checkGiven,
  type DerivativeOf,
  type DifferentiateOptions,
  type GivenArguments,
  presented,
  type TreeFunction,
} from "./arguments.ts";
import { tangentLeaves } from "./jvp.ts";
import { record } from "./record.ts";

/** A function's result, and the map from tangents of the arguments to the tangent of the result. */
export interface Pushforward<R> {
  /** The result. */
  readonly value: R;
  /** From a tangent of the arguments to the tangent of the result. */
  readonly pushforward: (tangent: unknown) => DerivativeOf<R>;
}

/**
 * The result of a function and its linearisation: a pushforward that may be called any number of times, at
 * the cost of the tangents alone. It takes a tangent of the first argument, or a list for `argnums`.
 *
 * @example
 * ```ts
 * import { linearize, multiply } from "@chainrule/tape";
 * const { pushforward } = linearize((x) => multiply(x, multiply(x, x)))(2);
 * pushforward(1); // => 12
 * pushforward(10); // => 120
 * ```
 */
export function linearize<F extends TreeFunction>(
  f: F,
  options: DifferentiateOptions = {},
): (...args: GivenArguments<F>) => Pushforward<ReturnType<F>> {
  checkGiven("linearize", [f], options);
  return (...args) => {
    const { tape, selection, result } = record("linearize", f, args, options);
    const { structure, leaves } = result;
    const pushforward = (tangent: unknown): DerivativeOf<ReturnType<F>> => {
      const chosen = selection.restore(selection.leaves);
      const outgoing = tape.forward(tangentLeaves("linearize", [chosen], [tangent]));
      return unflatten(
        structure,
        leaves.map((leaf, i) => presented(outgoing[i], leaf)),
      ) as DerivativeOf<ReturnType<F>>;
    };
    return { value: unflatten(structure, leaves) as ReturnType<F>, pushforward };
  };
}
