import type { Algebra } from "../algebra/algebra.ts";
import { factorsOf } from "../algebra/binders.ts";
import { wholeExponentOf } from "../algebra/powers.ts";
import type { Expression, PowerNode, SumNode } from "../node.ts";
import { expandPowers } from "./expand.ts";

/** The sum with even powers of radii spelled out: hypot(x, y)^2 - x^2 is y^2. Undefined where there are none. */
export function openRadii(algebra: Algebra, node: SumNode): Expression | undefined {
  const hasRadius = node.operands.some((term) => factorsOf(term).some(isEvenRadius));
  if (!hasRadius) return undefined;
  const open = (factor: Expression) => (isEvenRadius(factor) ? spelledOut(algebra, factor) : factor);
  const opened = algebra.sum(node.operands.map((term) => algebra.product(factorsOf(term).map(open))));
  return (opened.kind === "sum" ? expandPowers(algebra, opened) : undefined) ?? opened;
}

function isEvenRadius(factor: Expression): factor is PowerNode {
  if (factor.kind !== "power") return false;
  const [base] = factor.operands;
  const exponent = wholeExponentOf(factor);
  return base.kind === "call" && base.name === "hypot" && exponent > 0 && exponent % 2 === 0;
}

/** hypot(x, y)^(2 n) as (x^2 + y^2)^n. */
function spelledOut(algebra: Algebra, radius: PowerNode): Expression {
  const squares = radius.operands[0].operands.map((side) => algebra.power(side, 2));
  return algebra.power(algebra.sum(squares), wholeExponentOf(radius) / 2);
}
