/** One line of the report. */
export interface Row {
  /** What was measured. */
  readonly row: string;
  /** This library's figure, with its unit. */
  readonly ours: string;
  /** What it is compared with: other systems' figures, or the figure that bounds it. */
  readonly others: string;
  /** The number that the bar is about. */
  readonly ratio: number | undefined;
  /** How the bar reads, such as "<= 3". */
  readonly bar: string;
  readonly verdict: Verdict;
}

/** "not run": what it needs is not installed. */
export type Verdict = "pass" | "fail" | "not run" | "no bar";

/** A bar that the ratio must not pass. */
export function atMost(limit: number, figures: Pick<Row, "row" | "ours" | "others" | "ratio">): Row {
  return judged(`<= ${limit}`, (ratio) => ratio <= limit, figures);
}

/** A bar that the ratio must reach. */
export function atLeast(limit: number, figures: Pick<Row, "row" | "ours" | "others" | "ratio">): Row {
  return judged(`>= ${limit}`, (ratio) => ratio >= limit, figures);
}

function judged(
  bar: string,
  holds: (ratio: number) => boolean,
  figures: Pick<Row, "row" | "ours" | "others" | "ratio">,
): Row {
  const { ratio } = figures;
  return { ...figures, bar, verdict: ratio === undefined ? "not run" : holds(ratio) ? "pass" : "fail" };
}

/** Three digits, as people write them. */
export function figure(x: number): string {
  if (!Number.isFinite(x) || Number.isInteger(x)) return String(x);
  return Math.abs(x) >= 100 ? x.toFixed(0) : String(Number(x.toPrecision(3)));
}

/** A time in the unit that suits it. */
export function duration(milliseconds: number): string {
  if (milliseconds >= 1000) return `${figure(milliseconds / 1000)} s`;
  if (milliseconds >= 1) return `${figure(milliseconds)} ms`;
  return milliseconds >= 1e-3 ? `${figure(milliseconds * 1e3)} µs` : `${figure(milliseconds * 1e6)} ns`;
}
