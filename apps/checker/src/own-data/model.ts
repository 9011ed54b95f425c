import type { CheckDocument } from "@chainrule/check";

/** A file from disk. */
export interface OwnFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A column of a table: all its numbers, or the texts of its first rows. */
export type OwnColumn =
  | { readonly name: string; readonly type: "number"; readonly values: Float64Array }
  | { readonly name: string; readonly type: "text"; readonly values: readonly string[] };

/** What a CSV holds, as plain data. */
export interface OwnTable {
  readonly kind: "table";
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly OwnColumn[];
  /** The names and the first rows as text. */
  readonly preview: readonly (readonly string[])[];
}

/** What IDX files hold, as plain data. */
export interface OwnArrays {
  readonly kind: "arrays";
  readonly name: string;
  readonly samples: number;
  /** The shape of one sample. */
  readonly shape: readonly number[];
  readonly inputs: ArrayLike<number>;
  /** What inputs are divided by. */
  readonly scale: number;
  readonly labels: ArrayLike<number> | undefined;
}

export type OwnSource = OwnTable | OwnArrays;

/** How the files become part of a document. */
export interface OwnDataChoice {
  /** The column of a table to predict; the last unless given. */
  readonly target: string | undefined;
  /** How many of the first rows are taken as samples, as typed. */
  readonly rows: string;
  /** Which row is taken as the point, from 1, as typed. */
  readonly row: string;
}

/** What was read, how it is used, and the document that it goes into. */
export interface OwnDataInput {
  readonly source: OwnSource;
  readonly choice: OwnDataChoice;
  readonly document: CheckDocument;
}

/** One column of a table, as the page shows it. */
export interface ColumnEntry {
  readonly name: string;
  readonly type: "number" | "text";
}

/** What files hold, and the documents that they can become. */
export interface OwnData {
  /** `sonar.csv: 208 rows, 61 columns`. */
  readonly summary: string;
  /** Columns of a table; none of arrays. */
  readonly columns: readonly ColumnEntry[];
  /** The column that is predicted. */
  readonly target: string | undefined;
  /** The first rows as text. */
  readonly preview: readonly (readonly string[])[];
  readonly totalRows: number;
  /** The files as samples of a network; or why not. */
  readonly samples: Use;
  /** One row as the point of the formula; or why not. */
  readonly point: Use;
}

/** A document that can be had, with what it is in words, or a reason why there is none. */
export type Use =
  | { readonly possible: true; readonly document: CheckDocument; readonly what: string }
  | { readonly possible: false; readonly reason: string };
