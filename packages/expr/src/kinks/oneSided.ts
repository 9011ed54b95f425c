import { createAlgebra } from "../algebra/algebra.ts";
import { asExpression } from "../atoms.ts";
import { forwardSweep } from "../differentiate/forward.ts";
import { openGraph } from "../differentiate/opened.ts";
import { seedOf } from "../differentiate/tangent.ts";
import { resolveVariables, type Variable } from "../differentiate/variable.ts";
import { shown } from "../doors.ts";
import type { Bindings } from "../evaluate/bindings.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import type { Expression } from "../node.ts";
import { ValueError } from "../rational.ts";
import { ShapeError, shapeText } from "../shape.ts";
import { directionalRules } from "./directional.ts";

/** The derivatives from the left and from the right, where they are finite. */
export interface OneSided {
  /** The limit of (f(x) - f(x - h)) / h. */
  readonly left: number;
  /** The limit of (f(x + h) - f(x)) / h. */
  readonly right: number;
}

/**
 * The one-sided derivatives of a scalar by a variable: equal where it is smooth, the two slopes at a kink. One that is
 * infinite tells of a jump, an upright tangent, or a tie that first derivatives do not resolve; its sign says nothing.
 *
 * @throws ShapeError unless expression and variable are scalars.
 * @example
 * ```ts
 * import { oneSidedDerivatives, parse } from "@chainrule/expr";
 * oneSidedDerivatives(parse("abs(x)"), "x", { x: 0 }); // => { left: -1, right: 1 }
 * ```
 */
export function oneSidedDerivatives(e: Expression, variable: Variable, bindings: Bindings = {}): OneSided {
  const sides = (["left", "right"] as const).map((side) => oneSidedDerivative(e, variable, side));
  const [left, right] = evaluate(sides, bindings) as number[];
  return { left: 0 + left!, right: 0 + right! };
}

/**
 * The derivative of a scalar by a variable from one side, as an expression: a function of the point as `differentiate`'s
 * is, with the slope on that side at every kink instead of a convention.
 *
 * @throws ShapeError unless expression and variable are scalars.
 * @example
 * ```ts
 * import { evaluate, oneSidedDerivative, parse } from "@chainrule/expr";
 * evaluate(oneSidedDerivative(parse("abs(x)*y"), "x", "left"), { x: 0, y: 2 }); // => -2
 * ```
 */
export function oneSidedDerivative(e: Expression, variable: Variable, side: keyof OneSided): Expression {
  if (side !== "left" && side !== "right")
    throw new ValueError(`side is ${shown(side)}: use "left" or "right"`);
  const whole = asExpression(e);
  const by = resolveVariables(whole, [variable])[0]!;
  for (const { shape } of [whole, by]) if (shape.length > 0) throw notScalar(shapeText(shape));
  const direction = side === "left" ? -1 : 1;
  const algebra = createAlgebra();
  const root = algebra.arena.adopt(whole);
  const unit = seedOf(algebra, algebra.arena.adopt(by));
  const seed = (leaf: Expression) => algebra.multiply(direction, unit(leaf));
  const tangents = forwardSweep(algebra, openGraph(algebra, [root]), seed, directionalRules);
  return algebra.multiply(direction, tangents.get(root) ?? 0);
}

function notScalar(shape: string): ShapeError {
  return new ShapeError(
    `one-sided derivatives need scalars, and were given shape ${shape}: name one element`,
    [shape],
  );
}
