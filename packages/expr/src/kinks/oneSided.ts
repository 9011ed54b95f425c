import { createAlgebra } from "../algebra/algebra.ts";
import { asExpression } from "../atoms.ts";
import { domainOf, withDomain } from "../differentiate/domain.ts";
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
import { postorder } from "../traverse.ts";
import { type Besides, conditionBeside } from "./conditions.ts";
import { directionalRules } from "./directional.ts";

/**
 * The derivatives from the left and from the right. Where one is finite, it is the limit; where it is not, see
 * {@link oneSidedDerivatives}.
 */
export interface OneSided {
  /** The limit of (f(x) - f(x - h)) / h for h > 0 that tends to 0, if it is finite. */
  readonly left: number;
  /** The limit of (f(x + h) - f(x)) / h for h > 0 that tends to 0, if it is finite. */
  readonly right: number;
}

/**
 * The one-sided derivatives of a scalar by a variable: equal where it is smooth, the two slopes at a kink.
 *
 * A finite number is the limit. An infinite one tells of a jump, an upright tangent, or a tie that first derivatives do
 * not resolve; its sign says nothing. NaN: the function is undefined at the point or just beside it on that side, or
 * first derivatives come to 0 times Infinity.
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
  const by = resolveVariables(postorder([whole]), [variable])[0]!;
  for (const { shape } of [whole, by]) if (shape.length > 0) throw notScalar(shapeText(shape));
  const direction = side === "left" ? -1 : 1;
  const algebra = createAlgebra();
  const root = algebra.arena.adopt(whole);
  const unit = seedOf(algebra, algebra.arena.adopt(by));
  const seed = (leaf: Expression) => algebra.multiply(direction, unit(leaf));
  const domain = algebra.arena.adopt(domainOf(whole));
  const graph = openGraph(algebra, [root, domain]);
  const known: Besides = new Map();
  const tangents = forwardSweep(algebra, graph, seed, directionalRules(known));
  const { fails } = conditionBeside({ algebra, tangents }, domain, known);
  const slope = algebra.multiply(direction, tangents.get(root) ?? 0);
  return withDomain(slope, algebra.call("and", domain, algebra.call("not", fails)));
}

function notScalar(shape: string): ShapeError {
  return new ShapeError(
    `one-sided derivatives need scalars, and were given shape ${shape}: name one element`,
    [shape],
  );
}
