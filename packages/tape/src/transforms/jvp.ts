import { sameShape } from "@chainrule/array";
import { ArgumentError, ShapeMismatchError } from "../errors.ts";
import { Forward } from "../forward.ts";
import { listOf } from "../given.ts";
import type { Linear } from "../primitive.ts";
import { type FlatTree, flatten, leavesBeside, type TreeStructure, unflatten } from "../tree.ts";
import { type ArrayLike, shapeOf } from "../value.ts";
import {
  callFlat,
  checkGiven,
  type DerivativeOf,
  type GivenArguments,
  presented,
  type RuleReplacements,
  rulesOf,
  type TreeFunction,
} from "./arguments.ts";

/** Options of the forward transforms. */
export interface ForwardOptions {
  /** Replacements for named rows. */
  readonly rules?: RuleReplacements;
}

/** A function's result and its tangent, a tree of the same form. */
export interface ValueAndTangent<R> {
  /** The result. */
  readonly value: R;
  /** Its derivative in the direction of the tangents. */
  readonly tangent: DerivativeOf<R>;
}

/**
 * The result of a function at `primals`, and its derivative $J v$ in the direction of `tangents`: two lists with one tree an
 * argument. A tangent of `undefined` is zero.
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` when a tangent has another shape than its primal.
 *
 * @example
 * ```ts
 * import { jvp, multiply } from "@chainrule/tape";
 * jvp((x, y) => multiply(x, y))([2, 3], [1, 10]); // => { value: 6, tangent: 23 }
 * ```
 */
export function jvp<F extends TreeFunction>(
  f: F,
  options: ForwardOptions = {},
): (primals: GivenArguments<F>, tangents: readonly unknown[]) => ValueAndTangent<ReturnType<F>> {
  checkGiven("jvp", [f], options, ["rules"]);
  return (primals, tangents) => {
    const flat = flatten(primals);
    const directions = tangentLeaves("jvp", primals, tangents);
    const { structure, leaves, tangents: outgoing } = pushForward("jvp", f, flat, directions, options);
    return {
      value: unflatten(structure, leaves) as ReturnType<F>,
      tangent: unflatten(
        structure,
        leaves.map((leaf, i) => presented(outgoing[i], leaf)),
      ) as DerivativeOf<ReturnType<F>>,
    };
  };
}

/** The result of a function and its tangent, leaf by leaf. */
export interface PushedForward {
  readonly leaves: readonly ArrayLike[];
  readonly structure: TreeStructure;
  readonly tangents: readonly Linear[];
}

/** Runs `f` with a tangent on each leaf of its arguments. */
function pushForward(
  name: string,
  f: TreeFunction,
  args: FlatTree,
  tangents: readonly Linear[],
  options: ForwardOptions,
): PushedForward {
  const forward = new Forward(name, rulesOf(options));
  try {
    const duals = args.leaves.map((leaf, i) => forward.lift(leaf, tangents[i]));
    const { leaves, structure } = callFlat(name, f, unflatten(args.structure, duals) as unknown[]);
    const primals = leaves.map((leaf) => forward.primalOf(leaf));
    return { structure, leaves: primals, tangents: leaves.map((leaf) => forward.tangentOf(leaf)) };
  } finally {
    forward.open = false;
  }
}

/** One tangent for each leaf of the primals, checked. */
export function tangentLeaves(
  name: string,
  primals: readonly unknown[],
  tangents: readonly unknown[],
): Linear[] {
  listOf(name, "the primals", primals);
  if (listOf(name, "the tangents", tangents).length > primals.length) {
    throw new ArgumentError(
      name,
      `${tangents.length} tangents for ${primals.length} primals; give one each.`,
    );
  }
  return primals.flatMap((primal, i): Linear[] => {
    const flat = flatten(primal);
    const { leaves } = flat;
    if (tangents[i] === undefined) return leaves.map(() => undefined);
    const directions: readonly ArrayLike[] = leavesBeside(flat, tangents[i]);
    directions.forEach((direction, k) => {
      const shapes = [shapeOf(leaves[k]!), shapeOf(direction)] as const;
      if (!sameShape(...shapes))
        throw new ShapeMismatchError(name, shapes, "a tangent has the shape of its primal.");
    });
    return [...directions];
  });
}
