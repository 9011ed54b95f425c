import type { Algebra } from "../algebra/algebra.ts";
import { factorsOf } from "../algebra/binders.ts";
import { rebuildNode } from "../algebra/rebuild.ts";
import { flattenLimit } from "../algebra/sums.ts";
import type { Expression, ProductNode, SumNode } from "../node.ts";
import { postorder } from "../traverse.ts";

/**
 * The operations of a sum, counting what is deeper than its terms' factors as leaves: a measure that two arrangements
 * of the same parts can be compared by without walking the whole graph.
 */
export function termCount(node: Expression): number {
  if (node.kind !== "sum") return factorCount(node);
  return node.operands.reduce((total, term) => total + 1 + factorCount(term), -1);
}

function factorCount(term: Expression): number {
  return factorsOf(term).reduce((total, factor) => total + 1 + insideCount(factor), -1);
}

/** Sums inside a term, and powers, are looked into; other factors are leaves of weight 1 unless plain. */
function insideCount(factor: Expression): number {
  if (factor.kind === "sum") {
    return factor.operands.reduce((total, term) => total + 1 + plainCount(term), -1);
  }
  return weight(factor);
}

function plainCount(term: Expression): number {
  return factorsOf(term).reduce((total, factor) => total + 1 + weight(factor), -1);
}

function weight(node: Expression): number {
  return node.kind === "number" || node.kind === "symbol" || node.kind === "element" ? 0 : 1;
}

/** The sum with products of sums multiplied out; undefined where there are none, or too many terms would come of it. */
export function expandSum(algebra: Algebra, node: SumNode): Expression | undefined {
  return expandTerms(algebra, node, hasSumFactor);
}

/** The sum with only numbers multiplied into sums, so that `x - (x + y)` meets its own terms. */
export function distributeNumbers(algebra: Algebra, node: SumNode): Expression | undefined {
  return expandTerms(algebra, node, (term) => hasSumFactor(term) && isNumberTimesOne(term));
}

/** Terms that are chosen are multiplied out, and what comes of them too. */
function expandTerms(
  algebra: Algebra,
  node: SumNode,
  isChosen: (term: Expression) => boolean,
): Expression | undefined {
  if (!node.operands.some(isChosen)) return undefined;
  const terms: Expression[] = [];
  const pending = [...node.operands].reverse();
  for (let steps = 0; pending.length > 0; steps++) {
    const term = pending.pop()!;
    if (steps > flattenLimit || terms.length + pending.length > flattenLimit) return undefined;
    const expanded = isChosen(term) ? multiplyOut(algebra, factorsOf(term)) : [term];
    if (expanded.length > 1) pending.push(...expanded.toReversed());
    else terms.push(...expanded);
  }
  return algebra.sum(terms);
}

function isNumberTimesOne(term: Expression): boolean {
  return factorsOf(term).filter((factor) => factor.kind !== "number").length === 1;
}

function hasSumFactor(term: Expression): boolean {
  return term.kind === "product" && term.operands.some((factor) => factor.kind === "sum" && !factor.grouped);
}

function multiplyOut(algebra: Algebra, factors: readonly Expression[]): Expression[] {
  let terms: Expression[] = [algebra.one];
  for (const factor of factors) {
    const choices = factor.kind === "sum" && !factor.grouped ? factor.operands : [factor];
    if (terms.length * choices.length > flattenLimit) return [algebra.product(factors)];
    terms = terms.flatMap((term) => choices.map((choice) => algebra.multiply(term, choice)));
  }
  return terms;
}

/** The sum with the factor that most terms share taken out of those; undefined where none is shared. */
export function factorSum(algebra: Algebra, node: SumNode): Expression | undefined {
  const uses = new Map<Expression, number>();
  for (const term of node.operands) {
    for (const factor of new Set(factorsOf(term))) {
      if (factor.kind !== "number") uses.set(factor, (uses.get(factor) ?? 0) + 1);
    }
  }
  const [common, count] = [...uses].reduce((most, use) => (use[1] > most[1] ? use : most), [algebra.one, 1]);
  if (count < 2) return undefined;
  const [sharing, others] = [true, false].map((shares) =>
    node.operands.filter((term) => factorsOf(term).includes(common) === shares),
  );
  const inside = sharing!.map((term) =>
    algebra.product(factorsOf(term).filter((factor) => factor !== common)),
  );
  return algebra.sum([...others!, algebra.multiply(common, algebra.sum(inside))]);
}

/** Grouped products whose nested products nobody else uses, as flat ones. */
export function ungroup(algebra: Algebra, root: Expression): Expression {
  const order = postorder([root]);
  const uses = new Map<Expression, number>();
  for (const node of order)
    for (const operand of node.operands) uses.set(operand, (uses.get(operand) ?? 0) + 1);
  const results = new Map<Expression, Expression>();
  for (const node of order) {
    const operands = node.operands.map((operand) => results.get(operand)!);
    const isLoose =
      node.kind === "product" && node.grouped && node.operands.every((operand) => isOwn(operand, uses));
    results.set(node, isLoose ? flatProduct(algebra, operands) : rebuildNode(algebra, node, operands));
  }
  return results.get(root)!;
}

function isOwn(operand: Expression, uses: ReadonlyMap<Expression, number>): boolean {
  return operand.kind !== "product" || uses.get(operand) === 1;
}

function flatProduct(algebra: Algebra, operands: readonly Expression[]): Expression {
  return algebra.product(operands.flatMap((operand) => (isGrouped(operand) ? operand.operands : [operand])));
}

function isGrouped(node: Expression): node is ProductNode {
  return node.kind === "product" && node.grouped;
}
