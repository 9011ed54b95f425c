import { makeNumber, makePower } from "../make.ts";
import type { Expression, NumberNode } from "../node.ts";
import { negateRational, type Rational, signOf } from "../rational.ts";
import { type Axis, covered, type Description, describeAll, type Work } from "./describe.ts";
import { type Formula, formula, integer, productOf } from "./formula.ts";

/** A product as a fraction: its sign, its first number, and what stands above and below the line. */
interface Fraction {
  readonly coefficient: Rational | undefined;
  readonly above: readonly Expression[];
  readonly below: readonly Expression[];
}

/**
 * The product of the operands and of parts that are described already, element by element: one fraction with its sign
 * in front.
 */
export function* describeFactors(
  operands: readonly Expression[],
  axes: readonly Axis[],
  parts: readonly Description[] = [],
): Work<Description | undefined> {
  const fraction = asFraction(operands);
  const above = yield* describeAll(fraction.above, axes);
  if (above === undefined) return undefined;
  const below = yield* describeAll(fraction.below, axes);
  if (below === undefined) return undefined;
  const top = [...above, ...parts];
  return { formula: assemble(fraction, top, below), covers: covered([...top, ...below]) };
}

/** Whether a node is written below the line of a fraction: not 2^-1, which is no number 1/2. */
export function isDivisor(node: Expression): boolean {
  if (node.kind !== "power" || node.operands[1].kind !== "number") return false;
  const [base, { value }] = node.operands as readonly [Expression, NumberNode];
  const isPlainNumber = base.kind === "number" && signOf(base.value) !== 0 && isMinusOne(value);
  return signOf(value) < 0 && !isPlainNumber;
}

/** A number as digits, a fraction of digits, and a sign. */
export function numberFormula(value: Rational): Formula {
  if (signOf(value) < 0) return formula("negative", {}, numberFormula(negateRational(value)));
  if (value.denominator === 1) return integer(value.numerator);
  return formula("quotient", {}, integer(value.numerator), integer(value.denominator));
}

function asFraction(operands: readonly Expression[]): Fraction {
  const coefficient = operands.find((operand) => operand.kind === "number");
  const others = operands.filter((operand) => operand !== coefficient);
  return {
    coefficient: coefficient?.value,
    above: others.filter((operand) => !isDivisor(operand)),
    below: others.filter(isDivisor).map(inverse),
  };
}

function inverse(node: Expression): Expression {
  const [base, exponent] = node.operands as readonly [Expression, NumberNode];
  return isMinusOne(exponent.value) ? base : makePower(base, makeNumber(negateRational(exponent.value)));
}

function assemble(fraction: Fraction, above: readonly Description[], below: readonly Description[]): Formula {
  const { numerator, denominator } = fraction.coefficient ?? { numerator: 1, denominator: 1 };
  const isNegative = numerator < 0;
  const size = isNegative ? -numerator : numerator;
  const showsOne = above.length === 0 || isOneWritten(fraction);
  const top = product(Number(size) === 1 && !showsOne ? [] : [integer(size)], above);
  const bottom = product(Number(denominator) === 1 ? [] : [integer(denominator)], below);
  const quotient = bottom === undefined ? top! : formula("quotient", {}, top!, bottom);
  return isNegative ? formula("negative", {}, quotient) : quotient;
}

/** A factor 1 that was written out is kept, and so is the one of -1 times another number. */
function isOneWritten({ coefficient, above }: Fraction): boolean {
  if (coefficient === undefined || coefficient.denominator !== 1) return false;
  return coefficient.numerator === 1 || above[0]?.kind === "number";
}

function product(numbers: readonly Formula[], factors: readonly Description[]): Formula | undefined {
  const formulas = [...numbers, ...factors.map((factor) => factor.formula)];
  if (formulas.length === 0) return undefined;
  return productOf(formulas, [
    ...numbers.map(() => false),
    ...factors.map(({ covers }) => covers.length > 0),
  ]);
}

function isMinusOne(value: Rational): boolean {
  return value.numerator === -1 && value.denominator === 1;
}
