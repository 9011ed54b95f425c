import type { Algebra } from "../algebra/algebra.ts";
import { factorsOf } from "../algebra/binders.ts";
import { baseOf, wholeExponentOf } from "../algebra/powers.ts";
import type { Expression } from "../node.ts";
import { divided, divideOut, mayDivide, onlyBase, read, written } from "./division.ts";
import { expandSum } from "./expand.ts";

/** A term with a sum under the line. */
interface Fraction {
  readonly term: Expression;
  readonly under: Expression;
}

/**
 * The sum with two fractions joined, where the sum under one divides that under the other: 2 x/(x^2 - 1) - 1/(x + 1) is
 * 1/(x - 1). Undefined where there are no such two.
 */
export function joinFractions(algebra: Algebra, terms: readonly Expression[]): Expression | undefined {
  if (!hasTwoFractions(terms)) return undefined;
  const fractions = terms.flatMap((term) => fractionOf(term) ?? []);
  for (const whole of fractions) {
    for (const part of fractions) {
      const joined = joinedOver(algebra, whole, part);
      if (joined === undefined) continue;
      return algebra.sum([...terms.filter((term) => term !== whole.term && term !== part.term), joined]);
    }
  }
  return undefined;
}

/** The sum of both over what stands under the first, if that is a multiple of what stands under the second. */
function joinedOver(algebra: Algebra, whole: Fraction, part: Fraction): Expression | undefined {
  const variable = whole.under === part.under ? undefined : onlyBase(whole.under);
  if (variable === undefined || !mayDivide(variable, whole.under, part.under)) return undefined;
  const [dividend, divisor] = [read(variable, whole.under), read(variable, part.under)];
  if (dividend === undefined || divisor === undefined || divisor.length === 0) return undefined;
  const { quotient, remainder } = divided(dividend, divisor);
  if (remainder.length > 0) return undefined;
  const widened = algebra.multiply(part.term, part.under, written(algebra, variable, quotient));
  const over = algebra.add(algebra.multiply(whole.term, whole.under), widened);
  const expanded = over.kind === "sum" ? (expandSum(algebra, over) ?? over) : over;
  const joined = algebra.divide(expanded, whole.under);
  return (joined.kind === "product" ? divideOut(algebra, joined) : undefined) ?? joined;
}

function hasTwoFractions(terms: readonly Expression[]): boolean {
  let fractions = 0;
  for (const term of terms) if (factorsOf(term).some(isDivisor)) fractions += 1;
  return fractions > 1;
}

function fractionOf(term: Expression): Fraction | undefined {
  const divisor = factorsOf(term).find(isDivisor);
  return divisor && { term, under: baseOf(divisor) };
}

/** 1/(a + b). */
function isDivisor(factor: Expression): boolean {
  return baseOf(factor).kind === "sum" && wholeExponentOf(factor) === -1;
}
