import type { Algebra, IndexRange } from "../algebra/algebra.ts";
import { contains, factorsOf } from "../algebra/binders.ts";
import type { Expression } from "../node.ts";
import { reopen } from "./reopened.ts";

/** A sum over several indices at once. */
interface Chain {
  readonly ranges: readonly IndexRange[];
  readonly factors: readonly Expression[];
}

/** More nested indices than this keep their order: there are n! of them. */
const mostIndices = 4;

/**
 * The graph with nested sums over indices in an order of their own, so that the sum over i and j of A_ij B_ji is the
 * sum over i and j of B_ij A_ji.
 */
export function exchangeSums(algebra: Algebra, root: Expression): Expression {
  const chains = new Map<Expression, Chain>();
  return reopen(algebra, root, { sum: (range, body) => chained(algebra, chains, range, body) });
}

function chained(
  algebra: Algebra,
  chains: Map<Expression, Chain>,
  range: IndexRange,
  body: Expression,
): Expression {
  const parts = factorsOf(body).map((factor) => chains.get(factor) ?? { ranges: [], factors: [factor] });
  const ranges = [range, ...parts.flatMap((part) => part.ranges)];
  if (ranges.length > mostIndices) return algebra.reduce("add", range, body);
  const all = parts.flatMap((part) => part.factors);
  const isBound = (factor: Expression) => ranges.some(({ index }) => contains(factor, index));
  const factors = all.filter(isBound);
  const sums = ordersOf(ranges).map((order) => sumOver(algebra, order, factors));
  const least = sums.reduce((a, b) => (b.hash < a.hash ? b : a));
  chains.set(least, { ranges, factors });
  return algebra.product([...all.filter((factor) => !isBound(factor)), least]);
}

/** The sum of the product over the indices, the last of them innermost. */
function sumOver(algebra: Algebra, order: readonly IndexRange[], factors: readonly Expression[]): Expression {
  return order.reduceRight((body, range) => algebra.reduce("add", range, body), algebra.product(factors));
}

function ordersOf<T>(items: readonly T[]): (readonly T[])[] {
  return items.reduce<(readonly T[])[]>(
    (orders, item) =>
      orders.flatMap((order) =>
        Array.from({ length: order.length + 1 }, (_, k) => order.toSpliced(k, 0, item)),
      ),
    [[]],
  );
}
