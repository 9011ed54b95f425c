import { type Algebra, createAlgebra } from "../algebra/algebra.ts";
import { createArena } from "../algebra/arena.ts";
import { createAtoms } from "../algebraic/atoms.ts";
import { expandGraph } from "../algebraic/expand.ts";
import { constantValue, type Polynomial, scale } from "../algebraic/polynomial.ts";
import { domainOf } from "../differentiate/domain.ts";
import type { Budget } from "../limits.ts";
import type { Expression, SymbolNode } from "../node.ts";
import { multiplyRationals, negateRational, reciprocal, signOf } from "../rational.ts";
import { normalise } from "../simplify/normalise.ts";
import { freeSymbols, substitute } from "../substitute.ts";
import { postorder } from "../traverse.ts";
import { negative } from "./arithmetic.ts";
import { difference, type Field, isPositive, Unproved } from "./field.ts";
import { normalForm } from "./normalForm.ts";
import { ratio } from "./powers.ts";
import { createField } from "./relations.ts";
import { type Sign, type SwitchNode, switchOf } from "./switches.ts";
import { unit } from "./unity.ts";

/** A part of the space of the variables, and what is to be proved there. */
interface Case {
  readonly sides: readonly [Expression, Expression];
  /** Where both sides are defined. */
  readonly domain: Expression;
  /** Quantities that are positive. */
  readonly positive: readonly Expression[];
}

/** A proof of one case that has no switches. */
type ProveCase = (a: Expression, b: Expression, facts: readonly Expression[]) => boolean;

/** What all cases share. */
interface Cases {
  readonly algebra: Algebra;
  readonly field: Field;
  readonly proveCase: ProveCase;
  left: number;
}

/** So many cases are told apart. */
const mostCases = 60;

/**
 * Whether two scalars are equal for every sign of the quantities by which conditions, absolute values, maxima and the like
 * choose their formula, wherever both are defined. Where a quantity is 0, a variable is eliminated by that, if it can be.
 */
export function holdsInCases(a: Expression, b: Expression, budget: Budget, proveCase: ProveCase): boolean {
  const algebra = createAlgebra(createArena(budget));
  const canonical = (e: Expression) => normalise(algebra, e, () => undefined);
  const sides = [canonical(a), canonical(b)] as const;
  if (a.shape.length > 0 || firstSwitch(algebra, sides) === undefined) return false;
  const domain = canonical(algebra.call("and", canonical(domainOf(a)), canonical(domainOf(b))));
  const cases: Cases = { algebra, field: createField(algebra.arena, budget), proveCase, left: mostCases };
  return holds(cases, { sides, domain, positive: [] });
}

/** Splits at the innermost switch, until there are none. */
function holds(cases: Cases, given: Case): boolean {
  const { algebra, proveCase } = cases;
  const { sides, domain, positive } = given;
  if (domain === algebra.zero || sides[0] === sides[1]) return true;
  const found = firstSwitch(algebra, sides);
  if (found !== undefined) return partsOf(cases, given, found).every((part) => holds(cases, part));
  cases.left -= 1;
  if (cases.left < 0) throw new Unproved();
  const facts = positive.map((quantity) => algebra.call("less", 0, quantity));
  return proveCase(...sides, facts);
}

function firstSwitch(algebra: Algebra, sides: Case["sides"]): SwitchNode | undefined {
  for (const node of postorder(sides)) {
    const found = switchOf(algebra, node);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The cases of the signs that a switch's quantity can have. */
function partsOf(cases: Cases, given: Case, { quantity }: SwitchNode): Case[] {
  const form = normalForm(cases.field, quantity);
  const sign = signIn(cases.field, form, given);
  if (sign !== undefined) return [decided(cases, given, form, sign)];
  const signed = (positive: Expression, known: Sign) => {
    const part = decided(cases, given, form, known);
    return { ...part, positive: [...part.positive, positive] };
  };
  return [
    signed(cases.algebra.negate(quantity), -1),
    signed(quantity, 1),
    vanishing(cases, given, quantity, form),
  ];
}

/** The sign that a quantity has everywhere in a case, as far as is known. */
function signIn(field: Field, form: Polynomial, { positive }: Case): Sign | undefined {
  const value = constantValue(form);
  if (value !== undefined) return signOf(value);
  const known = positive.map((quantity) => normalForm(field, quantity));
  if (isImplied(field, form, known)) return 1;
  return isImplied(field, negative(form), known) ? -1 : undefined;
}

/** So many quantities are added up. */
const mostParts = 3;

/** Whether a quantity is positive as a sum of positive multiples of those that are, and of what is positive by its form. */
function isImplied(field: Field, form: Polynomial, known: readonly Polynomial[], parts = mostParts): boolean {
  if (isPositive(field, form)) return true;
  if (parts === 0) return false;
  return known.some((other) =>
    [...other].some(([key, { coefficient }]) => {
      const own = form.get(key)?.coefficient;
      if (own === undefined || signOf(own) !== signOf(coefficient)) return false;
      const times = multiplyRationals(own, reciprocal(coefficient));
      const rest = difference(field, form, scale(other, times));
      return rest.size === 0 || isImplied(field, rest, known, parts - 1);
    }),
  );
}

/** The case with every switch of the quantity, or of a multiple of it, replaced. */
function decided({ algebra, field }: Cases, given: Case, form: Polynomial, sign: Sign): Case {
  const step = (_: Algebra, node: Expression) => {
    const found = switchOf(algebra, node);
    const own = found && signBeside(field, normalForm(field, found.quantity), form, sign);
    return own === undefined ? undefined : found!.at(own);
  };
  return mapped(given, (e) => normalise(algebra, e, step));
}

/** The sign of a quantity where that of another one is known. */
function signBeside(field: Field, own: Polynomial, form: Polynomial, sign: Sign): Sign | undefined {
  const value = constantValue(own);
  if (value !== undefined) return signOf(value);
  const times = form.size === 0 ? 0 : signOf(ratio(field, own, form));
  return times === 0 ? undefined : ((times * sign) as Sign);
}

/** The case in which a quantity is 0, without one of its variables. */
function vanishing(cases: Cases, given: Case, quantity: Expression, form: Polynomial): Case {
  const { algebra } = cases;
  const solution = solve(cases, quantity, form);
  if (solution === undefined) return decided(cases, given, form, 0);
  const replaced = (e: Expression) => normalise(algebra, substitute(e, solution), () => undefined);
  return mapped({ ...given, positive: given.positive.map(replaced) }, replaced);
}

/** A variable that is a formula of the others where the quantity is 0. */
function solve(
  { algebra, field }: Cases,
  quantity: Expression,
  form: Polynomial,
): Map<string, Expression> | undefined {
  for (const { coefficient, powers } of form.values()) {
    const symbol = powers.length === 2 && powers[1] === unit ? symbolOf(field, powers[0]!) : undefined;
    if (symbol === undefined) continue;
    const others = algebra.multiply(quantity, algebra.number(negateRational(reciprocal(coefficient))));
    const atoms = createAtoms(algebra, "equivalent", mostTerms);
    const value = expandGraph(atoms, algebra.add(symbol, others));
    if (!freeSymbols(value).some(({ name }) => name === symbol.name)) return new Map([[symbol.name, value]]);
  }
  return undefined;
}

/** The products of terms that solving may form. */
const mostTerms = 1000;

function mapped(given: Case, change: (e: Expression) => Expression): Case {
  const [a, b] = given.sides;
  return { ...given, sides: [change(a), change(b)], domain: change(given.domain) };
}

function symbolOf(field: Field, generator: number): SymbolNode | undefined {
  const [node] = [...field.byNode].find(([, known]) => known === generator) ?? [];
  return node?.kind === "symbol" ? node : undefined;
}
