import type { CheckDocument } from "@chainrule/check";
import type { Failure, JudgedFinding } from "../../worker/protocol.ts";

/** One half of an erratum: what is printed, or what is right. */
export interface CellEntry {
  readonly text: string;
  /** Whether the text says more than the formula below it. */
  readonly hasProse: boolean;
  /** The document's formula as MathML, where it is one that can be read. */
  readonly markup: string | undefined;
  /** The same as a document, where there is one: it can be opened on the other screens. */
  readonly document: CheckDocument | undefined;
}

/** An erratum before it is checked. */
export interface ErratumEntry {
  /** `E1`. */
  readonly id: string;
  readonly title: string;
  readonly where: string;
  readonly fault: string;
  readonly correction: string;
  readonly broken: CellEntry;
  readonly mended: CellEntry;
}

/** What checking one half gave. */
export interface CellOutcome {
  readonly findings: readonly JudgedFinding[];
  /** Why it could not be checked. */
  readonly failure: Failure | undefined;
}

/** What checking an erratum gave. */
export interface ErratumCells {
  readonly broken: CellOutcome;
  readonly mended: CellOutcome;
  readonly milliseconds: number;
}
