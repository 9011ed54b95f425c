import type { Failure, JudgedFinding, PaperEntry, PaperEvent } from "../worker/protocol.ts";

/** An item of the report, as far as it is computed. */
export type PaperItemState = PaperEntry &
  (
    | { readonly state: "waiting" }
    | { readonly state: "running"; readonly fraction: number }
    | {
        readonly state: "finished";
        readonly findings: readonly JudgedFinding[];
        readonly milliseconds: number;
      }
    | { readonly state: "failed"; readonly failure: Failure }
  );

/** The items after an event. */
export function afterEvent(items: readonly PaperItemState[], event: PaperEvent): readonly PaperItemState[] {
  if (event.kind === "planned") return event.items.map((item) => ({ ...item, state: "waiting" }));
  return items.map((item) => (item.id === event.id ? { ...entryOf(item), ...stateAfter(event) } : item));
}

function entryOf({ id, title }: PaperEntry): PaperEntry {
  return { id, title };
}

type State = PaperItemState extends infer Item
  ? Item extends PaperEntry
    ? Omit<Item, keyof PaperEntry>
    : never
  : never;

function stateAfter(event: Exclude<PaperEvent, { kind: "planned" }>): State {
  switch (event.kind) {
    case "started":
      return { state: "running", fraction: 0 };
    case "progress":
      return { state: "running", fraction: event.fraction };
    case "finished":
      return { state: "finished", findings: event.findings, milliseconds: event.milliseconds };
    case "failed":
      return { state: "failed", failure: event.failure };
  }
}

/** The items once the work was ended early: what was running waits. */
export function afterCancel(items: readonly PaperItemState[]): readonly PaperItemState[] {
  return items.map((item) => (item.state === "running" ? { ...entryOf(item), state: "waiting" } : item));
}

/** The figures of the summary line. */
export interface PaperSummary {
  readonly items: number;
  /** Items that are finished or failed. */
  readonly done: number;
  readonly findings: number;
  /** Findings that are not as they must be, and items that failed. */
  readonly alarms: number;
  /** The finding with the largest error in float64, of those that agree. */
  readonly worst: JudgedFinding | undefined;
  /** How much of the work is done, from 0 to 1. */
  readonly fraction: number;
}

/** What the items say together. */
export function summaryOf(items: readonly PaperItemState[]): PaperSummary {
  const findings = items.flatMap((item) => (item.state === "finished" ? item.findings : []));
  const failed = items.filter(({ state }) => state === "failed").length;
  const done = items.filter(({ state }) => state === "finished" || state === "failed").length;
  const partly = items.reduce((sum, item) => sum + (item.state === "running" ? item.fraction : 0), 0);
  return {
    items: items.length,
    done,
    findings: findings.length,
    alarms: findings.filter(({ asExpected }) => !asExpected).length + failed,
    worst: worstOf(findings),
    fraction: items.length === 0 ? 0 : (done + partly) / items.length,
  };
}

/** Of the findings that agree, the one with the largest error; a fault that is shown on purpose does not count. */
export function worstOf(findings: readonly JudgedFinding[]): JudgedFinding | undefined {
  const measured = findings.filter(({ outcome, ulps }) => outcome === "agree" && ulps !== undefined);
  return measured.reduce<JudgedFinding | undefined>(
    (worst, finding) => (worst !== undefined && worst.ulps! >= finding.ulps! ? worst : finding),
    undefined,
  );
}
