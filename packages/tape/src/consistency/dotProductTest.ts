import { array, type NDArray, type Shape, sizeOf } from "@chainrule/array";
import type { Linear } from "../primitive.ts";
import type { GivenArguments, TreeFunction } from "../transforms/arguments.ts";
import { vjp } from "../transforms/grad.ts";
import { jvp } from "../transforms/jvp.ts";
import { type FlatTree, flatten, unflatten } from "../tree.ts";
import { type ArrayLike, isDifferentiable, shapeOf } from "../value.ts";
import {
  type Consistency,
  type ConsistencyOptions,
  consistencyTest,
  elementsOf,
  scaleOf,
} from "./consistency.ts";

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
  return consistencyTest("dotProductTest", f, options, (g, floats, { seed, rules }) => {
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
    return { forward: sum(left), reverse: sum(right), scale: scaleOf([...left, ...right]) };
  });
}

/** Products of elements, whose sum is an inner product; outputs that are no floats take no part. */
function terms(xs: readonly Linear[], ys: readonly ArrayLike[], outputs: FlatTree | undefined): number[] {
  return xs.flatMap((x, i) => {
    if (x === undefined || (outputs !== undefined && !isDifferentiable(outputs.leaves[i]!))) return [];
    const y = elementsOf(ys[i]!);
    return elementsOf(x).map((element, k) => element * y[k]!);
  });
}

function sum(xs: readonly number[]): number {
  return xs.reduce((total, x) => total + x, 0);
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
