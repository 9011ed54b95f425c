import { evaluate } from "../evaluate/evaluate.ts";
import { makeNumber } from "../make.ts";
import type { Expression, SymbolNode } from "../node.ts";
import {
  addRationals,
  multiplyRationals,
  negateRational,
  rationalToNumber,
  reciprocal,
  signOf,
} from "../rational.ts";
import { freeSymbols, substitute } from "../substitute.ts";
import { postorder } from "../traverse.ts";
import { closedFormsNear } from "./closedForms.ts";
import { type Meter, spend } from "./meter.ts";
import { type Place, replacementsAt } from "./place.ts";
import { exactValue } from "./prove.ts";
import { type Zero, zerosOf } from "./zeros.ts";

/** A number on the axis of a variable at which something may change; exact, if a closed form was found for it. */
export interface Landmark {
  readonly at: number;
  readonly exact: Expression | undefined;
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
  const zeros = us.length === 0 ? [] : zerosOf(us, name, numbersIn(us), meter);
  return distinct(zeros.map((zero) => landmarkOf(us[zero.of]!, name, zero, meter)));
}

function isFunctionOf(u: Expression, name: string): boolean {
  const symbols = freeSymbols(u);
  return symbols.length === 1 && symbols[0]!.name === name;
}

const mostNumbers = 32;

/** Numbers that are written in expressions, of either sign. */
export function numbersIn(es: readonly Expression[]): number[] {
  const numbers = postorder(es).flatMap((node) =>
    node.kind === "number" ? rationalToNumber(node.value) : [],
  );
  return [...new Set(numbers.flatMap((x) => [x, -x]))].slice(0, mostNumbers);
}

/** The price of an exact value. */
const price = 20;

function landmarkOf(u: Expression, name: string, { at, accuracy }: Zero, meter: Meter): Landmark {
  for (const exact of candidatesFor(u, name, at, accuracy)) {
    const value = evaluate(exact) as number;
    if (Math.abs(value - at) > 2 * accuracy * Math.abs(at)) continue;
    spend(meter, price);
    const zero = exactValue(substitute(u, { [name]: exact }));
    if (zero !== undefined && signOf(zero) === 0) return { at: value, exact };
  }
  return { at, exact: undefined };
}

function* candidatesFor(u: Expression, name: string, at: number, accuracy: number): Generator<Expression> {
  yield* closedFormsNear(at, accuracy);
  const zero = zeroOfLine(u, name);
  if (zero !== undefined) yield zero;
}

/** The zero of the line through u at 0 and at 1. */
function zeroOfLine(u: Expression, name: string): Expression | undefined {
  const [low, high] = [0, 1].map((x) => exactValue(substitute(u, { [name]: x })));
  if (low === undefined || high === undefined) return undefined;
  const slope = addRationals(high, negateRational(low));
  return signOf(slope) === 0
    ? undefined
    : makeNumber(multiplyRationals(negateRational(low), reciprocal(slope)));
}

/** Sorted, without near doubles; exact ones are kept. */
function distinct(landmarks: readonly Landmark[]): Landmark[] {
  const sorted = landmarks.toSorted((a, b) => a.at - b.at);
  const kept: Landmark[] = [];
  for (const landmark of sorted) {
    const last = kept.at(-1);
    if (last === undefined || landmark.at - last.at > 1e-11 * Math.abs(landmark.at)) kept.push(landmark);
    else if (last.exact === undefined) kept[kept.length - 1] = landmark;
  }
  return kept;
}
