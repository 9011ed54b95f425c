import { TapeError } from "../errors.ts";
import {
  checkGiven,
  type GivenArguments,
  type RuleReplacements,
  type TreeFunction,
} from "../transforms/arguments.ts";
import { flatten, unflatten } from "../tree.ts";
import { type ArrayLike, asArray, concrete, isDifferentiable } from "../value.ts";

/** What two tests share that need no reference: of rules of one's own, and of whatever a function applies. */

/** Options of the consistency tests. */
export interface ConsistencyOptions {
  /** Chooses the random directions: 1 by default. */
  readonly seed?: number;
  /** How far the two sides may be apart, relative to the size of their terms: 1e-12 by default. */
  readonly tolerance?: number;
  /** Replacements for named rows. */
  readonly rules?: RuleReplacements;
}

/** What a consistency test compared, where it was worst. */
export interface Consistency {
  /** What the forward mode says. */
  readonly forward: number;
  /** What the reverse mode says. */
  readonly reverse: number;
  /** Their difference, relative to the size of the terms that they are sums of. */
  readonly difference: number;
}

/**
 * Forward and reverse mode disagree about a function (`tape/inconsistent`): the jvp and the vjp rule of something it applies do
 * not fit each other.
 *
 * @example
 * ```ts
 * import { dotProductTest, sin } from "@chainrule/tape";
 * dotProductTest((x) => sin(x), { rules: { sin: { vjp: ([cotangent]) => [cotangent] } } })(2); // throws tape/inconsistent
 * ```
 */
export class InconsistentError extends TapeError {
  /** What was compared, where it was worst. */
  readonly consistency: Consistency;

  constructor(test: string, consistency: Consistency, tolerance: number) {
    const { forward, reverse, difference } = consistency;
    super(
      "tape/inconsistent",
      `${test}: forward mode says ${forward}, reverse mode ${reverse}, a relative difference of ${difference} > ${tolerance}; ` +
        "compare the vjp and jvp rules of the operations applied.",
    );
    this.consistency = consistency;
  }
}

/** What one mode says and what the other does, and how large the terms are that both are sums of. */
export interface Sides {
  readonly forward: number;
  readonly reverse: number;
  readonly scale: number;
}

/** A test of a function that compares what the two modes say of its leaves of floats; what is not within the tolerance throws. */
export function consistencyTest<F extends TreeFunction>(
  name: string,
  f: F,
  options: ConsistencyOptions,
  compare: (g: TreeFunction, floats: readonly ArrayLike[], options: Required<ConsistencyOptions>) => Sides,
): (...args: GivenArguments<F>) => Consistency {
  checkGiven(name, [f], options, ["seed", "tolerance", "rules"]);
  const { seed = 1, tolerance = 1e-12, rules = {} } = options;
  return (...args) => {
    const { g, floats } = ofFloats(f, args);
    const { forward, reverse, scale } = compare(g, floats, { seed, tolerance, rules });
    const difference = Object.is(forward, reverse) ? 0 : Math.abs(forward - reverse) / scale;
    const found: Consistency = { forward, reverse, difference };
    if (!(difference <= tolerance)) throw new InconsistentError(name, found, tolerance);
    return found;
  };
}

/** The function of the leaves of floats among its arguments. */
function ofFloats(
  f: TreeFunction,
  args: readonly unknown[],
): { g: TreeFunction; floats: readonly ArrayLike[] } {
  const { leaves, structure } = flatten(args);
  const isFloat = leaves.map(isDifferentiable);
  const g = (xs: readonly ArrayLike[]): unknown => {
    const open = [...xs];
    const all = leaves.map((leaf, i) => (isFloat[i] ? open.shift()! : leaf));
    return f(...(unflatten(structure, all) as unknown[]));
  };
  return { g, floats: leaves.filter((_, i) => isFloat[i]) };
}

/** The size of the largest term, at least the smallest normal number. */
export function scaleOf(xs: readonly number[]): number {
  return xs.reduce((largest, x) => Math.max(largest, Math.abs(x)), 2 ** -1022);
}

/** The elements as numbers. */
export function elementsOf(x: ArrayLike): number[] {
  return asArray(concrete(x)).read((view) => Array.from(view));
}
