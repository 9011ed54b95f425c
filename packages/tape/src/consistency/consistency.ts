import { array, type NDArray, type Shape, sizeOf } from "@chainrule/array";
import { TapeError } from "./errors.ts";
import type { Linear } from "./primitive.ts";
import type { GivenArguments, RuleReplacements, TreeFunction } from "./transforms/arguments.ts";
import { checkGiven } from "./transforms/arguments.ts";
import { vjp } from "./transforms/grad.ts";
import { jacobian } from "./transforms/jacobian.ts";
import { jvp } from "./transforms/jvp.ts";
import { type FlatTree, flatten, unflatten } from "./tree.ts";
import { type ArrayLike, asArray, concrete, isDifferentiable, shapeOf } from "./value.ts";

// Two tests that need no reference: of rules of one's own, and of whatever a function applies.

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

/**
 * The dot-product test: $\langle J v, w \rangle = \langle v, J^T w \rangle$ for random $v$ and $w$, with $J v$ by `jvp` and $J^T w$ by `vjp`. It is
 * cheap, sees every argument of floats at once, and says nothing about whether the values fit their derivatives.
 *
 * @throws InconsistentError `tape/inconsistent` where the sides differ.
 *
 * @example
 * ```ts
 * import { array, dotProductTest, matmul, tanh } from "@chainrule/tape";
 * const test = dotProductTest((p, x) => tanh(matmul(p.weight, x)));
 * test({ weight: array([[1, 2], [3, 4]]) }, array([0.5, -1])).difference < 1e-12; // => true
 * ```
 */
export function dotProductTest<F extends TreeFunction>(
  f: F,
  options: ConsistencyOptions = {},
): (...args: GivenArguments<F>) => Consistency {
  checkGiven("dotProductTest", [f], options, ["seed", "tolerance", "rules"]);
  const { seed = 1, tolerance = 1e-12, rules = {} } = options;
  return (...args) => {
    const { g, floats } = ofFloats(f, args);
    const next = directions(seed);
    const v = floats.map((x) => next(shapeOf(x)));
    const { value, tangent } = jvp(g, { rules })([floats], [v]);
    const outputs = flatten(value);
    const w = outputs.leaves.map((leaf) => next(shapeOf(leaf)));
    const seeds = outputs.leaves.map((leaf, i) => (isDifferentiable(leaf) ? w[i] : leaf));
    const { pullback } = vjp(g, { rules })(floats);
    const cotangents = flatten(pullback(unflatten(outputs.structure, seeds))).leaves;
    const left = terms(flatten(tangent).leaves, w, outputs);
    const right = terms(cotangents, v, undefined);
    return judged("dotProductTest", sum(left), sum(right), scaleOf([...left, ...right]), tolerance);
  };
}

/**
 * The Jacobian in forward mode against the Jacobian in reverse mode, element by element.
 *
 * @throws InconsistentError `tape/inconsistent` at the element where they differ most.
 *
 * @example
 * ```ts
 * import { array, forwardReverseTest, multiply, sum } from "@chainrule/tape";
 * forwardReverseTest((x) => sum(multiply(x, x)))(array([1, 2, 3])).difference; // => 0
 * ```
 */
export function forwardReverseTest<F extends TreeFunction>(
  f: F,
  options: ConsistencyOptions = {},
): (...args: GivenArguments<F>) => Consistency {
  checkGiven("forwardReverseTest", [f], options, ["seed", "tolerance", "rules"]);
  const { tolerance = 1e-12, rules = {} } = options;
  return (...args) => {
    const { g, floats } = ofFloats(f, args);
    const [forward, reverse] = (["forward", "reverse"] as const).map((mode) =>
      flatten(jacobian(g, { mode, rules })(floats)).leaves.flatMap(elementsOf),
    ) as [number[], number[]];
    const scale = scaleOf([...forward, ...reverse]);
    const distances = forward.map((x, i) => (Object.is(x, reverse[i]) ? 0 : Math.abs(x - reverse[i]!)));
    const worst = distances.reduce((k, d, i) => (d > distances[k]! || Number.isNaN(d) ? i : k), 0);
    return judged("forwardReverseTest", forward[worst] ?? 0, reverse[worst] ?? 0, scale, tolerance);
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

/** Products of elements, whose sum is an inner product; outputs that are no floats take no part. */
function terms(xs: readonly Linear[], ys: readonly ArrayLike[], outputs: FlatTree | undefined): number[] {
  return xs.flatMap((x, i) => {
    if (x === undefined || (outputs !== undefined && !isDifferentiable(outputs.leaves[i]!))) return [];
    const y = elementsOf(ys[i]!);
    return elementsOf(x).map((element, k) => element * y[k]!);
  });
}

function judged(
  test: string,
  forward: number,
  reverse: number,
  scale: number,
  tolerance: number,
): Consistency {
  const difference = Object.is(forward, reverse) ? 0 : Math.abs(forward - reverse) / scale;
  const found: Consistency = { forward, reverse, difference };
  if (!(difference <= tolerance)) throw new InconsistentError(test, found, tolerance);
  return found;
}

function sum(xs: readonly number[]): number {
  return xs.reduce((total, x) => total + x, 0);
}

/** The size of the largest term, at least the smallest normal number. */
function scaleOf(xs: readonly number[]): number {
  return xs.reduce((largest, x) => Math.max(largest, Math.abs(x)), 2 ** -1022);
}

function elementsOf(x: ArrayLike): number[] {
  return asArray(concrete(x)).read((view) => Array.from(view));
}

/** Random arrays in [-1, 1): Weyl's sequence through a mixer, the same on every engine. */
function directions(seed: number): (shape: Shape) => NDArray {
  let state = seed >>> 0;
  const draw = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let x = state;
    x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
    x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
    return ((x ^ (x >>> 15)) >>> 0) / 2 ** 31 - 1;
  };
  return (shape) => array(Float64Array.from({ length: sizeOf(shape) }, draw), { shape });
}
