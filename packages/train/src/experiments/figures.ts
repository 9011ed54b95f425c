import type { ExperimentRow, PublishedValue } from "./experiment.ts";

/** The row of one measured figure, or of the figures of several runs. */
export function row(
  label: string,
  measured: number | readonly number[],
  published: readonly PublishedValue[] = [],
): ExperimentRow {
  const known = published.find((figure) => figure.label === label);
  const ours = typeof measured === "number" ? { measured } : summary(measured);
  if (known === undefined) return { label, ...ours };
  const { value, deviation } = known;
  const scale = deviation ?? ours.spread;
  return {
    label,
    published: value,
    ...(deviation !== undefined && { deviation }),
    ...ours,
    ...(scale !== undefined && { within: Math.abs(ours.measured - value) <= scale }),
  };
}

/** The row of the median of several runs, with the interval of the median by the order of the runs. */
export function medianRow(
  label: string,
  values: readonly number[],
  published: readonly PublishedValue[] = [],
): ExperimentRow {
  const { measured, interval, ...rest } = row(label, values, published);
  const sorted = [...values].sort((a, b) => a - b);
  const reach = 0.98 * Math.sqrt(values.length);
  const low = sorted[Math.max(0, Math.floor(values.length / 2 - reach))];
  const high = sorted[Math.min(values.length - 1, Math.ceil(values.length / 2 + reach) - 1)];
  const middle = median(values);
  return {
    ...rest,
    measured: middle,
    ...(interval !== undefined && { interval: [low as number, high as number] as const }),
    ...(rest.within !== undefined && {
      within: Math.abs(middle - (rest.published as number)) <= (rest.deviation ?? rest.spread ?? 0),
    }),
  };
}

type Summary = Pick<ExperimentRow, "measured" | "runs" | "spread" | "interval">;

/** Mean, standard deviation, and the interval of the mean by Student's distribution. */
function summary(values: readonly number[]): Summary {
  const runs = values.length;
  const measured = mean(values);
  if (runs < 2) return { measured };
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - measured) ** 2, 0) / (runs - 1));
  const margin = (studentQuantile(runs - 1) * spread) / Math.sqrt(runs);
  return { measured, runs, spread, interval: [measured - margin, measured + margin] };
}

/** The 97.5 % quantile of Student's distribution for 1 to 9 degrees of freedom. */
const STUDENT = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];

/** The 97.5 % quantile of Student's distribution, within 0.01. */
function studentQuantile(freedom: number): number {
  return STUDENT[freedom - 1] ?? 1.96 + 2.6 / freedom;
}

/** The arithmetic mean. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The middle value, or the mean of both. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return mean(sorted.slice(Math.ceil(half) - 1, Math.floor(half) + 1));
}
