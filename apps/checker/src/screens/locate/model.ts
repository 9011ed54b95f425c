/** One edge on the way back: what it carries to a value that is further back. */
export interface LocateEdge {
  /** The place of the row that it leads to. */
  readonly to: number;
  readonly name: string;
  readonly yours: string;
  readonly ours: string;
  readonly differs: boolean;
}

/** A value of the computation, with its adjoint as both backward passes have it. */
export interface LocateRow {
  readonly name: string;
  readonly made: string;
  readonly shape: readonly number[];
  readonly yours: string;
  readonly ours: string;
  /** The largest relative difference of the elements. */
  readonly gap: number;
  readonly differs: boolean;
  /** Where its adjoint goes; empty where that is not known, and where the way back ends. */
  readonly edges: readonly LocateEdge[];
}

/** The edge where it goes wrong, with the local partials where they are numbers. */
export interface LocatedEdge {
  readonly operation: string;
  readonly leadsTo: string;
  readonly layer: string | undefined;
  /** The element, where there are several. */
  readonly index: number | undefined;
  readonly found: number | undefined;
  readonly right: number | undefined;
  readonly partials: { readonly found: number; readonly right: number } | undefined;
  readonly looksLike: string | undefined;
  readonly order: 1 | 2;
}

/** Two backward passes, the output first. */
export interface LocateResult {
  /** What the left column is. */
  readonly yours: "planted" | "claimed" | "none";
  readonly description: string;
  readonly rows: readonly LocateRow[];
  /** How many rows there are, shown or not. */
  readonly total: number;
  /** The place of the first row that differs. */
  readonly first: number | undefined;
  readonly edge: LocatedEdge | undefined;
  readonly notes: readonly string[];
}
