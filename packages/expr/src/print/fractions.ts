import {
  equalRationals,
  multiplyRationals,
  negateRational,
  one,
  type Rational,
  rational,
  reciprocal,
  signOf,
} from "../rational.ts";
import { type Formula, formula, integer } from "./formula.ts";

/** A product as a fraction: its number, and the factors above and below the line. */
export interface Fraction {
  /** Undefined where no number is written. */
  readonly coefficient: Rational | undefined;
  readonly above: readonly Formula[];
  readonly below: readonly Formula[];
}

/**
 * The fraction as a formula, its sign in front. Fractions and products that are tensors are opened, so that one line
 * and one number are left; those of scalars stay as they are.
 */
export function fractionFormula({ coefficient, above, below }: Fraction): Formula {
  const over = above.map(opened);
  const under = below.map(opened).map(inverted);
  const parts = [...over, ...under];
  return written({
    coefficient: productOfNumbers([coefficient, ...parts.map((part) => part.coefficient)]),
    above: parts.flatMap((part) => part.above),
    below: [...under.flatMap((part) => part.below), ...over.flatMap((part) => part.below)],
  });
}

/** A tensor without its scalar factors, and those. */
export function scalarsApart(tensor: Formula): { readonly scalars: Fraction; readonly core: Formula } {
  const { coefficient, above, below } = opened(tensor);
  const ofRank = (factors: readonly Formula[], isScalar: boolean) =>
    factors.filter(({ rank }) => (rank === 0) === isScalar);
  return {
    scalars: { coefficient, above: ofRank(above, true), below: ofRank(below, true) },
    core: written({ coefficient: undefined, above: ofRank(above, false), below: ofRank(below, false) }),
  };
}

/** Combines tensors by an operation that is linear in each: scalar factors are written in front of it. */
export function multilinear(
  tensors: readonly Formula[],
  combine: (cores: readonly Formula[]) => Formula,
): Formula {
  const parts = tensors.map(scalarsApart);
  return fractionFormula({
    coefficient: productOfNumbers(parts.map(({ scalars }) => scalars.coefficient)),
    above: [...parts.flatMap(({ scalars }) => scalars.above), combine(parts.map(({ core }) => core))],
    below: parts.flatMap(({ scalars }) => scalars.below),
  });
}

/** A number as digits, a fraction of digits, and a sign. */
export function numberFormula(value: Rational): Formula {
  if (signOf(value) < 0) return formula("negative", {}, [numberFormula(negateRational(value))]);
  if (value.denominator === 1) return integer(value.numerator);
  return formula("quotient", {}, [integer(value.numerator), integer(value.denominator)]);
}

/** A tensor as the fraction that it is; anything else as the only factor of one. */
function opened(factor: Formula): Fraction {
  if (factor.rank === 0 && !holdsContraction(factor))
    return { coefficient: undefined, above: [factor], below: [] };
  const isNegative = factor.kind === "negative";
  const unsigned = isNegative ? factor.operands[0]! : factor;
  const [top, bottom] = unsigned.kind === "quotient" ? unsigned.operands : [unsigned];
  const above = factorsOf(top);
  const below = factorsOf(bottom);
  const numbers = [...above.numbers, ...below.numbers.map(reciprocal), ...(isNegative ? [rational(-1)] : [])];
  return { coefficient: productOfNumbers(numbers), above: above.others, below: below.others };
}

/** Whether it is an inner product, perhaps with a sign or factors. */
function holdsContraction({ kind, operands }: Formula): boolean {
  if (kind === "product") return operands.some(holdsContraction);
  if (kind === "negative" || kind === "quotient") return holdsContraction(operands[0]!);
  return kind === "contract";
}

function inverted({ coefficient, above, below }: Fraction): Fraction {
  return { coefficient: coefficient && reciprocal(coefficient), above: below, below: above };
}

/** The numbers but 0, which has no reciprocal, and the other factors. A 1 that only holds its place is neither. */
function factorsOf(part: Formula | undefined): {
  readonly numbers: readonly Rational[];
  readonly others: readonly Formula[];
} {
  const factors = part?.kind === "product" ? part.operands : part === undefined ? [] : [part];
  const values = factors.map(valueOf);
  return {
    numbers: values.filter((value) => value !== undefined && !equalRationals(value, one)) as Rational[],
    others: factors.filter((_, k) => values[k] === undefined),
  };
}

function valueOf(node: Formula): Rational | undefined {
  return node.kind === "integer" && node.digits !== "0" ? rational(BigInt(node.digits)) : undefined;
}

/** Of several numbers their product, unless it is 1. */
function productOfNumbers(numbers: readonly (Rational | undefined)[]): Rational | undefined {
  const [first, ...rest] = numbers.filter((number) => number !== undefined);
  if (first === undefined || rest.length === 0) return first;
  const all = rest.reduce(multiplyRationals, first);
  return equalRationals(all, one) ? undefined : all;
}

function written({ coefficient, above, below }: Fraction): Formula {
  const isNegative = coefficient !== undefined && signOf(coefficient) < 0;
  const [numerator, denominator] = numbersOf(
    isNegative ? negateRational(coefficient) : coefficient,
    isNegative,
    above,
  );
  const isEmpty = above.length + numerator.length === 0;
  const top = product(isEmpty ? [integer(1)] : numerator, above)!;
  const bottom = product(denominator, below);
  const quotient = bottom === undefined ? top : formula("quotient", {}, [top, bottom]);
  return isNegative ? formula("negative", {}, [quotient]) : quotient;
}

/** A coefficient above and below the line; before another number it is a factor of its own, so that both stay. */
function numbersOf(
  size: Rational | undefined,
  isNegative: boolean,
  above: readonly Formula[],
): readonly [above: readonly Formula[], below: readonly Formula[]] {
  if (size === undefined) return [[], []];
  if (above.some(isNumber)) return [[numberFormula(size)], []];
  const isWritten = size.numerator !== 1 || (size.denominator === 1 && !isNegative);
  return [
    isWritten ? [integer(size.numerator)] : [],
    size.denominator === 1 ? [] : [integer(size.denominator)],
  ];
}

/** Whether it is a number of digits, a fraction of two or the negative of one. */
function isNumber(node: Formula): boolean {
  if (node.kind === "integer") return true;
  return (node.kind === "quotient" || node.kind === "negative") && node.operands.every(isNumber);
}

/** The factors: scalars before tensors; of each numbers, then names and their powers, then all else, in the order given. */
function product(numbers: readonly Formula[], factors: readonly Formula[]): Formula | undefined {
  const ordered = factors.toSorted((a, b) => orderOf(a) - orderOf(b));
  const [first, ...rest] = [...numbers, ...ordered];
  return first === undefined || rest.length === 0 ? first : formula("product", {}, [first, ...rest]);
}

function orderOf({ kind, operands, rank }: Formula): number {
  if (kind === "integer") return 0;
  const isShort = (named: Formula["kind"] | undefined) => named !== undefined && short.has(named);
  return (isShort(kind) || (kind === "power" && isShort(operands[0]?.kind)) ? 1 : 2) + (rank > 0 ? 2 : 0);
}

const short: ReadonlySet<Formula["kind"]> = new Set(["name", "index", "constant", "element"]);
