import { errata, isAsExpected } from "@chainrule/check";
import { parse } from "@chainrule/expr";
import { CheckerError, failureOf } from "../../errors.ts";
import { readable } from "../../worker/readable.ts";
import type { CellEntry, CellOutcome, ErratumCells, ErratumEntry } from "./model.ts";

type Cell = (typeof errata)[number]["broken"];

/** There is no erratum of that number (`checker/erratum`). */
export class UnknownErratumError extends CheckerError {
  override readonly name: string = "UnknownErratumError";

  constructor(id: string) {
    super("checker/erratum", `There is no erratum "${id.slice(0, 20)}"; there are E1 to E${errata.length}.`);
  }
}

/** Every erratum, unchecked. */
export function errataEntries(): readonly ErratumEntry[] {
  return errata.map(({ id, title, where, fault, correction, broken, mended }) => ({
    id,
    title,
    where,
    fault,
    correction,
    broken: entryOf(broken),
    mended: entryOf(mended),
  }));
}

/** The formula of a cell is that of its document; where the cell says more, its text stands above. */
function entryOf({ text, document }: Cell): CellEntry {
  const formula = document?.subject.kind === "formula" ? document.subject.text : undefined;
  const markup = formula === undefined ? undefined : markupOf(formula);
  return { text, document, markup, hasProse: markup === undefined || formula !== text };
}

function markupOf(text: string): string | undefined {
  try {
    return readable(parse(text));
  } catch {
    return undefined; // tensors need their shapes; the text stands for itself
  }
}

/** Both cells of an erratum, checked. */
export function erratumCells(id: string): ErratumCells {
  const found = errata.find((each) => each.id === id);
  if (found === undefined) throw new UnknownErratumError(id);
  const started = performance.now();
  const [broken, mended] = [found.broken, found.mended].map(outcomeOf);
  return { broken: broken!, mended: mended!, milliseconds: performance.now() - started };
}

function outcomeOf({ findings }: Cell): CellOutcome {
  try {
    const judged = findings().map((finding) => ({ ...finding, asExpected: isAsExpected(finding) }));
    return { findings: judged, failure: undefined };
  } catch (error) {
    return { findings: [], failure: failureOf(error) };
  }
}
