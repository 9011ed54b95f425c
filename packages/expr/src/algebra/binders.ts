import { element as plainElement } from "../indexed.ts";
import { bindReduce, bindTensor, bodyAt } from "../indices.ts";
import type { Expression, ReduceOperation, Shape, SymbolNode, TensorNode } from "../node.ts";
import { signOf } from "../rational.ts";
import { sameSize } from "../shape.ts";
import type { Algebra, IndexRange } from "./algebra.ts";
import { isNegative } from "./calls.ts";
import { isDelta, isZero } from "./conditions.ts";
import { resolveDelta } from "./deltas.ts";
import { splitCoefficient } from "./sums.ts";

/** One element; of a tensor that moves, repeats or scatters elements, the one that it comes from. */
export function elementOf(algebra: Algebra, tensor: Expression, indices: readonly Expression[]): Expression {
  const isViewed = tensor.kind === "tensor" && isView(tensor) && areAxesOf(algebra, tensor, indices);
  return algebra.arena.adopt(isViewed ? bodyAt(tensor, indices) : plainElement(tensor, ...indices));
}

/** Whether elements cost nothing: they are all the same, or elements of another tensor, or such times Kronecker deltas. */
function isView(tensor: TensorNode): boolean {
  const isOwn = (node: Expression) => tensor.indices.some((index) => contains(node, index));
  const isRead = ({ kind, operands: [source, ...positions] }: Expression) =>
    kind === "element" && !isOwn(source!) && positions.every((position) => position.kind === "symbol");
  const isPlain = (node: Expression) =>
    !isOwn(node) || node.kind === "symbol" || isDelta(node) || isRead(node);
  const factors = factorsOf(tensor.operands.at(-1)!);
  return factors.every(isPlain) && (factors.length === 1 || factors.some(isDelta));
}

/** Whether the indices are known to run over the tensor's axes. */
function areAxesOf(algebra: Algebra, { shape }: TensorNode, indices: readonly Expression[]): boolean {
  return indices.every((index, axis) => {
    const range = algebra.ranges.get(index);
    return range !== undefined && range.from === algebra.one && sameSize(range.to, shape[axis]!);
  });
}

/** The tensor over the indices, which it binds; a tensor of all elements of another is that other. */
export function tensorOver(
  algebra: Algebra,
  indices: readonly SymbolNode[],
  shape: Shape,
  body: Expression,
): Expression {
  if (indices.length === 0) return body;
  return wholeTensor(indices, shape, body) ?? algebra.arena.adopt(bindTensor(indices, shape, body));
}

function wholeTensor(indices: readonly SymbolNode[], shape: Shape, body: Expression): Expression | undefined {
  if (body.kind !== "element" || body.operands.length !== indices.length + 1) return undefined;
  const [tensor, ...positions] = body.operands;
  if (tensor.free.some((level) => indices.some((index) => index.level === level))) return undefined;
  const matches = positions.every((position, axis) => position === indices[axis]);
  return matches && shape.every((size, axis) => sameSize(size, tensor.shape[axis]!)) ? tensor : undefined;
}

/** The reduction over an index, which it binds. Sums leave constant factors outside and resolve Kronecker deltas. */
export function reduceOver(
  algebra: Algebra,
  operation: ReduceOperation,
  range: IndexRange,
  body: Expression,
): Expression {
  if (!contains(body, range.index)) return constantBody[operation](algebra, body, countOf(algebra, range));
  if (operation !== "add") return bound(algebra, operation, range, body);
  if (body.kind === "sum" && body.operands.some((term) => factorsOf(term).some(isDelta))) {
    return algebra.sum(body.operands.map((term) => reduceOver(algebra, "add", range, term)));
  }
  if (body.kind === "sum" && body.operands.every(isNegative)) {
    return algebra.negate(reduceOver(algebra, "add", range, algebra.negate(body)));
  }
  return sumOfProduct(algebra, range, body);
}

function sumOfProduct(algebra: Algebra, range: IndexRange, body: Expression): Expression {
  const factors = factorsOf(body);
  const counts = factors.map((factor) => countWithin(algebra, range, factor));
  if (counts.some((count, k) => count !== factors[k])) {
    return reduceOver(algebra, "add", range, algebra.product(counts));
  }
  for (const delta of factors.filter(isDelta)) {
    const resolved = resolveDelta(algebra, range, delta, factors);
    if (resolved !== undefined) return resolved;
  }
  const hasDelta = (node: Expression) =>
    factorsOf(node).some((factor) => isDelta(factor) && contains(factor, range.index));
  const mixed = factors.find((factor) => factor.kind === "sum" && factor.operands.some(hasDelta));
  if (mixed !== undefined) return sumOfMixed(algebra, range, factors, mixed, hasDelta);
  const inside = factors.filter((factor) => contains(factor, range.index));
  const outside = factors.filter((factor) => !contains(factor, range.index));
  return algebra.product([...outside, bound(algebra, "add", range, algebra.product(inside))]);
}

/** A factor that is a sum gives its terms with a delta of the index away, each to a sum that resolves it. */
function sumOfMixed(
  algebra: Algebra,
  range: IndexRange,
  factors: readonly Expression[],
  mixed: Expression,
  hasDelta: (term: Expression) => boolean,
): Expression {
  const others = factors.filter((factor) => factor !== mixed);
  const rest = algebra.sum(mixed.operands.filter((term) => !hasDelta(term)));
  const terms = [...mixed.operands.filter(hasDelta), rest];
  return algebra.sum(
    terms.map((term) => reduceOver(algebra, "add", range, algebra.product([...others, term]))),
  );
}

function bound(
  algebra: Algebra,
  operation: ReduceOperation,
  range: IndexRange,
  body: Expression,
): Expression {
  if (isZero(body) && operation === "add") return algebra.zero;
  return algebra.arena.adopt(bindReduce(operation, range.index, range.from, range.to, body));
}

/** Reductions of a body that is the same for every index. */
const constantBody: {
  readonly [O in ReduceOperation]: (algebra: Algebra, body: Expression, count: Expression) => Expression;
} = {
  add: (algebra, body, count) => algebra.multiply(count, body),
  multiply: (algebra, body, count) => algebra.power(body, count),
  max: (_, body) => body,
  min: (_, body) => body,
  logSumExp: (algebra, body, count) => algebra.add(body, algebra.call("log", count)),
  norm: (algebra, body, count) =>
    algebra.multiply(algebra.power(count, algebra.fraction(1, 2)), algebra.call("abs", body)),
};

/** How many numbers the index runs over: none, unless the upper limit is known not to be below the other. */
function countOf(algebra: Algebra, { from, to }: IndexRange): Expression {
  const count = algebra.add(to, algebra.negate(from), 1);
  return isCount(count) ? count : algebra.call("max", 0, count);
}

/** The numbers that an inner index runs over, max(0, n - i), where the range of i makes that n - i. */
function countWithin(algebra: Algebra, range: IndexRange, factor: Expression): Expression {
  if (factor.kind !== "call" || factor.name !== "max" || !contains(factor, range.index)) return factor;
  const [least, count] = factor.operands;
  return isZero(least!) && isCount(leastOf(algebra, range, count!)) ? count! : factor;
}

/** A sum with the index at that end of its range where it is least: 0 for n - i, of i to n. */
function leastOf(algebra: Algebra, { index, from, to }: IndexRange, sum: Expression): Expression {
  const terms = sum.kind === "sum" ? sum.operands : [sum];
  const ends = terms.map((term) => {
    const [coefficient, rest] = splitCoefficient(algebra, term);
    const end = signOf(coefficient) < 0 ? to : from;
    return rest === index ? algebra.multiply(algebra.number(coefficient), end) : term;
  });
  return algebra.sum(ends);
}

/** Whether it is a sum of products of sizes, which are never below 0. */
function isCount(sum: Expression): boolean {
  const terms = sum.kind === "sum" ? sum.operands : [sum];
  const isSize = ({ kind }: Expression) => kind === "number" || kind === "symbol";
  return terms.every((term) => !isNegative(term) && factorsOf(term).every(isSize));
}

/** The factors of a product, or the node alone. */
export function factorsOf(node: Expression): readonly Expression[] {
  return node.kind === "product" && !node.grouped ? node.operands : [node];
}

/** Whether an opened or bound index occurs free in the node. */
export function contains(node: Expression, index: SymbolNode): boolean {
  return node.free.includes(index.level);
}
