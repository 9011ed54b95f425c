import { sameHead } from "../equal.ts";
import { openedIndex } from "../indices.ts";
import { type Budget, spend } from "../limits.ts";
import { constantOf, copyOf, type Placed } from "../make.ts";
import type { Expression, SymbolNode } from "../node.ts";
import { rebuildAll } from "../traverse.ts";

/**
 * The hash-consing table of one public call: in an arena, nodes of equal structure are one object, so that equality
 * is identity and shared work is done once.
 */
export interface Arena {
  /** The arena's nodes, each at its place: operands come before what is made of them. */
  readonly nodes: readonly Expression[];
  /** The arena's own node of the structure of a node just made, whose operands must be the arena's already. */
  readonly intern: <N extends Expression>(node: N) => N;
  /** The arena's own copy of a leaf. */
  readonly leaf: <N extends Expression>(node: N) => N;
  /** The arena's own copy of a whole graph, not simplified. */
  readonly adopt: (root: Expression) => Expression;
  /** The same of several graphs: what they share is copied once, so that time does not grow with their product. */
  readonly adoptAll: (roots: readonly Expression[]) => readonly Expression[];
  /** An index that nothing else in the arena uses. */
  readonly freshIndex: () => SymbolNode;
}

/** Builders use the first few opened indices for themselves. */
const firstOpened = 64;

/** An empty arena; its nodes are counted by the budget. */
export function createArena(budget?: Budget): Arena {
  return new HashConsing(budget);
}

/** A set of nodes by structure: open addressing with linear probing, at most half full. */
class HashConsing implements Arena {
  readonly nodes: Expression[] = [];
  /** Of every slot the hash of its node, and 1 more than the node's place: a look at a slot is seldom one at a node. */
  #slots: number[] = new Array(2 * 32).fill(0);
  #indices = firstOpened;
  readonly #budget: Budget | undefined;

  constructor(budget: Budget | undefined) {
    this.#budget = budget;
  }

  intern<N extends Expression>(node: N): N {
    const constant = node.kind === "number" ? constantOf(node.value) : undefined;
    return (constant ?? this.#add(node)) as N;
  }

  leaf<N extends Expression>(node: N): N {
    if (isOf(this.nodes, node)) return node;
    const constant = node.kind === "number" ? constantOf(node.value) : undefined;
    return (constant ?? this.#add(copyOf(node))) as N;
  }

  readonly adopt = (root: Expression): Expression => {
    if (root.operands.length === 0) return this.leaf(root);
    return isOf(this.nodes, root) ? root : this.adoptAll([root])[0]!;
  };

  adoptAll(roots: readonly Expression[]): readonly Expression[] {
    const isForeign = (node: Expression) =>
      !isOf(this.nodes, node) && !(node.kind === "number" && constantOf(node.value) === node);
    return rebuildAll(roots, isForeign, (node) => this.intern(copyOf(node)));
  }

  freshIndex(): SymbolNode {
    this.#indices += 1;
    return this.intern(openedIndex(this.#indices));
  }

  /** The node of this structure that came first. */
  #add(node: Expression): Expression {
    const slots = this.#slots;
    const mask = slots.length - 2;
    let slot = (2 * node.hash) & mask;
    for (; slots[slot + 1] !== 0; slot = (slot + 2) & mask) {
      if (slots[slot] !== node.hash) continue;
      const known = this.nodes[slots[slot + 1]! - 1]!;
      if (sameNode(known, node)) return known;
    }
    (node as Expression & Placed).place = this.nodes.length;
    slots[slot] = node.hash;
    slots[slot + 1] = this.nodes.push(node);
    if (4 * this.nodes.length > slots.length) this.#grow();
    if (this.#budget !== undefined) spend(this.#budget); // may throw, and the arena may be used on
    return node;
  }

  #grow(): void {
    const slots: number[] = new Array(this.#slots.length * 4).fill(0);
    const mask = slots.length - 2;
    this.nodes.forEach(({ hash }, place) => {
      let slot = (2 * hash) & mask;
      while (slots[slot + 1] !== 0) slot = (slot + 2) & mask;
      slots[slot] = hash;
      slots[slot + 1] = place + 1;
    });
    this.#slots = slots;
  }
}

/** Whether this very object is among the nodes of an arena. */
export function isOf(nodes: readonly Expression[], node: Expression): boolean {
  const { place } = node as Expression & Placed;
  return place >= 0 && place < nodes.length && nodes[place] === node;
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
