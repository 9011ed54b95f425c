import type { Algebra } from "../algebra/algebra.ts";
import { isNegative } from "../algebra/calls.ts";
import { baseOf, wholeExponentOf } from "../algebra/powers.ts";
import { isMostlyNegative } from "../algebra/products.ts";
import { functions } from "../functions/table.ts";
import type { CallNode, Expression, ProductNode } from "../node.ts";
import { negated } from "./products.ts";

/** Whether {@link turnSign} may find something at the node. */
export function hasSignToTurn(node: Expression): boolean {
  if (node.kind !== "product" || node.grouped || !isNegative(node)) return false;
  return node.operands.filter(isTurnable).length === 1; // two had better stay alike
}

function isTurnable(factor: Expression): boolean {
  if (wholeExponentOf(factor) % 2 === 0) return false;
  const base = baseOf(factor);
  if (base.kind !== "call") return isMostlyNegative(base);
  return functions[base.name]?.parity === "odd" && isMostlyNegative(base.operands[0]!);
}

/**
 * The product with its negative sign in a sum under the line, or in one that an odd function is of: -1/(3 - x) is 1/(x - 3),
 * and -sin(x - y) is sin(y - x).
 */
export function turnSign(algebra: Algebra, { operands }: ProductNode): Expression | undefined {
  const factor = operands.find(isTurnable);
  if (factor === undefined) return undefined;
  const base = baseOf(factor);
  const turned =
    base.kind === "call"
      ? algebra.call(base.name, negated(algebra, base.operands[0]!))
      : negated(algebra, base);
  const others = operands.filter((each) => each !== factor);
  return algebra.product([...others, algebra.power(turned, wholeExponentOf(factor)), algebra.number(-1)]);
}

/** An even function of a sum of negative terms alone: cos(-x - y) is cos(x + y). */
export function turnEven(algebra: Algebra, { name, operands: [sum] }: CallNode): Expression | undefined {
  if (sum?.kind !== "sum" || !sum.operands.every(isNegative) || functions[name]?.parity !== "even")
    return undefined;
  return algebra.call(name, negated(algebra, sum));
}
