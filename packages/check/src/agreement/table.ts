import { scientific } from "../report/numbers.ts";
import type { Agreement, AgreementPair } from "./agreement.ts";

/** A table of text: the heads of its columns, and its rows. */
export interface AgreementTable {
  /** The heads of all columns, the first of which is empty. */
  readonly head: readonly string[];
  /** The rows, each with its name first. */
  readonly rows: readonly (readonly string[])[];
}

/**
 * The matrix as a table, a row and a column a witness: above the diagonal the verdict with the number of entries compared, below
 * it the largest difference relative to the array.
 *
 * @example
 * ```ts
 * import { agreementOf, agreementTable, crossCheck, formulaSubject } from "@chainrule/check";
 * const { parameters } = crossCheck(formulaSubject("x^2", { x: 3 }));
 * const { head, rows } = agreementTable(agreementOf(parameters));
 * head.slice(0, 3); // => ["", "symbolic", "tape"]
 * rows[0]?.slice(0, 3); // => ["symbolic", "", "agree 1"]
 * rows[1]?.slice(0, 3); // => ["tape", "0", ""]
 * ```
 */
export function agreementTable({ witnesses, pairs }: Agreement): AgreementTable {
  const names = witnesses.map(({ name }) => name);
  const found = new Map(pairs.map((pair) => [`${pair.a}, ${pair.b}`, pair]));
  return {
    head: ["", ...names],
    rows: names.map((own, i) => [
      own,
      ...names.map((other, j) => {
        if (i === j) return "";
        return i < j ? verdictCell(found.get(`${own}, ${other}`)!) : gapCell(found.get(`${other}, ${own}`)!);
      }),
    ]),
  };
}

function verdictCell({ verdict, entries }: AgreementPair): string {
  return verdict === "cannot tell" ? "-" : `${verdict === "agree" ? "agree" : "DISAGREE"} ${entries}`;
}

function gapCell({ verdict, ulps }: AgreementPair): string {
  return verdict === "cannot tell" ? "-" : scientific(ulps * 2 ** -53);
}

/**
 * The same as Markdown.
 *
 * @example
 * ```ts
 * import { agreementMarkdown, agreementOf, crossCheck, formulaSubject, noWitnesses } from "@chainrule/check";
 * const { parameters } = crossCheck(formulaSubject("x^2", { x: 3 }), { witnesses: noWitnesses });
 * agreementMarkdown(agreementOf(parameters)).split("\n")[0]; // => "|  | symbolic | tape | tape in float64 |"
 * ```
 */
export function agreementMarkdown(agreement: Agreement): string {
  const { head, rows } = agreementTable(agreement);
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
