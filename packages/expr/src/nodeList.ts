import type { Placed } from "./make.ts";
import type { Expression } from "./node.ts";

/** In lists up to this length a look at all nodes is quicker than a Map, by half. */
const short = 24;

/** How many places there may be for each node of a list, for it to be found by its place rather than by a Map. */
const density = 8;

/** A list of different nodes that finds where a node is in it. */
export class NodeList {
  readonly nodes: Expression[] = [];
  /** For places in an arena, the index of the node that stands there: a Map of so many nodes is slow and large. */
  readonly #byPlace: number[] = [];
  #others: Map<Expression, number> | undefined;

  /** The index of the node; -1 where it is not in the list. */
  indexOf(node: Expression): number {
    if (this.nodes.length <= short) return this.nodes.indexOf(node);
    const { place } = node as Expression & Placed;
    if (place >= 0 && place < this.#byPlace.length) {
      const index = this.#byPlace[place]!;
      if (index >= 0 && this.nodes[index] === node) return index;
    }
    return this.#others?.get(node) ?? -1;
  }

  /** Adds a node that is not in the list; its index. */
  add(node: Expression): number {
    const index = this.nodes.push(node) - 1;
    if (index === short) for (const [k, each] of this.nodes.entries()) this.#note(each, k);
    else if (index > short) this.#note(node, index);
    return index;
  }

  /** A node of no arena takes its place from the first long list that it is in: that and later ones find it by this. */
  #note(node: Expression, index: number): void {
    const placed = node as Expression & Placed;
    if (placed.place < 0 && Object.isExtensible(placed)) placed.place = index;
    const { place } = placed;
    const isDense = place >= 0 && place < density * (this.nodes.length + short);
    while (isDense && this.#byPlace.length <= place) this.#byPlace.push(-1);
    if (isDense && this.#byPlace[place] === -1) this.#byPlace[place] = index;
    else {
      this.#others ??= new Map();
      this.#others.set(node, index);
    }
  }
}
