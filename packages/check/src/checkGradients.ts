import { array, type NDArray } from "@chainrule/array";
import { type ArrayLike, add, multiply, shapeOf, sum, type Tree, tree } from "@chainrule/tape";
import { check } from "./check.ts";
import type { Order } from "./directions.ts";
import { requireGiven } from "./given.ts";
import { overallVerdict } from "./report/overall.ts";
import type { Report } from "./report/types.ts";
import { NoResultError } from "./subject/function.ts";
import { type Verdict, worstVerdict } from "./verdict/judge.ts";

/** What {@link checkGradients} found. */
export interface GradientCheck {
  /** The worst of all orders. */
  readonly verdict: Verdict;
  /** The reports of first, second and third derivatives. */
  readonly orders: readonly [first: Report, second: Report, third: Report];
}

/**
 * Checks the first, second and third derivatives of a function over tape values, entry by entry, by {@link check}.
 *
 * Where other checkers compare with a finite difference under a tolerance, both voices are compared here within their
 * error bounds. A result of many entries, or a tree of them, is checked through one dense combination of all: a wrong
 * entry of the Jacobian shows in its column. For options, such as a single order, use {@link check}.
 *
 * @param args what the function is differentiated by: trees of numbers and arrays
 * @throws NothingToCheckError (`check/nothing`) where the arguments have no entry
 * @throws NoResultError (`check/result`) where the function returns nothing, or a promise
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { checkGradients } from "@chainrule/check";
 * import { matmul, tanh, type Tensor } from "@chainrule/tape";
 * const layer = (W: Tensor, x: Tensor) => tanh(matmul(W, x));
 * checkGradients(layer, array([[0.1, -0.7], [0.4, 0.2]]), array([1, 2])).verdict; // => "agree"
 * ```
 */
// biome-ignore lint/suspicious/noExplicitAny: arguments are trees of any form
export function checkGradients(f: (...args: any[]) => Tree, ...args: readonly unknown[]): GradientCheck {
  requireGiven({ f });
  const name = f.name || "function";
  const scalar = (...values: readonly unknown[]): ArrayLike => combined(f(...values), name);
  const orderOf = (order: Order): Report => check(scalar, args, { name, order });
  const orders = [orderOf(1), orderOf(2), orderOf(3)] as const;
  return { verdict: worstVerdict(orders.map(overallVerdict)), orders };
}

/** A lone number as it is; of more, the sum of all entries, each times a weight of its own. */
function combined(result: Tree, name: string): ArrayLike {
  const leaves = tree.flatten(result).leaves as readonly ArrayLike[];
  if (leaves.length === 0) throw new NoResultError(name, result);
  const [only] = leaves;
  if (leaves.length === 1 && shapeOf(only!).length === 0) return only!;
  let count = 0;
  const weightsOf = (shape: readonly number[]): NDArray => {
    const size = shape.reduce((product, length) => product * length, 1);
    const weights = Array.from({ length: size }, () => 1 + Math.sin(++count) / 2); // none is 0, no two are equal
    return array(weights, { shape });
  };
  return leaves.reduce<ArrayLike>(
    (total, leaf) => add(total, sum(multiply(leaf, weightsOf(shapeOf(leaf))))),
    0,
  );
}
