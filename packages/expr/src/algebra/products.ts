import { withFirst } from "../lists.ts";
import { makeCall, makeProduct } from "../make.ts";
import type { Expression } from "../node.ts";
import { equalRationals, minusOne, multiplyRationals, one, type Rational, signOf } from "../rational.ts";
import type { Algebra } from "./algebra.ts";
import { isNegative } from "./calls.ts";
import { absorbIntoSelection } from "./conditions.ts";
import { haveDistinctKeys } from "./distinct.ts";
import { flatten } from "./sums.ts";

/** The product with like factors collected: x^2 * x is x^3. A zero factor gives 0, whatever the others are. */
export function productOf(algebra: Algebra, factors: readonly Expression[]): Expression {
  const flat = flatten("product", factors);
  let coefficient: Rational = one;
  let numbers = 0;
  for (const factor of flat.operands) {
    if (factor.kind !== "number") continue;
    numbers += 1;
    coefficient = coefficient === one ? factor.value : multiplyRationals(coefficient, factor.value);
  }
  if (signOf(coefficient) === 0) return algebra.zero;
  const others = numbers === 0 ? flat.operands : flat.operands.filter(isNoNumber);
  if (haveDistinctKeys(others, keyOfFactor)) return completed(algebra, coefficient, others, flat.grouped);
  const collected = collectFactors(algebra, others);
  if (collected.some(needsAnotherPass) || meetsOthers(collected, others)) {
    return productOf(algebra, [algebra.number(coefficient), ...collected]);
  }
  return completed(algebra, coefficient, collected, flat.grouped);
}

function completed(
  algebra: Algebra,
  coefficient: Rational,
  factors: readonly Expression[],
  grouped: boolean,
): Expression {
  return (
    absorbIntoSelection(algebra, coefficient, factors) ?? assemble(algebra, coefficient, factors, grouped)
  );
}

function isNoNumber({ kind }: Expression): boolean {
  return kind !== "number";
}

/** The same for factors of the same base; seldom for others. */
function keyOfFactor(factor: Expression): number {
  if (factor.kind === "power") return factor.operands[0].hash;
  return factor.kind === "call" && factor.name === "exp" ? euler : factor.hash;
}

const euler = makeCall("e", []).hash;

/** One factor for each base, in the order of their first occurrence. */
function collectFactors(algebra: Algebra, factors: readonly Expression[]): Expression[] {
  const groups: Group[] = [];
  const byBase = new Map<Expression, Group[]>();
  for (const factor of factors) {
    const [base, exponent] = asPower(algebra, factor);
    const known = byBase.get(base) ?? [];
    const group = known.find(({ first }) => base === first || mayMultiply(first, factor));
    if (group !== undefined) group.exponents.push(exponent);
    else {
      const added = { base, first: factor, exponents: [exponent] };
      groups.push(added);
      byBase.set(base, [...known, added]);
    }
  }
  const collected = groups.map(({ base, first, exponents }) =>
    exponents.length === 1 ? first : algebra.power(base, algebra.sum(exponents)),
  );
  return collected.filter((factor) => factor !== algebra.one);
}

/** Factors of one base. */
interface Group {
  readonly base: Expression;
  readonly first: Expression;
  readonly exponents: Expression[];
}

/** exp(x[i]) exp(x[j]) stays: its two families of values are fewer than those of exp(x[i] + x[j]). */
function mayMultiply(a: Expression, b: Expression): boolean {
  return isSubset(a.free, b.free) || isSubset(b.free, a.free);
}

function isSubset(inner: readonly number[], outer: readonly number[]): boolean {
  return inner.every((level) => outer.includes(level));
}

/** Base and exponent; exp(u) counts as e^u. */
function asPower(algebra: Algebra, factor: Expression): readonly [base: Expression, exponent: Expression] {
  if (factor.kind === "power") return factor.operands;
  if (factor.kind === "call" && factor.name === "exp") return [algebra.call("e"), factor.operands[0]!];
  return [factor, algebra.one];
}

/** Powers of one base may come to a number, or to a product that was not one factor before. */
function needsAnotherPass(factor: Expression): boolean {
  return factor.kind === "number" || (factor.kind === "product" && !factor.grouped);
}

/** A power of a power may come to one of what stands there already: (x^(3/2))^-1 is x^(-3/2), which x^(1/2) joins. */
function meetsOthers(collected: readonly Expression[], before: readonly Expression[]): boolean {
  return collected.length < before.length && !haveDistinctKeys(collected, keyOfFactor);
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
    return algebra.sum(factors[0]!.operands.map((term) => algebra.negate(term)));
  }
  const operands = isOne ? factors : withFirst(algebra.number(coefficient), factors);
  return algebra.arena.intern(makeProduct(operands, grouped));
}

/** Whether at least half the terms of a sum are negative: its negative is then no larger. */
export function isMostlyNegative(node: Expression): boolean {
  if (node.kind !== "sum" || node.grouped) return false;
  return 2 * node.operands.filter(isNegative).length >= node.operands.length;
}
