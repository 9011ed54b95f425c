import { subjectOf } from "@chainrule/check";
import { CheckerError } from "../../errors.ts";
import { fold } from "./fold.ts";
import { drawingOf } from "./layout.ts";
import type { GraphInput, GraphResult } from "./model.ts";
import { scalarGraph } from "./scalar-graph.ts";
import { tapeGraph } from "./tape-graph.ts";

/** A graph has too many nodes to be drawn (`checker/graph-drawing`). */
export class GraphDrawingError extends CheckerError {
  override readonly name: string = "GraphDrawingError";

  constructor(nodes: number) {
    super(
      "checker/graph-drawing",
      `The graph has ${nodes} nodes; at most ${mostNodes} can be drawn. Fold its layers, or show arrays.`,
    );
  }
}

/** A formula without variables computes nothing that could be walked (`checker/graph-empty`). */
export class EmptyGraphError extends CheckerError {
  override readonly name: string = "EmptyGraphError";

  constructor() {
    super("checker/graph-empty", "There is no graph to walk: the formula has no variables. Give it one.");
  }
}

/** More nodes than this would neither be laid out soon nor be read. */
const mostNodes = 400;

/** The graph of a document's computation, folded and laid out. */
export function graph({ document, kind, open }: GraphInput): GraphResult {
  const { wrt: _, ...all } = document; // the graph shows every variable
  const subject = subjectOf(all);
  const whole = kind === "scalar" ? scalarGraph(subject) : tapeGraph(subject);
  if (whole.nodes.length === 0) throw new EmptyGraphError();
  const folded = fold(whole, open);
  if (folded.graph.nodes.length > mostNodes) throw new GraphDrawingError(folded.graph.nodes.length);
  return { ...folded, drawing: drawingOf(folded.graph) };
}
