import type { Algebra } from "../algebra/algebra.ts";
import { isValue, mapValues } from "../algebra/conditions.ts";
import { splitCoefficient } from "../algebra/sums.ts";
import type { Expression, PiecewiseNode, ProductNode } from "../node.ts";
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

/** A number times pieces, with the number inside: 2*piecewise(3*x, c, 0) is piecewise(6*x, c, 0). */
export function scalePieces(algebra: Algebra, { operands }: ProductNode): Expression | undefined {
  const [factor, piece] = operands as readonly [Expression, Expression];
  if (operands.length > 2 || factor.kind !== "number" || !isPiecewise(piece)) return undefined;
  return algebra.piecewise(...mapValues(piece, (value) => algebra.multiply(factor, value)));
}

/** A condition as the number that it is known to be, or as it stands. */
type Known = (condition: Expression) => Expression;

/**
 * The piecewise node with what its conditions settle inside its values: piecewise(a + piecewise(b, c, d), c, e) is
 * piecewise(a + b, c, e), as of second derivatives. Undefined where they settle nothing.
 */
export function settlePieces(algebra: Algebra, { operands }: PiecewiseNode): Expression | undefined {
  const settled = operands.map((operand, k) => {
    if (!isValue(k)) return operand;
    const holds = operands[k + 1];
    const failed = operands.filter((_, m) => m < k && !isValue(m));
    return settledIn(algebra, operand, (condition) => {
      if (condition === holds) return algebra.one;
      return failed.includes(condition) ? algebra.zero : condition;
    });
  });
  return settled.every((operand, k) => operand === operands[k]) ? undefined : algebra.piecewise(...settled);
}

/** The value with what is known of the conditions of its pieces: of its own, or of those that it adds or multiplies. */
function settledIn(algebra: Algebra, value: Expression, known: Known): Expression {
  if (isPiecewise(value)) return algebra.piecewise(...mapConditions(value, known));
  if ((value.kind !== "sum" && value.kind !== "product") || !value.operands.some(isPiecewise)) return value;
  const settled = value.operands.map((each) => (isPiecewise(each) ? settledIn(algebra, each, known) : each));
  if (settled.every((each, k) => each === value.operands[k])) return value;
  return value.kind === "sum" ? algebra.sum(settled) : algebra.product(settled);
}

function mapConditions({ operands }: PiecewiseNode, change: Known): Expression[] {
  return operands.map((operand, k) => (isValue(k) ? operand : change(operand)));
}

function isPiecewise(node: Expression): node is PiecewiseNode {
  return node.kind === "piecewise";
}
