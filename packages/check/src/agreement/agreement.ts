import { ulp } from "@chainrule/special";
import type { EntryReport, ParameterReport, WitnessValue } from "../report/types.ts";
import { safetyFactor } from "../verdict/judge.ts";

/** What a witness of a gradient rests on. */
export type WitnessKind = "voice" | "kernel" | "consistency" | "table-free";

/** One row, and one column, of the matrix. */
export interface AgreementWitness {
  /** Such as `symbolic` or `complex step`. */
  readonly name: string;
  /**
   * A `voice` has rules of its own; the `kernel` is the numeric voice's result in float64; `consistency` is a test of the
   * numeric voice's rules against one another; `table-free` witnesses read values of the function alone.
   */
  readonly kind: WitnessKind;
  /** Of how many entries it has a value with a finite bound. */
  readonly entries: number;
}

/** What two witnesses say together. */
export interface AgreementPair {
  /** The name of the first, as it comes in the list of witnesses. */
  readonly a: string;
  /** The name of the second. */
  readonly b: string;
  /**
   * `disagree` where at one entry at least they differ by more than both bounds allow; `cannot tell` where they have no
   * entry in common, or bounds too wide to mean anything.
   */
  readonly verdict: "agree" | "disagree" | "cannot tell";
  /** How many entries could be compared. */
  readonly entries: number;
  /** The largest difference, in units of the sum of both bounds. */
  readonly deviation: number;
  /** The largest difference, in units of 2^-53 of the largest magnitude in the parameter array. */
  readonly ulps: number;
}

/** Every pair of all witnesses of a gradient: plain data, the upper triangle of a symmetric matrix. */
export interface Agreement {
  /** The rows and columns, those only that looked at an entry. */
  readonly witnesses: readonly AgreementWitness[];
  /** The cells above the diagonal, row by row. */
  readonly pairs: readonly AgreementPair[];
}

/** What a witness says of an entry: its difference to the symbolic value, and a bound on the error of that. */
interface Reading {
  readonly offset: number;
  readonly error: number;
}

interface Reader {
  readonly name: string;
  readonly kind: WitnessKind;
  readonly read: (entry: EntryReport, scale: number) => Reading | undefined;
}

const readers: readonly Reader[] = [
  {
    name: "symbolic",
    kind: "voice",
    read: (entry, scale) => ({ offset: 0, error: voiceError(entry, scale) }),
  },
  {
    name: "tape",
    kind: "voice",
    read: (entry, scale) => ({ offset: entry.difference, error: voiceError(entry, scale) }),
  },
  { name: "tape in float64", kind: "kernel", read: kernelReading },
  { name: "tape forward", kind: "consistency", read: witnessReading("forwardMode") },
  { name: "dual numbers", kind: "table-free", read: witnessReading("dualNumbers") },
  { name: "complex step", kind: "table-free", read: witnessReading("complexStep") },
  { name: "differences", kind: "table-free", read: witnessReading("finiteDifference") },
];

/** Half of what the judge allows: the detection limit is K times the sum of both voices' bounds. */
function voiceError({ symbolic, tape, detectionLimit }: EntryReport, scale: number): number {
  const magnitude = Math.max(Math.abs(Number(symbolic)), Math.abs(Number(tape)), scale);
  return detectionLimit === 0 ? 0 : (detectionLimit * magnitude) / (2 * safetyFactor);
}

function kernelReading({ symbolic, kernel, boundUlps }: EntryReport): Reading {
  const truth = Number(symbolic);
  const unit = truth === 0 ? Math.max(Number.MIN_VALUE, ulp(kernel)) : ulp(truth);
  return { offset: kernel - truth, error: (boundUlps + 1 / 2) * unit };
}

/** A deviation is in units of the bound. */
function witnessReading(
  name: "forwardMode" | "dualNumbers" | "complexStep" | "finiteDifference",
): Reader["read"] {
  return (entry) => {
    const witness: WitnessValue | undefined = entry[name];
    if (witness === undefined) return undefined;
    const { error, deviation } = witness;
    return { offset: deviation === 0 ? 0 : deviation * error, error };
  };
}

/** Bounds above this, relative to the array, say nothing. */
const useless = 1e-4;

/**
 * The agreement matrix of a gradient: each of its witnesses against each other one, over all entries that both looked at.
 *
 * A pair agrees if no entry differs by more than K = 2 times the sum of the two bounds. Entries without a derivative are left out.
 * The dual numbers, the complex step and the differences read values of the function alone, so where the two voices agree
 * and one of these does not, the voices share a mistake.
 *
 * @example
 * ```ts
 * import { agreementOf, crossCheck, formulaSubject } from "@chainrule/check";
 * const { parameters } = crossCheck(formulaSubject("sin(x y)", { x: 1, y: 2 }));
 * const { witnesses, pairs } = agreementOf(parameters);
 * witnesses.length; // => 7
 * pairs.length; // => 21
 * pairs.every(({ verdict }) => verdict === "agree"); // => true
 * ```
 */
export function agreementOf(parameters: readonly ParameterReport[]): Agreement {
  const rows = readers.map(() => readers.map(() => ({ entries: 0, deviation: 0, ulps: 0 })));
  const counts = readers.map(() => 0);
  for (const { entries } of parameters) {
    const finite = entries.filter(isComparable);
    const scale = finite.reduce((most, { symbolic }) => Math.max(most, Math.abs(Number(symbolic))), 0);
    for (const entry of finite) {
      const readings = readers.map(({ read }) => read(entry, scale));
      for (const [i, a] of readings.entries()) {
        if (a === undefined || !Number.isFinite(a.error)) continue;
        counts[i]! += 1;
        for (const [j, b] of readings.entries()) if (j > i && b) compare(rows[i]![j]!, a, b, scale);
      }
    }
  }
  const witnesses = readers.map(({ name, kind }, i) => ({ name, kind, entries: counts[i]! }));
  const isThere = (i: number): boolean => counts[i]! > 0;
  return {
    witnesses: witnesses.filter((_, i) => isThere(i)),
    pairs: rows.flatMap((row, i) =>
      row.flatMap((cell, j) => (j > i && isThere(i) && isThere(j) ? [pairOf(i, j, cell)] : [])),
    ),
  };
}

function isComparable({ symbolic, tape, oneSided }: EntryReport): boolean {
  return oneSided === undefined && Number.isFinite(Number(symbolic)) && Number.isFinite(Number(tape));
}

/** A cell as it grows, entry by entry. */
interface Cell {
  entries: number;
  deviation: number;
  ulps: number;
}

function compare(cell: Cell, a: Reading, b: Reading, scale: number): void {
  const allowed = a.error + b.error;
  const gap = Math.abs(a.offset - b.offset);
  const isWide = safetyFactor * allowed > useless * scale;
  if (!Number.isFinite(allowed) || (isWide && gap <= safetyFactor * allowed)) return;
  cell.entries += 1;
  cell.deviation = Math.max(cell.deviation, gap === 0 ? 0 : gap / allowed);
  cell.ulps = Math.max(cell.ulps, gap === 0 ? 0 : gap / (2 ** -53 * scale));
}

function pairOf(i: number, j: number, { entries, deviation, ulps }: Cell): AgreementPair {
  const agrees = deviation <= safetyFactor ? "agree" : "disagree";
  return {
    a: readers[i]!.name,
    b: readers[j]!.name,
    verdict: entries === 0 ? "cannot tell" : agrees,
    entries,
    deviation,
    ulps,
  };
}
