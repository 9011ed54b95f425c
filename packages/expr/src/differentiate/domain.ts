import { type Algebra, createAlgebra } from "../algebra/algebra.ts";
import { factorsOf } from "../algebra/binders.ts";
import { isPositiveLeaf, wholeExponentOf } from "../algebra/powers.ts";
import { asExpression } from "../atoms.ts";
import { isNotZero } from "../functions/row.ts";
import { functions } from "../functions/table.ts";
import type { CallNode, Expression, PiecewiseNode, PowerNode, ReduceNode, TensorNode } from "../node.ts";
import type { NodeList } from "../nodeList.ts";
import { isInteger, type Rational, signOf } from "../rational.ts";
import type { Forms } from "../simplify/normalise.ts";
import { hasTrait, traits } from "../traits.ts";
import { listed, postorder } from "../traverse.ts";
import { type OpenedGraph, openGraph } from "./opened.ts";

/**
 * The condition under which an expression is defined, as an expression that is 1 or 0.
 *
 * @example
 * ```ts
 * import { domainOf, parse, toText } from "@chainrule/expr";
 * toText(domainOf(parse("log(x)"))); // => "0 <= x"
 * ```
 */
export function domainOf(e: Expression): Expression {
  const algebra = createAlgebra();
  const condition = conditionIn(algebra, algebra.arena.adopt(asExpression(e)));
  return e.domain === undefined ? condition : algebra.call("and", condition, algebra.arena.adopt(e.domain));
}

/** The part of the domain that a derivative would lose: the conditions of rows whose derivative is wider. */
export function lostDomain(algebra: Algebra, root: Expression): Expression {
  if (!algebra.arena.nodes.some(losesDomain) || !postorder([root]).some(losesDomain)) return algebra.one;
  return conditionOf(algebra, root, (node) =>
    losesDomain(node) ? callCondition(algebra, node) : algebra.one,
  );
}

/** How a result has come of an original: what the original's nodes were turned into. */
export interface Rewriting {
  readonly original: Expression;
  readonly forms: Forms;
  readonly result: Expression;
}

/** The conditions of an original that what it gave way to no longer needs. */
export function lostBetween(algebra: Algebra, { original, forms, result }: Rewriting): Expression {
  const inherited = original.domain === undefined ? algebra.one : algebra.arena.adopt(original.domain);
  const conditioned = forms.foreign.filter(mayHaveCondition);
  if (conditioned.length === 0) return inherited;
  if (hasTrait(original, traits.scope)) return lostInScopes(algebra, original, result, inherited);
  const kept = listed([result]);
  const lost = conditioned.filter((node) => !isKept(node, forms.get(node), kept));
  const conditions = algebra.arena.adoptAll(lost).map((node) => ownCondition(algebra, node));
  if (conditions.every((condition) => condition === algebra.one)) return inherited;
  const needed = new Set(kept.nodes.filter(mayHaveCondition).map((node) => ownCondition(algebra, node)));
  return algebra.call("and", inherited, ...conditions.filter((condition) => !needed.has(condition)));
}

/** Whether a node's form, of the same value, is part of the result and has the same condition. */
function isKept(node: Expression, form: Expression | undefined, kept: NodeList): boolean {
  if (form === undefined || kept.indexOf(form) < 0) return false;
  return form.kind === node.kind && (form as CallNode).name === (node as CallNode).name;
}

/** The rewritten expression, remembering those conditions of the original that it no longer needs. */
export function rememberDomain(algebra: Algebra, original: Expression, rewritten: Expression): Expression {
  const inherited = original.domain === undefined ? algebra.one : algebra.arena.adopt(original.domain);
  return withDomain(rewritten, lostInScopes(algebra, original, rewritten, inherited));
}

function lostInScopes(
  algebra: Algebra,
  original: Expression,
  result: Expression,
  inherited: Expression,
): Expression {
  const needed = new Set(conjuncts(conditionIn(algebra, result)));
  const start = algebra.arena.adopt(original);
  const lost = conjuncts(conditionIn(algebra, start)).filter((condition) => !needed.has(condition));
  return algebra.call("and", inherited, ...lost);
}

/** A quick look: powers but x^2 and the like, and functions whose row has a domain; not of what is positive for sure. */
function mayHaveCondition(node: Expression): boolean {
  if (node.kind === "call") return functions[node.name].domain !== undefined && !isLogOfPositive(node);
  if (node.kind !== "power") return false;
  const [base, exponent] = node.operands;
  if (exponent.kind !== "number") return true;
  return !(isInteger(exponent.value) && signOf(exponent.value) >= 0) && !isPositive(base);
}

function isLogOfPositive({ name, operands }: CallNode): boolean {
  return (name === "log" || name === "log1p") && isPositive(operands[0]!);
}

function conditionIn(algebra: Algebra, root: Expression): Expression {
  return conditionOf(algebra, root, (node) => ownCondition(algebra, node));
}

function losesDomain(node: Expression): node is CallNode {
  return node.kind === "call" && functions[node.name].derivativeIsWider === true;
}

/** The expression, remembering the condition unless it is always true. */
export function withDomain(e: Expression, condition: Expression): Expression {
  return condition.kind === "number" && signOf(condition.value) !== 0 ? e : { ...e, domain: condition };
}

/** The conditions that a domain is the conjunction of. */
export function conjuncts(condition: Expression): Expression[] {
  const found: Expression[] = [];
  const stack = [condition];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.kind === "call" && node.name === "and") stack.push(...node.operands.toReversed());
    else found.push(node);
  }
  return found;
}

type Own = (node: Expression) => Expression;

function conditionOf(algebra: Algebra, root: Expression, own: Own): Expression {
  const graph = openGraph(algebra, [root]);
  const conditions = new Map<Expression, Expression>();
  for (const node of graph.order) {
    const inherited = inheritedCondition(algebra, graph, node, conditions);
    conditions.set(node, algebra.call("and", own(node), inherited));
  }
  return conditions.get(root)!;
}

/** What the operands require: of a branch only where it is taken, of a body at every index. */
function inheritedCondition(
  algebra: Algebra,
  graph: OpenedGraph,
  node: Expression,
  conditions: ReadonlyMap<Expression, Expression>,
): Expression {
  const operands = graph.operandsOf(node).map((operand) => conditions.get(operand)!);
  if (node.kind === "piecewise") return piecewiseCondition(algebra, node, operands);
  if (node.kind === "call" && (node.name === "and" || node.name === "or")) {
    return junctionCondition(algebra, node, operands);
  }
  if (node.kind === "reduce" || node.kind === "tensor") return everywhere(algebra, graph, node, operands);
  return algebra.call("and", ...operands);
}

/** All, or one that is defined and decides alone: `x > 0 and log(x) < 1` is false at x = -1. */
function junctionCondition(
  algebra: Algebra,
  { name, operands }: CallNode,
  conditions: readonly Expression[],
): Expression {
  const decided = operands.map((operand, k) =>
    algebra.call("and", conditions[k]!, name === "or" ? operand : algebra.call("not", operand)),
  );
  return algebra.call("or", algebra.call("and", ...conditions), ...decided);
}

/** Each condition in its turn, and the branch that is taken. */
function piecewiseCondition(
  algebra: Algebra,
  { operands }: PiecewiseNode,
  conditions: readonly Expression[],
): Expression {
  let below = conditions.at(-1)!;
  for (let k = operands.length - 2; k > 0; k -= 2) {
    below = algebra.call("and", conditions[k]!, algebra.piecewise(conditions[k - 1]!, operands[k]!, below));
  }
  return below;
}

function everywhere(
  algebra: Algebra,
  graph: OpenedGraph,
  node: ReduceNode | TensorNode,
  operands: readonly Expression[],
): Expression {
  const { indices } = graph.binders.get(node)!;
  const body = indices.reduce(
    (condition, { level }) => algebra.reduce("min", graph.rangeOf(level), condition),
    operands.at(-1)!,
  );
  return algebra.call("and", ...operands.slice(0, -1), body);
}

function ownCondition(algebra: Algebra, node: Expression): Expression {
  if (node.kind !== "call" && node.kind !== "power") return algebra.one;
  const condition = node.kind === "call" ? callCondition(algebra, node) : powerCondition(algebra, node);
  return isCertain(condition) ? algebra.one : condition;
}

function callCondition(algebra: Algebra, node: CallNode): Expression {
  return functions[node.name].domain?.(algebra, node.operands) ?? algebra.one;
}

/** x^y is defined for positive x; for 0 where y is not negative; for negative x where y is whole. */
function powerCondition(algebra: Algebra, node: PowerNode): Expression {
  const [base, exponent] = node.operands;
  if (isPositive(base)) return algebra.one;
  if (exponent.kind === "number") return numericPowerCondition(algebra, base, exponent.value);
  const isNatural = algebra.call("lessEqual", 0, exponent);
  const isWhole = exponent.kind === "symbol" && exponent.assumptions.integer === true;
  if (isWhole) return algebra.call("or", isNatural, isNotZero(algebra, base));
  const isZero = algebra.call("equal", base, 0);
  const whole = algebra.call("equal", exponent, algebra.call("floor", exponent));
  return algebra.call(
    "or",
    algebra.call("less", 0, base),
    algebra.call("and", isZero, isNatural),
    algebra.call("and", algebra.call("not", isZero), whole),
  );
}

function numericPowerCondition(algebra: Algebra, base: Expression, exponent: Rational): Expression {
  const isNegative = signOf(exponent) < 0;
  if (!isInteger(exponent)) return algebra.call(isNegative ? "less" : "lessEqual", 0, base);
  return isNegative && !factorsOf(base).every(isNumberOrReciprocal) ? isNotZero(algebra, base) : algebra.one;
}

/**
 * Whether the condition holds whatever the variables are, as far as its form tells: 0 <= exp(x), alone or before an "or".
 */
function isCertain(condition: Expression): boolean {
  if (condition.kind !== "call") return false;
  if (condition.name === "or") return condition.operands.some(isCertain);
  if (condition.name !== "less" && condition.name !== "lessEqual") return false;
  const [a, b] = condition.operands as [Expression, Expression];
  return a.kind === "number" && signOf(a.value) <= 0 && isPositive(b);
}

/** 1/log(x) is 0 at x = 0, where log(x) is infinite. */
function isNumberOrReciprocal(factor: Expression): boolean {
  if (factor.kind === "number") return signOf(factor.value) !== 0;
  if (factor.kind !== "power") return false;
  const [base, exponent] = factor.operands;
  return exponent.kind === "number" && signOf(exponent.value) < 0 && !hasTrait(base, traits.call);
}

/** So deep a form is looked into. */
const deepestForm = 8;

/** Positive whatever the variables are: 1 + exp(x), exp(x)/(1 + x^2). */
export function isPositive(node: Expression, depth = 0): boolean {
  if (depth > deepestForm) return false;
  switch (node.kind) {
    case "call":
      return node.name === "exp" || node.name === "cosh" || node.name === "sigmoid";
    case "sum":
      return isPositiveSum(node.operands, depth + 1);
    case "product":
      return node.operands.every((factor) => isPositive(factor, depth + 1));
    case "power":
      return isPositive(node.operands[0], depth + 1);
    default:
      return isPositiveLeaf(node);
  }
}

/** Whether no term is negative, and some are positive. */
function isPositiveSum(terms: readonly Expression[], depth: number): boolean {
  const others = terms.filter((term) => !isPositive(term, depth));
  return others.length < terms.length && others.every(isEvenPower);
}

/** A power with an even exponent that is a safe integer. */
export function isEvenPower(node: Expression): boolean {
  const exponent = wholeExponentOf(node);
  return exponent % 2 === 0 && exponent !== 0;
}
