import type { Algebra } from "../algebra/algebra.ts";
import { baseOf, wholeExponentOf } from "../algebra/powers.ts";
import type { Expression, ProductNode } from "../node.ts";
import {
  addRationals,
  hasManyDigits,
  multiplyRationals,
  negateRational,
  one,
  type Rational,
  rational,
  reciprocal,
  signOf,
  zero,
} from "../rational.ts";

/** A polynomial in one base: its coefficients, the constant first, the last one not 0. */
export type Polynomial = readonly Rational[];

/** Polynomials of higher degrees are not divided, and sums that are nested deeper not read. */
const degreeLimit = 16;
const depthLimit = 8;

/**
 * The product with what a sum above the line and one under it have in common divided out of both: (x^3 + 1)/(x + 1) is
 * x^2 - x + 1, and (x^2 - 1)/(x^2 + 2 x + 1) is (x - 1)/(x + 1).
 */
export function divideOut(algebra: Algebra, node: ProductNode): Expression | undefined {
  if (node.grouped) return undefined;
  const parts = node.operands.map(asPower);
  for (const under of parts) {
    const variable = under.exponent < 0 ? onlyBase(under.base) : undefined;
    if (variable === undefined) continue;
    for (const above of parts) {
      const isSum = above.exponent > 0 && above.base.kind === "sum";
      if (!isSum || !mayDivide(variable, above.base, under.base)) continue;
      const [dividend, divisor] = [read(variable, above.base), read(variable, under.base)];
      const common = dividend && divisor && commonFactor(dividend, divisor);
      if (common === undefined || common.length < 2 || divisor!.length === 0) continue;
      const turned = scaled(common, rational(signOf(divisor!.at(-1)!)));
      const quotients = [dividend!, divisor!].map((each) =>
        written(algebra, variable, divided(each, turned).quotient),
      );
      const [over, below] = quotients as [Expression, Expression];
      const times = Math.min(above.exponent, -under.exponent);
      const left = [algebra.divide(over, above.base), algebra.divide(under.base, below)];
      return algebra.product([...node.operands, ...left.map((each) => algebra.power(each, times))]);
    }
  }
  return undefined;
}

/** Base and whole exponent of a factor; 0 stands for an exponent that is none. */
function asPower(factor: Expression): { readonly base: Expression; readonly exponent: number } {
  return { base: baseOf(factor), exponent: wholeExponentOf(factor) };
}

/** The only base of the powers in a sum of products, which may have sums as factors. */
export function onlyBase(sum: Expression): Expression | undefined {
  if (sum.kind !== "sum") return undefined;
  const bases = new Set<Expression>();
  addBases(bases, sum, 0);
  const [first] = bases;
  return bases.size === 1 ? first : undefined;
}

function addBases(bases: Set<Expression>, node: Expression, depth: number): void {
  const base = baseOf(node);
  const isInside = (base.kind === "sum" || base.kind === "product") && !base.grouped && depth <= depthLimit;
  if (base.kind === "number" || bases.size > 1) return;
  if (!isInside || base.operands.length > degreeLimit) bases.add(base);
  else for (const operand of base.operands) addBases(bases, operand, depth + 1);
}

/**
 * A quick look: of whole coefficients, what two polynomials have in common is in their values too, and is no small number
 * at the point, but where the point is about a root.
 */
export function mayDivide(variable: Expression, dividend: Expression, divisor: Expression): boolean {
  const [above, under] = [valueAt(variable, dividend), valueAt(variable, divisor)];
  if (!Number.isSafeInteger(above) || !Number.isSafeInteger(under)) return true;
  return greatestDivisor(Math.abs(above), Math.abs(under)) >= point / 10;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

/** Where polynomials are looked at: a prime. */
const point = 1009;

/** The value at the point; NaN where the node is no small polynomial in the variable. */
function valueAt(variable: Expression, node: Expression, depth = 0): number {
  if (node === variable) return point;
  if (node.kind === "number") return Number(node.value.numerator) / Number(node.value.denominator);
  if (depth > depthLimit || node.operands.length > degreeLimit) return Number.NaN;
  if (node.kind === "power") {
    const { base, exponent } = asPower(node);
    return exponent > 0 ? valueAt(variable, base, depth + 1) ** exponent : Number.NaN;
  }
  if (node.kind !== "sum" && node.kind !== "product") return Number.NaN;
  let value = node.kind === "sum" ? 0 : 1;
  for (const operand of node.operands) {
    const next = valueAt(variable, operand, depth + 1);
    value = node.kind === "sum" ? value + next : value * next;
  }
  return value;
}

/** The polynomial that a node is in the variable; undefined where it is none, or a large one. */
export function read(variable: Expression, node: Expression, depth = 0): Polynomial | undefined {
  if (node === variable) return [zero, one];
  if (node.kind === "number" && hasManyDigits(node.value)) return undefined;
  if (node.kind === "number") return signOf(node.value) === 0 ? [] : [node.value];
  if (depth > depthLimit || node.operands.length > degreeLimit) return undefined;
  if (node.kind === "sum") return combined(variable, node.operands, depth, plus, []);
  if (node.kind === "product") return combined(variable, node.operands, depth, times, [one]);
  const { base, exponent } = asPower(node);
  if (node.kind !== "power" || exponent < 2 || exponent > degreeLimit) return undefined;
  return combined(variable, new Array(exponent).fill(base), depth, times, [one]);
}

type Combination = (p: Polynomial, q: Polynomial) => Polynomial;

function combined(
  variable: Expression,
  nodes: readonly Expression[],
  depth: number,
  combine: Combination,
  start: Polynomial,
): Polynomial | undefined {
  let result = start;
  for (const node of nodes) {
    const next = read(variable, node, depth + 1);
    if (next === undefined || result.length > degreeLimit) return undefined;
    result = combine(result, next);
  }
  return result;
}

function plus(p: Polynomial, q: Polynomial): Polynomial {
  const length = Math.max(p.length, q.length);
  return trimmed(Array.from({ length }, (_, k) => addRationals(p[k] ?? zero, q[k] ?? zero)));
}

function times(p: Polynomial, q: Polynomial): Polynomial {
  return q.reduce((sofar: Polynomial, factor, shift) => plus(sofar, scaled(p, factor, shift)), []);
}

/** p times factor x^shift. */
function scaled(p: Polynomial, factor: Rational, shift = 0): Polynomial {
  const zeros = new Array<Rational>(shift).fill(zero);
  return trimmed([...zeros, ...p.map((coefficient) => multiplyRationals(coefficient, factor))]);
}

function trimmed(p: Polynomial): Polynomial {
  return p.slice(0, p.findLastIndex((coefficient) => signOf(coefficient) !== 0) + 1);
}

/** The polynomial of the highest degree that divides both, with 1 as the coefficient of its highest power. */
function commonFactor(p: Polynomial, q: Polynomial): Polynomial {
  let [a, b] = [p, q];
  while (b.length > 0) [a, b] = [b, monic(divided(a, b).remainder)];
  return monic(a);
}

function monic(p: Polynomial): Polynomial {
  return p.length === 0 ? p : scaled(p, reciprocal(p.at(-1)!));
}

/** Quotient and remainder of a division. */
export function divided(
  dividend: Polynomial,
  divisor: Polynomial,
): { quotient: Polynomial; remainder: Polynomial } {
  const leading = reciprocal(divisor.at(-1)!);
  let remainder = dividend;
  let quotient: Polynomial = [];
  while (remainder.length >= divisor.length) {
    const factor = multiplyRationals(remainder.at(-1)!, leading);
    const shift = remainder.length - divisor.length;
    quotient = plus(quotient, scaled([one], factor, shift));
    remainder = plus(remainder, scaled(divisor, negateRational(factor), shift));
  }
  return { quotient, remainder };
}

/** The polynomial as an expression. */
export function written(algebra: Algebra, variable: Expression, p: Polynomial): Expression {
  const terms = p.map((coefficient, k) =>
    algebra.multiply(algebra.number(coefficient), algebra.power(variable, k)),
  );
  return algebra.sum(terms.reverse());
}
