import { Batching } from "../batching.ts";
import { ArgumentError, ShapeMismatchError } from "../errors.ts";
import { moveAxis } from "../rows/move-axis.ts";
import { flatten, unflatten } from "../tree.ts";
import { type ArrayLike, shapeOf } from "../value.ts";
import {
  callFlat,
  checkGiven,
  type DifferentiateOptions,
  type GivenArguments,
  type TreeFunction,
  type Whole,
} from "./arguments.ts";
import { grad } from "./grad.ts";

/** Where the examples are. */
export interface VmapOptions {
  /** For all arguments, or each: the axis that counts examples (0 by default); null for shared arguments. */
  readonly inAxes?: number | null | readonly (number | null)[];
  /** The axis of the results that counts examples: 0 by default. */
  readonly outAxes?: number;
}

/**
 * The function for whole batches, written for one example. Numbers among the arguments are shared.
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` when arguments have different numbers of examples.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { sum, vmap } from "@chainrule/tape";
 * vmap((row) => sum(row))(array([[1, 2], [3, 4]])).toNested(); // => [3, 7]
 * ```
 */
export function vmap<F extends TreeFunction>(
  f: F,
  options: VmapOptions = {},
): (...args: GivenArguments<F>) => Whole<ReturnType<F>> {
  checkGiven("vmap", [f], options, ["inAxes", "outAxes"]);
  return (...args) => {
    const flat = flatten(args);
    const axes = axesOfLeaves(flat.leaves, flat.paths, args.length, options.inAxes ?? 0);
    const fronted = flat.leaves.map((leaf, i) => moveAxis(leaf, axes[i] ?? 0, 0));
    const batching = new Batching("vmap", batchSize(fronted, axes));
    try {
      const values = fronted.map((leaf, i) => (axes[i] === undefined ? leaf : batching.lift(leaf)));
      const { leaves, structure } = callFlat("vmap", f, unflatten(flat.structure, values) as unknown[]);
      const wholes = leaves.map((leaf) => {
        const whole = batching.lower(leaf);
        return moveAxis(whole, 0, axisOf("vmap", whole, options.outAxes ?? 0, "outAxes"));
      });
      return unflatten(structure, wholes) as Whole<ReturnType<F>>;
    } finally {
      batching.open = false;
    }
  };
}

/**
 * The gradient for each example of a batch by the first argument (the parameters, shared by all examples).
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { multiply, perExampleGrad } from "@chainrule/tape";
 * perExampleGrad((w, x) => multiply(w, multiply(w, x)))(3, array([1, 2])).toNested(); // => [6, 12]
 * ```
 */
export function perExampleGrad<F extends TreeFunction>(
  f: F,
  options: Omit<DifferentiateOptions, "argnums"> = {},
): (...args: GivenArguments<F>) => Whole<Parameters<F>[0]> {
  checkGiven("perExampleGrad", [f], options);
  return (...args) => vmap(grad(f, options), { inAxes: args.map((_, i) => (i === 0 ? null : 0)) })(...args);
}

/** The batch axis of each leaf; undefined where it is shared. */
function axesOfLeaves(
  leaves: readonly ArrayLike[],
  paths: readonly string[],
  count: number,
  inAxes: NonNullable<VmapOptions["inAxes"]> | null,
): (number | undefined)[] {
  if (Array.isArray(inAxes) && inAxes.length !== count) {
    throw new ArgumentError(
      "vmap",
      `inAxes has ${inAxes.length} axes for ${count} arguments; give one each.`,
    );
  }
  return leaves.map((leaf, i) => {
    const position = Number.parseInt(paths[i]!, 10);
    const axis = Array.isArray(inAxes) ? (inAxes as readonly (number | null)[])[position]! : inAxes;
    if (axis === null || typeof leaf === "number") return undefined;
    return axisOf(`vmap: argument ${paths[i]}`, leaf, axis as number, "inAxes");
  });
}

function batchSize(leaves: readonly ArrayLike[], axes: readonly (number | undefined)[]): number {
  const shapes = leaves.filter((_, i) => axes[i] !== undefined).map(shapeOf);
  const size = shapes[0]?.[0];
  if (size === undefined) throw new ArgumentError("vmap", "no argument is batched; see inAxes.");
  const other = shapes.find((shape) => shape[0] !== size);
  if (other !== undefined) {
    throw new ShapeMismatchError(
      "vmap",
      [shapes[0]!, other],
      "all batched arguments must have as many examples.",
    );
  }
  return size;
}

/** An axis counted from the front. @throws ArgumentError where there is none. */
function axisOf(what: string, x: ArrayLike, axis: number, option: string): number {
  const shape = shapeOf(x);
  const counted = axis < 0 ? axis + shape.length : axis;
  if (Number.isInteger(axis) && counted >= 0 && counted < shape.length) return counted;
  throw new ArgumentError(
    what,
    `there is no axis ${axis} in the shape [${shape.join(", ")}]; see the option ${option}.`,
  );
}
