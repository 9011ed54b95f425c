import type { FunctionName } from "../functions/names.ts";
import { mapElements } from "../indexed.ts";
import { isNumber } from "../literals.ts";
import { makeCall, makeNumber, makePower, makeProduct, makeSum } from "../make.ts";
import type { Expression, NumberNode } from "../node.ts";
import {
  type Integer,
  minusOne,
  multiplyRationals,
  negateRational,
  one,
  type Rational,
  reciprocal,
  signOf,
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
  for (const operand of operands) if (operand.shape.length > 0) return mapElements(operands, combine);
  return combine(operands);
}

/** A call; of tensors, of their elements. */
export function callOf(name: FunctionName, operands: readonly Expression[]): Expression {
  return onElements(operands, (scalars) => makeCall(name, scalars));
}

/** Builds calls of a function. */
export function calling(name: FunctionName): Build {
  return (operands) => callOf(name, operands);
}

/** The sum of the terms, some of them negated; elementwise where there are tensors. */
export const sumOf: Build = (operands, { operands: written }) =>
  onElements(operands, (scalars) => {
    const terms: Expression[] = [];
    scalars.forEach((scalar, k) => {
      const term = written[k]!.inverse ? negated(scalar) : scalar;
      for (const part of partsOf("sum", term)) terms.push(part);
    });
    return makeSum(terms);
  });

/** The product of the factors, some of them inverted; elementwise where there are tensors. */
export const productOf: Build = (operands, { operands: written }) =>
  onElements(operands, (scalars) => product(scalars, (k) => written[k]!.inverse));

/** The product of two factors. */
export function timesOf(x: Expression, y: Expression): Expression {
  return onElements([x, y], (factors) => product(factors, () => false));
}

/** The quotient. */
export function quotientOf(x: Expression, y: Expression): Expression {
  return onElements([x, y], (factors) => product(factors, (k) => k === 1));
}

/** The negative: of a number, or of the number in a product, itself a number. */
export function negationOf(operand: Expression): Expression {
  return onElements([operand], ([scalar]) => negated(scalar!));
}

/** The power; with an exponent of -1 it is a quotient. */
export function powerOf(base: Expression, exponent: Expression): Expression {
  return onElements([base, exponent], ([x, y]) =>
    isNumber(y!, -1) ? product([x!], () => true) : makePower(x!, y!),
  );
}

function product(scalars: readonly Expression[], isInverse: (k: number) => boolean): Expression {
  const quotient: Quotient = { factors: [], coefficient: -1, isNegative: false };
  scalars.forEach((factor, k) => {
    if (isInverse(k)) for (const divisor of divisorsOf(factor)) divideBy(quotient, divisor);
    else for (const part of partsOf("product", factor)) multiplyBy(quotient, part);
  });
  return finished(quotient);
}

/** The operands of a sum or a product; of anything else, itself. */
export function partsOf(kind: "sum" | "product", node: Expression): readonly Expression[] {
  return node.kind === kind && !node.grouped ? node.operands : [node];
}

/** Factors so far without those of 1 and -1, the place of the first number among them or -1, and the sign. */
interface Quotient {
  readonly factors: Expression[];
  coefficient: number;
  isNegative: boolean;
}

function multiplyBy(product: Quotient, factor: Expression): void {
  if (isNumber(factor, -1)) product.isNegative = !product.isNegative;
  else if (!isNumber(factor, 1)) {
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
  const isSign = first !== undefined && isNumber(first, -1);
  const kept =
    isSign || (first !== undefined && isNumber(first, 1)) ? factors.toSpliced(coefficient, 1) : factors;
  return isNegative !== isSign ? negated(single(kept)) : single(kept);
}

function negated(node: Expression): Expression {
  if (node.kind === "number") return makeNumber(negateRational(node.value));
  const factors = partsOf("product", node);
  const at = factors.findIndex(({ kind }) => kind === "number");
  if (at < 0) return makeProduct([makeNumber(minusOne), ...factors]);
  const coefficient = makeNumber(negateRational((factors[at] as NumberNode).value));
  return single(factors.with(at, coefficient).filter((factor) => !isNumber(factor, 1)));
}

/** The most factors that a divisor is opened into: nested divisors would be copied again and again. */
const mostDivisors = 100;

/** The factors of a divisor, with x in place of x^1, so that its inverse is x^-1. */
function divisorsOf(node: Expression): readonly Expression[] {
  const found: Expression[] = [];
  const stack = [node];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (stack.length + found.length > mostDivisors) return [node];
    const parts = partsOf("product", top);
    if (parts.length > 1) for (const part of parts.toReversed()) stack.push(part);
    else if (top.kind === "power" && isNumber(top.operands[1], 1)) stack.push(top.operands[0]);
    else found.push(top);
  }
  return found;
}

/** Whether it is a negative power of something that may be 0. */
function hasPole(node: Expression): boolean {
  if (node.kind !== "power" || node.operands[1].kind !== "number") return false;
  const [base, { value }] = node.operands;
  return signOf(value) < 0 && (base.kind !== "number" || signOf(base.value) === 0);
}

/** The inverse. That of x^-1 keeps its pole, as (x^-1)^-1: a/(b/c) is undefined where c is 0, and a*c/b is not. */
function inverted(node: Expression): Expression {
  if (node.kind !== "power" || node.operands[1].kind !== "number")
    return makePower(node, makeNumber(minusOne));
  const [base, { value }] = node.operands;
  if (hasPole(node)) {
    const isTwice = hasPole(base) && isNumber(node.operands[1], -1);
    return isTwice ? base : makePower(node, makeNumber(minusOne));
  }
  const exponent = makeNumber(negateRational(value));
  return isNumber(exponent, 1) ? base : makePower(base, exponent);
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
  return factors.length > 1 ? makeProduct(factors) : (factors[0] ?? makeNumber(one));
}
