import type { Expression } from "../node.ts";
import { compareRationals } from "../rational.ts";
import type { Algebra, IndexRange } from "./algebra.ts";
import { contains } from "./binders.ts";
import { isNegative } from "./calls.ts";
import { replaceIn } from "./rebuild.ts";
import { splitCoefficient } from "./sums.ts";

/**
 * The sum over an index of factors with a Kronecker delta: the other factors at the one index where the delta is 1.
 * Undefined where the delta cannot be solved for the index.
 */
export function resolveDelta(
  algebra: Algebra,
  range: IndexRange,
  delta: Expression,
  factors: readonly Expression[],
): Expression | undefined {
  const position = solve(algebra, delta, range.index);
  if (position === undefined) return undefined;
  const others = algebra.product(factors.filter((factor) => factor !== delta));
  const there = replaceIn(algebra, others, range.index, position);
  return algebra.piecewise(there, isWithin(algebra, range, position), 0);
}

/** The value of the index for which the two sides of the delta are equal, if the index has coefficient 1 or -1. */
function solve(
  algebra: Algebra,
  delta: Expression,
  index: Expression & { kind: "symbol" },
): Expression | undefined {
  const [left, right] = delta.operands;
  if (left === index && !contains(right!, index)) return right;
  if (right === index && !contains(left!, index)) return left;
  const difference = algebra.subtract(left!, right!);
  const terms = difference.kind === "sum" ? difference.operands : [difference];
  const own = terms.filter((term) => contains(term, index));
  const others = algebra.sum(terms.filter((term) => !contains(term, index)));
  const [coefficient, symbol] = own.length === 1 ? splitCoefficient(algebra, own[0]!) : [];
  if (symbol !== index || coefficient?.denominator !== 1) return undefined;
  if (coefficient.numerator === 1) return algebra.negate(others);
  return coefficient.numerator === -1 ? others : undefined;
}

/** The condition from <= position <= to, decided where the limits allow. */
function isWithin(algebra: Algebra, range: IndexRange, position: Expression): Expression {
  const known = algebra.ranges.get(position);
  const low = known?.from ?? position;
  const high = known?.to ?? position;
  const isAbove = decided(algebra, range.from, low) ?? algebra.call("lessEqual", range.from, position);
  const isBelow = decided(algebra, high, range.to) ?? algebra.call("lessEqual", position, range.to);
  return algebra.call("and", isAbove, isBelow);
}

/** 1 where a <= b for sure. */
function decided(algebra: Algebra, a: Expression, b: Expression): Expression | undefined {
  if (a === b) return algebra.one;
  if (a.kind === "number" && b.kind === "number") {
    return compareRationals(a.value, b.value) <= 0 ? algebra.one : undefined;
  }
  const difference = algebra.subtract(b, a);
  return difference.kind === "number" && !isNegative(difference) ? algebra.one : undefined;
}
