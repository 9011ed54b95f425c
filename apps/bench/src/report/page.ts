import type { Row } from "./row.ts";
import { toMarkdown } from "./table.ts";

/** What a run found, as `--json` writes it. */
export interface Report {
  /** The day of the run, as in 2026-11-22. */
  readonly date: string;
  /** Node and the other systems with their versions. */
  readonly systems: readonly string[];
  readonly rows: readonly Row[];
}

/** Which rows stand in which table of a page: those whose name matches. */
export type Sections = Readonly<Record<string, RegExp>>;

/** Text of a page between `<!-- rows: NAME -->` and `<!-- end -->`. */
const filled = /<!-- rows: ([a-z-]+) -->\n[\s\S]*?<!-- end -->/g;

/**
 * The page with its tables renewed: what stands between `<!-- rows: NAME -->` and `<!-- end -->` gives way to the rows of
 * that section, and under the name `run` to the day and the systems of the run. All else is kept.
 *
 * @throws RangeError for a name that is no section, and for a row that stands in no table.
 */
export function fillPage(page: string, sections: Sections, report: Report): string {
  const shown = new Set<Row>();
  const text = page.replaceAll(filled, (_, name: string) => {
    const rows = report.rows.filter(({ row }) => sections[name]?.test(row));
    for (const row of rows) shown.add(row);
    if (name !== "run" && sections[name] === undefined)
      throw new RangeError(`${name} is no section of a page`);
    return `<!-- rows: ${name} -->\n\n${name === "run" ? runOf(report) : toMarkdown(rows)}\n\n<!-- end -->`;
  });
  const missing = report.rows.find((row) => !shown.has(row));
  if (missing !== undefined) throw new RangeError(`the row "${missing.row}" stands in no table of the page`);
  return text;
}

function runOf({ date, systems }: Report): string {
  return `The figures here are of ${date}, with ${systems.join(", ")}.`;
}
