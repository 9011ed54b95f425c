import { type Algebra, createAlgebra } from "../algebra/algebra.ts";
import { factorsOf } from "../algebra/binders.ts";
import { rebuildNode } from "../algebra/rebuild.ts";
import { asExpression } from "../atoms.ts";
import { rememberDomain } from "../differentiate/domain.ts";
import { fieldsOf } from "../doors.ts";
import { bodyAt } from "../indices.ts";
import type { Expression, ReduceNode } from "../node.ts";
import type { ExpressionIn } from "../parse/variables.ts";
import { signOf } from "../rational.ts";
import { postorder } from "../traverse.ts";
import { type Atoms, createAtoms, readTerms, wholeExponent, writeTerms } from "./atoms.ts";
import { inlineElements } from "./inline.ts";
import { multiply, type Polynomial, power } from "./polynomial.ts";

/** How much `expand` and `collect` may do. */
export interface ExpandOptions {
  /** `terms` bounds the products of two terms that are formed on the way; 100,000 unless given. */
  readonly limits?: { readonly terms?: number };
}

const defaultTerms = 100_000;

/**
 * An equal expression with products and whole powers of sums multiplied out, everywhere in it:
 *
 *     (a + b) c  ->  a c + b c        (a + b)^n  ->  sum over k of binomial(n, k) a^(n-k) b^k
 *
 * Sums over an index are split into one for each term, and the logarithm of a product into logarithms where all but one
 * of its factors are positive by their form. Denominators stay as they are. Domains are remembered as `simplify` does.
 *
 * @throws LimitError (`expr/limit`) where it would take more terms than allowed, ValueError (`expr/value`) for what is no expression.
 * @example
 * ```ts
 * import { expand, parse, toText } from "@chainrule/expr";
 * toText(expand(parse("(x + 1)^3"))); // => "x^3 + 3*x^2 + 3*x + 1"
 * ```
 */
export function expand<V extends string>(e: ExpressionIn<V>, options: ExpandOptions = {}): ExpressionIn<V> {
  const whole = asExpression(e);
  const algebra = createAlgebra();
  const atoms = atomsFor(algebra, "expand", options);
  const start = algebra.arena.adopt(whole);
  const expanded = expandGraph(atoms, start);
  return expanded === start ? whole : rememberDomain(algebra, whole, expanded);
}

/** Atoms within the limit of the options. */
export function atomsFor(algebra: Algebra, what: string, options: ExpandOptions): Atoms {
  const { terms = defaultTerms } = fieldsOf(fieldsOf(options, "options").limits, "limits");
  return createAtoms(algebra, what, terms);
}

/** Everything in the expression multiplied out, and again what that has formed: exp(a + b)^2 is exp(2 (a + b)). */
export function expandGraph(atoms: Atoms, e: Expression): Expression {
  const results = new Map<Expression, Expression>();
  let root = inlineElements(atoms.algebra, e);
  for (;;) {
    const expanded = expandNodes(atoms, root, results);
    if (expanded === root) return root;
    atoms.spend(1);
    root = expanded;
  }
}

/** Every node that has no result yet multiplied out once, after its operands. */
function expandNodes(atoms: Atoms, root: Expression, results: Map<Expression, Expression>): Expression {
  for (const node of postorder([root])) {
    if (results.has(node)) continue;
    const operands = node.operands.map((operand) => results.get(operand)!);
    results.set(node, expandNode(atoms, rebuildNode(atoms.algebra, node, operands)));
  }
  return results.get(root)!;
}

/** The node multiplied out, if its operands are. */
function expandNode(atoms: Atoms, node: Expression): Expression {
  switch (node.kind) {
    case "sum":
      return node.operands.some(isSum) ? writeTerms(atoms, readTerms(atoms, node)) : node;
    case "product":
      return node.operands.some(canMultiplyOut) ? writeTerms(atoms, multiplyOut(atoms, node)) : node;
    case "power":
      return canMultiplyOut(node) ? writeTerms(atoms, multiplyOut(atoms, node)) : node;
    case "reduce":
      return splitReduction(atoms, node);
    case "call":
      return node.name === "log" ? splitLogarithm(atoms.algebra, node) : node;
    default:
      return node;
  }
}

function isSum(node: Expression): boolean {
  return node.kind === "sum";
}

/** Whether the factor is a sum or a positive whole power of one. */
function canMultiplyOut(factor: Expression): boolean {
  if (factor.kind !== "power") return isSum(factor);
  return isSum(factor.operands[0]) && (wholeExponent(factor.operands[1]) ?? 0) > 0;
}

function multiplyOut(atoms: Atoms, node: Expression): Polynomial {
  const [first, ...others] = (node.kind === "product" ? node.operands : [node]).map((factor) =>
    factor.kind === "power" && canMultiplyOut(factor)
      ? power(atoms, readTerms(atoms, factor.operands[0]), wholeExponent(factor.operands[1])!)
      : readTerms(atoms, factor),
  );
  return others.reduce((product, factor) => multiply(atoms, product, factor), first!);
}

/** The sum over an index of several terms as so many sums. */
function splitReduction({ algebra, spend }: Atoms, node: ReduceNode): Expression {
  const [from, to, body] = node.operands;
  if (node.operation !== "add" || body.kind !== "sum") return node;
  spend(body.operands.length);
  const index = algebra.arena.freshIndex();
  const { operands } = algebra.arena.adopt(bodyAt(node, [index]));
  return algebra.sum(operands.map((term) => algebra.reduce("add", { index, from, to }, term)));
}

/** log(a^n b) = n log(a) + log(b) for positive a, whatever b is. */
function splitLogarithm(algebra: Algebra, node: Expression): Expression {
  const factors = factorsOf(node.operands[0]!);
  const positive = factors.filter((factor) => isPositive(baseOf(factor)));
  const others = factors.filter((factor) => !positive.includes(factor));
  if (others.length > 1 || positive.length === 0) return node;
  if (positive.length === 1 && others.length === 0 && positive[0]!.kind !== "power") return node;
  const logarithms = positive.map((factor) =>
    algebra.multiply(exponentOf(algebra, factor), algebra.call("log", baseOf(factor))),
  );
  return algebra.sum([...logarithms, ...others.map((factor) => algebra.call("log", factor))]);
}

function baseOf(factor: Expression): Expression {
  return factor.kind === "power" ? factor.operands[0] : factor;
}

function exponentOf(algebra: Algebra, factor: Expression): Expression {
  return factor.kind === "power" ? factor.operands[1] : algebra.one;
}

/** Positive by its form. */
function isPositive(node: Expression): boolean {
  if (node.kind === "number") return signOf(node.value) > 0;
  if (node.kind === "symbol") return node.assumptions.sign === "positive";
  return node.kind === "call" && ["exp", "sigmoid", "pi", "e"].includes(node.name);
}
