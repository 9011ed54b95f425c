import type { Algebra } from "../algebra/algebra.ts";
import type { Sweep } from "../differentiate/tangent.ts";
import { bindReduce, openedIndex } from "../indices.ts";
import type { Expression, SymbolNode } from "../node.ts";

/** Parts of an opened graph as expressions of their own: tensors over their opened indices, as matrix notation reads them. */

/** What a sweep tells of a part, closed. */
export interface ClosedStep {
  readonly before: Expression;
  readonly after: Expression;
}

/**
 * The part as a tensor over its indices, and its derivative over the axes of the output and of the part, or of the part
 * and of the variable. Undefined where an index does not run over a whole axis.
 */
export function closedDerivative(
  { algebra, axesOf, isReverse, kept }: Sweep,
  part: Expression,
  derivative: Expression,
): ClosedStep | undefined {
  const own = part.free.filter((level) => level < 0).toSorted(outerFirst);
  const axes = part.shape.length === 0 ? [] : axesOf(part).map(({ level }) => level);
  const levels = [...own, ...axes];
  const entry = own.length > 0 && axes.length > 0 ? algebra.element(part, indicesAt(algebra, axes)) : part;
  const before = closed(algebra, own.length > 0 ? levels : [], entry);
  const others = kept.filter((level) => !levels.includes(level));
  const after = closed(algebra, isReverse ? [...others, ...levels] : [...levels, ...others], derivative);
  return before && after && { before, after };
}

/** The sum of a contribution as it is written, and what it comes to. */
export function closedSum(
  { algebra, kept }: Sweep,
  contribution: Expression,
  summed: readonly number[],
  total: Expression,
): ClosedStep | undefined {
  const levels = [
    ...new Set([...kept, ...contribution.free.filter((level) => level < 0).toSorted(outerFirst)]),
  ];
  const open = levels.filter((level) => !summed.includes(level));
  const raw = [...summed].toSorted(outerFirst).reduceRight<Expression | undefined>((body, level) => {
    const range = rangeAt(algebra, level);
    return body && range && bindReduce("add", range.index, range.from, range.to, body);
  }, contribution);
  const before = raw && closed(algebra, open, raw);
  const after = closed(algebra, open, total);
  return before && after && { before, after };
}

/** The body as a tensor over the indices of these levels. */
function closed(algebra: Algebra, levels: readonly number[], body: Expression): Expression | undefined {
  const ranges = levels.map((level) => rangeAt(algebra, level));
  if (ranges.some((range) => range?.from !== algebra.one || range.to.free.length > 0)) return undefined;
  const sizes = ranges.map((range) => range!.to);
  const tensor = algebra.tensor(indicesAt(algebra, levels), sizes, body);
  return tensor.free.length === 0 ? tensor : undefined;
}

function rangeAt(algebra: Algebra, level: number) {
  return algebra.ranges.get(algebra.arena.intern(openedIndex(-level)));
}

function indicesAt(algebra: Algebra, levels: readonly number[]): SymbolNode[] {
  return levels.map((level) => algebra.arena.intern(openedIndex(-level)) as SymbolNode);
}

/** Indices are opened from the outside in. */
function outerFirst(a: number, b: number): number {
  return b - a;
}
