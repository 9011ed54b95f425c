import type { Algebra, IndexRange } from "../algebra/algebra.ts";
import { factorsOf } from "../algebra/binders.ts";
import { isDelta } from "../algebra/conditions.ts";
import { replaceIn } from "../algebra/rebuild.ts";
import { bodyAt, openedIndex } from "../indices.ts";
import type { Expression, Shape, SymbolNode } from "../node.ts";

/** A value for all values of the indices of some axes. */
export interface Family {
  readonly indices: readonly SymbolNode[];
  readonly shape: Shape;
  readonly body: Expression;
}

/** Fresh indices that run over whole axes. */
export function axisRange(algebra: Algebra, shape: Shape): SymbolNode[] {
  return shape.map((size) => {
    const index = algebra.arena.freshIndex();
    algebra.ranges.set(index, { index, from: algebra.one, to: algebra.arena.adopt(size) });
    return index;
  });
}

/** A tensor at fresh indices. */
export function openFamily(algebra: Algebra, tensor: Expression): Family {
  if (tensor.shape.length === 0) return { indices: [], shape: tensor.shape, body: tensor };
  const indices = axisRange(algebra, tensor.shape);
  const body =
    tensor.kind === "tensor"
      ? algebra.arena.adopt(bodyAt(tensor, indices))
      : algebra.element(tensor, indices);
  return { indices, shape: tensor.shape, body };
}

/** Sums inside sums that are looked into for Kronecker deltas. */
const deepest = 8;

/**
 * The family at positions, factor by factor. Kronecker deltas are read in place, where sums resolve them, and so are
 * single elements; what else depends on the indices becomes a tensor, computed once for all that read it.
 */
export function readFamily(
  algebra: Algebra,
  family: Family,
  positions: readonly Expression[],
  depth: number = deepest,
): Expression {
  const { body } = family;
  const terms = body.kind === "sum" && hasDelta(body) ? body.operands : [body];
  return algebra.sum(terms.map((term) => readTerm(algebra, { ...family, body: term }, positions, depth)));
}

function readTerm(
  algebra: Algebra,
  { indices, shape, body }: Family,
  positions: readonly Expression[],
  depth: number,
): Expression {
  const levels = indices.map(({ level }) => level);
  const own: Expression[] = [];
  const found = throughDeltas(algebra, indices, body).flatMap((factor) => {
    const used = factor.free.filter((level) => levels.includes(level));
    if (used.length === 0) return [factor];
    if (used.length === factor.free.length && !isDelta(factor)) {
      own.push(factor);
      return [];
    }
    const part = { indices, shape, body: factor };
    const isOpen = depth > 0 && factor.kind === "sum" && hasDelta(factor);
    return [isOpen ? readFamily(algebra, part, positions, depth - 1) : readPart(algebra, part, positions)];
  });
  if (own.length === 0) return algebra.product(found);
  const together = readPart(algebra, { indices, shape, body: algebra.product(own) }, positions);
  return algebra.product([...found, together]);
}

/** What is short in place; all else as a tensor. */
function readPart(algebra: Algebra, family: Family, positions: readonly Expression[]): Expression {
  const { indices, body } = family;
  if (!isShort(body)) return readTensor(algebra, family, positions);
  return indices.reduce((sofar, index, axis) => replaceIn(algebra, sofar, index, positions[axis]!), body);
}

/** The family as a tensor, over whole other axes on which it depends too, so that it is the same wherever it is read. */
function readTensor(
  algebra: Algebra,
  { indices, shape, body }: Family,
  positions: readonly Expression[],
): Expression {
  const others = body.free.flatMap((level) => axisOf(algebra, level, indices));
  const otherIndices = others.map(({ index }) => index);
  const sizes = others.map(({ to }) => to);
  const tensor = algebra.tensor([...indices, ...otherIndices], [...shape, ...sizes], body);
  return algebra.element(tensor, [...positions, ...otherIndices]);
}

/** The range of an opened index over a whole axis that is none of the indices given. */
function axisOf(algebra: Algebra, level: number, indices: readonly SymbolNode[]): readonly IndexRange[] {
  if (level > 0) return [];
  const range = algebra.ranges.get(algebra.arena.intern(openedIndex(-level)));
  return range?.from === algebra.one && !indices.includes(range.index) ? [range] : [];
}

/** The factors of a product; beside a delta, an index gives way to the other one of the same range. */
function throughDeltas(
  algebra: Algebra,
  indices: readonly SymbolNode[],
  product: Expression,
): readonly Expression[] {
  let factors = factorsOf(product);
  for (const delta of factors.filter(isDelta)) {
    const index = indices.find((own) => (delta.operands as readonly Expression[]).includes(own));
    const other = delta.operands.find((operand) => operand !== index);
    if (index === undefined || other === undefined || !sameRange(algebra, index, other)) continue;
    const others = algebra.product(factors.filter((factor) => factor !== delta));
    factors = [delta, ...factorsOf(replaceIn(algebra, others, index, other))];
  }
  return factors;
}

/** Whether an index takes the same values as another. */
function sameRange(algebra: Algebra, index: Expression, other: Expression): boolean {
  const [a, b] = [algebra.ranges.get(index), algebra.ranges.get(other)];
  return a !== undefined && b !== undefined && a.from === b.from && a.to === b.to;
}

/** Whether a sum has a Kronecker delta among the factors of a term. */
export function hasDelta(sum: Expression): boolean {
  return sum.operands.some((term) => factorsOf(term).some(isDelta));
}

/** An index, a delta, or an element of what is computed once anyway. */
function isShort(node: Expression): boolean {
  if (node.kind === "element") return node.operands[0].free.length === 0;
  return node.kind === "symbol" || isDelta(node);
}
