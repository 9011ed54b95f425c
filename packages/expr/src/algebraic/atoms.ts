import type { Algebra } from "../algebra/algebra.ts";
import { boundOf } from "../doors.ts";
import { LimitError } from "../errors.ts";
import type { Expression } from "../node.ts";
import { isInteger } from "../rational.ts";
import { monomial, multiply, type Polynomial, type Ring, sum, type Term } from "./polynomial.ts";

/** Polynomials whose generators are expressions that are not looked into. */
export interface Atoms extends Ring {
  readonly algebra: Algebra;
  /** The number of an expression. */
  readonly generator: (atom: Expression) => number;
  /** The expression of a number. */
  readonly atom: (generator: number) => Expression;
}

/**
 * No atoms yet, and so many terms of work to spend on them.
 *
 * @throws ValueError where that is no number of at least 0.
 */
export function createAtoms(algebra: Algebra, what: string, allowed: number): Atoms {
  boundOf(allowed, "limits.terms");
  const numbers = new Map<Expression, number>();
  const list: Expression[] = [];
  let spent = 0;
  return {
    algebra,
    generator: (atom) => {
      const known = numbers.get(atom);
      if (known !== undefined) return known;
      numbers.set(atom, list.length);
      return list.push(atom) - 1;
    },
    atom: (generator) => list[generator]!,
    spend: (terms) => {
      spent += terms;
      if (spent > allowed) {
        throw new LimitError(what, "terms", spent, allowed, "Expand smaller parts, or raise limits.terms.");
      }
    },
  };
}

/** A sum of products as a polynomial in their factors: nothing is multiplied out. */
export function readTerms(atoms: Atoms, node: Expression): Polynomial {
  if (node.kind !== "sum") return readTerm(atoms, node);
  return sum(
    atoms,
    node.operands.map((term) => readTerms(atoms, term)),
  );
}

function readTerm(atoms: Atoms, node: Expression): Polynomial {
  if (node.kind === "number") return monomial([], node.value);
  if (node.kind !== "product") return readFactor(atoms, node);
  return node.operands.reduce<Polynomial>(
    (product, factor) => multiply(atoms, product, readTerm(atoms, factor)),
    monomial([]),
  );
}

function readFactor(atoms: Atoms, node: Expression): Polynomial {
  if (node.kind === "power") {
    const [base, exponent] = node.operands;
    const n = wholeExponent(exponent);
    if (n !== undefined) return monomial([atoms.generator(base), n]);
  }
  return monomial([atoms.generator(node), 1]);
}

/** The exponent as a safe integer. */
export function wholeExponent(exponent: Expression): number | undefined {
  if (exponent.kind !== "number" || !isInteger(exponent.value)) return undefined;
  return typeof exponent.value.numerator === "number" ? exponent.value.numerator : undefined;
}

/** The sum of products that a polynomial stands for. */
export function writeTerms(atoms: Atoms, p: Polynomial): Expression {
  return atoms.algebra.sum([...p.values()].map((term) => writeTerm(atoms, term)));
}

/** The product that a term stands for. */
export function writeTerm({ algebra, atom }: Atoms, { coefficient, powers }: Term): Expression {
  const factors = [algebra.number(coefficient)];
  for (let k = 0; k < powers.length; k += 2) factors.push(algebra.power(atom(powers[k]!), powers[k + 1]!));
  return algebra.product(factors);
}
