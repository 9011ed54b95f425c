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

/** Whether arguments that grow so fast neither jump nor stand upright. */
export function isSteady(A: Algebra, growths: readonly Expression[]): Expression {
  const moving = growths.filter((growth) => growth !== A.zero);
  return A.call("and", A.one, ...moving.map((growth) => less(A, A.call("abs", growth), A.power(0, -1))));
}

/**
 * The slope of a function that is constant but for its jumps, of one argument that grows by `growth`: infinite where the
 * point lies on a jump and does not stay on its side, else 0. An argument that stops may turn back over the jump, which
 * first derivatives do not tell, so only one that moves on stays. One that jumps itself may land anywhere.
 */
export function leavingJumpBy(
  A: Algebra,
  onJump: Expression,
  stays: Expression,
  growth: Expression,
): Expression {
  if (growth === A.zero) return A.zero;
  const moves = A.call("not", A.call("equal", growth, 0));
  const beside = A.call("or", A.call("not", onJump), A.call("and", stays, moves));
  return A.piecewise(0, A.call("and", isSteady(A, [growth]), beside), A.power(0, -1));
}
