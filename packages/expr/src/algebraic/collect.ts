import { createAlgebra } from "../algebra/algebra.ts";
import { rebuildNode } from "../algebra/rebuild.ts";
import { asExpression } from "../atoms.ts";
import { rememberDomain } from "../differentiate/domain.ts";
import { isList, listOf } from "../doors.ts";
import type { Expression, TensorNode } from "../node.ts";
import type { ExpressionIn, VariableIn } from "../parse/variables.ts";
import { freeSymbols } from "../substitute.ts";
import { postorder } from "../traverse.ts";
import { type Atoms, readTerms, wholeExponent, writeTerm } from "./atoms.ts";
import { canonical } from "./canonical.ts";
import { atomsFor, type ExpandOptions, expandGraph } from "./expand.ts";
import { inlineElements } from "./inline.ts";
import { exponentOf, monomial, multiply, type Polynomial, type Powers, power, sum } from "./polynomial.ts";

/** The name of a variable, a symbol, or any expression such as `sin(x)`. */
type Collected = string | Expression;

/**
 * An equal expression written as a polynomial in a variable, the highest power first, with like powers collected:
 *
 *     a x + b x + x^2 c + 1  ->  c x^2 + (a + b) x + 1
 *
 * With several variables, a polynomial in all of them. Terms that are no polynomial in the variables, such as
 * `sin(x) (x + 1)`, are left alone; coefficients are not multiplied out. A tensor is collected element by element.
 *
 * @throws LimitError (`expr/limit`) where it would take more terms than allowed, ValueError (`expr/value`) for what is no expression.
 * @example
 * ```ts
 * import { collect, parse, toText } from "@chainrule/expr";
 * toText(collect(parse("(x + a)^2 + b*x"), "x")); // => "x^2 + x*(2*a + b) + a^2"
 * ```
 */
export function collect<V extends string>(
  e: ExpressionIn<V>,
  variables: VariableIn<V> | readonly VariableIn<V>[],
  options: ExpandOptions = {},
): ExpressionIn<V> {
  const whole = asExpression(e);
  const algebra = createAlgebra();
  const atoms = atomsFor(algebra, "collect", options);
  const listed: readonly Collected[] = isList(variables) ? listOf(variables, "variables") : [variables];
  const targets = listed.map((variable) => canonical(algebra, targetOf(whole, variable)));
  for (const target of targets) atoms.generator(target);
  const start = canonical(algebra, inlineElements(algebra, canonical(algebra, whole)));
  const collected =
    start.kind === "tensor" ? inTensor(atoms, start, targets) : inScalar(atoms, start, targets);
  return rememberDomain(algebra, whole, collected);
}

/** A name stands for the symbol of that name in the expression. */
function targetOf(e: Expression, variable: Collected): Expression {
  if (typeof variable !== "string") return asExpression(variable);
  return freeSymbols(e).find(({ name }) => name === variable) ?? asExpression(0);
}

function inTensor(atoms: Atoms, node: TensorNode, targets: readonly Expression[]): Expression {
  const body = inScalar(atoms, node.operands.at(-1)!, targets);
  return rebuildNode(atoms.algebra, node, [...node.operands.slice(0, -1), body]);
}

function inScalar(atoms: Atoms, e: Expression, targets: readonly Expression[]): Expression {
  const terms = e.kind === "sum" ? e.operands : [e];
  const read = polynomialsIn(atoms, terms, targets);
  const polynomials = terms.flatMap((term) => read.get(term) ?? []);
  const alone = terms.filter((term) => read.get(term) === undefined);
  return atoms.algebra.sum([...byPowers(atoms, sum(atoms, polynomials), targets), ...alone]);
}

type Reading = Map<Expression, Polynomial | undefined>;

/** The terms, and everything in them, as polynomials in the targets; undefined where something is none. */
function polynomialsIn(atoms: Atoms, terms: readonly Expression[], targets: readonly Expression[]): Reading {
  const depends = dependents(terms, targets);
  const read: Reading = new Map();
  for (const node of postorder(terms, (node) => depends.has(node) && !targets.includes(node))) {
    if (targets.includes(node)) read.set(node, monomial([atoms.generator(node), 1]));
    else if (depends.has(node)) read.set(node, polynomialOf(atoms, node, read, targets));
    else read.set(node, withoutTargets(atoms, node));
  }
  return read;
}

/** The nodes that a target occurs in. */
function dependents(terms: readonly Expression[], targets: readonly Expression[]): Set<Expression> {
  const depends = new Set<Expression>(targets);
  for (const node of postorder(terms)) {
    if (node.operands.some((operand) => depends.has(operand))) depends.add(node);
  }
  return depends;
}

/** A factor of coefficients; sums among them are not looked into. */
function withoutTargets(atoms: Atoms, node: Expression): Polynomial {
  return node.kind === "sum" ? monomial([atoms.generator(node), 1]) : readTerms(atoms, node);
}

function polynomialOf(
  atoms: Atoms,
  node: Expression,
  read: Reading,
  targets: readonly Expression[],
): Polynomial | undefined {
  if (node.kind === "reduce") return ofReduction(atoms, node, targets);
  const operands = node.operands.map((operand) => read.get(operand));
  if (node.kind === "power") return ofPower(atoms, operands[0], wholeExponent(node.operands[1]));
  if ((node.kind !== "sum" && node.kind !== "product") || operands.includes(undefined)) return undefined;
  const [first, ...others] = operands as Polynomial[];
  if (node.kind === "sum") return sum(atoms, operands as Polynomial[]);
  return others.reduce((product, factor) => multiply(atoms, product, factor), first!);
}

function ofPower(atoms: Atoms, base: Polynomial | undefined, exponent: number | undefined) {
  if (base === undefined || exponent === undefined) return undefined;
  if (exponent >= 0) return power(atoms, base, exponent);
  const [term, ...more] = base.values();
  const isTarget = more.length === 0 && term!.powers.length === 2 && term!.powers[1] === 1;
  return isTarget ? monomial([term!.powers[0]!, exponent]) : undefined;
}

/** A sum over an index is split; undefined if a target stays inside. */
function ofReduction(atoms: Atoms, node: Expression, targets: readonly Expression[]): Polynomial | undefined {
  const p = readTerms(atoms, expandGraph(atoms, node));
  const generators = new Set([...p.values()].flatMap(({ powers }) => powers.filter((_, k) => k % 2 === 0)));
  const inside = [...generators].map(atoms.atom).filter((atom) => !targets.includes(atom));
  const depends = dependents(inside, targets);
  return inside.some((atom) => depends.has(atom)) ? undefined : p;
}

/** One product for each combination of powers of the targets, the highest first. */
function byPowers(atoms: Atoms, p: Polynomial, targets: readonly Expression[]): Expression[] {
  const groups = new Map<string, { degrees: readonly number[]; coefficients: Expression[] }>();
  for (const { coefficient, powers } of p.values()) {
    const degrees = targets.map((target) => exponentOf(powers, atoms.generator(target)));
    const group = groups.get(degrees.join()) ?? { degrees, coefficients: [] };
    group.coefficients.push(writeTerm(atoms, { coefficient, powers: withoutFirst(powers, targets.length) }));
    groups.set(degrees.join(), group);
  }
  const { algebra } = atoms;
  return [...groups.values()].sort(higherFirst).map(({ degrees, coefficients }) => {
    const powers = targets.map((target, k) => algebra.power(target, degrees[k]!));
    return algebra.product([algebra.sum(coefficients), ...powers]);
  });
}

/** The powers of the generators from a number on: the targets are the first ones. */
function withoutFirst(powers: Powers, count: number): Powers {
  const start = powers.findIndex((generator, k) => k % 2 === 0 && generator >= count);
  return start < 0 ? [] : powers.slice(start);
}

interface Graded {
  readonly degrees: readonly number[];
}

/** By total degree, then by the degree in the first variable, and so on. */
function higherFirst({ degrees: a }: Graded, { degrees: b }: Graded): number {
  const total = (degrees: readonly number[]) => degrees.reduce((x, y) => x + y, 0);
  const k = a.findIndex((degree, j) => degree !== b[j]);
  return total(b) - total(a) || (k < 0 ? 0 : b[k]! - a[k]!);
}
