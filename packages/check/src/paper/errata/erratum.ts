import type { CheckDocument } from "../../document/types.ts";
import type { Verdict } from "../../verdict/judge.ts";
import type { Finding, PaperItem } from "../item.ts";

/** What checking a cell's document gives: a verdict, or the code of the error that it is refused with. */
export type Expectation = Verdict | `${string}/${string}`;

/** One half of an erratum: what is printed, or what it should be. */
export interface Cell {
  /** The formula, or the reading of the text. */
  readonly text: string;
  /** The formula or network as a document that can be checked, where there is one. */
  readonly document?: CheckDocument;
  /** What checking the document gives. Engines agree on a wrong formula: it is the findings that tell it apart. */
  readonly expected?: Expectation;
  /** Runs what shows that the reading fails, or that it holds. */
  readonly findings: () => readonly Finding[];
}

/** A fault of the paper, broken and mended. */
export interface Erratum extends PaperItem {
  /** Where in the paper it stands. */
  readonly where: string;
  /** What is wrong. */
  readonly fault: string;
  /** What is right. */
  readonly correction: string;
  /** As printed. */
  readonly broken: Cell;
  /** As it should be. */
  readonly mended: Cell;
}

/** An erratum whose check is that of both its cells. */
export function erratum(parts: Omit<Erratum, "check">): Erratum {
  return { ...parts, check: () => [...parts.broken.findings(), ...parts.mended.findings()] };
}
