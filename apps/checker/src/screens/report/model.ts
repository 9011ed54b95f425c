import type { JudgedFinding } from "../../worker/protocol.ts";

/** One way of writing a report. */
export interface ReportFile {
  /** As people call it: `JUnit XML`. */
  readonly format: string;
  /** What the file is good for. */
  readonly use: string;
  readonly fileName: string;
  readonly type: string;
  readonly text: string;
}

/** A check, written in every format. */
export interface ReportFiles {
  /** The verdict in a few words. */
  readonly brief: string;
  readonly files: readonly ReportFile[];
  /** How the check is cited: the subject, the verdict, versions, the seed. */
  readonly citation: string;
  readonly milliseconds: number;
}

/** An item of the paper that was checked, with what was found. */
export interface CheckedItem {
  readonly id: string;
  readonly title: string;
  readonly findings: readonly JudgedFinding[];
}
