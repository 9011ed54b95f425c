import type { Algebra } from "../algebra/algebra.ts";
import { factorsOf } from "../algebra/binders.ts";
import { baseOf, wholeExponentOf } from "../algebra/powers.ts";
import { isPositive } from "../differentiate/domain.ts";
import type { Expression, NumberNode, PowerNode, ProductNode } from "../node.ts";
import { type Integer, isInteger, multiplyRationals, type Rational, rational, signOf } from "../rational.ts";

/** A power that is no whole one. */
type Root = PowerNode & { readonly operands: readonly [base: Expression, exponent: NumberNode] };

function isRoot(node: Expression): node is Root {
  if (node.kind !== "power") return false;
  const [, exponent] = node.operands;
  return exponent.kind === "number" && !isInteger(exponent.value);
}

/** A root with what it need not hold taken out: sqrt(4 x) is 2 sqrt(x), sqrt(x^4) is x^2, sqrt(y exp(x)) is sqrt(y) exp(x/2). */
export function takeRoot(algebra: Algebra, factor: Expression): Expression | undefined {
  if (!isRoot(factor)) return undefined;
  const [base, exponent] = factor.operands;
  if (base.kind !== "product" && base.kind !== "power" && base.kind !== "number") return undefined;
  const factors = factorsOf(base);
  const roots = factors.map((each) => rootOf(algebra, each, exponent.value));
  if (roots.every((root) => root === undefined)) return undefined;
  const left = algebra.product(factors.filter((_, k) => roots[k] === undefined));
  return algebra.product([algebra.power(left, exponent), ...roots.filter((root) => root !== undefined)]);
}

/** A factor of the base to the exponent, if that is no root, or is positive for sure. */
function rootOf(algebra: Algebra, factor: Expression, exponent: Rational): Expression | undefined {
  if (factor.kind === "number") {
    const root = exponent.denominator === 2 ? rationalRoot(factor.value) : undefined;
    return root && algebra.power(algebra.number(root), algebra.number(multiplyRationals(exponent, two)));
  }
  const inner = wholeExponentOf(factor);
  const base = baseOf(factor);
  const product = multiplyRationals(exponent, rational(inner));
  if (inner !== 0 && (isSurelyPositive(base) || (inner % 2 === 0 && isEven(product))))
    return algebra.power(base, algebra.number(product));
  return isSurelyPositive(factor) ? algebra.power(factor, algebra.number(exponent)) : undefined;
}

function isEven(value: Rational): boolean {
  return isInteger(value) && Number(value.numerator) % 2 === 0;
}

function isSurelyPositive(node: Expression): boolean {
  return isPositive(node) || (node.kind === "call" && (node.name === "pi" || node.name === "e"));
}

/** The product with two equal roots of what is positive as one: sqrt(2) sqrt(pi) is sqrt(2 pi). */
export function joinAlike(algebra: Algebra, { operands }: ProductNode): Expression | undefined {
  const roots = operands.filter(isRoot).filter(({ operands: [base] }) => isSurelyPositive(base));
  for (const [k, first] of roots.entries()) {
    const [base, exponent] = first.operands;
    const second = roots.find((each, m) => m > k && each.operands[1] === exponent);
    if (second === undefined) continue;
    const others = operands.filter((factor) => factor !== first && factor !== second);
    return algebra.product([...others, algebra.power(algebra.multiply(base, second.operands[0]), exponent)]);
  }
  return undefined;
}

/** The product with its square roots of numbers, and its coefficient, as one root: 2/sqrt(2 x) is sqrt(2)/sqrt(x). */
export function joinNumbers(algebra: Algebra, { operands }: ProductNode): readonly Expression[] {
  if (!operands.some(isOfNumber)) return [];
  const factors = operands.flatMap((factor) => withNumberApart(algebra, factor));
  const numbers = factors.filter((factor) => factor.kind === "number" || isNumericRoot(factor));
  if (numbers.length < 2) return [];
  let square = rational(1);
  let sign = 1;
  for (const factor of numbers) {
    if (factor.kind === "number") sign *= signOf(factor.value);
    const squared = algebra.power(factor, 2);
    if (squared.kind !== "number") return [];
    square = multiplyRationals(square, squared.value);
  }
  const others = factors.filter((factor) => !numbers.includes(factor));
  return rootsOf(algebra, square).map((root) => algebra.product([algebra.number(sign), root, ...others]));
}

/** Whether it is a square root of a positive number, or of a product with one. */
function isOfNumber(factor: Expression): factor is Root {
  if (!isRoot(factor) || factor.operands[1].value.denominator !== 2) return false;
  return isPositiveNumber(factorsOf(factor.operands[0])[0]!);
}

function isNumericRoot(factor: Expression): boolean {
  return isOfNumber(factor) && factor.operands[0].kind === "number";
}

/** The square root of a positive number and others as two roots. */
function withNumberApart(algebra: Algebra, factor: Expression): readonly Expression[] {
  if (!isOfNumber(factor) || isNumericRoot(factor)) return [factor];
  const [base, exponent] = factor.operands;
  const [number, ...others] = factorsOf(base);
  return [number!, algebra.product(others)].map((each) => algebra.power(each, exponent));
}

function isPositiveNumber(node: Expression): boolean {
  return node.kind === "number" && signOf(node.value) > 0;
}

/** The square root of a number as r sqrt(n), and as r/sqrt(n). */
function rootsOf(algebra: Algebra, square: Rational): readonly Expression[] {
  const { numerator, denominator } = square;
  const under = Number(numerator) * Number(denominator);
  if (!Number.isSafeInteger(under)) return [];
  const [outside, inside] = withoutSquares(under);
  const written = (factor: Rational, power: number) =>
    algebra.multiply(algebra.number(factor), algebra.power(inside, algebra.fraction(power, 2)));
  return [written(rational(outside, denominator), 1), written(rational(outside * inside, denominator), -1)];
}

/** n = a^2 b, with squares of small primes in a. */
function withoutSquares(n: number): readonly [a: number, b: number] {
  let [outside, inside] = [1, n];
  const whole = wholeRoot(n);
  if (whole !== undefined) return [whole, 1];
  for (const prime of [2, 3, 5, 7, 11, 13]) {
    while (inside % (prime * prime) === 0) {
      outside *= prime;
      inside /= prime * prime;
    }
  }
  return [outside, inside];
}

const two = rational(2);

/** The positive root of a number that is the square of one. */
export function rationalRoot({ numerator, denominator }: Rational): Rational | undefined {
  const [n, d] = [wholeRoot(numerator), wholeRoot(denominator)];
  return n === undefined || d === undefined ? undefined : rational(n, d);
}

/** The positive root of a square that is a safe integer. */
function wholeRoot(n: Integer): number | undefined {
  if (typeof n !== "number" || n <= 0) return undefined;
  const root = Math.round(Math.sqrt(n));
  return root * root === n ? root : undefined;
}
