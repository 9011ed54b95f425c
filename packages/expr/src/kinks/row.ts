import type { Algebra } from "../algebra/algebra.ts";
import { less } from "../functions/row.ts";
import type { Expression } from "../node.ts";

/** Where a function is not smooth: continuous with two slopes, or broken. */
export type KinkKind = "kink" | "jump";

/** How a function that is not smooth behaves at its kinks and jumps. */
export interface KinkRow {
  /** What happens at these values of the arguments; undefined where the function is smooth. */
  readonly kindAt: (args: readonly number[]) => KinkKind | undefined;
  /** The one-sided derivative along a direction: tangents are those of the arguments, `self` is the call itself. */
  readonly directional: (
    A: Algebra,
    args: readonly Expression[],
    tangents: readonly Expression[],
    self: Expression,
  ) => Expression;
}

/** The row of a function of one argument. */
export function unary(
  kindAt: (x: number) => KinkKind | undefined,
  directional: (A: Algebra, x: Expression, tangent: Expression) => Expression,
): KinkRow {
  return {
    kindAt: ([x]) => kindAt(x!),
    directional: (A, [x], [tangent]) => directional(A, x!, tangent!),
  };
}

/** Infinity where the point lies on a jump and does not stay on its side, else 0. */
export function leavingJump(A: Algebra, onJump: Expression, stays: Expression): Expression {
  return A.piecewise(0, A.call("or", A.call("not", onJump), stays), A.power(0, -1));
}

/**
 * The same for a function of one argument that grows by `growth`: an argument that stops, or jumps itself, may turn
 * back over the jump or leave it, which first derivatives do not tell. So only one that moves on stays.
 */
export function leavingJumpBy(
  A: Algebra,
  onJump: Expression,
  stays: Expression,
  growth: Expression,
): Expression {
  if (growth === A.zero) return A.zero;
  const size = A.call("abs", growth);
  const moves = A.call("and", less(A, 0, size), less(A, size, A.power(0, -1)));
  return leavingJump(A, onJump, A.call("and", stays, moves));
}
