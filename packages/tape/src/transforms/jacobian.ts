import { eye, full } from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { Batching } from "../batching.ts";
import { reshapeTo } from "../families.ts";
import { listOf, oneOf } from "../given.ts";
import type { Linear } from "../primitive.ts";
import { permuteDims } from "../rows/move.ts";
import { unflatten } from "../tree.ts";
import { type ArrayLike, abstractOf, shapeOf } from "../value.ts";
import {
  type ByArguments,
  checkGiven,
  type DerivativeOf,
  DIFFERENTIATING,
  type DifferentiateOptions,
  type GivenArguments,
  type JacobianOf,
  presented,
  type TreeFunction,
} from "./arguments.ts";
import { grad } from "./grad.ts";
import { jvp } from "./jvp.ts";
import { record } from "./record.ts";

/** Options of `jacobian`. */
export interface JacobianOptions extends DifferentiateOptions {
  /** `reverse` (default) costs one sweep for each output element, `forward` one for each input element. */
  readonly mode?: "reverse" | "forward";
}

/**
 * All partial derivatives of a function, $J_{ij} = \partial f_i / \partial x_j$: the output's shape followed by the argument's. For trees,
 * a tree of the result's form whose leaves are trees of the argument's form.
 *
 * @throws ArgumentError `tape/argument` for an unknown mode.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { jacobian, multiply } from "@chainrule/tape";
 * jacobian((x) => multiply(x, x))(array([1, 2])).toNested(); // => [[2, 0], [0, 4]]
 * ```
 */
export function jacobian<F extends TreeFunction, const O extends JacobianOptions = JacobianOptions>(
  f: F,
  options: O = {} as O,
): <A extends GivenArguments<F>>(...args: A) => JacobianOf<ReturnType<F>, ByArguments<A, O>> {
  checkGiven("jacobian", [f], options, [...DIFFERENTIATING, "mode"]);
  const mode = oneOf("jacobian", "mode", options.mode ?? "reverse", ["reverse", "forward"]);
  return (...args) => {
    const { tape, selection, result } = record("jacobian", f, args, options);
    const [inputs, outputs] = [selection.leaves, result.leaves];
    const blocks =
      mode === "forward"
        ? transposed(inputs.map((_, k) => overBasis(inputs, k, (tangents) => tape.forward(tangents)))).map(
            (row, i) =>
              row.map((block, k) => block && columnsLast(block, shapeOf(outputs[i]!), shapeOf(inputs[k]!))),
          )
        : outputs.map((_, i) => overBasis(outputs, i, (seeds) => tape.backward(seeds)));
    const rows = outputs.map((output, i) =>
      selection.restore(inputs.map((input, k) => partials(blocks[i]?.[k], output, input))),
    );
    return unflatten(result.structure, rows) as never;
  };
}

/**
 * All second partial derivatives of a function with a scalar result, $H_{ij} = \partial^2 f / \partial x_i \partial x_j$: forward mode over
 * the gradient. Its shape is the argument's, twice.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { hessian, multiply, sum } from "@chainrule/tape";
 * hessian((x) => sum(multiply(x, multiply(x, x))))(array([1, 2])).toNested(); // => [[6, 0], [0, 12]]
 * ```
 */
export function hessian<F extends TreeFunction, const O extends DifferentiateOptions = DifferentiateOptions>(
  f: F,
  options: O = {} as O,
): <A extends GivenArguments<F>>(...args: A) => JacobianOf<ByArguments<A, O>, ByArguments<A, O>> {
  checkGiven("hessian", [f], options);
  return jacobian(grad(f, options) as TreeFunction, { ...options, mode: "forward" }) as never;
}

/**
 * The Hessian of a function with a scalar result times a vector, $H v$: forward mode over the gradient, without forming the
 * matrix. `primals` is the list of arguments, `vector` a tree of the form of the first (or of the argument at `argnums`).
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { type ArrayLike, hvp, multiply, sum } from "@chainrule/tape";
 * const f = (x: ArrayLike) => sum(multiply(x, multiply(x, x)));
 * hvp(f)([array([1, 2])], array([10, 1])).toNested(); // => [60, 12]
 * ```
 */
export function hvp<F extends TreeFunction>(
  f: F,
  options: Omit<DifferentiateOptions, "argnums"> & { readonly argnums?: number } = {},
): <V>(primals: GivenArguments<F>, vector: V) => DerivativeOf<V> {
  checkGiven("hvp", [f], options);
  return (primals, vector) => {
    const tangents = listOf("hvp", "the primals", primals).map((_, i) =>
      i === (options.argnums ?? 0) ? vector : undefined,
    );
    const { rules = {} } = options;
    return jvp(grad(f, options), { rules })(primals, tangents).tangent as never;
  };
}

/** Runs a linear map on all unit vectors of one leaf at once; each result has their axis in front. */
function overBasis(
  leaves: readonly ArrayLike[],
  k: number,
  sweep: (directions: readonly Linear[]) => readonly Linear[],
): readonly Linear[] {
  const { shape, dtype } = abstractOf(leaves[k]!);
  const size = shape.reduce((product, length) => product * length, 1);
  const batching = new Batching("jacobian", size);
  const basis = batching.lift(reshapeTo(eye(size, size, 0, { dtype }), [size, ...shape]));
  const results = sweep(leaves.map((_, i) => (i === k ? basis : undefined)));
  return results.map((result) => (result === undefined ? undefined : batching.lower(result)));
}

/** The basis axis, which is in front, behind the axes of the output. */
function columnsLast(block: ArrayLike, output: readonly number[], input: readonly number[]): ArrayLike {
  const rank = output.length + 1;
  const axes = Array.from({ length: rank }, (_, i) => (i === rank - 1 ? -rank : i + 1 - rank));
  return reshapeTo(rank === 1 ? block : applyOne(permuteDims, { axes }, [block]), [...output, ...input]);
}

/** A block in its final shape: zeros where the output does not depend on the input, a number for numbers. */
function partials(block: Linear, output: ArrayLike, input: ArrayLike): ArrayLike {
  const shape = [...shapeOf(output), ...shapeOf(input)];
  const matrix =
    block === undefined ? full(shape, 0, { dtype: abstractOf(output).dtype }) : reshapeTo(block, shape);
  return shape.length === 0 ? presented(matrix, input) : matrix;
}

function transposed<T>(columns: readonly (readonly T[])[]): T[][] {
  return (columns[0] ?? []).map((_, i) => columns.map((column) => column[i]!));
}
