import type { Algebra } from "../algebra/algebra.ts";
import type { CallNode, Expression } from "../node.ts";

/** Exponentials, and what one of them is of the sum of several. */

/** A call of exp. */
export function isExp(node: Expression | undefined): node is CallNode {
  return node?.kind === "call" && node.name === "exp";
}

/** The arguments of exponentials. */
export function exponentsOf(terms: readonly Expression[]): Expression[] {
  return terms.map((term) => term.operands[0]!);
}

/** Up to here a share names all other parts; the size of all shares together grows with the square of it. */
const namesOthers = 16;

/**
 * exp(part) / (sum of the exponentials of all parts) = sigmoid(part - log of the others' sum), accurate next to 0 and
 * to 1; of many parts, exp(part - log of the sum).
 */
export function shareOf(algebra: Algebra, part: Expression, parts: readonly Expression[]): Expression {
  if (parts.length > namesOthers) {
    return algebra.call("exp", algebra.subtract(part, algebra.call("logaddexp", ...parts)));
  }
  const others = logSumOf(algebra, parts.toSpliced(parts.indexOf(part), 1));
  return algebra.call("sigmoid", algebra.subtract(part, others));
}

/** The logarithm of the sum of the exponentials of the parts. */
export function logSumOf(algebra: Algebra, parts: readonly Expression[]): Expression {
  const other = parts.length === 2 ? parts[1 - parts.indexOf(algebra.zero)] : undefined;
  if (other !== undefined) return algebra.call("softplus", other);
  return parts.length === 1 ? parts[0]! : algebra.call("logaddexp", ...parts);
}
