import type { Placed } from "../make.ts";
import type { Expression } from "../node.ts";
import { NodeList } from "../nodeList.ts";
import { type Arena, isOf } from "./arena.ts";

/** How many places there may be for each node of a map, and for how many nodes there is room at first. */
const density = 8;
const few = 64;

/** What is known about nodes, by node. */
export interface NodeLookup<T> {
  readonly get: (node: Expression) => T | undefined;
  readonly has: (node: Expression) => boolean;
}

/**
 * A map whose keys are mostly the nodes of one arena: their values stand in a list, each at its node's place. That is a
 * third of the time and of the memory of a Map, and does not slow down with the size. Nodes far out in an arena of which
 * the map has few are keys of a Map, so that small maps stay small in large arenas.
 */
export class NodeMap<T> implements NodeLookup<T> {
  readonly #nodes: readonly Expression[];
  readonly #values: (T | undefined)[] = [];
  /** Places below this one stand in the list. */
  #room: number;
  /** Values of nodes that stood farther out when they were set. */
  #far: Map<Expression, T> | undefined;
  /** Nodes from elsewhere, and their values. */
  #foreign: NodeList | undefined;
  readonly #foreignValues: (T | undefined)[] = [];

  /** Nodes from elsewhere that will be keys may be listed already; about so many nodes are expected. */
  constructor(arena: Arena, foreign?: NodeList, expected: number = foreign?.nodes.length ?? 0) {
    this.#room = density * (expected + few);
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
    const value = place < this.#values.length ? this.#values[place] : undefined;
    return value === undefined && this.#far !== undefined ? this.#far.get(node) : value;
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
    if (place < this.#room) fill(this.#values, place, value);
    else {
      this.#far ??= new Map();
      this.#far.set(node, value);
    }
    this.#room += density;
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

/** Whether something is known about any of the nodes; a loop, for what every node is asked. */
export function hasAny(known: NodeLookup<true>, nodes: readonly Expression[]): boolean {
  for (const node of nodes) if (known.has(node)) return true;
  return false;
}

/** Sets an element without leaving holes, which would make a dictionary of the list. */
function fill<T>(values: (T | undefined)[], index: number, value: T): void {
  while (values.length < index) values.push(undefined);
  values[index] = value;
}
