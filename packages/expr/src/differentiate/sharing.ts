import type { Algebra } from "../algebra/algebra.ts";
import { rebuildNode } from "../algebra/rebuild.ts";
import { makeProduct } from "../make.ts";
import type { Expression, ProductNode, SymbolNode } from "../node.ts";
import { postorder } from "../traverse.ts";
import type { Family } from "./reading.ts";

/**
 * Families that have parts in common, with each such part computed once: a part that depends on fewer indices than what
 * it is part of, and that occurs again, be it over other indices, becomes a tensor without free indices.
 */
export function shareParts(algebra: Algebra, families: readonly Family[]): Family[] {
  const grouped = rebuilt(algebra, families, (node) =>
    node.kind === "product" ? groupFactors(algebra, node) : node,
  );
  const parts = partsOf(algebra, grouped);
  return rebuilt(algebra, grouped, (node, original) => readPart(algebra, parts.get(original), node));
}

/** The families with each node of the bodies changed, operands first. */
function rebuilt(
  algebra: Algebra,
  families: readonly Family[],
  change: (node: Expression, original: Expression) => Expression,
): Family[] {
  const results = new Map<Expression, Expression>();
  const enter = (node: Expression) => node.free.length > 0;
  const bodies = families.map(({ body }) => body);
  for (const node of postorder(bodies, enter)) {
    const operands = node.operands.map((operand) => results.get(operand) ?? operand);
    const isSame = operands.every((operand, k) => operand === node.operands[k]);
    results.set(node, change(isSame ? node : rebuildNode(algebra, node, operands), node));
  }
  return families.map((family) => ({ ...family, body: results.get(family.body)! }));
}

/** A product bracketed so that factors over few indices are multiplied before those over more. Numbers stay in front. */
function groupFactors(algebra: Algebra, node: ProductNode): Expression {
  const numbers = node.operands.filter(({ kind }) => kind === "number");
  let factors = node.operands.filter(({ kind }) => kind !== "number");
  while (factors.length > 2) {
    const [a, b] = cheapestPair(factors);
    if (unionSize(a, b) === node.free.length) break;
    const joined = algebra.arena.intern(makeProduct([a, b], true));
    factors = factors.flatMap((factor) => (factor === b ? [] : [factor === a ? joined : factor]));
  }
  if (factors.length + numbers.length === node.operands.length) return node;
  return algebra.arena.intern(makeProduct([...numbers, ...factors], node.grouped));
}

function cheapestPair(factors: readonly Expression[]): readonly [Expression, Expression] {
  let best = [factors[0]!, factors[1]!] as const;
  for (const [k, a] of factors.entries()) {
    for (const b of factors.slice(k + 1)) if (unionSize(a, b) < unionSize(...best)) best = [a, b];
  }
  return best;
}

/** On how many indices a product of the two depends. */
function unionSize(a: Expression, b: Expression): number {
  return a.free.length + b.free.filter((level) => !a.free.includes(level)).length;
}

/** A part as a tensor, and the indices at which it is that part. */
interface Part {
  readonly tensor: Expression;
  readonly indices: readonly SymbolNode[];
}

/** The parts that occur more than once: in several families, or over several choices of indices. */
function partsOf(algebra: Algebra, families: readonly Family[]): ReadonlyMap<Expression, Part> {
  const found = new Map<Expression, Part>();
  const uses = new Map<Expression, number>();
  for (const { body } of families) {
    for (const node of partialNodes(body)) {
      const part = found.get(node) ?? closedPart(algebra, node);
      if (part === undefined) continue;
      found.set(node, part);
      uses.set(part.tensor, (uses.get(part.tensor) ?? 0) + 1);
    }
  }
  return new Map([...found].filter(([, { tensor }]) => uses.get(tensor)! > 1));
}

/** The body, and what in it depends on fewer indices than what it is an operand of. */
function partialNodes(body: Expression): Set<Expression> {
  const nodes = new Set([body]);
  for (const node of postorder([body], ({ free }) => free.length > 0)) {
    for (const operand of node.operands) if (operand.free.length < node.free.length) nodes.add(operand);
  }
  return nodes;
}

/** The tensor over all indices of the node, in the order in which they occur; undefined for leaves and inside binders. */
function closedPart(algebra: Algebra, node: Expression): Part | undefined {
  const isLeaf = node.kind === "symbol" || node.kind === "element";
  if (node.free.length === 0 || node.shape.length > 0 || isLeaf) return undefined;
  const indices = postorder([node], ({ free }) => free.length > 0).filter(
    (leaf): leaf is SymbolNode => leaf.kind === "symbol" && node.free.includes(leaf.level),
  );
  const ranges = indices.map((index) => algebra.ranges.get(index));
  if (ranges.some((range) => range === undefined || range.from !== algebra.one)) return undefined;
  const shape = ranges.map((range) => range!.to);
  return { tensor: algebra.tensor(indices, shape, node), indices };
}

function readPart(algebra: Algebra, part: Part | undefined, node: Expression): Expression {
  if (part === undefined) return node;
  const shape = part.indices.map((index) => algebra.ranges.get(index)!.to);
  return algebra.element(algebra.tensor(part.indices, shape, node), part.indices);
}
