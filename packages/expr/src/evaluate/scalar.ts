import type { Arithmetic } from "@chainrule/special";
import { isTrue } from "../functions/carrier.ts";
import { makeNumber, makePower } from "../make.ts";
import type { Expression, PowerNode, ReduceOperation } from "../node.ts";
import { isInteger, negateRational, type Rational, rational, signOf } from "../rational.ts";

/** Scalar formulas of the kinds that are no functions of the table. */

/** A product as a quotient: its value is the product of the one list over that of the other. */
export interface Quotient {
  readonly numerators: readonly Expression[];
  readonly denominators: readonly Expression[];
}

/** Powers with negative exponents, and denominators of rational numbers, are divided by. */
export function quotientOf(factors: readonly Expression[]): Quotient {
  const numerators: Expression[] = [];
  const denominators: Expression[] = [];
  for (const factor of factors) {
    if (
      factor.kind === "number" &&
      typeof factor.value.denominator === "number" &&
      !isInteger(factor.value)
    ) {
      if (factor.value.numerator !== 1) numerators.push(makeNumber(rational(factor.value.numerator)));
      denominators.push(makeNumber(rational(factor.value.denominator)));
    } else if (isReciprocal(factor)) denominators.push(...inverted(factor as PowerNode));
    else numerators.push(factor);
  }
  return { numerators, denominators };
}

/** Whether the node is a power with a negative number as its exponent. */
export function isReciprocal(node: Expression): boolean {
  return node.kind === "power" && node.operands[1].kind === "number" && signOf(node.operands[1].value) < 0;
}

/** x^-2 divides by x twice, which neither overflows nor underflows on the way. */
function inverted({ operands: [base, exponent] }: PowerNode): Expression[] {
  const positive = negateRational((exponent as Expression & { kind: "number" }).value);
  if (positive.denominator === 1 && positive.numerator === 1) return [base];
  if (positive.denominator === 1 && positive.numerator === 2) return [base, base];
  return [makePower(base, makeNumber(positive))];
}

/** Multiplies and divides values that were read in the order of the quotient's two lists. */
export function evaluateQuotient<T>(A: Arithmetic<T>, quotient: Quotient, values: readonly T[]): T {
  const count = quotient.numerators.length;
  let result = count === 0 ? A.fromNumber(1) : values[0]!;
  for (let k = 1; k < count; k++) result = A.multiply(result, values[k]!);
  for (let k = count; k < values.length; k++) result = A.divide(result, values[k]!);
  return result;
}

/** x^exponent: whole exponents by repeated multiplication, halves by square roots. */
export function rationalExponent<T>(A: Arithmetic<T>, x: T, exponent: Rational): T {
  const { numerator, denominator } = exponent;
  if (typeof numerator === "number" && denominator === 1) return A.integerPower(x, numerator);
  if (typeof numerator === "number" && denominator === 2) return A.integerPower(A.sqrt(x), numerator);
  return A.power(x, A.fromRatio(BigInt(numerator), BigInt(denominator)));
}

/** Values and conditions in turn, then the value otherwise; NaN where a condition is undecided. */
export function evaluatePiecewise<T>(A: Arithmetic<T>, operands: readonly T[]): T {
  for (let k = 0; k + 1 < operands.length; k += 2) {
    const holds = isTrue(A, operands[k + 1]!);
    if (holds === undefined) return A.fromNumber(Number.NaN);
    if (holds) return operands[k]!;
  }
  return operands[operands.length - 1]!;
}

/** The terms of a reduction combined. */
export function combine<T>(A: Arithmetic<T>, operation: ReduceOperation, terms: readonly T[]): T {
  if (terms.length === 0) return A.fromNumber(emptyValues[operation]);
  return operation === "logSumExp"
    ? logSumExp(A, terms)
    : terms.reduce((a, b) => pairwise[operation](A, a, b));
}

const emptyValues: Readonly<Record<ReduceOperation, number>> = {
  add: 0,
  multiply: 1,
  max: Number.NEGATIVE_INFINITY,
  min: Number.POSITIVE_INFINITY,
  logSumExp: Number.NEGATIVE_INFINITY,
};

const pairwise: {
  readonly [O in Exclude<ReduceOperation, "logSumExp">]: <T>(A: Arithmetic<T>, a: T, b: T) => T;
} = {
  add: (A, a, b) => A.add(a, b),
  multiply: (A, a, b) => A.multiply(a, b),
  max: (A, a, b) => keepOperand(A, A.max(a, b), A.compare(a, b), a, b),
  min: (A, a, b) => keepOperand(A, A.min(a, b), A.compare(b, a), a, b),
};

/** One of the operands itself where their order is known: comparing it with that operand then gives "equal". */
function keepOperand<T>(_: Arithmetic<T>, either: T, order: -1 | 0 | 1 | undefined, a: T, b: T): T {
  return order === undefined ? either : order < 0 ? b : a;
}

/** The largest term plus log1p of what the others add to it. */
function logSumExp<T>(A: Arithmetic<T>, terms: readonly T[]): T {
  let largest = 0;
  for (let k = 1; k < terms.length; k++)
    if (!(A.toNumber(terms[k]!) <= A.toNumber(terms[largest]!))) largest = k;
  const top = terms[largest]!;
  if (!Number.isFinite(A.toNumber(top))) return top;
  let others = A.fromNumber(0);
  for (const [k, term] of terms.entries()) {
    if (k !== largest) others = A.add(others, A.exp(A.subtract(term, top)));
  }
  return A.add(top, A.log1p(others));
}
