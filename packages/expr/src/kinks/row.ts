import type { Algebra } from "../algebra/algebra.ts";
import { isNegative } from "../algebra/calls.ts";
import type { CallName } from "../functions/names.ts";
import { less } from "../functions/row.ts";
import type { Expression } from "../node.ts";

/** Where a function is not smooth: continuous with two slopes, or broken. */
export type KinkKind = "kink" | "jump";

/** How a function that is not smooth behaves at its kinks and jumps. */
export interface KinkRow {
  /** What happens at these values of the arguments; undefined where the function is smooth. */
  readonly kindAt: (args: readonly number[]) => KinkKind | undefined;
  /**
   * The one-sided derivative along a direction: tangents are those of the arguments, `self` is the call itself, and
   * `tangentOf` knows those of the nodes below.
   */
  readonly directional: (
    A: Algebra,
    args: readonly Expression[],
    tangents: readonly Expression[],
    self: Expression,
    tangentOf: (node: Expression) => Expression,
  ) => Expression;
}

/** Infinity, as an expression that is defined everywhere. */
export function infinite(A: Algebra): Expression {
  return A.negate(A.call("log", 0));
}

/** The row of a function of one argument. */
export function unary(
  kindAt: (x: number) => KinkKind | undefined,
  directional: (A: Algebra, x: Expression, tangent: Expression, self: Expression) => Expression,
): KinkRow {
  return {
    kindAt: ([x]) => kindAt(x!),
    directional: (A, [x], [tangent], self) => directional(A, x!, tangent!, self),
  };
}

/** Whether arguments that grow so fast neither jump nor stand upright. */
export function isSteady(A: Algebra, growths: readonly Expression[]): Expression {
  const moving = growths.filter((growth) => growth !== A.zero);
  return A.call("and", A.one, ...moving.map((growth) => less(A, A.call("abs", growth), infinite(A))));
}

/** How a function that is constant but for its jumps is left by an argument that grows by `growth`. */
export interface Leaving {
  readonly growth: Expression;
  readonly onJump: Expression;
  /** Whether an argument on a jump that moves on keeps the value. */
  readonly stays: Expression;
  /** The direction of the jump where it does not: 1 or -1. */
  readonly leap: Expression | number;
  /** Whether an argument on a jump keeps the value whichever way it turns. */
  readonly keeps?: Expression;
}

/**
 * The slope of a function that is constant but for its jumps: infinite where the point lies on a jump and does not stay
 * on its side, else 0. An argument that stops may turn back over the jump, which first derivatives do not tell, so only
 * one that moves on stays. One that jumps itself may land anywhere.
 */
export function leavingJump(
  A: Algebra,
  { growth, onJump, stays, leap, keeps = A.zero }: Leaving,
): Expression {
  if (growth === A.zero) return A.zero;
  const moves = A.call("not", A.call("equal", growth, 0));
  const beside = A.call("or", A.call("not", onJump), A.call("and", stays, moves), keeps);
  const jumped = A.multiply(leap, infinite(A));
  return A.piecewise(0, A.call("and", isSteady(A, [growth]), beside), jumped);
}

/** So deep a form is looked into. */
const deepestForm = 3;

/** Never negative, by its form: x^2, |x|, 3 + x^2 |y|. */
export function isNeverNegative(node: Expression, depth = 0): boolean {
  const inner = (part: Expression) => depth < deepestForm && isNeverNegative(part, depth + 1);
  switch (node.kind) {
    case "number":
      return !isNegative(node);
    case "sum":
    case "product":
      return node.operands.every(inner);
    case "power":
      return isEven(node.operands[1]) || inner(node.operands[0]);
    case "call":
      return neverNegative.has(node.name);
    default:
      return false;
  }
}

const neverNegative: ReadonlySet<CallName> = new Set([
  "abs",
  "relu",
  "hypot",
  "exp",
  "cosh",
  "sigmoid",
  "softplus",
]);

function isEven(exponent: Expression): boolean {
  return (
    exponent.kind === "number" &&
    exponent.value.denominator === 1 &&
    Number(exponent.value.numerator) % 2 === 0
  );
}
