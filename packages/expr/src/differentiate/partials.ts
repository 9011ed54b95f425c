import type { Algebra, IndexRange } from "../algebra/algebra.ts";
import { replaceIn } from "../algebra/rebuild.ts";
import { makeProduct } from "../make.ts";
import type { Expression, PowerNode, ReduceNode, ReduceOperation } from "../node.ts";

/** Partial derivatives of the kinds that are no functions of the table; both sweeps use them. */

/**
 * For each active factor, what its tangent or cotangent is multiplied by: the other factors, after those of `start`.
 * Where more than three are active, of more than `flatUpTo`, they share grouped products of everything before and of
 * everything after, so that the whole list takes a number of products linear in the number of factors, and no division.
 */
export function otherFactors(
  algebra: Algebra,
  factors: readonly Expression[],
  active: readonly boolean[],
  { flatUpTo, start = [] }: { readonly flatUpTo: number; readonly start?: readonly Expression[] },
): (readonly Expression[])[] {
  const count = active.filter(Boolean).length;
  if (count <= 3 || factors.length <= flatUpTo) {
    return factors.map((_, k) => (active[k] ? [...start, ...factors.toSpliced(k, 1)] : []));
  }
  const before = runningProducts(algebra, [...start, ...factors]).slice(start.length);
  const after = runningProducts(algebra, factors.toReversed()).reverse();
  // What was filtered has room for 16 more, and becomes the operands of a node: slice makes it as long as it has to be.
  return factors.map((_, k) => [before[k], after[k]].filter((part) => part !== undefined).slice());
}

/** Grouped products of the first 0, 1, 2, ... factors; the empty one is absent. */
function runningProducts(algebra: Algebra, factors: readonly Expression[]): (Expression | undefined)[] {
  const products: (Expression | undefined)[] = [undefined];
  for (const factor of factors.slice(0, -1)) {
    const last = products[products.length - 1];
    products.push(last === undefined ? factor : algebra.arena.intern(makeProduct([last, factor], true)));
  }
  return products;
}

/** The partial derivatives of x^y by x and by y, made when asked for. */
export function powerPartials(
  algebra: Algebra,
  node: PowerNode,
): readonly [byBase: () => Expression, byExponent: () => Expression] {
  const [base, exponent] = node.operands;
  return [
    () => algebra.multiply(exponent, algebra.power(base, algebra.subtract(exponent, 1))),
    () => algebra.multiply(node, algebra.call("log", base)),
  ];
}

/** The partial derivative of a reduction by its body at the opened index. */
export function reducePartial(
  algebra: Algebra,
  node: ReduceNode,
  range: IndexRange,
  body: Expression,
): Expression {
  return reducePartials[node.operation](algebra, node, range, body);
}

type Partial = (algebra: Algebra, node: ReduceNode, range: IndexRange, body: Expression) => Expression;

const reducePartials: { readonly [O in ReduceOperation]: Partial } = {
  add: (algebra) => algebra.one,
  multiply: productOfOthers,
  max: equalShare,
  min: equalShare,
  logSumExp: (algebra, node, _, body) => algebra.call("exp", algebra.subtract(body, node)),
  norm: (algebra, node, _, body) => algebra.divide(body, node),
};

/** The product over all other values of the index: right where a factor is 0 too. */
function productOfOthers(algebra: Algebra, _: ReduceNode, range: IndexRange, body: Expression): Expression {
  const other = algebra.arena.freshIndex();
  const factor = replaceIn(algebra, body, range.index, other);
  const isSame = algebra.call("equal", other, range.index);
  const factors = algebra.piecewise(1, isSame, factor);
  return algebra.reduce("multiply", { index: other, from: range.from, to: range.to }, factors);
}

/** 1 shared equally among the values of the index at which the body is the extreme one. */
function equalShare(algebra: Algebra, node: ReduceNode, range: IndexRange, body: Expression): Expression {
  const isExtreme = algebra.call("equal", body, node);
  const holders = algebra.reduce("add", range, isExtreme);
  return algebra.piecewise(algebra.divide(1, holders), isExtreme, 0);
}
