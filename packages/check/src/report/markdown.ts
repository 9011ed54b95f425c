import type { CaseOutcome, ResultSuite } from "./suite.ts";

const marks: Readonly<Record<CaseOutcome, string>> = {
  passed: "✓",
  failed: "✗",
  undecided: "?",
  skipped: "–",
};

/**
 * Results as Markdown: a heading and a table a suite.
 *
 * @example
 * ```ts
 * import { check, suitesOf, toMarkdown } from "@chainrule/check";
 * import { exp } from "@chainrule/tape";
 * toMarkdown(suitesOf(check((x) => exp(x), [0], { name: "exp" }))).split("\n")[0]; // => "## ✓ agree: exp"
 * ```
 */
export function toMarkdown(suites: readonly ResultSuite[]): string {
  return suites.map(section).join("\n\n");
}

function section({ name, verdict, columns, cases, formulas, notes }: ResultSuite): string {
  const worst = (["failed", "undecided", "skipped"] as const).find((outcome) =>
    cases.some((each) => each.outcome === outcome),
  );
  return [
    `## ${marks[worst ?? "passed"]} ${verdict}: ${escaped(name)}`,
    "",
    row(["", ...columns]),
    row(["---", ...columns.map(() => "---")]),
    ...cases.map((each) => row([`${marks[each.outcome]} ${each.name}`, ...each.cells])),
    ...(formulas.length > 0
      ? ["", "```text", ...formulas.map((each) => each.replaceAll("`", "'")), "```"]
      : []),
    ...(notes.length > 0 ? ["", ...notes.map((note) => `- ${escaped(note)}`)] : []),
  ].join("\n");
}

function row(cells: readonly string[]): string {
  return `| ${cells.map(escaped).join(" | ")} |`;
}

/** Text that Markdown shows as it is: brackets where they would begin a link, ampersands where they would name a character. */
function escaped(text: string): string {
  return text.replace(/[\\`*_<|#~]|^\s*>|\](?=[([:])|&(?=#?\w+;)/g, "\\$&").replace(/\s*\n\s*/g, " ");
}
