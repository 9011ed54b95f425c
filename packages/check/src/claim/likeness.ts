import { faults } from "../faults/faults.ts";
import { targetOf } from "../faults/gradcheck.ts";
import type { ParameterReport } from "../report/types.ts";
import { elementsOf, type Subject } from "../subject/subject.ts";
import { tapeVoice } from "../voices/tape.ts";

/** Numbers count as those of a mistake if they differ by less, relative to the largest. */
const closeness = 1e-4;

/** A whole array of right numbers, changed by a mistake. */
interface Mistaken {
  readonly name: string;
  readonly values: (right: readonly number[], shape: readonly number[]) => readonly number[] | undefined;
}

const times =
  (factor: number): Mistaken["values"] =>
  (right) =>
    right.map((x) => factor * x);

const simple: readonly Mistaken[] = [
  { name: "a gradient that is missing: all zeros", values: times(0) },
  { name: "the sign", values: times(-1) },
  { name: "a factor of 2", values: times(2) },
  { name: "a factor of 1/2", values: times(0.5) },
  { name: "a transposed matrix", values: transposed },
];

/** Of a wrong array: the first known mistake that gives just the claimed numbers. */
export function likenessOf(
  subject: Subject,
  p: number,
  truth: ParameterReport,
  claimed: readonly number[],
): string | undefined {
  const right = truth.entries.map(({ symbolic }) => Number(symbolic));
  const found = simple.find(({ values }) => isNear(claimed, values(right, truth.shape)));
  return found?.name ?? scaledBy(right, claimed) ?? planted(subject, p, claimed);
}

/** All entries off by one factor: a mean for a sum, or a sum for a mean. */
function scaledBy(right: readonly number[], claimed: readonly number[]): string | undefined {
  const largest = right.reduce((at, x, i) => (Math.abs(x) > Math.abs(right[at]!) ? i : at), 0);
  const factor = claimed[largest]! / right[largest]!;
  if (
    right.length < 2 ||
    !Number.isFinite(factor) ||
    factor === 0 ||
    !isNear(claimed, times(factor)(right, []))
  )
    return undefined;
  const whole = (x: number): boolean => Math.abs(x - Math.round(x)) < closeness * x && Math.round(x) > 1;
  if (whole(factor)) return `a sum in the place of a mean: ${Math.round(factor)} times too large`;
  if (whole(1 / factor)) return `a mean in the place of a sum: ${Math.round(1 / factor)} times too small`;
  return `one factor on the whole array: ${factor.toPrecision(6)}`;
}

/** The planted faults of the tape, one after the other: does one give these numbers? */
function planted(subject: Subject, p: number, claimed: readonly number[]): string | undefined {
  const size = subject.parameters.reduce((sum, { value }) => sum + elementsOf(value).length, 0);
  if (size > plantLimit) return undefined;
  return faults.find((fault) => {
    const gradient = tapeVoice(subject, fault.plant(targetOf(subject))).kernel();
    return isNear(claimed, Array.from(gradient[p]!));
  })?.description;
}

/** Of more parameters than this, planted faults are not tried. */
const plantLimit = 20_000;

/** The values of a square matrix across the diagonal; of another one those of its transpose, read in a row. */
function transposed(right: readonly number[], shape: readonly number[]): readonly number[] | undefined {
  const [rows, columns] = shape;
  if (shape.length !== 2 || rows === 1 || columns === 1) return undefined;
  return right.map((_, i) => right[(i % rows!) * columns! + Math.floor(i / rows!)]!);
}

/** Whether two lists of numbers are nearly the same, beside the largest of them. */
export function isNear(claimed: readonly number[], values: readonly number[] | undefined): boolean {
  if (values === undefined || values.length !== claimed.length) return false;
  const scale = values.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return values.every((x, i) => Math.abs(claimed[i]! - x) <= closeness * scale);
}
