import type { Algebra } from "../algebra/algebra.ts";
import { contains, factorsOf } from "../algebra/binders.ts";
import { replaceEach } from "../algebra/rebuild.ts";
import { bodyAt } from "../indices.ts";
import type { Expression, ReduceNode, SumNode, TensorNode } from "../node.ts";

/** A term that is a sum over an index, times factors without that index. */
interface Contraction {
  readonly term: Expression;
  readonly outside: readonly Expression[];
  readonly sum: ReduceNode;
}

/**
 * Sums over the same range as one sum, where their terms share a factor with the index: A x + A' x is (A + A') x.
 * Undefined where no two share one.
 */
export function joinContractions(algebra: Algebra, node: SumNode): Expression | undefined {
  for (const alike of byRange(node.operands)) {
    const joined = alike.length > 1 ? join(algebra, alike) : undefined;
    if (joined === undefined) continue;
    return algebra.sum([...node.operands.filter((term) => !joined.terms.has(term)), joined.sum]);
  }
  return undefined;
}

/**
 * A tensor of a sum, with elements of matrix products among the terms written out: what is the same product there
 * meets, and may share a factor with another. Undefined where there are none.
 */
export function joinProducts(algebra: Algebra, node: TensorNode): Expression | undefined {
  if (!factorsOf(node.operands.at(-1)!).some(({ kind }) => kind === "sum")) return undefined;
  const indices = node.shape.map((size) => {
    const index = algebra.arena.freshIndex();
    algebra.ranges.set(index, { index, from: algebra.one, to: size });
    return index;
  });
  const factors = factorsOf(algebra.arena.adopt(bodyAt(node, indices)));
  const sum = factors.find((factor): factor is SumNode => factor.kind === "sum" && !factor.grouped);
  if (sum === undefined) return undefined;
  const written = algebra.sum(sum.operands.map((term) => writtenOut(algebra, term)));
  const joined = (written.kind === "sum" ? joinContractions(algebra, written) : undefined) ?? written;
  if (joined === sum) return undefined;
  return algebra.tensor(
    indices,
    node.shape,
    algebra.product(factors.map((factor) => (factor === sum ? joined : factor))),
  );
}

/** The contractions among the terms, those of the same range together. */
function byRange(terms: readonly Expression[]): readonly (readonly Contraction[])[] {
  const groups: Contraction[][] = [];
  for (const term of terms) {
    const factors = factorsOf(term);
    const sum = factors.find((factor) => factor.kind === "reduce");
    if (sum?.operation !== "add") continue;
    const contraction = { term, outside: factors.filter((factor) => factor !== sum), sum };
    const group = groups.find(([first]) => haveSameRange(first!.sum, sum));
    if (group === undefined) groups.push([contraction]);
    else group.push(contraction);
  }
  return groups;
}

function haveSameRange(a: ReduceNode, b: ReduceNode): boolean {
  return a.operands[0] === b.operands[0] && a.operands[1] === b.operands[1];
}

/** Those of the contractions that share the factor which most of them have, as one. */
function join(
  algebra: Algebra,
  all: readonly Contraction[],
): { readonly terms: ReadonlySet<Expression>; readonly sum: Expression } | undefined {
  const [from, to] = all[0]!.sum.operands;
  const index = algebra.arena.freshIndex();
  const opened = all.map(({ term, outside, sum }) => {
    const inside = factorsOf(algebra.arena.adopt(bodyAt(sum, [index])));
    return { term, outside, inside };
  });
  const [shared, count] = mostFrequent(
    opened.flatMap(({ inside }) => [...new Set(inside)].filter((factor) => contains(factor, index))),
  );
  if (shared === undefined || count < 2) return undefined;
  const sharing = withoutMoreWork(opened.filter(({ inside }) => inside.includes(shared)));
  if (sharing.length < 2) return undefined;
  const common = sharedBy(sharing.map(({ outside }) => outside));
  const rests = sharing.map(({ outside, inside }) =>
    algebra.product([...without(outside, common), ...without(inside, [shared])]),
  );
  const body = algebra.product([shared, algebra.sum(rests)]);
  if (!sharing.some(({ inside }) => areIndicesOf(inside, [body]))) return undefined;
  const sum = algebra.product([...common, algebra.reduce("add", { index, from, to }, body)]);
  return { terms: new Set(sharing.map(({ term }) => term)), sum };
}

interface OpenedContraction {
  readonly term: Expression;
  readonly outside: readonly Expression[];
  readonly inside: readonly Expression[];
}

/** Those whose own factors outside the sum have no index: inside of it, they would be multiplied at every step. */
function withoutMoreWork(all: readonly OpenedContraction[]): readonly OpenedContraction[] {
  const common = sharedBy(all.map(({ outside }) => outside));
  return all.filter(({ outside }) => without(outside, common).every(({ free }) => free.length === 0));
}

/** Whether all indices of some factors are among those of others. */
function areIndicesOf(others: readonly Expression[], factors: readonly Expression[]): boolean {
  const levels = new Set(others.flatMap(({ free }) => free));
  return factors.every(({ free }) => free.every((level) => levels.has(level)));
}

/** The factors that are in every list. */
function sharedBy(lists: readonly (readonly Expression[])[]): readonly Expression[] {
  return lists.reduce((a, b) => a.filter((factor) => b.includes(factor)));
}

function mostFrequent(nodes: readonly Expression[]): readonly [node: Expression | undefined, count: number] {
  const counts = new Map<Expression, number>();
  for (const node of nodes) counts.set(node, (counts.get(node) ?? 0) + 1);
  return [...counts].reduce<readonly [Expression | undefined, number]>(
    (most, entry) => (entry[1] > most[1] ? entry : most),
    [undefined, 0],
  );
}

/** The factors but those given; those of a product are all different. */
function without(factors: readonly Expression[], given: readonly Expression[]): readonly Expression[] {
  return factors.filter((factor) => !given.includes(factor));
}

/** The term with each element of a matrix product, or of a multiple of one, as the sum that it is. */
function writtenOut(algebra: Algebra, term: Expression): Expression {
  const factors: Expression[] = [];
  const stack = [...factorsOf(term)];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const [tensor, ...indices] = top.kind === "element" ? top.operands : [];
    if (tensor?.kind === "tensor" && isProduct(tensor)) {
      stack.push(...factorsOf(elementWrittenOut(algebra, tensor, indices)));
    } else factors.push(top);
  }
  return algebra.product(factors.reverse());
}

/** The body at the indices, in canonical form again: at equal indices, factors may be equal that were not. */
function elementWrittenOut(algebra: Algebra, tensor: TensorNode, indices: readonly Expression[]): Expression {
  const opened = indices.map(() => algebra.arena.freshIndex());
  return replaceEach(algebra, algebra.arena.adopt(bodyAt(tensor, opened)), opened, indices);
}

/** Whether the elements are sums over an index, or elements of another tensor, times other factors. */
function isProduct(tensor: TensorNode): boolean {
  const factors = factorsOf(tensor.operands.at(-1)!);
  return factors.some(({ kind }) => kind === "reduce") || isMultiple(factors);
}

/** An element of another tensor, times what has no index. */
function isMultiple(factors: readonly Expression[]): boolean {
  const [indexed, ...more] = factors.filter(({ free }) => free.length > 0);
  return factors.length > 1 && more.length === 0 && indexed?.kind === "element";
}
