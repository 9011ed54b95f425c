import type { Algebra } from "../algebra/algebra.ts";
import { factorsOf } from "../algebra/binders.ts";
import { splitCoefficient } from "../algebra/sums.ts";
import type { CallNode, Expression, PowerNode } from "../node.ts";
import {
  compareRationals,
  isInteger,
  multiplyRationals,
  negateRational,
  one,
  type Rational,
  reciprocal,
  signOf,
  zero,
} from "../rational.ts";
import { hasTrait, traits } from "../traits.ts";
import { postorder } from "../traverse.ts";
import { formsBelow, normalise } from "./normalise.ts";
import { isExp } from "./shares.ts";

/**
 * The expressions without quotients of exponentials that are both infinite far out: exp(x) / (3 + exp(x))^2 is
 * 1 / ((3 + exp(x)) (1 + 3 exp(-x))), and exp(x) / (1 + exp(2 x)) is 1 / (exp(-x) + exp(x)).
 */
export function balanced(algebra: Algebra, roots: readonly Expression[]): readonly Expression[] {
  if (!roots.some((root) => hasTrait(root, traits.exponential))) return roots;
  if (!postorder(roots).some(isUnbalanced)) return roots;
  const forms = formsBelow(algebra);
  return roots.map((root) => normalise(algebra, root, balanceOnce, forms));
}

/** Whether the node divides an exponential by a power of a sum with exponentials. */
function isUnbalanced(node: Expression): boolean {
  return node.kind === "product" && node.operands.some(isExp) && node.operands.some(isDivisor);
}

function isDivisor(node: Expression): node is PowerNode {
  if (node.kind !== "power") return false;
  return hasExponentials(node.operands[0]) && exponentOf(node) !== undefined;
}

/** A sum with exponentials among its terms: infinite far out. */
export function hasExponentials(node: Expression): boolean {
  return node.kind === "sum" && node.operands.some((term) => exponentialOf(term) !== undefined);
}

function exponentialOf(term: Expression): CallNode | undefined {
  return factorsOf(term).find(isExp);
}

/** The n of a power to the -n. */
function exponentOf({ operands: [, exponent] }: PowerNode): Rational | undefined {
  return exponent.kind === "number" && signOf(exponent.value) < 0
    ? negateRational(exponent.value)
    : undefined;
}

/** The product with one quotient of exponentials balanced; undefined where there is none. */
export function balanceOnce(algebra: Algebra, node: Expression): Expression | undefined {
  if (!isUnbalanced(node)) return undefined;
  const exponential = node.operands.find(isExp)!;
  const exponent = exponential.operands[0]!;
  for (const divisor of node.operands) {
    if (!isDivisor(divisor)) continue;
    for (const part of exponent.kind === "sum" ? exponent.operands : [exponent]) {
      const taken = divide(algebra, divisor, part);
      if (taken === undefined) continue;
      const others = node.operands.filter((factor) => factor !== exponential && factor !== divisor);
      return algebra.product([...others, ...taken, algebra.call("exp", algebra.subtract(exponent, part))]);
    }
  }
  return undefined;
}

/** exp(v) base^-n: whole powers of the base times its greatest exponential's inverse, or all of it less by v/n. */
function divide(algebra: Algebra, divisor: PowerNode, v: Expression): Expression[] | undefined {
  const [base] = divisor.operands;
  const n = exponentOf(divisor)!;
  const highest = base.operands.map((term) => levelOf(algebra, term, v)).reduce(greater, zero);
  if (compareRationals(multiplyRationals(n, highest), one) < 0) return undefined;
  const lessBy = (level: Rational) => {
    const inverse = algebra.call("exp", algebra.multiply(algebra.number(negateRational(level)), v));
    return algebra.sum(base.operands.map((term) => algebra.multiply(term, inverse)));
  };
  const times = reciprocal(highest);
  if (!isInteger(times)) return [algebra.power(lessBy(reciprocal(n)), divisor.operands[1])];
  const left = algebra.add(divisor.operands[1], algebra.number(times));
  return [algebra.power(base, left), algebra.power(lessBy(highest), algebra.number(negateRational(times)))];
}

/** How many times v the exponent of a term's exponential is; 0 where there is no such number. */
function levelOf(algebra: Algebra, term: Expression, v: Expression): Rational {
  const exponential = exponentialOf(term);
  if (exponential === undefined) return zero;
  const [times, rest] = splitCoefficient(algebra, exponential.operands[0]!);
  const [ownTimes, own] = splitCoefficient(algebra, v);
  return rest === own ? multiplyRationals(times, reciprocal(ownTimes)) : zero;
}

function greater(a: Rational, b: Rational): Rational {
  return compareRationals(a, b) < 0 ? b : a;
}
