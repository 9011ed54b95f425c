import type { EntryReport, ParameterReport, Report, Verdict } from "@chainrule/check";

/** One entry of a gradient, with its place in the report. */
export interface EntryPlace {
  /** `w`, or `W[1, 0]`: with indices from 0, as programs have them. */
  readonly label: string;
  readonly parameter: number;
  readonly entry: EntryReport;
  /** Where the entry stands for its whole array: of how many it is the worst. */
  readonly worstOf?: number;
}

/** More rows than this are folded: one an array. */
export const foldedAbove = 24;

/** More rows than this are not shown. */
const mostRows = 1_000;

/** The entries that a table shows: all, or the worst of each array. */
export function placesOf({ parameters }: Report, unfolded: boolean): readonly EntryPlace[] {
  const total = countOf(parameters);
  if (total > foldedAbove && !unfolded) return parameters.map(worstPlace);
  return parameters
    .flatMap((each, p) => each.entries.map((entry) => placeOf(each, p, entry)))
    .slice(0, mostRows);
}

export function countOf(parameters: readonly ParameterReport[]): number {
  return parameters.reduce((sum, { entries }) => sum + entries.length, 0);
}

function placeOf(parameter: ParameterReport, p: number, entry: EntryReport): EntryPlace {
  return { label: labelOf(parameter, entry.index), parameter: p, entry };
}

function worstPlace(parameter: ParameterReport, p: number): EntryPlace {
  const worst = worstEntry(parameter.entries);
  return { ...placeOf(parameter, p, worst), worstOf: parameter.entries.length };
}

/** The entry to look at first. */
export function worstOf({ parameters }: Report): EntryPlace {
  const places = parameters.filter(({ entries }) => entries.length > 0).map(worstPlace);
  return places.reduce((a, b) => (worseThan(b.entry, a.entry) ? b : a));
}

function worstEntry(entries: readonly EntryReport[]): EntryReport {
  return entries.reduce((a, b) => (worseThan(b, a) ? b : a));
}

const severity: Readonly<Record<Verdict, number>> = {
  agree: 0,
  "not differentiable here": 1,
  inconclusive: 2,
  disagree: 3,
};

function worseThan(a: EntryReport, b: EntryReport): boolean {
  const gap = severity[a.verdict] - severity[b.verdict];
  return gap === 0 ? a.ulps > b.ulps : gap > 0;
}

/** `w`, or `W[1, 0]`. */
export function labelOf({ name, shape }: Pick<ParameterReport, "name" | "shape">, index: number): string {
  if (shape.length === 0) return name;
  let rest = index;
  const place = shape.toReversed().map((length) => {
    const at = rest % length;
    rest = (rest - at) / length;
    return at;
  });
  return `${name}[${place.toReversed().join(", ")}]`;
}
