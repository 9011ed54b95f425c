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
import { type Formula, type FormulaOf, formula, integer } from "./formula.ts";

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
  const hasContraction = above.some(holdsContraction);
  const over = above.map((factor) => (hasContraction ? asNumber(factor) : undefined) ?? opened(factor));
  const under = below.map(opened).map(inverted);
  const parts = [...over, ...under];
  return written({
    coefficient: productOfNumbers([coefficient, ...parts.map((part) => part.coefficient)]),
    above: parts.flatMap((part) => part.above),
    below: [...under.flatMap((part) => part.below), ...over.flatMap((part) => part.below)],
  });
}

/** A tensor without its scalar factors, and those. */
function scalarsApart(tensor: Formula): { readonly scalars: Fraction; readonly core: Formula } {
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
  const [above, below] = lineOf(factor).map(factorsOf) as [Factors, Factors?];
  const sign = factor.kind === "negative" ? [minusOne] : [];
  const numbers = [...above.numbers, ...(below?.numbers ?? []).map(reciprocal), ...sign];
  return { coefficient: productOfNumbers(numbers), above: above.others, below: below?.others ?? [] };
}

/** A number as a coefficient: beside a matrix product there is only one. */
function asNumber(factor: Formula): Fraction | undefined {
  const coefficient = valueOf(factor);
  return coefficient && { coefficient, above: [], below: [] };
}

/** Whether it is a matrix product, perhaps with a sign or factors. */
function holdsContraction(node: Formula): boolean {
  const [top] = lineOf(node);
  return (top.kind === "product" ? top.operands : [top]).some(({ kind }) => kind === "contract");
}

/** What stands above and below the line, without a sign. */
function lineOf(node: Formula): readonly [top: Formula, ...bottom: Formula[]] {
  const unsigned = node.kind === "negative" ? node.operands[0]! : node;
  return unsigned.kind === "quotient" ? [unsigned.operands[0]!, unsigned.operands[1]!] : [unsigned];
}

function inverted({ coefficient, above, below }: Fraction): Fraction {
  return { coefficient: coefficient && reciprocal(coefficient), above: below, below: above };
}

/** The numbers but 0, which has no reciprocal, and the other factors. A 1 that only holds its place is neither. */
interface Factors {
  readonly numbers: readonly Rational[];
  readonly others: readonly Formula[];
}

function factorsOf(part: Formula): Factors {
  const factors = part.kind === "product" ? part.operands : [part];
  const values = factors.map(valueOf);
  return {
    numbers: values.filter((value) => value !== undefined).filter((value) => !equalRationals(value, one)),
    others: factors.filter((_, k) => values[k] === undefined),
  };
}

/** The value of a number; undefined for 0 and for what is none. */
function valueOf(node: Formula): Rational | undefined {
  if (!isNumber(node)) return undefined;
  const [numerator, denominator = 1n] = lineOf(node).map((part) =>
    BigInt((part as FormulaOf<"integer">).digits),
  );
  const value = rational(node.kind === "negative" ? -numerator! : numerator!, denominator);
  return signOf(value) === 0 ? undefined : value;
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
  const bottom = divisor(denominator, below);
  const quotient = bottom === undefined ? top : formula("quotient", {}, [top, bottom]);
  return isNegative ? formula("negative", {}, [quotient]) : quotient;
}

/** What stands below the line: with reciprocals among the factors a fraction itself, as in a/(b/c). */
function divisor(numbers: readonly Formula[], factors: readonly Formula[]): Formula | undefined {
  const reciprocals = factors.filter(isReciprocal);
  if (reciprocals.length === 0) return product(numbers, factors);
  const others = factors.filter((factor) => !isReciprocal(factor));
  const isEmpty = numbers.length + others.length === 0;
  const top = product(isEmpty ? [integer(1)] : numbers, others)!;
  const parts = reciprocals.map(({ operands }) => operands[1]!);
  return formula("quotient", {}, [top, product([], parts)!]);
}

/** Whether it is 1 over something that is no number. */
function isReciprocal(factor: Formula): boolean {
  const [top, bottom] = factor.kind === "quotient" ? factor.operands : [];
  return top?.kind === "integer" && top.digits === "1" && bottom?.kind !== "integer";
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
  return lineOf(node).every((part) => part.kind === "integer");
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
