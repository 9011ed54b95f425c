import { elementwise } from "../indexed.ts";
import { makeNumber, makePower, makeProduct, makeSum } from "../make.ts";
import type { Expression, NumberNode } from "../node.ts";
import {
  type Integer,
  minusOne,
  multiplyRationals,
  negateRational,
  one,
  type Rational,
  rational,
  reciprocal,
} from "../rational.ts";
import { maximumDigits } from "./errors.ts";
import type { Build } from "./syntax.ts";

/**
 * Sums and products as text writes them. Signs and quotients are folded into one number, so that x/2, 1/2*x and
 * 0.5*x are the same expression, and a divisor becomes factors with negated exponents.
 */

type Combine = (scalars: readonly Expression[]) => Expression;

/** Combines scalars, or the elements of tensors. */
export function onElements(operands: readonly Expression[], combine: Combine): Expression {
  for (const operand of operands) if (operand.shape.length > 0) return elementwise(operands, combine);
  return combine(operands);
}

/** The sum of the terms, some of them negated; elementwise where there are tensors. */
export const sumOf: Build = (operands, { operands: written }) =>
  onElements(operands, (scalars) => {
    const terms: Expression[] = [];
    scalars.forEach((scalar, k) => {
      const term = written[k]!.inverse ? negated(scalar) : scalar;
      if (term.kind === "sum" && !term.grouped) for (const part of term.operands) terms.push(part);
      else terms.push(term);
    });
    return makeSum(terms);
  });

/** The product of the factors, some of them inverted; elementwise where there are tensors. */
export const productOf: Build = (operands, { operands: written }) =>
  onElements(operands, (scalars) => {
    const quotient: Quotient = { factors: [], coefficient: -1, isNegative: false };
    scalars.forEach((factor, k) => {
      if (written[k]!.inverse) for (const divisor of divisorsOf(factor)) divideBy(quotient, divisor);
      else if (factor.kind === "product" && !factor.grouped)
        for (const part of factor.operands) multiplyBy(quotient, part);
      else multiplyBy(quotient, factor);
    });
    return finished(quotient);
  });

/** The negative: of a number, or of the number in a product, itself a number. */
export function negationOf(operand: Expression): Expression {
  return onElements([operand], ([scalar]) => negated(scalar!));
}

/** The power; with an exponent of -1 it is a quotient. */
export function powerOf(base: Expression, exponent: Expression): Expression {
  return onElements([base, exponent], ([x, y]) => {
    if (!isMinusOne(y!)) return makePower(x!, y!);
    const quotient: Quotient = { factors: [], coefficient: -1, isNegative: false };
    for (const divisor of divisorsOf(x!)) divideBy(quotient, divisor);
    return finished(quotient);
  });
}

/** Factors so far without those of 1 and -1, the place of the first number among them or -1, and the sign. */
interface Quotient {
  readonly factors: Expression[];
  coefficient: number;
  isNegative: boolean;
}

function multiplyBy(product: Quotient, factor: Expression): void {
  if (isMinusOne(factor)) product.isNegative = !product.isNegative;
  else if (!isOne(factor)) {
    if (factor.kind === "number" && product.coefficient < 0) product.coefficient = product.factors.length;
    product.factors.push(factor);
  }
}

function divideBy(product: Quotient, divisor: Expression): void {
  const coefficient = product.factors[product.coefficient] as NumberNode | undefined;
  const value = divisor.kind === "number" ? quotient(coefficient?.value ?? one, divisor.value) : undefined;
  if (value === undefined) multiplyBy(product, inverted(divisor));
  else if (coefficient === undefined) multiplyBy(product, makeNumber(value));
  else product.factors[product.coefficient] = makeNumber(value);
}

/** The product of the factors; a sign is that of its first number, or one factor. */
function finished({ factors, coefficient, isNegative }: Quotient): Expression {
  const first = factors[coefficient];
  const isSign = first !== undefined && isMinusOne(first);
  const kept = isSign || (first !== undefined && isOne(first)) ? factors.toSpliced(coefficient, 1) : factors;
  return isNegative !== isSign ? negated(single(kept)) : single(kept);
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
function divisorsOf(node: Expression): readonly Expression[] {
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
  const exponent = makeNumber(negateRational(node.operands[1].value));
  return isOne(exponent) ? node.operands[0] : makePower(node.operands[0], exponent);
}

/** a/b, unless b is 0 or the result is too long to be kept. */
function quotient(a: Rational, b: Rational): Rational | undefined {
  if (b.numerator === 0) return undefined;
  const result = multiplyRationals(a, reciprocal(b));
  return isShort(result.numerator) && isShort(result.denominator) ? result : undefined;
}

const longest = 10n ** BigInt(maximumDigits);

function isShort(part: Integer): boolean {
  return typeof part === "number" || (part < longest && part > -longest);
}

function single(factors: readonly Expression[]): Expression {
  if (factors.length === 0) return makeNumber(rational(1));
  return factors.length === 1 ? factors[0]! : makeProduct(factors);
}

function isMinusOne(node: Expression): boolean {
  return node.kind === "number" && node.value.numerator === -1 && node.value.denominator === 1;
}

function isOne(node: Expression): boolean {
  return node.kind === "number" && node.value.numerator === 1 && node.value.denominator === 1;
}
