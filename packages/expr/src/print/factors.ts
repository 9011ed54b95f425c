import { makeNumber, makePower } from "../make.ts";
import type { Expression, NumberNode } from "../node.ts";
import { equalRationals, negateRational, one, type Rational, signOf } from "../rational.ts";
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
  if (signOf(value) < 0) return formula("negative", {}, [numberFormula(negateRational(value))]);
  if (value.denominator === 1) return integer(value.numerator);
  return formula("quotient", {}, [integer(value.numerator), integer(value.denominator)]);
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
  const coefficient = fraction.coefficient ?? one;
  const isNegative = signOf(coefficient) < 0;
  const [numerator, denominator] = numbersOf(
    isNegative ? negateRational(coefficient) : coefficient,
    fraction,
  );
  const line = acrossLine(above, below);
  const top = product(line.above.length + numerator.length === 0 ? [integer(1)] : numerator, line.above)!;
  const bottom = product(denominator, line.below);
  const quotient = bottom === undefined ? top : formula("quotient", {}, [top, bottom]);
  const signs = [...above, ...below].filter(isSigned).length + (isNegative ? 1 : 0);
  return signs % 2 === 1 ? formula("negative", {}, [quotient]) : quotient;
}

/** The fractions and products among tensors opened, so that one line is left. */
function acrossLine(
  above: readonly Description[],
  below: readonly Description[],
): { readonly above: readonly Description[]; readonly below: readonly Description[] } {
  const over = (factors: readonly Description[]) =>
    factors.map(unsigned).flatMap((factor) => partOf(factor, 0));
  const under = (factors: readonly Description[]) =>
    factors.map(unsigned).flatMap((factor) => partOf(factor, 1));
  return { above: [...over(above), ...under(below)], below: [...over(below), ...under(above)] };
}

/** The factors of a tensor's fraction above (0) or below (1) its line; what is no fraction is above. */
function partOf(factor: Description, side: 0 | 1): readonly Description[] {
  const { formula: whole, covers } = factor;
  const isFraction = whole.kind === "quotient" && covers.length > 0;
  if (!isFraction && side === 1) return [];
  const part = isFraction ? whole.operands[side]! : whole;
  if (part.kind === "product" && covers.length > 0) {
    return part.operands.map((operand, k) => ({ formula: operand, covers: part.tensors[k] ? covers : [] }));
  }
  return part.kind === "integer" && isFraction && part.digits === "1" ? [] : [{ formula: part, covers }];
}

/** Signs of tensors are written once, before the product. */
function isSigned({ formula: { kind }, covers }: Description): boolean {
  return kind === "negative" && covers.length > 0;
}

function unsigned(factor: Description): Description {
  return isSigned(factor) ? { ...factor, formula: factor.formula.operands[0]! } : factor;
}

/** A coefficient above and below the line; before another number it is a factor of its own, so that both stay. */
function numbersOf(size: Rational, { coefficient, above }: Fraction): [above: Formula[], below: Formula[]] {
  if (coefficient !== undefined && above.some(({ kind }) => kind === "number"))
    return [[numberFormula(size)], []];
  const isWritten = size.numerator !== 1 || (coefficient !== undefined && equalRationals(coefficient, one));
  return [
    isWritten ? [integer(size.numerator)] : [],
    size.denominator === 1 ? [] : [integer(size.denominator)],
  ];
}

/** The factors: numbers, then names and their powers, then all else, each in the order given. */
function product(numbers: readonly Formula[], factors: readonly Description[]): Formula | undefined {
  const plain = numbers.map((number): Description => ({ formula: number, covers: [] }));
  const ofRank = (rank: number) => factors.filter((factor) => rankOf(factor.formula) === rank);
  const all = [...plain, ...ofRank(0), ...ofRank(1), ...ofRank(2)];
  if (all.length === 0) return undefined;
  return productOf(
    all.map((factor) => factor.formula),
    all.map(({ covers }) => covers.length > 0),
  );
}

function rankOf({ kind, operands }: Formula): 0 | 1 | 2 {
  if (kind === "integer") return 0;
  const isShort = (named: Formula["kind"] | undefined) => named !== undefined && short.has(named);
  return isShort(kind) || (kind === "power" && isShort(operands[0]?.kind)) ? 1 : 2;
}

const short: ReadonlySet<Formula["kind"]> = new Set(["name", "index", "constant", "element"]);

function isMinusOne(value: Rational): boolean {
  return value.numerator === -1 && value.denominator === 1;
}
