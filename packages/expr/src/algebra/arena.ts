import { sameHead } from "../equal.ts";
import { openedIndex } from "../indices.ts";
import { type Budget, spend } from "../limits.ts";
import { constantOf } from "../make.ts";
import type { Expression, SymbolNode } from "../node.ts";
import { rebuild } from "../traverse.ts";

/**
 * The hash-consing table of one public call: in an arena, nodes of equal structure are one object, so that equality
 * is identity and shared work is done once.
 */
export interface Arena {
  /** The arena's own node of this structure; the operands must be the arena's already. */
  readonly intern: <N extends Expression>(node: N) => N;
  /** The arena's own copy of a whole graph, not simplified. */
  readonly adopt: (root: Expression) => Expression;
  /** An index that nothing else in the arena uses. */
  readonly freshIndex: () => SymbolNode;
}

/** Builders use the first few opened indices for themselves. */
const firstOpened = 64;

/** An empty arena; its nodes are counted by the budget. */
export function createArena(budget?: Budget): Arena {
  const table = new NodeTable(budget);
  let indices = firstOpened;
  const intern = <N extends Expression>(node: N): N =>
    ((node.kind === "number" && constantOf(node.value)) || table.add(node)) as N;
  const isForeign = (node: Expression) =>
    !((node.kind === "number" && constantOf(node.value) === node) || table.has(node));
  return {
    intern,
    adopt: (root) => (isForeign(root) ? rebuild(root, isForeign, intern) : root),
    freshIndex: () => {
      indices += 1;
      return intern(openedIndex(indices));
    },
  };
}

/** A set of nodes by structure: open addressing with linear probing, at most half full. */
class NodeTable {
  #slots: (Expression | undefined)[] = new Array(32).fill(undefined);
  #count = 0;
  readonly #budget: Budget | undefined;

  constructor(budget: Budget | undefined) {
    this.#budget = budget;
  }

  /** The node of this structure that came first. */
  add(node: Expression): Expression {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = node.hash & mask;
    for (let known = slots[slot]; known !== undefined; known = slots[slot]) {
      if (sameNode(known, node)) return known;
      slot = (slot + 1) & mask;
    }
    slots[slot] = node;
    this.#count += 1;
    if (this.#budget !== undefined) spend(this.#budget);
    if (2 * this.#count > slots.length) this.#grow();
    return node;
  }

  /** Whether this very object is in the table. */
  has(node: Expression): boolean {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = node.hash & mask;
    while (slots[slot] !== undefined && slots[slot] !== node) slot = (slot + 1) & mask;
    return slots[slot] === node;
  }

  #grow(): void {
    const nodes = this.#slots;
    this.#slots = new Array(nodes.length * 4).fill(undefined);
    for (const node of nodes) if (node !== undefined) this.#slots[freeSlot(this.#slots, node.hash)] = node;
  }
}

function freeSlot(slots: readonly unknown[], hash: number): number {
  let slot = hash & (slots.length - 1);
  while (slots[slot] !== undefined) slot = (slot + 1) & (slots.length - 1);
  return slot;
}

/** Equality of nodes whose operands are interned. */
function sameNode(a: Expression, b: Expression): boolean {
  if (a === b) return true;
  if (!sameHead(a, b)) return false;
  if (sameOperands(a.operands, b.operands)) return true;
  return (a.kind === "sum" || a.kind === "product") && sameBag(a.operands, b.operands);
}

function sameOperands(a: readonly Expression[], b: readonly Expression[]): boolean {
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false;
  return true;
}

function sameBag(a: readonly Expression[], b: readonly Expression[]): boolean {
  const counts = new Map<Expression, number>();
  for (const operand of a) counts.set(operand, (counts.get(operand) ?? 0) + 1);
  for (const operand of b) {
    const count = counts.get(operand) ?? 0;
    if (count === 0) return false;
    counts.set(operand, count - 1);
  }
  return true;
}
