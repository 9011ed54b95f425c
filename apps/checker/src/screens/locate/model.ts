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
