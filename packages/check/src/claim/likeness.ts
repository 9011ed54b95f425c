import { type ArrayLike, grad } from "@chainrule/tape";
import { faults } from "../faults/faults.ts";
import { targetOf } from "../faults/gradcheck.ts";
import { elementsOf, type Subject } from "../subject/subject.ts";
import { type ClaimedArray, explains } from "./nearness.ts";

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
  { name: "a missing gradient: all zeros", values: times(0) },
  { name: "a wrong sign", values: times(-1) },
  { name: "an extra factor of 2", values: times(2) },
  { name: "a missing factor of 2", values: times(0.5) },
  { name: "a transposed matrix", values: transposed },
];

/**
 * Of each wrong array the known mistake that gives just the claimed numbers: first one of the whole array, then one of the faults that
 * can be planted in the tape, best one that explains all of them.
 */
export function likenessesOf(
  subject: Subject,
  arrays: readonly (ClaimedArray | undefined)[],
): readonly (string | undefined)[] {
  const whole = arrays.map((array) =>
    array?.isWrong === true ? (simpleLikeness(array) ?? scaledBy(array)) : undefined,
  );
  const open = arrays.flatMap((array, p) => (array?.isWrong === true && whole[p] === undefined ? [p] : []));
  if (open.length === 0) return whole;
  const planted = plantedLikenesses(subject, arrays, open);
  return whole.map((likeness, p) => likeness ?? planted.get(p));
}

function simpleLikeness(array: ClaimedArray): string | undefined {
  return simple.find(({ values }) => explains(values(array.right, array.shape), array))?.name;
}

/** All entries off by one factor: a mean for a sum, or a sum for a mean. */
function scaledBy(array: ClaimedArray): string | undefined {
  const { right, claimed } = array;
  const largest = right.reduce((at, x, i) => (Math.abs(x) > Math.abs(right[at]!) ? i : at), 0);
  const factor = claimed[largest]! / right[largest]!;
  const isScaled = Number.isFinite(factor) && factor !== 0 && explains(times(factor)(right, []), array);
  if (right.length < 2 || !isScaled) return undefined;
  const whole = (x: number): boolean => Math.abs(x - Math.round(x)) < 1e-4 * x && Math.round(x) > 1;
  if (whole(factor)) return `a sum in place of a mean: ${Math.round(factor)} times too large`;
  if (whole(1 / factor)) return `a mean in place of a sum: ${Math.round(1 / factor)} times too small`;
  return `a factor of ${shownFactor(factor)} on the whole array`;
}

/** In six digits, or what it is off from 1 by where those show nothing. */
function shownFactor(factor: number): string {
  const off = factor - 1;
  if (Math.abs(off) >= 1e-3) return factor.toPrecision(6);
  return `1 ${off < 0 ? "-" : "+"} ${Math.abs(off).toExponential(1)}`;
}

/** Of more parameters than this, planted faults are not tried. */
const plantLimit = 20_000;

/** Plants one fault after the other, until every array is explained. */
function plantedLikenesses(
  { f, parameters, ...subject }: Subject,
  arrays: readonly (ClaimedArray | undefined)[],
  open: readonly number[],
): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  const point = parameters.map(({ value }) => value);
  const size = point.reduce<number>((sum, value) => sum + elementsOf(value).length, 0);
  if (size > plantLimit) return found;
  const target = targetOf({ f, parameters, ...subject });
  for (const { description, plant } of faults) {
    const gradient = grad((values: readonly ArrayLike[]) => f(values), plant(target))(point) as typeof point;
    const explained = open.filter((p) => explains(Array.from(elementsOf(gradient[p]!)), arrays[p]!));
    const likeness = `a known mistake: ${description}`;
    if (explained.length === open.length) return new Map(open.map((p) => [p, likeness]));
    for (const p of explained) if (!found.has(p)) found.set(p, likeness);
  }
  return found;
}

/** The values of a square matrix across the diagonal; of another one those of its transpose, read in a row. */
function transposed(right: readonly number[], shape: readonly number[]): readonly number[] | undefined {
  const [rows, columns] = shape;
  if (shape.length !== 2 || rows === 1 || columns === 1) return undefined;
  return right.map((_, i) => right[(i % rows!) * columns! + Math.floor(i / rows!)]!);
}
