import type { Algebra } from "../algebra/algebra.ts";
import { factorsOf } from "../algebra/binders.ts";
import { wholeExponentOf } from "../algebra/powers.ts";
import { flattenLimit } from "../algebra/sums.ts";
import type { Expression, PowerNode, ProductNode, SumNode } from "../node.ts";

/** What is multiplied out. */
interface Way {
  readonly isChosen: (term: Expression) => boolean;
  readonly factorsIn: (term: Expression) => readonly Expression[];
}

const products: Way = { isChosen: hasSumFactor, factorsIn: factorsOf };

const numbers: Way = {
  isChosen: (term) => hasSumFactor(term) && isNumberTimesOne(term),
  factorsIn: factorsOf,
};

const powers: Way = {
  isChosen: (term) => hasSumFactor(term) || hasPowerOfSum(term),
  factorsIn: (term) => factorsOf(term).flatMap(repeated),
};

/** The sum with products of sums multiplied out; undefined where there are none, or too many terms would come of it. */
export function expandSum(algebra: Algebra, node: SumNode): Expression | undefined {
  return expandTerms(algebra, products, node);
}

/** The sum with only numbers multiplied into sums, so that `3*x - 2*(x + y)` meets its own terms. */
export function distributeNumbers(algebra: Algebra, node: SumNode): Expression | undefined {
  return expandTerms(algebra, numbers, node);
}

/** The sum with low powers of sums multiplied out too, so that (x + 1)^2 - x^2 is 2 x + 1. */
export function expandPowers(algebra: Algebra, node: SumNode): Expression | undefined {
  return expandTerms(algebra, powers, node);
}

/** The product with its sums multiplied out; itself, where there are too many terms. */
export function expandProduct(algebra: Algebra, { operands }: ProductNode): Expression {
  return algebra.sum(multiplyOut(algebra, operands));
}

/** Terms that are chosen are multiplied out, and what comes of them too. */
function expandTerms(algebra: Algebra, way: Way, node: SumNode): Expression | undefined {
  const { isChosen, factorsIn } = way;
  if (!node.operands.some(isChosen) || isTooLong(way, node)) return undefined;
  const terms: Expression[] = [];
  const pending = [...node.operands].reverse();
  for (let steps = 0; pending.length > 0; steps++) {
    const term = pending.pop()!;
    if (steps > flattenLimit || terms.length + pending.length > flattenLimit) return undefined;
    const expanded = isChosen(term) ? multiplyOut(algebra, factorsIn(term)) : [term];
    if (expanded.length > 1) pending.push(...expanded.toReversed());
    else terms.push(...expanded);
  }
  return algebra.sum(terms);
}

/** A look before anything is made: whether too many terms come even of one sum of each product. */
function isTooLong({ isChosen, factorsIn }: Way, { operands }: SumNode): boolean {
  const pending = [...operands];
  for (let count = 0; pending.length > 0; ) {
    const term = pending.pop()!;
    if (count + pending.length > flattenLimit) return true;
    const sum = isChosen(term) ? factorsIn(term).find(isPlainSum) : undefined;
    if (sum === undefined) count += 1;
    else pending.push(...sum.operands);
  }
  return false;
}

function isNumberTimesOne(term: Expression): boolean {
  return factorsOf(term).filter((factor) => factor.kind !== "number").length === 1;
}

/** Whether the term is a product with a sum among its factors. */
export function hasSumFactor(term: Expression): boolean {
  return term.kind === "product" && term.operands.some(isPlainSum);
}

/** Whether the term has a factor that is a low power of a sum. */
export function hasPowerOfSum(term: Expression): boolean {
  return factorsOf(term).some(isPowerOfSum);
}

function isPowerOfSum(factor: Expression): factor is PowerNode {
  if (factor.kind !== "power" || !isPlainSum(factor.operands[0])) return false;
  const times = wholeExponentOf(factor);
  return times > 1 && times <= highestPower;
}

/** A low power of a sum as that sum, several times; else the factor itself. */
function repeated(factor: Expression): readonly Expression[] {
  return isPowerOfSum(factor) ? new Array(wholeExponentOf(factor)).fill(factor.operands[0]) : [factor];
}

const highestPower = 4;

function isPlainSum(node: Expression): boolean {
  return node.kind === "sum" && !node.grouped;
}

function multiplyOut(algebra: Algebra, factors: readonly Expression[]): Expression[] {
  let terms: Expression[] = [algebra.one];
  for (const factor of factors) {
    const choices = isPlainSum(factor) ? factor.operands : [factor];
    if (terms.length * choices.length > flattenLimit) return [algebra.product(factors)];
    terms = terms.flatMap((term) => choices.map((choice) => algebra.multiply(term, choice)));
  }
  return terms;
}
