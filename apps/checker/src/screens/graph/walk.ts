import type { Graph, GraphEdge, GraphNode } from "./model.ts";

/** One step of the computation: forward each node gets its value, backward its adjoint. */
export interface WalkStep {
  readonly phase: "forward" | "backward";
  readonly node: GraphNode;
  /** Backward, the uses that send something back; the output has none. */
  readonly uses: readonly GraphEdge[];
  /** How many nodes have a value, in the order of computation. */
  readonly valued: number;
  /** How many nodes, from the last one, have an adjoint. */
  readonly adjoined: number;
}

/** A step as a drawing shows it; without a node nothing stands out. */
export type Highlight = Omit<WalkStep, "node"> & { readonly node: GraphNode | undefined };

/** How many steps there are: each node is passed twice. */
export function countOf({ nodes }: Graph): number {
  return 2 * nodes.length;
}

/** The step of a number, from 0. */
export function stepAt({ nodes, edges }: Graph, at: number): WalkStep {
  const n = nodes.length;
  if (at < n) return { phase: "forward", node: nodes[at]!, uses: [], valued: at + 1, adjoined: 0 };
  const node = nodes[2 * n - 1 - at]!;
  const uses = usesOf({ nodes, edges }, node.id);
  return { phase: "backward", node, uses, valued: n, adjoined: at - n + 1 };
}

/** The uses that the adjoint of a node, as it is shown, comes from: of a folded layer those of its last value. */
export function usesOf({ edges }: Graph, id: number): readonly GraphEdge[] {
  return edges.filter(({ from, hidden }) => from === id && hidden !== "from");
}

/** The step at which a node gets its adjoint. */
export function backwardStepOf({ nodes }: Graph, id: number): number {
  return 2 * nodes.length - 1 - nodes.findIndex((node) => node.id === id);
}

/** The step at which a node gets its value, or its adjoint; of a node that there is not, all that is known at the end. */
export function highlightOf(graph: Graph, id: number | undefined, phase: WalkStep["phase"]): Highlight {
  const place = graph.nodes.findIndex((node) => node.id === id);
  if (place < 0) return { ...stepAt(graph, countOf(graph) - 1), node: undefined, uses: [] };
  return stepAt(graph, phase === "forward" ? place : backwardStepOf(graph, id!));
}

/** What a step says: `adj(z) = adj(p)*0.25 + adj(q)*2`. */
export function sentenceOf({ nodes }: Graph, { phase, node, uses }: WalkStep): string {
  if (phase === "forward")
    return node.kind === "input" ? `${node.name} = ${node.primal}` : `${node.name} = ${node.made}`;
  if (uses.length === 0) return `adj(${node.name}) = ${node.adjoint}`;
  const nameOf = (id: number): string => nodes.find((each) => each.id === id)!.name;
  const terms = uses.map(({ to, partial, contribution }) =>
    partial === undefined ? `${contribution} from ${nameOf(to)}` : `adj(${nameOf(to)})*${bracketed(partial)}`,
  );
  return `adj(${node.name}) = ${terms.join(" + ")}`;
}

function bracketed(number: string): string {
  return number.startsWith("-") ? `(${number})` : number;
}

/** Where keys lead from a step. */
export const moves: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at, count) => Math.min(count - 1, at + 1),
  ArrowLeft: (at) => Math.max(0, at - 1),
  Home: () => 0,
  End: (_, count) => count - 1,
};
