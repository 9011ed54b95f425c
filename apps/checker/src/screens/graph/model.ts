import type { CheckDocument } from "@chainrule/check";

/** What is drawn. */
export interface GraphInput {
  readonly document: CheckDocument;
  /** Operations on arrays as the tape records them, or on single numbers. */
  readonly kind: "tensor" | "scalar";
  /** The layers that are unfolded; `all` unfolds all, `auto` those of small graphs. */
  readonly open: readonly string[] | "all" | "auto";
}

/** A value of the computation, with what made it. */
export interface GraphNode {
  readonly id: number;
  /** `w`, `v7`. */
  readonly name: string;
  /** The operation, shortly: `×`, `sigmoid`, `input`, or how many operations are folded into it. */
  readonly op: string;
  readonly kind: "input" | "operation" | "group";
  /** What made it, with its operands: `w × a`. */
  readonly made: string;
  /** The layer of a network that it belongs to. */
  readonly layer: string | undefined;
  readonly shape: readonly number[];
  readonly primal: string;
  readonly adjoint: string;
  /** All elements, of arrays that are not large. */
  readonly details: { readonly primal: string; readonly adjoint: string };
}

/** One use of a value. */
export interface GraphEdge {
  readonly from: number;
  readonly to: number;
  /** What the use adds to the adjoint of the value. */
  readonly contribution: string;
  /** The local partial, for numbers. */
  readonly partial: string | undefined;
  /** Whether it leads from or to a value that a folded layer does not show: then it explains no adjoint that is shown. */
  readonly hidden?: "from" | "to" | undefined;
}

/** A computation as a graph, in the order of computation. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** Where a node is: its centre. */
export interface PlacedNode {
  readonly id: number;
  readonly x: number;
  readonly y: number;
}

/** An edge as a path of points. */
export interface PlacedEdge {
  readonly from: number;
  readonly to: number;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

/** The size of a node in a drawing. */
export const nodeSize = { width: 130, height: 62 } as const;

export interface GraphResult {
  readonly graph: Graph;
  readonly drawing: Drawing;
  /** The layers of a network, and which of them are folded. */
  readonly layers: readonly { readonly name: string; readonly folded: boolean; readonly nodes: number }[];
  /** How many values there are, folded ones too. */
  readonly total: number;
}
