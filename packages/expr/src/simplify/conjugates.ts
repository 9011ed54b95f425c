import type { Algebra } from "../algebra/algebra.ts";
import { factorsOf } from "../algebra/binders.ts";
import { baseOf, wholeExponentOf } from "../algebra/powers.ts";
import type { Expression, PowerNode, ProductNode, SumNode } from "../node.ts";
import { angleIdentities } from "./angles.ts";
import { isSquare } from "./completions.ts";
import { expandProduct } from "./expand.ts";
import { joinTerms } from "./sums.ts";

/** Products of a + b and a - b. Multiplied out, they lose digits where a is about b: (1 - x) (1 + x) stays unless it is of use. */

/** Factors (a + b)^n and (a - b)^n, and a^2 - b^2. */
interface Conjugates {
  readonly factors: readonly Expression[];
  readonly difference: SumNode;
  readonly exponent: Expression;
}

/** The product with (a + b)^n (a - b)^n as a power of what a^2 - b^2 is by an identity: of sines and cosines, cos(2 u). */
export function joinConjugates(algebra: Algebra, node: ProductNode): Expression | undefined {
  if (node.grouped) return undefined;
  for (const { factors, difference, exponent } of conjugatesAmong(algebra, node.operands)) {
    const joined = joinedSquares(algebra, difference);
    if (joined === undefined) continue;
    const others = node.operands.filter((each) => !factors.includes(each));
    return algebra.product([...others, algebra.power(joined, exponent)]);
  }
  return undefined;
}

/** By cos(u)^2 - sin(u)^2 = cos(2 u), or 1 - tanh(u)^2 = sech(u)^2; and 1 - sqrt(x)^2 is 1 - x. */
function joinedSquares(algebra: Algebra, difference: SumNode): Expression | undefined {
  const hasPowers = difference.operands.some((term) => factorsOf(term).some(({ kind }) => kind === "power"));
  if (!hasPowers) return difference;
  return joinTerms(algebra, difference, angleIdentities) ?? joinTerms(algebra, difference);
}

/**
 * The terms with powers of (a + b) (a - b) as powers of a^2 - b^2, and of a (b + c) as powers of a b + a c, where there are
 * such as well: those then meet.
 */
export function alikeConjugates(algebra: Algebra, terms: readonly Expression[]): Expression | undefined {
  if (countPairs(terms) < 3) return undefined;
  const bases = terms.flatMap(factorsOf).map(baseOf);
  const change = (factors: readonly Expression[]): Expression | undefined => {
    const found = conjugatesAmong(algebra, factors).find(({ difference }) => bases.includes(difference));
    if (found === undefined) return undefined;
    const others = factors.filter((each) => !found.factors.includes(each));
    return algebra.product([...others, algebra.power(found.difference, found.exponent)]);
  };
  const inside = (factor: Expression) => {
    const base = factor.kind === "power" ? factor.operands[0] : undefined;
    if (base?.kind !== "product") return undefined;
    const opened = change(base.operands) ?? openedAmong(algebra, base, bases);
    return opened && algebra.power(opened, (factor as PowerNode).operands[1]);
  };
  const changed = terms.map((term) => {
    const factors = factorsOf(term);
    return change(factors) ?? algebra.product(factors.map((factor) => inside(factor) ?? factor));
  });
  return changed.every((term, k) => term === terms[k]) ? undefined : algebra.sum(changed);
}

/** The product multiplied out, where that is one of the bases. */
function openedAmong(
  algebra: Algebra,
  product: ProductNode,
  bases: readonly Expression[],
): Expression | undefined {
  if (!mayOpen(product)) return undefined;
  const opened = expandProduct(algebra, product);
  return bases.includes(opened) ? opened : undefined;
}

/** Whether it is a short product with a sum of two terms. */
function mayOpen({ operands }: ProductNode): boolean {
  return operands.length <= mostFactors && operands.some(isPair);
}

const mostFactors = 3;

/** How many bases of factors are sums of two terms, those within products under a power twice: a quick look. */
function countPairs(terms: readonly Expression[]): number {
  let pairs = 0;
  for (const term of terms) {
    for (const factor of factorsOf(term)) {
      if (factor.kind !== "power") continue;
      const [base] = factor.operands;
      if (isPair(base)) pairs += 1;
      else if (base.kind === "product") for (const inner of base.operands) if (isPair(inner)) pairs += 2;
    }
  }
  return pairs;
}

/** The product with a + b divided out of a^2 - b^2: (x^2 - y^2)/(x - y) is x + y. */
export function divideConjugate(
  algebra: Algebra,
  { operands, grouped }: ProductNode,
): Expression | undefined {
  if (grouped) return undefined;
  for (const divisor of operands) {
    const sum = baseOf(divisor);
    if (!isPair(sum) || wholeExponentOf(divisor) >= 0) continue;
    const dividend = operands.find((each) => wholeExponentOf(each) > 0 && mayHold(baseOf(each), sum));
    const quotient = dividend && conjugateIn(algebra, baseOf(dividend), sum);
    if (quotient === undefined) continue;
    const times = Math.min(wholeExponentOf(dividend!), -wholeExponentOf(divisor));
    const divided = [algebra.power(baseOf(dividend!), -times), algebra.power(sum, times)];
    return algebra.product([...operands, ...divided, algebra.power(quotient, times)]);
  }
  return undefined;
}

/**
 * The product with a sum taken into a power of its factors: (1 - x^2)/((1 - x) (1 + x))^(3/2) is
 * 1/sqrt((1 - x) (1 + x)). Where such a power stands in another sum, each of its terms takes the first.
 */
export function meetFactors(algebra: Algebra, node: ProductNode): Expression | undefined {
  if (node.grouped) return undefined;
  for (const each of node.operands) {
    const sum = baseOf(each);
    const times = wholeExponentOf(each);
    if (!isPair(sum) || times === 0) continue;
    for (const other of node.operands) {
      const met = taken(algebra, sum, times, other);
      if (met === undefined) continue;
      return algebra.product([...node.operands.filter((factor) => factor !== each && factor !== other), met]);
    }
  }
  return undefined;
}

/** The sum, so many times, times a power of its factors; once, times a short sum with such. */
function taken(algebra: Algebra, sum: SumNode, times: number, factor: Expression): Expression | undefined {
  if (isPowerOfFactors(algebra, sum, factor)) {
    const [base, exponent] = factor.operands;
    return algebra.power(base, algebra.add(exponent, times));
  }
  if (times !== 1 || factor.kind !== "sum" || factor.operands.length > mostTerms) return undefined;
  const isMet = (term: Expression) => factorsOf(term).some((each) => isPowerOfFactors(algebra, sum, each));
  if (!factor.operands.some(isMet)) return undefined;
  return algebra.sum(
    factor.operands.map((term) => {
      const product = algebra.multiply(sum, term);
      if (product.kind !== "product") return product;
      return meetFactors(algebra, product) ?? divideConjugate(algebra, product) ?? product;
    }),
  );
}

const mostTerms = 4;

/** Whether the factor is a power of a product that is the sum, multiplied out. */
function isPowerOfFactors(algebra: Algebra, sum: SumNode, factor: Expression): factor is PowerNode {
  const base = baseOf(factor);
  return base !== factor && base.kind === "product" && mayOpen(base) && expandProduct(algebra, base) === sum;
}

/** A quick look: x^2 - 1 has a term of x - 1, but is divided as a polynomial. */
function mayHold(dividend: Expression, sum: SumNode): boolean {
  return isPair(dividend) && !dividend.operands.some((term) => sum.operands.includes(term));
}

/** The a - b of a^2 - b^2 and a + b. */
function conjugateIn(
  algebra: Algebra,
  dividend: Expression,
  { operands: [a, b] }: SumNode,
): Expression | undefined {
  const difference = algebra.subtract(algebra.power(a!, 2), algebra.power(b!, 2));
  if (dividend === difference) return algebra.subtract(a!, b!);
  return dividend === algebra.negate(difference) ? algebra.subtract(b!, a!) : undefined;
}

function conjugatesAmong(algebra: Algebra, factors: readonly Expression[]): Conjugates[] {
  const pairs = factors.filter((factor) => isPair(baseOf(factor)));
  return pairs.flatMap((first, k) =>
    pairs.slice(k + 1).flatMap((second) => {
      const exponent = exponentOf(algebra, first);
      if (exponent !== exponentOf(algebra, second)) return [];
      const [p, q] = [baseOf(first) as SumNode, baseOf(second) as SumNode];
      const difference = differenceOfSquares(algebra, p, q);
      return difference?.kind === "sum" ? [{ factors: [first, second], difference, exponent }] : [];
    }),
  );
}

function exponentOf(algebra: Algebra, factor: Expression): Expression {
  return factor.kind === "power" ? factor.operands[1] : algebra.one;
}

/** Terms with (a + b)^2 and (a - b)^2 as one with 2 a^2 + 2 b^2, or with 4 a b where their signs differ. */
export function joinSquares(algebra: Algebra, terms: readonly Expression[]): Expression | undefined {
  if (!terms.some((term) => factorsOf(term).some(isSquareOfPair))) return undefined;
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
