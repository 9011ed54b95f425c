import type { Placed } from "../make.ts";
import type { Expression } from "../node.ts";
import { NodeList } from "../nodeList.ts";
import { type Arena, isOf } from "./arena.ts";

/** What is known about nodes, by node. */
export interface NodeLookup<T> {
  readonly get: (node: Expression) => T | undefined;
  readonly has: (node: Expression) => boolean;
}

/**
 * A map whose keys are mostly the nodes of one arena: their values stand in a list, each at its node's place. That is a
 * third of the time and of the memory of a Map, and does not slow down with the size. For maps of many of the arena's
 * nodes only: the list is as long as the arena.
 */
export class NodeMap<T> implements NodeLookup<T> {
  readonly #nodes: readonly Expression[];
  readonly #values: (T | undefined)[] = [];
  /** Nodes from elsewhere, and their values. */
  #foreign: NodeList | undefined;
  readonly #foreignValues: (T | undefined)[] = [];

  /** Nodes from elsewhere that will be keys may be listed already. */
  constructor(arena: Arena, foreign?: NodeList) {
    this.#nodes = arena.nodes;
    this.#foreign = foreign;
  }

  /** The nodes from elsewhere. */
  get foreign(): readonly Expression[] {
    return this.#foreign?.nodes ?? [];
  }

  get(node: Expression): T | undefined {
    if (!isOf(this.#nodes, node)) return this.#foreignValue(node);
    const { place } = node as Expression & Placed;
    return place < this.#values.length ? this.#values[place] : undefined;
  }

  has(node: Expression): boolean {
    return this.get(node) !== undefined;
  }

  set(node: Expression, value: T): void {
    if (!isOf(this.#nodes, node)) {
      this.#setForeign(node, value);
      return;
    }
    const { place } = node as Expression & Placed;
    fill(this.#values, place, value);
  }

  #foreignValue(node: Expression): T | undefined {
    if (this.#foreign === undefined) return undefined;
    const index = this.#foreign.indexOf(node);
    return index >= 0 && index < this.#foreignValues.length ? this.#foreignValues[index] : undefined;
  }

  #setForeign(node: Expression, value: T): void {
    this.#foreign ??= new NodeList();
    const known = this.#foreign.indexOf(node);
    fill(this.#foreignValues, known < 0 ? this.#foreign.add(node) : known, value);
  }
}

/** Sets an element without leaving holes, which would make a dictionary of the list. */
function fill<T>(values: (T | undefined)[], index: number, value: T): void {
  while (values.length < index) values.push(undefined);
  values[index] = value;
}
