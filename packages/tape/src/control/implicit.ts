import { sizeOf } from "@chainrule/array";
import { ArgumentError } from "../errors.ts";
import { reshapeTo } from "../families.ts";
import { negate } from "../operations/elementwise.ts";
import { at } from "../operations/indexing.ts";
import { concat } from "../operations/joins.ts";
import { solve } from "../operations/linalg-solve.ts";
import type { TreeFunction } from "../transforms/arguments.ts";
import { checkGiven } from "../transforms/arguments.ts";
import { jacobian } from "../transforms/jacobian.ts";
import { jvp } from "../transforms/jvp.ts";
import { type FlatTree, flatten, type Tree, unflatten } from "../tree.ts";
import { type ArrayLike, shapeOf, type Tensor } from "../value.ts";
import { customJvp } from "./custom.ts";

/** Options of `implicitFunction`. */
export interface ImplicitOptions {
  /** Solves $A x = b$ for a matrix and a vector; `solve` by default. Made of operations, so that any order works. */
  readonly linearSolve?: (matrix: Tensor, vector: Tensor) => ArrayLike;
}

/**
 * The function that an equation defines: for `args` the `x` with `residual(x, ...args) = 0`, which `solver(...args)` finds in
 * whatever way. Its derivatives follow from the equation by the implicit function theorem,
 * $\partial_x f \, \dot x = -\partial_a f \, \dot a$, to any order and in both modes; the solver is not differentiated.
 *
 * `x` and the arguments are trees, and the residual has the form of `x`. The solver is traced: a loop of unknown length is a
 * `whileLoop`. All that is to be differentiated by must be an argument.
 *
 * @throws ArgumentError `tape/argument` when the residual has another number of elements than the solution.
 * @throws SingularError `array/singular` where $\partial_x f$ is singular: the equation defines no differentiable function.
 *
 * @example
 * ```ts
 * import { add, divide, grad, greater, abs, implicitFunction, multiply, subtract, whileLoop } from "@chainrule/tape";
 * // the square root, by Heron's iteration
 * const root = implicitFunction(
 *   (x, a) => subtract(multiply(x, x), a),
 *   (a) => whileLoop(
 *     (x) => greater(abs(subtract(multiply(x, x), a)), 1e-15),
 *     (x) => multiply(0.5, add(x, divide(a, x))),
 *     a,
 *   ),
 * );
 * root(4).item(); // => 2
 * grad(root)(4); // => 0.25
 * grad(grad(root))(4); // => -0.03125
 * ```
 */
export function implicitFunction<S extends TreeFunction>(
  residual: TreeFunction,
  solver: S,
  options: ImplicitOptions = {},
): S {
  checkGiven("implicitFunction", [residual, solver], options, ["linearSolve"]);
  const { linearSolve = solve } = options;
  const solution: S = customJvp(solver, (args, tangents) => {
    const unknown = flatten(solution(...args));
    const along = jvp((...given) => raveled(flatten(residual(restored(unknown), ...given)), unknown));
    const { tangent } = along(args as never, tangents as never);
    const matrix = jacobian((x: Tensor) =>
      raveled(flatten(residual(unraveled(x, unknown), ...args)), unknown),
    )(raveled(unknown, unknown));
    return unraveled(linearSolve(matrix, negate(tangent as Tensor) as Tensor), unknown);
  });
  return solution;
}

function restored({ leaves, structure }: FlatTree): Tree {
  return unflatten(structure, leaves);
}

/** All elements of a tree, one after the other; as many as those of the unknown. */
function raveled({ leaves }: FlatTree, unknown: FlatTree): Tensor {
  const vectors = leaves.map((leaf) => reshapeTo(leaf, [sizeOf(shapeOf(leaf))]) as Tensor);
  const vector = vectors.length === 0 ? undefined : (concat(vectors, 0) as Tensor);
  const [given, wanted] = [leaves, unknown.leaves].map((list) => lengthOf(list));
  if (vector === undefined || given !== wanted) {
    throw new ArgumentError(
      "implicitFunction",
      `the residual has ${given} elements for ${wanted} unknowns; give one equation for each.`,
    );
  }
  return vector;
}

function lengthOf(leaves: readonly ArrayLike[]): number {
  return leaves.reduce((sum: number, leaf) => sum + sizeOf(shapeOf(leaf)), 0);
}

/** The tree of the unknown with the elements of a vector. */
function unraveled(vector: ArrayLike, { leaves, structure }: FlatTree): Tree {
  let start = 0;
  const parts = leaves.map((leaf) => {
    const stop = start + sizeOf(shapeOf(leaf));
    const part = reshapeTo(at(vector, { start, stop }), shapeOf(leaf));
    start = stop;
    return part;
  });
  return unflatten(structure, parts);
}
