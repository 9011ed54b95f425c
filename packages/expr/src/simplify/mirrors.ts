import type { Algebra } from "../algebra/algebra.ts";
import { factorsOf } from "../algebra/binders.ts";
import { flattenLimit } from "../algebra/sums.ts";
import type { CallNode, Expression } from "../node.ts";
import { formsBelow, normalise } from "./normalise.ts";

/**
 * The expressions with r sigmoid(u) - r sigmoid(-u), which cancels next to 0, as r tanh(u/2): what the product rule makes
 * of sigmoid(u) sigmoid(-u), the derivative of sigmoid. Sums of more than `flattenLimit` terms stay as they are: looking
 * for pairs takes the square of their number.
 */
export function withoutMirrors(algebra: Algebra, roots: readonly Expression[]): readonly Expression[] {
  if (!algebra.arena.nodes.some(mayCancel)) return roots;
  const forms = formsBelow(algebra);
  return roots.map((root) => normalise(algebra, root, joinMirrors, forms));
}

/** Whether it is a sum of two or more products of two or more sigmoids each. */
function mayCancel({ kind, operands }: Expression): boolean {
  if (kind !== "sum" || operands.length > flattenLimit) return false;
  return operands.filter((term) => sigmoidsOf(term).length > 1).length > 1;
}

/** The sigmoids that a term has as factors, or powers of. */
function sigmoidsOf(term: Expression): CallNode[] {
  return factorsOf(term)
    .map((factor) => (factor.kind === "power" ? factor.operands[0] : factor))
    .filter((base): base is CallNode => base.kind === "call" && base.name === "sigmoid");
}

/** The sum with one pair of terms joined; undefined where there is none. */
function joinMirrors(algebra: Algebra, node: Expression): Expression | undefined {
  if (!mayCancel(node)) return undefined;
  const terms: readonly Expression[] = node.operands;
  for (const term of terms) {
    for (const sigmoid of sigmoidsOf(term)) {
      const u = sigmoid.operands[0]!;
      const rest = algebra.divide(term, sigmoid);
      const other = algebra.multiply(-1, rest, algebra.call("sigmoid", algebra.negate(u)));
      if (!terms.includes(other)) continue;
      const joined = algebra.multiply(rest, algebra.call("tanh", algebra.divide(u, 2)));
      return algebra.sum([joined, ...terms.filter((each) => each !== term && each !== other)]);
    }
  }
  return undefined;
}
