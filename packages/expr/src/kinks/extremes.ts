import type { Algebra } from "../algebra/algebra.ts";
import type { CallName } from "../functions/names.ts";
import { isNotZero } from "../functions/row.ts";
import type { Expression } from "../node.ts";
import { infinite, isSteady, type KinkRow } from "./row.ts";

export const max: KinkRow = {
  kindAt: (args) => (isTied(args, Math.max(...args)) ? "kink" : undefined),
  directional: (A, args, tangents, self, tangentOf) =>
    A.call(
      "max",
      ...args.map((arg, k) => contender(A, "max", { arg, tangent: tangents[k]!, self }, tangentOf)),
    ),
};

export const min: KinkRow = {
  kindAt: (args) => (isTied(args, Math.min(...args)) ? "kink" : undefined),
  directional: (A, args, tangents, self, tangentOf) =>
    A.call(
      "min",
      ...args.map((arg, k) => contender(A, "min", { arg, tangent: tangents[k]!, self }, tangentOf)),
    ),
};

/** An argument of an extreme. */
interface Contender {
  readonly arg: Expression;
  readonly tangent: Expression;
  /** The extreme itself. */
  readonly self: Expression;
}

/**
 * What an argument adds to the slope of an extreme: its own, if it is extreme itself, else nothing. One that jumps may
 * become the extreme, unless it is known to jump away from it.
 */
export function contender(
  A: Algebra,
  name: "max" | "min",
  { arg, tangent, self }: Contender,
  tangentOf: (node: Expression) => Expression,
): Expression {
  const first = A.multiply(name === "max" ? 1 : -1, infinite(A));
  const nothing = A.negate(first);
  const steady = A.piecewise(tangent, A.call("equal", arg, self), nothing);
  const leaves = A.call("and", hasKnownLeap(A, arg, tangentOf), A.call("equal", tangent, nothing));
  return A.piecewise(steady, isSteady(A, [tangent]), nothing, leaves, first);
}

/** Whether an infinite slope is that of a jump in the direction of its sign: where the function's argument moves on. */
function hasKnownLeap(A: Algebra, arg: Expression, tangentOf: (node: Expression) => Expression): Expression {
  if (arg.kind !== "call" || !leaping.has(arg.name)) return A.zero;
  const growth = tangentOf(arg.operands[0]!);
  return A.call("and", isNotZero(A, growth), isSteady(A, [growth]));
}

const leaping: ReadonlySet<CallName> = new Set(["floor", "ceil", "round", "step", "sign"]);

function isTied(args: readonly number[], extreme: number): boolean {
  return args.filter((x) => x === extreme).length > 1;
}
