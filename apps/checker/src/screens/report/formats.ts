import { formatReport, type Report, toJson } from "@chainrule/check";

/** A format that reports are written in. */
export interface ReportFormat {
  readonly format: string;
  readonly use: string;
  readonly extension: string;
  readonly type: string;
  readonly write: (report: Report) => string;
}

/** Every format, in the order of the choice. */
export const formats: readonly ReportFormat[] = [
  {
    format: "Text",
    use: "to read",
    extension: "txt",
    type: "text/plain",
    write: (report) => formatReport(report),
  },
  {
    format: "JSON",
    use: "a certificate that others can verify again",
    extension: "json",
    type: "application/json",
    write: (report) => toJson(report),
  },
];
