import type { Graph, GraphEdge, GraphInput, GraphNode, GraphResult } from "./model.ts";

/** Graphs of more nodes than this are folded at first. */
export const foldedAbove = 36;

/** A graph with the layers that are not open folded into one node each. */
export function fold(
  graph: Graph,
  open: GraphInput["open"],
): Pick<GraphResult, "graph" | "layers" | "total"> {
  const names = [...new Set(graph.nodes.flatMap(({ layer }) => layer ?? []))];
  const isOpen = (name: string): boolean => {
    if (open === "all" || open === "auto") return open === "all" || graph.nodes.length <= foldedAbove;
    return open.includes(name);
  };
  const folded = new Map(names.filter((name) => !isOpen(name)).map((name) => [name, membersOf(graph, name)]));
  const layers = names.map((name) => ({
    name,
    folded: folded.has(name),
    nodes: membersOf(graph, name).length,
  }));
  return { graph: merged(graph, folded), layers, total: graph.nodes.length };
}

function membersOf({ nodes }: Graph, name: string): readonly GraphNode[] {
  return nodes.filter(({ layer }) => layer === name);
}

/** Each group takes the place, the id and the values of its last member, which the next layer reads. */
function merged({ nodes, edges }: Graph, folded: ReadonlyMap<string, readonly GraphNode[]>): Graph {
  const groupOf = new Map<number, number>();
  const groups = new Map<number, GraphNode>();
  for (const [name, members] of folded) {
    const last = members.at(-1)!;
    for (const { id } of members) groupOf.set(id, last.id);
    groups.set(last.id, groupNode(name, members));
  }
  const standsFor = (id: number): number => groupOf.get(id) ?? id;
  const between = edges.filter(({ from, to }) => standsFor(from) !== standsFor(to));
  return {
    nodes: nodes.flatMap((node) => groups.get(node.id) ?? (groupOf.has(node.id) ? [] : [node])),
    edges: between.map((edge): GraphEdge => {
      const [from, to] = [standsFor(edge.from), standsFor(edge.to)];
      const ends = { ...edge, from, to };
      if (from !== edge.from) return { ...ends, hidden: "from" };
      return to === edge.to ? ends : { ...ends, partial: undefined, hidden: "to" };
    }),
  };
}

function groupNode(name: string, members: readonly GraphNode[]): GraphNode {
  const last = members.at(-1)!;
  const operations = members.filter(({ kind }) => kind === "operation").length;
  return {
    ...last,
    name: `layer ${Number(name) + 1}`,
    op: `${operations} operations`,
    kind: "group",
    made: `${operations} operations, and ${members.length - operations} parameters; their last value is shown`,
  };
}
