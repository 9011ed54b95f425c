import type { Algebra } from "../algebra/algebra.ts";
import { isNegative } from "../algebra/calls.ts";
import type { ElementNode, Expression, ProductNode } from "../node.ts";

/** cofactor(X)[i, j] / det(X) = inverse(X)[j, i]. */
export function joinCofactor(algebra: Algebra, { operands }: ProductNode): Expression | undefined {
  const entry = operands.find(isCofactor);
  if (entry === undefined) return undefined;
  const [call, row, column] = entry.operands as unknown as [Expression, Expression, Expression];
  const det = algebra.call("det", call.operands[0]!);
  const divisor = operands.find((factor) => isDivisor(factor, det));
  if (divisor === undefined) return undefined;
  const others = operands.filter((factor) => factor !== entry && factor !== divisor);
  const inverse = algebra.element(algebra.call("inverse", call.operands[0]!), [column, row]);
  return algebra.product([...others, algebra.multiply(divisor, det), inverse]);
}

function isCofactor(factor: Expression): factor is ElementNode {
  if (factor.kind !== "element") return false;
  const [tensor] = factor.operands;
  return tensor.kind === "call" && tensor.name === "cofactor" && tensor.operands.length === 1;
}

function isDivisor(factor: Expression, base: Expression): boolean {
  return factor.kind === "power" && factor.operands[0] === base && isNegative(factor.operands[1]);
}
