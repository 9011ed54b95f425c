import { createArena } from "./algebra/arena.ts";
import { asExpressions } from "./atoms.ts";
import type { Expression, ReduceNode, TensorNode } from "./node.ts";
import { postorder } from "./traverse.ts";

/** Sizes of the bound indices in scope, by level; an unknown size counts as 1. */
type Sizes = ReadonlyMap<number, number>;

/**
 * The number of operations of the shared graph: each distinct node once, for every value of its free indices.
 *
 * A sum or product of n operands counts n - 1, a power or a call 1, a piecewise node its conditions, a reduction its
 * size, leaves 0. Symbolic sizes count as 1.
 *
 * @example
 * ```ts
 * import { countOperations, parse } from "@chainrule/expr";
 * countOperations(parse("sin(x) + sin(x)^2")); // => 3
 * ```
 */
export function countOperations(e: Expression | readonly Expression[]): number {
  const arena = createArena(); // equal parts are one node, also of a text that writes them twice
  return countInArena(arena.adoptAll(asExpressions(e)));
}

/** The same for graphs of one arena. */
export function countInArena(roots: readonly Expression[]): number {
  const order = postorder(roots);
  if (order.some((node) => node.kind === "reduce" || node.kind === "tensor")) return countFamilies(roots);
  return order.reduce((total, node) => total + ownOperations(node), 0);
}

/** At most the count of a graph of any origin, by a quick look: parts of equal hash count once, and binders nothing. */
export function leastCount(order: readonly Expression[]): number {
  const seen = new Set<number>();
  let total = 0;
  for (const node of order) {
    if (node.kind === "reduce" || node.kind === "tensor") return 0;
    if (node.operands.length > 0 && !seen.has(node.hash)) total += ownOperations(node);
    seen.add(node.hash);
  }
  return total;
}

function countFamilies(roots: readonly Expression[]): number {
  const seen = new Map<Expression, Set<string>>();
  const stack: [Expression, Sizes][] = roots.map((root) => [root, new Map()]);
  let total = 0;
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const [node, sizes] = next;
    const key = node.free.map((level) => `${level}:${sizes.get(level)}`).join(" ");
    const keys = seen.get(node) ?? new Set<string>();
    if (keys.has(key)) continue;
    seen.set(node, keys.add(key));
    total += ownOperations(node) * node.free.reduce((volume, level) => volume * (sizes.get(level) ?? 1), 1);
    pushOperands(stack, node, sizes);
  }
  return total;
}

function pushOperands(stack: [Expression, Sizes][], node: Expression, sizes: Sizes): void {
  const isBinder = node.kind === "reduce" || node.kind === "tensor";
  const last = node.operands.length - 1;
  for (const [k, operand] of node.operands.entries()) {
    stack.push([operand, isBinder && k === last ? innerSizes(node, sizes) : sizes]);
  }
}

function innerSizes(node: ReduceNode | TensorNode, sizes: Sizes): Sizes {
  const inner = new Map(sizes);
  if (node.kind === "reduce") return inner.set(node.index.level, reduceSize(node));
  for (const [axis, { level }] of node.indices.entries()) inner.set(level, valueOf(node.shape[axis]!) ?? 1);
  return inner;
}

function ownOperations(node: Expression): number {
  switch (node.kind) {
    case "sum":
    case "product":
      return node.operands.length - 1;
    case "power":
      return 1;
    case "call":
      return node.operands.length === 0 ? 0 : 1;
    case "piecewise":
      return (node.operands.length - 1) / 2;
    case "reduce":
      return reduceSize(node);
    default:
      return 0;
  }
}

function reduceSize({ operands: [from, to] }: ReduceNode): number {
  const [first, last] = [valueOf(from), valueOf(to)];
  return first === undefined || last === undefined ? 1 : Math.max(0, last - first + 1);
}

function valueOf(node: Expression): number | undefined {
  return node.kind === "number" ? Number(node.value.numerator) / Number(node.value.denominator) : undefined;
}
