import { figure, type Row } from "./row.ts";

const heads = ["row", "ours", "others", "ratio", "bar", "verdict"];

/** The rows as a Markdown table; bars in cells are escaped. */
export function toMarkdown(rows: readonly Row[]): string {
  const cells = rows.map(({ row, ours, others, ratio, bar, verdict }) => [
    row,
    ours,
    others,
    ratio === undefined ? "" : figure(ratio),
    bar,
    verdict === "fail" ? "**fail**" : verdict,
  ]);
  const lines = [heads, heads.map(() => "---"), ...cells];
  return lines.map((line) => `| ${line.map(escaped).join(" | ")} |`).join("\n");
}

function escaped(cell: string): string {
  return cell.replaceAll("|", "\\|").replaceAll("\n", " ");
}

/** What the rows come to: "38 pass, 0 fail, 2 not run". */
export function summary(rows: readonly Row[]): string {
  const count = (verdict: Row["verdict"]) => rows.filter((row) => row.verdict === verdict).length;
  return (["pass", "fail", "not run"] as const).map((verdict) => `${count(verdict)} ${verdict}`).join(", ");
}
