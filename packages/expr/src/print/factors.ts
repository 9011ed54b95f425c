import { makeNumber, makePower } from "../make.ts";
import type { Expression, NumberNode } from "../node.ts";
import { negateRational, type Rational, signOf } from "../rational.ts";
import { stretched } from "./axes.ts";
import { type Axis, covered, type Description, describeAll, type Work } from "./describe.ts";
import type { Formula } from "./formula.ts";
import { fractionFormula } from "./fractions.ts";

/** A product as a fraction: its first number, and what stands above and below the line. */
interface Quotient {
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
  const quotient = asQuotient(operands);
  const above = yield* describeAll(quotient.above, axes);
  if (above === undefined) return undefined;
  const below = yield* describeAll(quotient.below, axes);
  if (below === undefined) return undefined;
  const top = [...above, ...parts];
  const fraction = {
    coefficient: quotient.coefficient,
    above: top.map((factor) => factor.formula),
    below: below.map((factor) => factor.formula),
  };
  return { formula: fractionFormula(fraction), covers: covered([...top, ...below]) };
}

/** The same as a tensor over all the axes: repeated along those that it lacks. Of no operands, a tensor of ones. */
export function* describeOverAll(
  operands: readonly Expression[],
  axes: readonly Axis[],
): Work<Formula | undefined> {
  const described = yield* describeFactors(operands, axes);
  return described && (yield* stretched(described, axes));
}

/** Whether a node is written below the line of a fraction: not 2^-1, which is no number 1/2. */
export function isDivisor(node: Expression): boolean {
  if (node.kind !== "power" || node.operands[1].kind !== "number") return false;
  const [base, { value }] = node.operands as readonly [Expression, NumberNode];
  const isPlainNumber = base.kind === "number" && signOf(base.value) !== 0 && isMinusOne(value);
  return signOf(value) < 0 && !isPlainNumber;
}

function asQuotient(operands: readonly Expression[]): Quotient {
  const first = operands.findIndex(({ kind }) => kind === "number");
  const coefficient = operands[first] as NumberNode | undefined;
  const others = operands.filter((_, k) => k !== first);
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

function isMinusOne(value: Rational): boolean {
  return value.numerator === -1 && value.denominator === 1;
}
