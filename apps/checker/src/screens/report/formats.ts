import { type Format, formats } from "@chainrule/check";
import type { ReportFile } from "./model.ts";

/** What the page says of a format, and what its files are called. */
interface FormatRow {
  readonly title: string;
  readonly use: string;
  readonly extension: string;
  readonly type: string;
}

const rows: Readonly<Record<Format, FormatRow>> = {
  text: { title: "Text", use: "to read", extension: "txt", type: "text/plain" },
  json: {
    title: "JSON",
    use: "a certificate: npx chainrule verify derives it again",
    extension: "json",
    type: "application/json",
  },
  junit: { title: "JUnit XML", use: "for pipelines of tests", extension: "xml", type: "application/xml" },
  markdown: { title: "Markdown", use: "for issues and reviews", extension: "md", type: "text/markdown" },
  latex: { title: "LaTeX", use: "for papers", extension: "tex", type: "application/x-tex" },
  sarif: { title: "SARIF", use: "for code scanners", extension: "sarif", type: "application/sarif+json" },
};

/** The same result in each format. */
export function filesOf(
  name: string,
  write: (format: Format) => string,
  which: readonly Format[] = formats,
): readonly ReportFile[] {
  return which.map((format) => {
    const { title, use, extension, type } = rows[format];
    return { format: title, use, fileName: `${name}.${extension}`, type, text: write(format) };
  });
}
