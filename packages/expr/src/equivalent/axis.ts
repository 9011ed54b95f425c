import { evaluate } from "../evaluate/evaluate.ts";
import type { Expression, SymbolNode } from "../node.ts";
import { rationalToNumber, signOf } from "../rational.ts";
import { freeSymbols, substitute } from "../substitute.ts";
import { postorder } from "../traverse.ts";
import { closedFormsNear } from "./closedForms.ts";
import { type Meter, spend } from "./meter.ts";
import { isNearParabola, zerosOfParabola } from "./parabola.ts";
import { type Place, replacementsAt } from "./place.ts";
import { exactValue } from "./prove.ts";
import { zerosOf } from "./zeros.ts";

/** A number on the axis of a variable at which something may change. */
export interface Landmark {
  readonly at: number;
  /** The functions of the variable that are 0 there, as nearly as doubles tell, where each is, and how accurately that is known. */
  readonly zeros: readonly { readonly u: Expression; readonly at: number; readonly accuracy: number }[];
  /** Small for what matters most: for the first quantities, and for those of their zeros that have an ordinary size. */
  readonly rank: number;
}

/** The places on the axis of a variable through a point at which quantities are 0, in ascending order. */
export function landmarksOn(
  { name }: SymbolNode,
  quantities: readonly Expression[],
  through: Place,
  meter: Meter,
): readonly Landmark[] {
  const { [name]: _, ...others } = replacementsAt(through);
  const us = quantities
    .filter((u) => freeSymbols(u).every(({ shape }) => shape.length === 0))
    .map((u) => substitute(u, others))
    .filter((u) => isFunctionOf(u, name));
  if (us.length === 0) return [];
  const found = zerosOf(us, name, numbersIn(us), meter).map(({ of, at, accuracy }) => ({
    at,
    zeros: [{ u: us[of]!, at, accuracy }],
    of,
  }));
  const ranked = us.flatMap((_, of) =>
    found
      .filter((landmark) => landmark.of === of)
      .sort((a, b) => oddness(a.at) - oddness(b.at))
      .map((landmark, k) => ({ ...landmark, rank: k * us.length + of })),
  );
  return merged(ranked);
}

/** 0 for 0 and 1, and more for what is larger or smaller. */
export function oddness(x: number): number {
  return x === 0 ? 0 : Math.abs(Math.log2(Math.abs(x)));
}

function isFunctionOf(u: Expression, name: string): boolean {
  const symbols = freeSymbols(u);
  return symbols.length === 1 && symbols[0]!.name === name;
}

const mostNumbers = 32;

/** Numbers that are written in expressions, of either sign. */
function numbersIn(es: readonly Expression[]): number[] {
  const numbers = postorder(es).flatMap((node) =>
    node.kind === "number" ? rationalToNumber(node.value) : [],
  );
  return [...new Set(numbers.flatMap((x) => [x, -x]))].slice(0, mostNumbers);
}

/** The price of an exact value. */
const price = 20;

/** The numbers that the landmark is, as far as closed forms of them are found: zeros next to each other may be several. */
export function exactly({ name }: SymbolNode, { zeros }: Landmark, meter: Meter): readonly Expression[] {
  const found = new Map<number, Expression>();
  for (const { u, at, accuracy } of zeros) {
    if (found.has(at)) continue;
    const exact = zeroNear(u, name, at, accuracy, meter);
    const value = exact && (evaluate(exact) as number);
    if (exact !== undefined && !found.has(value!)) found.set(value!, exact);
  }
  return [...found.values()];
}

function zeroNear(
  u: Expression,
  name: string,
  at: number,
  accuracy: number,
  meter: Meter,
): Expression | undefined {
  for (const exact of candidatesFor(u, name, at, accuracy)) {
    if (!(Math.abs((evaluate(exact) as number) - at) <= 2 * accuracy * Math.abs(at))) continue;
    spend(meter, price);
    const value = exactValue(substitute(u, { [name]: exact }));
    if (value !== undefined && signOf(value) === 0) return exact;
  }
  return undefined;
}

function* candidatesFor(u: Expression, name: string, at: number, accuracy: number): Generator<Expression> {
  yield* closedFormsNear(at, accuracy);
  if (isNearParabola(u, name, at)) yield* zerosOfParabola(u, name);
}

/** Functions that may give the closed form of a landmark. */
const mostZeros = 3;

/** Sorted, those that are the same but for rounding as one. */
function merged(landmarks: readonly Landmark[]): Landmark[] {
  const kept: Landmark[] = [];
  for (const landmark of landmarks.toSorted((a, b) => a.at - b.at)) {
    const last = kept.at(-1);
    if (last === undefined || landmark.at - last.at > 1e-11 * Math.abs(landmark.at)) kept.push(landmark);
    else {
      const zeros = [...last.zeros, ...landmark.zeros].slice(0, mostZeros);
      kept[kept.length - 1] = { at: last.at, zeros, rank: Math.min(last.rank, landmark.rank) };
    }
  }
  return kept;
}
