import { graphlib, layout } from "@dagrejs/dagre";
import { type Drawing, type Graph, nodeSize } from "./model.ts";

/** Where everything is in a drawing that reads from left to right. */
export function drawingOf({ nodes, edges }: Graph): Drawing {
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: "LR", nodesep: 16, ranksep: 34, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of nodes) graph.setNode(String(id), { ...nodeSize });
  for (const { from, to } of edges) graph.setEdge(String(from), String(to));
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    nodes: nodes.map(({ id }) => {
      const { x, y } = graph.node(String(id)) as { x: number; y: number };
      return { id, x, y };
    }),
    edges: graph.edges().map(({ v, w }: { v: string; w: string }) => {
      const { points } = graph.edge(v, w) as { points: { x: number; y: number }[] };
      return { from: Number(v), to: Number(w), points: points.map(({ x, y }) => ({ x, y })) };
    }),
  };
}
