import { makeProduct } from "../make.ts";
import type { Expression } from "../node.ts";
import { equalRationals, minusOne, multiplyRationals, one, type Rational, signOf } from "../rational.ts";
import type { Algebra } from "./algebra.ts";
import { isNegative } from "./calls.ts";
import { absorbIntoSelection } from "./conditions.ts";
import { flatten } from "./sums.ts";

/** The product with like factors collected: x^2 * x is x^3. A zero factor gives 0, whatever the others are. */
export function productOf(algebra: Algebra, factors: readonly Expression[]): Expression {
  const flat = flatten("product", factors);
  let coefficient: Rational = one;
  const exponents = new Map<Expression, Expression[]>();
  const order: Expression[] = [];
  for (const factor of flat.operands) {
    if (factor.kind === "number") {
      coefficient = multiplyRationals(coefficient, factor.value);
      continue;
    }
    const [base, exponent] = asPower(algebra, factor);
    const known = exponents.get(base);
    if (known === undefined) {
      exponents.set(base, [exponent]);
      order.push(factor);
    } else known.push(exponent);
  }
  if (signOf(coefficient) === 0) return algebra.zero;
  const collected = order.map((factor) => collectPower(algebra, factor, exponents));
  if (collected.some((factor, k) => factor !== order[k] && needsAnotherPass(factor))) {
    return productOf(algebra, [algebra.number(coefficient), ...collected]);
  }
  const kept = collected.filter((factor) => factor !== algebra.one);
  return (
    absorbIntoSelection(algebra, coefficient, kept) ?? assemble(algebra, coefficient, kept, flat.grouped)
  );
}

/** Base and exponent; exp(u) counts as e^u. */
function asPower(algebra: Algebra, factor: Expression): readonly [base: Expression, exponent: Expression] {
  if (factor.kind === "power") return factor.operands;
  if (factor.kind === "call" && factor.name === "exp") return [algebra.call("e"), factor.operands[0]!];
  return [factor, algebra.one];
}

/** The factor with the exponents of all factors of the same base. */
function collectPower(
  algebra: Algebra,
  factor: Expression,
  exponents: ReadonlyMap<Expression, readonly Expression[]>,
): Expression {
  const [base] = asPower(algebra, factor);
  const found = exponents.get(base)!;
  return found.length === 1 ? factor : algebra.power(base, algebra.sum(found));
}

function needsAnotherPass(factor: Expression): boolean {
  return factor.kind === "product" || (factor.kind === "number" && !equalRationals(factor.value, one));
}

/** The product node of a coefficient and factors that are already collected. */
export function assemble(
  algebra: Algebra,
  coefficient: Rational,
  factors: readonly Expression[],
  grouped = false,
): Expression {
  const isOne = equalRationals(coefficient, one);
  if (factors.length === 0) return algebra.number(coefficient);
  if (factors.length === 1 && isOne) return factors[0]!;
  if (factors.length === 1 && equalRationals(coefficient, minusOne) && isMostlyNegative(factors[0]!)) {
    return algebra.sum(factors[0]!.operands.map(algebra.negate));
  }
  const operands = isOne ? factors : [algebra.number(coefficient), ...factors];
  return algebra.arena.intern(makeProduct(operands, grouped));
}

/** Whether at least half the terms of a sum are negative: its negative is then no larger. */
export function isMostlyNegative(node: Expression): boolean {
  if (node.kind !== "sum" || node.grouped) return false;
  return 2 * node.operands.filter(isNegative).length >= node.operands.length;
}
