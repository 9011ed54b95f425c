import { type Algebra, createAlgebra } from "../algebra/algebra.ts";
import { createArena } from "../algebra/arena.ts";
import { splitCoefficient } from "../algebra/sums.ts";
import { createAtoms } from "../algebraic/atoms.ts";
import { expandGraph } from "../algebraic/expand.ts";
import { constantValue, type Polynomial, scale, type Term } from "../algebraic/polynomial.ts";
import { domainOf } from "../differentiate/domain.ts";
import type { Budget } from "../limits.ts";
import type { Expression } from "../node.ts";
import { multiplyRationals, negateRational, reciprocal, signOf } from "../rational.ts";
import { normalise } from "../simplify/normalise.ts";
import { postorder, rebuild } from "../traverse.ts";
import { negative } from "./arithmetic.ts";
import { difference, type Field, isNonnegative, isPositive, Unproved } from "./field.ts";
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

/** So many cases are told apart; one that must be proved counts as more. */
const mostCases = 10_000;
const priceOfProof = 150;

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
  spend(cases, 1);
  const found = firstSwitch(algebra, sides);
  if (found !== undefined) return partsOf(cases, given, found).every((part) => holds(cases, part));
  spend(cases, priceOfProof);
  const facts = positive.map((quantity) => algebra.call("less", 0, quantity));
  return proveCase(...sides, facts);
}

function spend(cases: Cases, price: number): void {
  cases.left -= price;
  if (cases.left < 0) throw new Unproved();
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
  const { algebra, field } = cases;
  const form = normalForm(field, quantity);
  const sign = signIn(field, form, given);
  if (sign !== undefined) return [decided(cases, given, form, sign)];
  const signed = (positive: Expression, known: Sign) => {
    const part = decided(cases, given, form, known);
    return { ...part, positive: [...part.positive, positive] };
  };
  const parts = [vanishing(cases, given, quantity, form)];
  if (!isNonnegative(field, negative(form))) parts.push(signed(quantity, 1));
  if (!isNonnegative(field, form)) parts.push(signed(algebra.negate(quantity), -1));
  return parts;
}

/** The sign that a quantity has everywhere in a case, as far as is known. */
function signIn(field: Field, form: Polynomial, { positive }: Case): Sign | undefined {
  const value = constantValue(form);
  if (value !== undefined) return signOf(value);
  const known = positive.map((quantity) => normalForm(field, quantity));
  if (isImplied(field, form, known)) return 1;
  if (isImplied(field, negative(form), known)) return -1;
  return form.size === 1 ? signOfTerm([...form.values()][0]!, known) : undefined;
}

/** The sign of a product of generators whose signs are known. */
function signOfTerm({ coefficient, powers }: Term, known: readonly Polynomial[]): Sign | undefined {
  let sign = signOf(coefficient);
  for (let k = 0; k < powers.length; k += 2) {
    const own = known.find((p) => p.size === 1 && p.has([powers[k], unit].join()));
    if (own === undefined || powers[k + 1]! % unit !== 0) return undefined;
    const isOdd = (powers[k + 1]! / unit) % 2 !== 0;
    if (isOdd) sign = (sign * signOf([...own.values()][0]!.coefficient)) as Sign;
  }
  return sign;
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

/** The case in which a quantity is 0, without one of its variables or terms. */
function vanishing(cases: Cases, given: Case, quantity: Expression, form: Polynomial): Case {
  const { algebra } = cases;
  const solution = solve(cases, quantity);
  if (solution === undefined) return decided(cases, given, form, 0);
  const [part, value] = solution;
  const change = (rebuilt: Expression, node: Expression) => (node === part ? value : rebuilt);
  const replaced = (e: Expression) =>
    normalise(
      algebra,
      rebuild(e, () => true, change),
      () => undefined,
    );
  const left = mapped({ ...given, positive: given.positive.map(replaced) }, replaced);
  return part.kind === "symbol" ? left : decided(cases, left, form, 0);
}

/** A term without its coefficient, and the formula of the others that it is where the quantity is 0: a variable if there is one. */
function solve({ algebra }: Cases, quantity: Expression): readonly [Expression, Expression] | undefined {
  const expanded = expandGraph(createAtoms(algebra, "equivalent", mostTerms), quantity);
  const terms = expanded.kind === "sum" ? expanded.operands : [expanded];
  const solutions = terms.flatMap((term): (readonly [Expression, Expression])[] => {
    const [coefficient, part] = splitCoefficient(algebra, term);
    if (part.kind === "number") return [];
    const others = terms.filter((other) => other !== term);
    const times = algebra.number(negateRational(reciprocal(coefficient)));
    const value = algebra.sum(others.map((other) => algebra.multiply(times, other)));
    const root = others.length === 0 ? baseOf(part) : part;
    return postorder([value]).includes(root) ? [] : [[root, value]];
  });
  return solutions.find(([part]) => part.kind === "symbol") ?? solutions[0];
}

/** Where u^n is 0 for a positive number n, u is. */
function baseOf(part: Expression): Expression {
  if (part.kind !== "power" || part.operands[1].kind !== "number") return part;
  return signOf(part.operands[1].value) > 0 ? part.operands[0] : part;
}

/** The products of terms that solving may form. */
const mostTerms = 1000;

function mapped(given: Case, change: (e: Expression) => Expression): Case {
  const [a, b] = given.sides;
  return { ...given, sides: [change(a), change(b)], domain: change(given.domain) };
}
