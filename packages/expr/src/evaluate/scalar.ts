import type { Arithmetic } from "@chainrule/special";
import { equal } from "../equal.ts";
import { isTrue, pick } from "../functions/carrier.ts";
import { logSumExp } from "../functions/values/logSumExp.ts";
import { isNumber } from "../literals.ts";
import { makeNumber, makePower } from "../make.ts";
import type { Expression, PowerNode, ReduceOperation } from "../node.ts";
import {
  half,
  isInteger,
  negateRational,
  type Rational,
  rational,
  rationalToNumber,
  signOf,
} from "../rational.ts";

/** Scalar formulas of the kinds that are no functions of the table. */

/** A product as a quotient: its value is the product of the one list over that of the other. */
export interface Quotient {
  readonly numerators: readonly Expression[];
  readonly denominators: readonly Expression[];
  /**
   * Numerators that win, where they are 0, over an infinite factor: b^y beside log(b), and y beside b^(y - 1), as in the
   * derivative of b^y.
   */
  readonly vanishing: readonly number[];
  /** The denominators that are norms: x/norm(x) is 0 where both are, the least of the slopes that norm has there. */
  readonly norms: readonly number[];
}

/** The quotient of a node that is a product or a reciprocal; of another node, itself over nothing. */
export function quotientOfNode(known: Map<Expression, Quotient>, node: Expression): Quotient {
  const sofar = known.get(node);
  if (sofar !== undefined) return sofar;
  const quotient = quotientOf(node.kind === "product" ? node.operands : [node]);
  known.set(node, quotient);
  return quotient;
}

/** Numerators and then denominators. */
export function partsOf(known: Map<Expression, Quotient>, node: Expression): readonly Expression[] {
  const { numerators, denominators } = quotientOfNode(known, node);
  return [...numerators, ...denominators];
}

/** Powers with negative exponents, and denominators of rational numbers, are divided by. */
function quotientOf(factors: readonly Expression[]): Quotient {
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
  const norms = denominators.flatMap((denominator, k) =>
    isNorm(denominator) ? [k + numerators.length] : [],
  );
  return { numerators, denominators, vanishing: vanishingAt(numerators), norms };
}

/** A norm, or a power of one. */
function isNorm(node: Expression): boolean {
  const base = node.kind === "power" ? node.operands[0] : node;
  return base.kind === "reduce" && base.operation === "norm";
}

function vanishingAt(numerators: readonly Expression[]): readonly number[] {
  const open = numerators.filter((factor) => factor.kind === "power" && factor.operands[1].kind !== "number");
  if (open.length === 0) return [];
  const logarithms = numerators.flatMap((factor) =>
    factor.kind === "call" && factor.name === "log" ? factor.operands : [],
  );
  return numerators.flatMap((factor, k) => {
    const isPower = open.includes(factor) && logarithms.some((logged) => equal(logged, factor.operands[0]!));
    const isExponent = open.some(({ operands }) => isLessByWhole(operands[1]!, factor));
    return isPower || isExponent ? [k] : [];
  });
}

/** Whether a = b - 1, b - 2, ... by its form. */
function isLessByWhole(a: Expression, b: Expression): boolean {
  const [rest, number] = splitNumber(a);
  const [otherRest, other] = splitNumber(b);
  const difference = other - number;
  if (!(Number.isInteger(difference) && difference > 0) || rest.length !== otherRest.length) return false;
  return rest.every((term) => otherRest.some((same) => equal(term, same)));
}

function splitNumber(node: Expression): readonly [rest: readonly Expression[], number: number] {
  const terms = node.kind === "sum" ? node.operands : [node];
  const number = terms.find((term) => term.kind === "number");
  return [terms.filter((term) => term !== number), number ? rationalToNumber(number.value) : 0];
}

/** Whether the node is the constant e. */
export function isEuler(node: Expression): boolean {
  return node.kind === "call" && node.name === "e";
}

/** Whether the node is a power with a negative number as its exponent. */
export function isReciprocal(node: Expression): boolean {
  return node.kind === "power" && node.operands[1].kind === "number" && signOf(node.operands[1].value) < 0;
}

/** x^-2 divides by x twice, and x^(-3/2) by x and its root, which neither overflows nor underflows on the way. */
function inverted({ operands: [base, exponent] }: PowerNode): Expression[] {
  const positive = negateRational((exponent as Expression & { kind: "number" }).value);
  if (positive.denominator === 1 && positive.numerator === 1) return [base];
  if (positive.denominator === 1 && positive.numerator === 2) return [base, base];
  if (positive.denominator === 2 && positive.numerator === 3)
    return [base, makePower(base, makeNumber(half))];
  return [makePower(base, makeNumber(positive))];
}

/** Multiplies and divides values that were read in the order of the quotient's two lists. */
export function evaluateQuotient<T>(A: Arithmetic<T>, quotient: Quotient, values: readonly T[]): T {
  const { numerators, vanishing, norms } = quotient;
  const count = numerators.length;
  if (norms.length > 0 && isZeroOverZero(A, norms, values, count)) return A.fromNumber(0);
  if (vanishing.some((k) => A.compare(values[k]!, A.fromNumber(0)) === 0)) return A.fromNumber(0);
  let result = count === 0 ? A.fromNumber(1) : values[0]!;
  for (let k = 1; k < count; k++) result = A.multiply(result, values[k]!);
  for (let k = count; k < values.length; k++) result = A.divide(result, values[k]!);
  return result;
}

function isZeroOverZero<T>(
  A: Arithmetic<T>,
  norms: readonly number[],
  values: readonly T[],
  numerators: number,
): boolean {
  const isZero = (x: T) => A.compare(x, A.fromNumber(0)) === 0;
  return norms.some((k) => isZero(values[k]!)) && values.slice(0, numerators).some(isZero);
}

/** x^exponent: whole exponents by repeated multiplication, halves by square roots. What is undefined has no x^0 either. */
export function rationalExponent<T>(A: Arithmetic<T>, x: T, exponent: Rational): T {
  const { numerator, denominator } = exponent;
  if (numerator === 0) return A.add(A.fromNumber(1), A.multiply(A.fromNumber(0), withinOne(A, x)));
  if (typeof numerator === "number" && denominator === 1) return A.integerPower(x, numerator);
  if (typeof numerator === "number" && denominator === 2) return A.integerPower(A.sqrt(x), numerator);
  return A.power(x, A.fromRatio(BigInt(numerator), BigInt(denominator)));
}

/** The x of (1 + x^2)^(n/2), which is that of hypot(1, x): its square may be out of range. */
export function legOf({ operands: [base, exponent] }: PowerNode): Expression | undefined {
  if (exponent.kind !== "number" || exponent.value.denominator !== 2) return undefined;
  if (base.kind !== "sum" || base.operands.length !== 2 || !base.operands.some(isOne)) return undefined;
  const square = base.operands.find((term) => term.kind === "power" && isNumber(term.operands[1], 2));
  return square?.operands[0];
}

function isOne(node: Expression): boolean {
  return isNumber(node, 1);
}

/** (1 + x^2)^(n/2). */
export function powerOfLeg<T>(A: Arithmetic<T>, x: T, exponent: Expression): T {
  const { numerator } = (exponent as Expression & { kind: "number" }).value;
  return A.integerPower(A.hypot(A.fromNumber(1), x), Number(numerator));
}

/** x^y. What is undefined has no x^0, which `Math.pow` gives NaN too. */
export function generalPower<T>(A: Arithmetic<T>, x: T, y: T): T {
  return Number.isNaN(A.toNumber(x)) ? x : A.power(x, y);
}

/** The number between -1 and 1 that is nearest to x, which is finite where x is infinite. */
function withinOne<T>(A: Arithmetic<T>, x: T): T {
  return A.max(A.fromNumber(-1), A.min(A.fromNumber(1), x));
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

/** Combines terms that come one by one. */
export interface Accumulator<T> {
  readonly add: (term: T) => void;
  /** The value of the terms so far; then it starts again. */
  readonly take: () => T;
}

/** The accumulator of a reduction. */
export function accumulator<T>(A: Arithmetic<T>, operation: ReduceOperation): Accumulator<T> {
  if (operation === "logSumExp") return collector((terms) => logSumExp(A, terms));
  if (operation === "norm") return collector((terms) => norm(A, terms));
  return cascade((a, b) => pairwise[operation](A, a, b), A.fromNumber(emptyValues[operation]));
}

/** Combines equal numbers of terms, like a binary counter, so that the rounding error grows with log n, not n. */
function cascade<T>(combine: (a: T, b: T) => T, empty: T): Accumulator<T> {
  let parts: T[] = [];
  let count = 0;
  return {
    add: (term) => {
      let carried = term;
      for (let k = count; k % 2 === 1; k = (k - 1) / 2) carried = combine(parts.pop()!, carried);
      parts.push(carried);
      count += 1;
    },
    take: () => {
      const total = parts.length === 0 ? empty : parts.reduceRight((sofar, part) => combine(part, sofar));
      parts = [];
      count = 0;
      return total;
    },
  };
}

function collector<T>(combine: (terms: readonly T[]) => T): Accumulator<T> {
  let terms: T[] = [];
  return {
    add: (term) => void terms.push(term),
    take: () => {
      const total = combine(terms);
      terms = [];
      return total;
    },
  };
}

/** Operations that combine terms two by two. */
type PairwiseOperation = Exclude<ReduceOperation, "logSumExp" | "norm">;

const emptyValues: Readonly<Record<PairwiseOperation, number>> = {
  add: 0,
  multiply: 1,
  max: Number.NEGATIVE_INFINITY,
  min: Number.POSITIVE_INFINITY,
};

const pairwise: {
  readonly [O in PairwiseOperation]: <T>(A: Arithmetic<T>, a: T, b: T) => T;
} = {
  add: (A, a, b) => A.add(a, b),
  multiply: (A, a, b) => A.multiply(a, b),
  max: (A, a, b) => pick(A, a, b, -1),
  min: (A, a, b) => pick(A, a, b, 1),
};

/** The root of the sum of squares, of terms scaled by a power of two near the largest: no square leaves the range. */
function norm<T>(A: Arithmetic<T>, terms: readonly T[]): T {
  const largest = terms.reduce((most, term) => Math.max(most, Math.abs(A.toNumber(term))), 0);
  const scale = A.fromNumber(powerOfTwoNear(largest));
  const squares = accumulator(A, "add");
  for (const term of terms) squares.add(A.integerPower(A.divide(term, scale), 2));
  return A.multiply(A.sqrt(squares.take()), scale);
}

/** 1 for what has no logarithm. Neither the power nor its inverse leaves the range. */
function powerOfTwoNear(x: number): number {
  const exponent = Math.round(Math.log2(x));
  return Number.isFinite(exponent) ? 2 ** Math.max(-1022, Math.min(1022, exponent)) : 1;
}
