import { elementwise } from "../indexed.ts";
import { makeNumber, makePower, makeProduct, makeSum } from "../make.ts";
import type { Expression, NumberNode } from "../node.ts";
import {
  equalRationals,
  minusOne,
  multiplyRationals,
  negateRational,
  one,
  type Rational,
  rational,
  reciprocal,
  signOf,
} from "../rational.ts";
import { maximumDigits } from "./errors.ts";

/**
 * Sums and products as text writes them. Signs and quotients are folded into one number, so that x/2, 1/2*x and
 * 0.5*x are the same expression, and a divisor becomes factors with negated exponents.
 */

/** The sum of the terms, some of them negated; elementwise where there are tensors. */
export function sumOf(terms: readonly Expression[], negative: readonly boolean[]): Expression {
  return elementwise(terms, (scalars) =>
    makeSum(scalars.flatMap((term, k) => splice("sum", negative[k] ? negated(term) : term))),
  );
}

/** The product of the factors, some of them inverted; elementwise where there are tensors. */
export function productOf(factors: readonly Expression[], inverse: readonly boolean[]): Expression {
  return elementwise(factors, (scalars) => {
    const quotient: Quotient = { factors: [], coefficient: -1 };
    scalars.forEach((factor, k) => {
      if (inverse[k]) for (const divisor of divisorsOf(factor)) divideBy(quotient, divisor);
      else for (const part of splice("product", factor)) multiplyBy(quotient, part);
    });
    return withoutUnits(quotient.factors);
  });
}

/** Factors so far, and the place of the first number among them that is no sign, or -1. */
interface Quotient {
  readonly factors: Expression[];
  coefficient: number;
}

function multiplyBy(product: Quotient, factor: Expression): void {
  const isCoefficient = factor.kind === "number" && !isOne(factor) && !isMinusOne(factor);
  if (isCoefficient && product.coefficient < 0) product.coefficient = product.factors.length;
  product.factors.push(factor);
}

/** The product without factors of 1; those of -1 are the sign of its first number, or one factor. */
function withoutUnits(factors: readonly Expression[]): Expression {
  const kept = factors.filter((factor) => !isOne(factor) && !isMinusOne(factor));
  const isNegative = factors.filter(isMinusOne).length % 2 === 1;
  return isNegative ? negated(single(kept)) : single(kept);
}

function divideBy(product: Quotient, divisor: Expression): void {
  const coefficient = product.factors[product.coefficient] as NumberNode | undefined;
  const value = divisor.kind === "number" ? quotient(coefficient?.value ?? one, divisor.value) : undefined;
  if (value === undefined) multiplyBy(product, inverted(divisor));
  else if (coefficient === undefined) multiplyBy(product, makeNumber(value));
  else product.factors[product.coefficient] = makeNumber(value);
}

/** The negative: of a number, or of the number in a product, itself a number. */
export function negationOf(operand: Expression): Expression {
  return elementwise([operand], ([scalar]) => negated(scalar!));
}

function negated(node: Expression): Expression {
  if (node.kind === "number") return makeNumber(negateRational(node.value));
  if (node.kind !== "product" || node.grouped) return makeProduct([makeNumber(minusOne), node]);
  const at = node.operands.findIndex((operand) => operand.kind === "number");
  if (at < 0) return makeProduct([makeNumber(minusOne), ...node.operands]);
  const value = negateRational((node.operands[at] as NumberNode).value);
  return single(node.operands.with(at, makeNumber(value)).filter((operand) => !isOne(operand)));
}

/** The most factors that a divisor is opened into: nested divisors would be copied again and again. */
const mostDivisors = 100;

/** The factors of a divisor, with x in place of x^1, so that its inverse is x^-1. */
function divisorsOf(node: Expression): Expression[] {
  const found: Expression[] = [];
  const stack = [node];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (stack.length + found.length > mostDivisors) return [node];
    if (top.kind === "product" && !top.grouped)
      for (const part of top.operands.toReversed()) stack.push(part);
    else if (top.kind === "power" && isOne(top.operands[1])) stack.push(top.operands[0]);
    else found.push(top);
  }
  return found;
}

function inverted(node: Expression): Expression {
  if (node.kind !== "power" || node.operands[1].kind !== "number")
    return makePower(node, makeNumber(minusOne));
  const exponent = negateRational(node.operands[1].value);
  return equalRationals(exponent, one) ? node.operands[0] : makePower(node.operands[0], makeNumber(exponent));
}

/** a/b, unless b is 0 or the result is too long to be kept. */
function quotient(a: Rational, b: Rational): Rational | undefined {
  if (signOf(b) === 0) return undefined;
  const result = multiplyRationals(a, reciprocal(b));
  return [result.numerator, result.denominator].every((part) => part < longest && part > -longest)
    ? result
    : undefined;
}

const longest = 10n ** BigInt(maximumDigits);

function splice(kind: "sum" | "product", node: Expression): readonly Expression[] {
  return node.kind === kind && !node.grouped ? node.operands : [node];
}

function single(factors: readonly Expression[]): Expression {
  if (factors.length === 0) return makeNumber(rational(1));
  return factors.length === 1 ? factors[0]! : makeProduct(factors);
}

function isMinusOne(node: Expression): boolean {
  return node.kind === "number" && equalRationals(node.value, minusOne);
}

function isOne(node: Expression): boolean {
  return node.kind === "number" && equalRationals(node.value, one);
}
