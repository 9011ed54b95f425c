import type { EntryReport, WitnessValue } from "@chainrule/check";
import { distance, scientific, ulps } from "../numbers.ts";

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

/** Every witness of one derivative: the symbolic voice first, which the others are measured by. */
export function witnessRows(entry: EntryReport): readonly WitnessRow[] {
  return [
    symbolicRow(entry),
    tapeRow(entry),
    kernelRow(entry),
    tableFreeRow("complex step", "no rule: f at x + ih", entry, entry.complexStep),
    tableFreeRow("finite difference", "no rule: Richardson", entry, entry.finiteDifference),
  ];
}

function symbolicRow({ symbolic }: EntryReport): WitnessRow {
  return {
    witness: "symbolic",
    how: "the formula, 106 bits",
    value: symbolic,
    differs: "",
    allowed: "",
    says: "the measure",
    alarm: false,
  };
}

function tapeRow({ symbolic, tape, detectionLimit, verdict }: EntryReport): WitnessRow {
  const magnitude = Math.max(Math.abs(Number(symbolic)), Math.abs(Number(tape)));
  const allowance = Number.isFinite(detectionLimit) ? detectionLimit * magnitude : detectionLimit;
  return {
    witness: "tape",
    how: "reverse mode, 106 bits",
    value: tape,
    differs: scientific(distance(tape, symbolic)),
    allowed: scientific(allowance),
    says: verdict === "not differentiable here" ? "between the sides" : verdict,
    alarm: verdict === "disagree",
  };
}

function kernelRow({ kernel, ulps: error, boundUlps, kernelWithinBound }: EntryReport): WitnessRow {
  return {
    witness: "float64",
    how: "reverse mode, 53 bits",
    value: String(kernel),
    differs: `${ulps(error)} ulp`,
    allowed: `${ulps(boundUlps)} ulp`,
    says: kernelWithinBound ? "within its bound" : "outside its bound",
    alarm: !kernelWithinBound,
  };
}

function tableFreeRow(
  witness: string,
  how: string,
  { symbolic }: EntryReport,
  value: WitnessValue | undefined,
): WitnessRow {
  if (value === undefined || !Number.isFinite(value.error)) {
    return { witness, how, value: "", differs: "", allowed: "", says: "has nothing to say", alarm: false };
  }
  return {
    witness,
    how,
    value: String(value.value),
    differs: scientific(distance(String(value.value), symbolic)),
    allowed: scientific(value.error),
    says: value.contradicts ? "contradicts" : "confirms",
    alarm: value.contradicts,
  };
}
