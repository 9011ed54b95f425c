import { makeReduce, makeSymbol, makeTensor } from "./make.ts";
import type { Expression, ReduceNode, ReduceOperation, Shape, SymbolNode, TensorNode } from "./node.ts";
import { postorder, rebuild } from "./traverse.ts";

/**
 * Binding and opening of indices. A bound index is named by its level (see `SymbolNode`), so that bodies which differ
 * in the names of indices only are the same node. A transformation that goes under a binder opens it: the level gives
 * way to a fresh negative one, which is bound again on the way out.
 */

/** The bound index of a level. */
function boundIndex(level: number): SymbolNode {
  return makeSymbol("", level, [], { integer: true });
}

/** The opened index number n = 1, 2, ... of a transformation. */
export function openedIndex(n: number): SymbolNode {
  return makeSymbol("", -n, [], { integer: true });
}

/** The node with the symbols replaced, which are known by what they are. Tensors inside symbols' shapes are left alone. */
function replaceSymbols(
  root: Expression,
  symbols: readonly SymbolNode[],
  values: readonly Expression[],
): Expression {
  const byKey = new Map(symbols.map((symbol, k) => [keyOf(symbol), values[k] as Expression]));
  const replaced = (node: Expression) => (node.kind === "symbol" ? byKey.get(keyOf(node)) : undefined);
  return rebuild(root, mayUse(symbols), (node) => replaced(node) ?? node);
}

/** Tells nodes that may use the symbols: of indices, those in which they are free. */
function mayUse(symbols: readonly SymbolNode[]): (node: Expression) => boolean {
  const levels = new Set(symbols.map(({ level }) => level));
  return levels.has(0) ? () => true : ({ free }) => free.some((level) => levels.has(level));
}

function keyOf(symbol: SymbolNode): string {
  return symbol.level === 0 ? symbol.name : `\u0000${symbol.level}`;
}

/** One more than the highest binder on a path from the root to a use of the symbols; never a level free in it. */
function levelAbove(root: Expression, symbols: readonly SymbolNode[]): number {
  const keys = new Set(symbols.map(keyOf));
  const heights = new Map<Expression, number>();
  for (const node of postorder([root], mayUse(symbols))) heights.set(node, heightOf(node, heights, keys));
  let level = 1 + Math.max(0, heights.get(root) ?? 0);
  while (symbols.some((_, k) => root.free.includes(level + k))) level += 1;
  return level;
}

/** The highest binder from the node down to a use of the keys; -1 where there is no use. */
function heightOf(
  node: Expression,
  heights: ReadonlyMap<Expression, number>,
  keys: ReadonlySet<string>,
): number {
  if (node.kind === "symbol") return keys.has(keyOf(node)) ? 0 : -1;
  let height = -1;
  for (const operand of node.operands) height = Math.max(height, heights.get(operand) ?? -1);
  if (height < 0) return -1;
  if (node.kind === "reduce") return Math.max(height, node.index.level);
  if (node.kind === "tensor") return node.indices.reduce((most, { level }) => Math.max(most, level), height);
  return height;
}

/** The body with the symbols turned into bound indices, and those indices. */
function bind(
  symbols: readonly SymbolNode[],
  body: Expression,
): { readonly indices: readonly SymbolNode[]; readonly body: Expression } {
  const level = levelAbove(body, symbols);
  const indices = symbols.map((_, k) => boundIndex(level + k));
  return { indices, body: replaceSymbols(body, symbols, indices) };
}

/** reduce over the symbol, which the result binds. */
export function bindReduce(
  operation: ReduceOperation,
  symbol: SymbolNode,
  from: Expression,
  to: Expression,
  body: Expression,
): ReduceNode {
  const bound = bind([symbol], body);
  return makeReduce(operation, bound.indices[0] as SymbolNode, from, to, bound.body);
}

/** The tensor over the symbols, which the result binds. */
export function bindTensor(symbols: readonly SymbolNode[], shape: Shape, body: Expression): TensorNode {
  const bound = bind(symbols, body);
  return makeTensor(bound.indices, shape, bound.body);
}

/** The body of a binder with its indices replaced by the expressions given. */
export function bodyAt(binder: ReduceNode | TensorNode, indices: readonly Expression[]): Expression {
  const bound = binder.kind === "reduce" ? [binder.index] : binder.indices;
  return replaceSymbols(binder.operands.at(-1) as Expression, bound, indices);
}
