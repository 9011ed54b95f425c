import type { CheckDocument } from "@chainrule/check";

/** A file from disk. */
export interface OwnFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** How the files become part of a document. */
export interface OwnDataChoice {
  /** The column of a table to predict; the last unless given. */
  readonly target: string | undefined;
  /** How many of the first rows are taken as samples, as typed. */
  readonly rows: string;
  /** Which row is taken as the point, from 1, as typed. */
  readonly row: string;
}

/** What is read: the files, how they are used, and the document that they go into. */
export interface OwnDataInput {
  readonly files: readonly OwnFile[];
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
