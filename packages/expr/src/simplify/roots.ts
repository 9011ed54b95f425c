import type { Algebra } from "../algebra/algebra.ts";
import { factorsOf } from "../algebra/binders.ts";
import type { Expression } from "../node.ts";
import { type Integer, type Rational, rational } from "../rational.ts";

/** The power of a square root with a number that is a square taken out: sqrt(4 x) is 2 sqrt(x). */
export function takeRoot(algebra: Algebra, factor: Expression): Expression | undefined {
  if (factor.kind !== "power") return undefined;
  const [base, exponent] = factor.operands;
  if (exponent.kind !== "number" || exponent.value.denominator !== 2) return undefined;
  const [first, ...others] = factorsOf(base);
  const root = first?.kind === "number" ? rationalRoot(first.value) : undefined;
  if (root === undefined) return undefined;
  const taken = algebra.power(algebra.number(root), algebra.multiply(2, exponent));
  return algebra.multiply(taken, algebra.power(algebra.product(others), exponent));
}

function rationalRoot({ numerator, denominator }: Rational): Rational | undefined {
  const [n, d] = [wholeRoot(numerator), wholeRoot(denominator)];
  return n === undefined || d === undefined ? undefined : rational(n, d);
}

/** The positive root of a square that is a safe integer. */
function wholeRoot(n: Integer): number | undefined {
  if (typeof n !== "number" || n <= 0) return undefined;
  const root = Math.round(Math.sqrt(n));
  return root * root === n ? root : undefined;
}
