import { TapeError } from "./errors.ts";
import type { Primitive, Reads } from "./primitive.ts";
import {
  type Abstract,
  type ArrayLike,
  abstractOf,
  isDifferentiable,
  type Recorder,
  Value,
} from "./value.ts";
import { lineOf, type WengertList } from "./wengert.ts";

// What a tape holds on to: the operations that reach its outputs, and of the primals, if it is lean, those that some derivative
// reads; of all others shape and dtype. Who reads the tape may pass it over; it changes only what can be garbage collected.

/**
 * A derivative rule read a primal that its row does not declare to read (`tape/not-saved`).
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { applyOne, grad, sum, unary } from "@chainrule/tape";
 * const exponential = unary({
 *   name: "exponential",
 *   number: Math.exp,
 *   scalar: (A, x) => A.exp(x),
 *   reads: "inputs",
 *   partials: [(_, y) => y],
 * });
 * grad((x) => sum(applyOne(exponential, undefined, [x])))(array([1])); // throws tape/not-saved
 * ```
 */
export class NotSavedError extends TapeError {
  constructor() {
    super(
      "tape/not-saved",
      "A derivative rule reads an input or output that its row does not declare, so that it was not kept; " +
        'name it in the field "reads" of the row.',
    );
  }
}

/** The recorder of what is forgotten: it is never open, and says why. */
const oblivion: Recorder = {
  id: 0,
  name: "a tape that forgot it",
  get open(): never {
    throw new NotSavedError();
  },
};

/** A primal of which shape and dtype are left. */
class Forgotten extends Value {
  constructor({ shape, dtype, weak }: Abstract) {
    super(oblivion, { shape, dtype, weak });
  }

  get primal(): never {
    throw new NotSavedError();
  }
}

/** A value without its elements; a number stays, as it is no larger. */
export function forgotten(x: ArrayLike): ArrayLike {
  return typeof x === "number" || x instanceof Forgotten ? x : new Forgotten(abstractOf(x));
}

interface Reading {
  readonly itself?: true;
  readonly others?: true;
  readonly outputs?: true;
}

const READINGS: { readonly [K in Reads]: Reading } = {
  nothing: {},
  itself: { itself: true },
  others: { others: true },
  inputs: { itself: true, others: true },
  outputs: { outputs: true },
  "itself and outputs": { itself: true, outputs: true },
  all: { itself: true, others: true, outputs: true },
};

/** Visits the places that the derivatives by these inputs read: those of inputs, then of so many outputs. */
export function eachRead(
  { reads = "all" }: Pick<Primitive, "reads">,
  isNeeded: (by: number) => boolean,
  [inputs, outputs]: readonly [number, number],
  visit: (place: number) => void,
): void {
  if (reads === "nothing") return;
  for (let by = 0; by < inputs; by++) {
    if (!isNeeded(by)) continue;
    const reading = READINGS[typeof reads === "string" ? reads : (reads[by] ?? reads.at(-1)!)];
    for (let k = 0; k < inputs; k++) if (k === by ? reading.itself : reading.others) visit(k);
    if (reading.outputs) for (let k = 0; k < outputs; k++) visit(inputs + k);
    if (reads === "inputs" || reads === "outputs" || reads === "all") return;
  }
}

/** Whether an operand is a variable that carries derivatives. */
export function isNeeded(list: WengertList, operand: number): boolean {
  return operand >= 0 && isDifferentiable(list.value(operand));
}

/** Holds on to what the row of a new line saves, and if the tape is lean, to the values that its derivatives read. */
export function hold(
  list: WengertList,
  line: number,
  inputs: readonly ArrayLike[],
  outputs: readonly ArrayLike[],
  isLean: boolean,
): void {
  const row = list.rows[line]!;
  const saved = row.saves?.({ params: list.params(line), inputs, outputs }) ?? [];
  if (saved.length > 0) list.saved.set(line, saved);
  if (!isLean || row.reads === "nothing") return;
  const operands = list.operands(line);
  const needed = (by: number): boolean => isNeeded(list, operands[by]!);
  eachRead(row, needed, [inputs.length, outputs.length], (place) => {
    const isInput = place < inputs.length;
    const value = isInput ? inputs[place]! : outputs[place - inputs.length]!;
    if (typeof value === "number") return;
    list.setOther(isInput ? lineOf(operands[place]!) : line + place - inputs.length, value);
  });
}

/** Drops the operations that do not reach the given lines, and if the tape is lean, what only they read. */
export function dropUnreached(list: WengertList, roots: readonly number[], isLean: boolean): void {
  const reached = new Uint8Array(list.length);
  for (const root of roots) reached[root] = 1;
  let dropped = 0;
  for (let line = list.length - 1; line >= 0; line--) {
    if (list.rows[line] === undefined) continue;
    if (list.results(line).some((result) => reached[result] === 1)) {
      for (const operand of list.operands(line)) reached[lineOf(operand)] = 1;
    } else {
      list.drop(line);
      dropped++;
    }
  }
  if (isLean && dropped > 0) forgetUnread(list);
}

/** Forgets what only operations read that were dropped. */
function forgetUnread(list: WengertList): void {
  const read = new Uint8Array(list.length);
  list.rows.forEach((row, line) => {
    if (row === undefined) return;
    const [operands, results] = [list.operands(line), list.results(line)];
    const needed = (by: number): boolean => isNeeded(list, operands[by]!);
    eachRead(row, needed, [operands.length, results.length], (place) => {
      read[lineOf(operands[place] ?? results[place - operands.length]!)] = 1;
    });
  });
  list.others.forEach((value, line) => {
    if (value !== undefined && read[line] === 0) list.setOther(line, forgotten(value));
  });
}
