import { agreementOf } from "../agreement/agreement.ts";
import { member } from "../document/reader.ts";
import { shown } from "../given.ts";
import { toJson } from "../report/json.ts";
import { allowedRounding, type Fields, scaleOf } from "./rounding.ts";

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

/** What is said of who made a report, and not of what was checked. */
const ignored: ReadonlySet<string> = new Set(["$.versions"]);

/** What is known of the reports as wholes. */
interface Whole {
  /** A bound on the error of the function's value in float64. */
  readonly valueError: () => number;
  /** Whether there are so many entries that witnesses look at some of them only. */
  readonly isSampled: boolean;
}

/** Two values that are to be the same, and where they stand. */
interface Pair {
  readonly path: string;
  readonly name: string;
  readonly derived: unknown;
  readonly reported: unknown;
  /** The objects that hold them. */
  readonly holders: readonly [derived: Fields, reported: Fields];
  /** The largest magnitude in the parameter array. */
  readonly scale: number;
}

/** Above so many entries witnesses look at the worst ones, and which those are may be a matter of rounding. */
const allLookedAt = 1000;

/**
 * Everything that differs between a report as derived here and as reported; only what is derived is walked through, which is bounded.
 *
 * The agreement matrix follows from the entries: it is held against theirs, as reported, to the last digit.
 */
export function differencesBetween(
  derived: Fields,
  reported: Fields,
  valueError: () => number,
): readonly Difference[] {
  const { agreement: matrix, ...figures } = derived;
  const { agreement: claimed, ...said } = reported;
  const count = toJson({ figures }).split('"symbolic"').length - 1;
  const whole = { valueError, isSampled: count > allLookedAt };
  const differences = differing(figures, said, "$", whole);
  const isSound = differences.every(({ isRounding }) => isRounding);
  const follows = isSound && matrix !== undefined ? agreementOf(revived(said["parameters"])) : matrix;
  const plain: unknown = follows === undefined ? undefined : JSON.parse(toJson(follows as object));
  return [...differences, ...differing(plain, claimed, "$.agreement", whole)];
}

function differing(left: unknown, right: unknown, root: string, whole: Whole): readonly Difference[] {
  const differences: Difference[] = [];
  const holders = [{}, {}] as const;
  const pending: Pair[] = [{ path: root, name: "", derived: left, reported: right, holders, scale: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { path, derived, reported } = next;
    if (ignored.has(path)) continue;
    const parts = partsOf(next);
    if (parts !== undefined) pending.push(...parts);
    else if (derived !== reported) {
      const isRounding = isChosen(next, whole) || isRounded(next, whole);
      differences.push({ path, reported: shown(reported), derived: shown(derived), isRounding });
    }
  }
  return differences;
}

/** Members of two objects, or of two lists, from the last to the first. */
function partsOf({ path, name, derived, reported, scale }: Pair): readonly Pair[] | undefined {
  if (!isHolder(derived) || !isHolder(reported)) return undefined;
  const isList = Array.isArray(derived);
  if (isList !== Array.isArray(reported)) return undefined;
  const within = Object.hasOwn(derived, "entries") ? scaleOf(derived["entries"]) : scale;
  return [...new Set([...Object.keys(reported), ...Object.keys(derived)].reverse())].map((key) => ({
    path: isList ? `${path}[${key}]` : member(path, key),
    name: isList ? name : key,
    derived: valueOf(derived, key),
    reported: valueOf(reported, key),
    holders: [derived, reported],
    scale: within,
  }));
}

function isHolder(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}

function valueOf(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** The witnesses of single entries. */
const witnesses: ReadonlySet<string> = new Set([
  "complexStep",
  "finiteDifference",
  "dualNumbers",
  "forwardMode",
]);

/** In large arrays rounding decides which entries are the worst, and so which are looked at; none is let go that contradicts. */
function isChosen({ name, derived, reported }: Pair, { isSampled }: Whole): boolean {
  if (!isSampled || !witnesses.has(name)) return false;
  const look = derived ?? reported;
  return (derived === undefined || reported === undefined) && isHolder(look) && look["contradicts"] === false;
}

function isRounded({ name, derived, reported, holders, scale }: Pair, { valueError }: Whole): boolean {
  const distance = distanceOf(derived, reported);
  const place = { derived: holders[0], reported: holders[1], scale, valueError };
  return distance !== undefined && distance <= allowedRounding(name, place);
}

/** How far apart two numbers are, or two decimals of more digits than a number has. */
function distanceOf(a: unknown, b: unknown): number | undefined {
  if (typeof a === "number" && typeof b === "number") return Math.abs(a - b);
  const [left, right] = [decimalOf(a), decimalOf(b)];
  if (left === undefined || right === undefined) return undefined;
  const exponent = Math.min(left.exponent, right.exponent);
  const [x, y] = [left, right].map((each) => each.digits * 10n ** BigInt(each.exponent - exponent));
  return Math.abs(Number(`${x! - y!}e${exponent}`));
}

/** `-1.25e-3` as -125 times 10^-5. */
function decimalOf(value: unknown): { readonly digits: bigint; readonly exponent: number } | undefined {
  if (typeof value !== "string" || value.length > 100) return undefined;
  const parts = /^(-?\d+)(?:\.(\d+))?(?:e([+-]?\d{1,3}))?$/.exec(value);
  if (parts === null) return undefined;
  const [, whole, fraction = "", exponent = "0"] = parts;
  return { digits: BigInt(`${whole}${fraction}`), exponent: Number(exponent) - fraction.length };
}

/** The parameters of a report with the words for numbers that JSON has not. */
function revived(parameters: unknown): Parameters<typeof agreementOf>[0] {
  return JSON.parse(JSON.stringify(parameters), (_, value: unknown) =>
    value === "Infinity" || value === "-Infinity" || value === "NaN" ? Number(value) : value,
  );
}
