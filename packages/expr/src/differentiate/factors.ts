import type { Algebra } from "../algebra/algebra.ts";
import { rebuildNode } from "../algebra/rebuild.ts";
import { makeProduct } from "../make.ts";
import type { Expression, ProductNode } from "../node.ts";
import { postorder } from "../traverse.ts";

/** Graphs of fewer products are left as they are printed; of more, it would take too long. */
const productLimits = { least: 64, most: 5_000 };

/** Longer products are left alone: their pairs are too many. */
const factorLimit = 32;

/** A factor, or two factors that several products have. */
type Factor = Expression | Pair;

interface Pair {
  readonly kind: "pair";
  readonly a: Factor;
  readonly b: Factor;
}

/**
 * The same expressions, with pairs of factors that several products have multiplied once: greedily, the pair of most
 * products first. Of a net's Hessian by its weights nearly two thirds of the operations go.
 */
export function shareFactors(algebra: Algebra, roots: readonly Expression[]): Expression[] {
  const order = postorder(roots);
  const products = order.filter((node): node is ProductNode => node.kind === "product");
  if (products.length < productLimits.least || products.length > productLimits.most) return [...roots];
  const lists = new Map<Expression, Factor[]>();
  for (const node of products) if (node.operands.length <= factorLimit) lists.set(node, [...node.operands]);
  while (joinPairs([...lists.values()]) > 0);
  return assembled(algebra, order, lists, roots);
}

/** Pairs of at least this part of the most uses are joined before uses are counted again. */
const frequent = 0.8;

/** One round: the pairs that most products have become one factor of those. The number of new factors. */
function joinPairs(lists: readonly Factor[][]): number {
  const candidates = pairsOf(lists).sort((a, b) => b.lists.length - a.lists.length);
  const enough = Math.max(2, frequent * (candidates[0]?.lists.length ?? 0));
  let joined = 0;
  for (const { a, b, lists: all } of candidates) {
    if (all.length < enough) break;
    const users = all.filter((list) => list.includes(a) && list.includes(b));
    if (users.length < enough) continue;
    const pair: Pair = { kind: "pair", a, b };
    for (const list of users) {
      list.splice(list.indexOf(a), 1);
      list.splice(list.indexOf(b), 1, pair);
    }
    joined += 1;
  }
  return joined;
}

interface Candidate {
  readonly a: Factor;
  readonly b: Factor;
  readonly lists: Factor[][];
}

/** The pairs of factors that more than one list has. */
function pairsOf(lists: readonly Factor[][]): Candidate[] {
  const ids = new Map<Factor, number>();
  const found = new Map<number, Map<number, Candidate>>();
  for (const list of lists) {
    for (const factor of list) if (!ids.has(factor)) ids.set(factor, ids.size);
    const factors = list.toSorted((a, b) => ids.get(a)! - ids.get(b)!);
    for (const [k, a] of factors.entries()) {
      const row = found.get(ids.get(a)!) ?? new Map<number, Candidate>();
      found.set(ids.get(a)!, row);
      for (const b of factors.slice(k + 1)) {
        const candidate = row.get(ids.get(b)!) ?? { a, b, lists: [] };
        row.set(ids.get(b)!, candidate);
        candidate.lists.push(list);
      }
    }
  }
  return [...found.values()].flatMap((row) => [...row.values()].filter((pair) => pair.lists.length > 1));
}

/** The roots over products of the factors that are left. */
function assembled(
  algebra: Algebra,
  order: readonly Expression[],
  lists: ReadonlyMap<Expression, readonly Factor[]>,
  roots: readonly Expression[],
): Expression[] {
  const results = new Map<Factor, Expression>();
  const resultOf = (factor: Factor): Expression => {
    const known = results.get(factor);
    if (known !== undefined || factor.kind !== "pair") return known!;
    const result = algebra.arena.intern(makeProduct([resultOf(factor.a), resultOf(factor.b)], true));
    results.set(factor, result);
    return result;
  };
  for (const node of order) {
    const factors = lists.get(node);
    if (factors === undefined) results.set(node, rebuildNode(algebra, node, node.operands.map(resultOf)));
    else if (factors.length === 1) results.set(node, resultOf(factors[0]!));
    else
      results.set(
        node,
        algebra.arena.intern(makeProduct(factors.map(resultOf), (node as ProductNode).grouped)),
      );
  }
  return roots.map(resultOf);
}
