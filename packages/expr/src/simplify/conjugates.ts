import type { Algebra } from "../algebra/algebra.ts";
import { factorsOf } from "../algebra/binders.ts";
import type { Expression, PowerNode, ProductNode, SumNode } from "../node.ts";
import { doubleAngles } from "./angles.ts";
import { isSquare } from "./completions.ts";
import { joinTerms } from "./sums.ts";

/** Products of a + b and a - b. Multiplied out, they lose digits where a is about b: (1 - x) (1 + x) stays unless it is of use. */

/** The product with (a + b) (a - b) as what a^2 - b^2 is by an identity: of sines and cosines, cos(2 u). */
export function joinConjugates(algebra: Algebra, node: ProductNode): Expression | undefined {
  if (node.grouped) return undefined;
  const sums = node.operands.filter(isPair);
  for (const [k, first] of sums.entries()) {
    for (const second of sums.slice(k + 1)) {
      const difference = differenceOfSquares(algebra, first, second);
      const joined = difference?.kind === "sum" ? joinedSquares(algebra, difference) : undefined;
      if (joined === undefined) continue;
      return algebra.product([...node.operands.filter((each) => each !== first && each !== second), joined]);
    }
  }
  return undefined;
}

/** By cos(u)^2 - sin(u)^2 = cos(2 u), or 1 - tanh(u)^2 = sech(u)^2. */
function joinedSquares(algebra: Algebra, difference: SumNode): Expression | undefined {
  return joinTerms(algebra, difference, doubleAngles) ?? joinTerms(algebra, difference);
}

/** The terms with powers of (a + b) (a - b) as powers of a^2 - b^2, where there are such as well: those then meet. */
export function alikeConjugates(algebra: Algebra, terms: readonly Expression[]): Expression | undefined {
  const powers = terms.flatMap(factorsOf).filter((factor) => factor.kind === "power");
  for (const { operands } of powers) {
    const [product] = operands;
    if (product.kind !== "product" || product.operands.length !== 2) continue;
    const [first, second] = product.operands as readonly [Expression, Expression];
    const difference = isPair(first) && isPair(second) && differenceOfSquares(algebra, first, second);
    if (!difference || !powers.some((other) => other.operands[0] === difference)) continue;
    const isSame = (factor: Expression): factor is PowerNode =>
      factor.kind === "power" && factor.operands[0] === product;
    const alike = (factor: Expression) =>
      isSame(factor) ? algebra.power(difference, factor.operands[1]) : factor;
    return algebra.sum(terms.map((term) => algebra.product(factorsOf(term).map(alike))));
  }
  return undefined;
}

/** Terms with (a + b)^2 and (a - b)^2 as one with 2 a^2 + 2 b^2, or with 4 a b where their signs differ. */
export function joinSquares(algebra: Algebra, terms: readonly Expression[]): Expression | undefined {
  const squares = terms.flatMap((term) =>
    factorsOf(term)
      .filter(isSquareOfPair)
      .map((square) => ({ term, square })),
  );
  for (const [k, first] of squares.entries()) {
    for (const second of squares.slice(k + 1)) {
      const [p, q] = [first.square.operands[0] as SumNode, second.square.operands[0] as SumNode];
      if (differenceOfSquares(algebra, p, q) === undefined) continue;
      const [rest, other] = [first, second].map(({ term, square }) => algebra.divide(term, square));
      if (rest !== other && rest !== algebra.negate(other!)) continue;
      const joined = rest === other ? sumOfBoth(algebra, p) : algebra.multiply(4, ...p.operands);
      const others = terms.filter((term) => term !== first.term && term !== second.term);
      return algebra.sum([...others, algebra.multiply(rest!, joined)]);
    }
  }
  return undefined;
}

/** 2 a^2 + 2 b^2. */
function sumOfBoth(algebra: Algebra, { operands }: SumNode): Expression {
  return algebra.sum(operands.map((term) => algebra.multiply(2, algebra.power(term, 2))));
}

function isSquareOfPair(factor: Expression): factor is PowerNode {
  return factor.kind === "power" && isSquare(factor) && isPair(factor.operands[0]);
}

function isPair(node: Expression): node is SumNode {
  return node.kind === "sum" && !node.grouped && node.operands.length === 2;
}

/** a^2 - b^2 of the sums a + b and a - b. */
function differenceOfSquares(algebra: Algebra, first: SumNode, second: SumNode): Expression | undefined {
  for (const [k, a] of first.operands.entries()) {
    const m = second.operands.indexOf(a);
    const b = first.operands[1 - k]!;
    if (m < 0 || second.operands[1 - m] !== algebra.negate(b)) continue;
    return algebra.subtract(algebra.power(a, 2), algebra.power(b, 2));
  }
  return undefined;
}
