import type { EntryReport, OneSided, WitnessValue } from "@chainrule/check";
import { distance, scientific, ulps, withoutZeros } from "../../numbers.ts";

/** What one witness says of a derivative, as text. */
export interface WitnessRow {
  readonly witness: string;
  /** How it comes by its value. */
  readonly how: string;
  readonly value: string;
  readonly differs: string;
  readonly allowed: string;
  readonly says: string;
  readonly alarm: boolean;
}

/**
 * Every witness of one derivative: the symbolic voice first, which the others are measured by.
 *
 * @param sixty the derivative in 60 digits, where it was computed
 */
export function witnessRows(entry: EntryReport, sixty?: string): readonly WitnessRow[] {
  return [
    symbolicRow(entry),
    tapeRow(entry),
    kernelRow(entry),
    fineRow("forward", "tape, 106 bits", entry.forwardMode),
    fineRow("dual numbers", "no rules: f(x + ε)", entry.dualNumbers),
    tableFreeRow("complex step", "no rules: f(x + ih)", entry, entry.complexStep),
    tableFreeRow("differences", "no rules: Richardson", entry, entry.finiteDifference),
    ...(sixty === undefined ? [] : [sixtyRow(entry, sixty)]),
  ];
}

/** The symbolic formula once more, in arithmetic so fine that rounding plays no part but that of the digits written. */
function sixtyRow({ symbolic, detectionLimit }: EntryReport, sixty: string): WitnessRow {
  const gap = distance(sixty, symbolic);
  const allowed = allowance(detectionLimit, Math.abs(Number(sixty))) + lastPlace(symbolic) / 2;
  const alarm = gap > allowed;
  return {
    witness: "60 digits",
    how: "formula, 200 bits",
    value: withoutZeros(sixty).slice(0, 48),
    differs: scientific(gap),
    allowed: scientific(allowed),
    says: alarm ? "contradicts" : "confirms",
    alarm,
  };
}

function symbolicRow({ symbolic }: EntryReport): WitnessRow {
  return {
    witness: "symbolic",
    how: "formula, 106 bits",
    value: withoutZeros(symbolic),
    differs: "",
    allowed: "",
    says: "reference",
    alarm: false,
  };
}

function tapeRow({ symbolic, tape, detectionLimit, verdict, oneSided }: EntryReport): WitnessRow {
  const magnitude = Math.max(Math.abs(Number(symbolic)), Math.abs(Number(tape)));
  return {
    witness: "tape",
    how: "reverse, 106 bits",
    value: withoutZeros(tape),
    differs: scientific(distance(tape, symbolic)),
    allowed: scientific(allowance(detectionLimit, magnitude)),
    says: verdict !== "not differentiable here" ? verdict : oneSided ? "between the sides" : "as infinite",
    alarm: verdict === "disagree",
  };
}

function kernelRow({ symbolic, kernel, ulps: error, boundUlps, kernelWithinBound }: EntryReport): WitnessRow {
  const isAsInfinite = !Number.isFinite(kernel) && kernel === Number(symbolic);
  return {
    witness: "float64",
    how: "reverse, 53 bits",
    value: String(kernel),
    differs: isAsInfinite ? "0" : `${ulps(error)} ulp`,
    allowed: isAsInfinite ? "0" : `${ulps(boundUlps)} ulp`,
    says: kernelWithinBound ? "within" : "outside",
    alarm: !kernelWithinBound,
  };
}

function tableFreeRow(
  witness: string,
  how: string,
  { symbolic, oneSided }: EntryReport,
  value: WitnessValue | undefined,
): WitnessRow {
  if (value === undefined || !Number.isFinite(value.error)) {
    return { witness, how, value: "", differs: "", allowed: "", says: "silent", alarm: false };
  }
  return {
    witness,
    how,
    value: String(value.value),
    differs: scientific(distance(String(value.value), symbolic)),
    allowed: scientific(value.error),
    ...(oneSided ? besideKink(value.value, oneSided) : beside(value)),
  };
}

/** A witness of so many digits that its value, rounded to a double, would be further off than it is. */
function fineRow(witness: string, how: string, value: WitnessValue | undefined): WitnessRow {
  if (value === undefined || !Number.isFinite(value.error))
    return { witness, how, value: "", differs: "", allowed: "", says: "silent", alarm: false };
  return {
    witness,
    how,
    value: String(value.value),
    differs: scientific(Math.abs(value.deviation) * value.error),
    allowed: scientific(value.error),
    ...beside(value),
  };
}

/** What a relative limit allows; where there is none, anything. */
function allowance(limit: number, magnitude: number): number {
  return Number.isFinite(limit) ? limit * magnitude : limit;
}

/** What one unit of the last digit of a decimal is worth; 0 is exact. */
function lastPlace(decimal: string): number {
  if (Number(decimal) === 0) return 0;
  const [digits = "", exponent = "0"] = decimal.toLowerCase().split("e");
  return 10 ** (Number(exponent) - (digits.split(".")[1] ?? "").length);
}

type Say = Pick<WitnessRow, "says" | "alarm">;

function beside({ contradicts }: WitnessValue): Say {
  return { says: contradicts ? "contradicts" : "confirms", alarm: contradicts };
}

/** Where the two sides differ, a witness may be anywhere between them. */
function besideKink(value: number, { left, right }: OneSided): Say {
  const slack = 1e-6 * Math.abs(right - left);
  const inside = value >= Math.min(left, right) - slack && value <= Math.max(left, right) + slack;
  return { says: inside || Number.isNaN(slack) ? "between the sides" : "outside the sides", alarm: false };
}
