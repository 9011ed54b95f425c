import type { Algebra } from "../algebra/algebra.ts";
import { isValue } from "../algebra/conditions.ts";
import { splitCoefficient } from "../algebra/sums.ts";
import type { Expression } from "../node.ts";
import type { Rational } from "../rational.ts";

/**
 * The sum with terms that ask the same conditions as one: piecewise(x, c, 0) + piecewise(0, c, y) is piecewise(x, c, y),
 * and gradients have many such. A term may leave out the last conditions of another. Undefined where no two terms agree.
 */
export function joinPieces(algebra: Algebra, terms: readonly Expression[]): Expression | undefined {
  const parts = terms.map((term) => splitCoefficient(algebra, term));
  const pieces = parts.map(([, rest]) => rest).filter(({ kind }) => kind === "piecewise");
  for (const piece of pieces.sort((a, b) => b.operands.length - a.operands.length)) {
    const alike = parts.filter(([, other]) => asksOnly(other, piece));
    if (alike.length < 2) continue;
    const joined = piece.operands.map((operand, k) => (isValue(k) ? sumAt(algebra, alike, k) : operand));
    const others = terms.filter((_, k) => !alike.includes(parts[k]!));
    return algebra.sum([...others, algebra.piecewise(...joined)]);
  }
  return undefined;
}

/** Whether the conditions are the first of those of a piecewise node. */
function asksOnly({ kind, operands }: Expression, piece: Expression): boolean {
  return kind === "piecewise" && operands.every((operand, k) => isValue(k) || operand === piece.operands[k]);
}

/** The sum of what the terms are where operand k of the longest is taken. */
function sumAt(algebra: Algebra, parts: readonly (readonly [Rational, Expression])[], k: number): Expression {
  const values = parts.map(([factor, { operands }]) =>
    algebra.multiply(algebra.number(factor), operands[k] ?? operands.at(-1)!),
  );
  return algebra.sum(values);
}
