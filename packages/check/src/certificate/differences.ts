import { member, shown } from "../document/reader.ts";

/** A place at which a report says something else than what is derived. */
export interface Difference {
  /** The place, such as `$.parameters[0].entries[2].tape`. */
  readonly path: string;
  /** What the report says there. */
  readonly reported: string;
  /** What is derived. */
  readonly derived: string;
  /** Whether another processor or engine may round so. */
  readonly isRounding: boolean;
}

/** How far apart two derivations of one value may be, relative to it, on different machines. */
const values: Readonly<Record<string, number>> = {
  symbolic: 1e-25,
  tape: 1e-25,
  right: 1e-25,
  kernel: 1e-12,
  value: 1e-12,
};

/** Figures that measure rounding itself are of one order of magnitude everywhere, or both below what is given here. */
const measures: ReadonlyMap<string, number> = new Map([
  ["difference", 1e-25],
  ["error", 1e-25],
  ["ulps", 1],
  ["boundUlps", 1],
  ["detectionLimit", 0],
  ["allowed", 0],
  ["deviation", 1],
  ["bound", 0],
  ["seenAbove", 0],
]);

/** Of entries that are wrong these say how wrong. */
const mistakes: ReadonlySet<string> = new Set(["difference", "ulps"]);

/** What is said of who made a report, and not of what was checked. */
const ignored: ReadonlySet<string> = new Set(["$.versions"]);

/** Everything that differs between two JSON values; only what is derived is walked through, which is bounded. */
export function differencesBetween(derived: unknown, reported: unknown): readonly Difference[] {
  const differences: Difference[] = [];
  const pending: [path: string, name: string, derived: unknown, reported: unknown, holder?: unknown][] = [
    ["$", "", derived, reported],
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [path, name, left, right, holder] = next;
    if (ignored.has(path)) continue;
    const [a, b] = [membersOf(left), membersOf(right)];
    if (a === undefined || b === undefined || a.isList !== b.isList) {
      if (left === right) continue;
      const isRounding = isChosen(path, name, left, right) || isRounded(name, left, right, isWrong(holder));
      differences.push({ path, reported: shown(right), derived: shown(left), isRounding });
      continue;
    }
    for (const key of new Set([...b.names, ...a.names].reverse())) {
      const place = a.isList ? `${path}[${key}]` : member(path, key);
      pending.push([place, a.isList ? name : key, valueOf(left, key), valueOf(right, key), left]);
    }
  }
  return differences;
}

function membersOf(
  value: unknown,
): { readonly isList: boolean; readonly names: readonly string[] } | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  return { isList: Array.isArray(value), names: Object.keys(value) };
}

function valueOf(value: unknown, name: string): unknown {
  return Object.hasOwn(value as object, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

/** Whether something is said of an entry that is wrong: its figures measure the mistake then, and not rounding. */
function isWrong(holder: unknown): boolean {
  return (
    valueOf(holder ?? {}, "verdict") === "disagree" || valueOf(holder ?? {}, "kernelWithinBound") === false
  );
}

/** How far the size of a mistake may be off, relative to it. */
const mistakeError = 1e-6;

/** The witnesses of single entries. */
const witnesses: ReadonlySet<string> = new Set([
  "complexStep",
  "finiteDifference",
  "dualNumbers",
  "forwardMode",
]);

/** In large arrays rounding decides which entries are the worst, and so which are looked at. */
function isChosen(path: string, name: string, derived: unknown, reported: unknown): boolean {
  const isCount = path.startsWith("$.agreement.") && name === "entries";
  return isCount || (witnesses.has(name) && (derived === undefined || reported === undefined));
}

function isRounded(name: string, derived: unknown, reported: unknown, ofMistake: boolean): boolean {
  const [a, b] = [numberOf(derived), numberOf(reported)];
  if (a === undefined || b === undefined) return false;
  if (ofMistake && mistakes.has(name) && Math.abs(a) > 0) {
    return Math.abs(a - b) <= mistakeError * Math.abs(a);
  }
  const negligible = measures.get(name);
  if (negligible !== undefined) {
    const [small, large] = [Math.min(Math.abs(a), Math.abs(b)), Math.max(Math.abs(a), Math.abs(b))];
    return large <= Math.max(16 * small, negligible);
  }
  const allowed = Object.hasOwn(values, name) ? values[name]! : 0;
  return (
    Math.abs(a - b) <= allowed * Math.abs(a) &&
    (typeof derived !== "string" || nearAsText(derived, String(reported)))
  );
}

/** Decimals of thirty digits: the first 25 are the same. */
function nearAsText(a: string, b: string): boolean {
  const digits = (text: string): string => text.replace(/e.*$/, "").replace(/[^\d]/g, "").slice(0, 25);
  return digits(a) === digits(b);
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(value) ? Number(value) : undefined;
}
