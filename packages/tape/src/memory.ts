import { TapeError } from "./errors.ts";
import type { Primitive, Reads } from "./primitive.ts";
import { type ArrayLike, isDifferentiable, type Recorder, type Tensor, Value } from "./value.ts";
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
  constructor({ shape, dtype, weak = false }: Tensor & { readonly weak?: boolean }) {
    super(oblivion, { shape, dtype, weak });
  }

  get primal(): never {
    throw new NotSavedError();
  }
}

/** A value without its elements; a number stays, as it is no larger. */
export function forgotten(x: ArrayLike): ArrayLike {
  return typeof x === "number" || x instanceof Forgotten ? x : new Forgotten(x);
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

/** For each input and then each of so many outputs, whether a derivative by one of the `needed` inputs reads it. */
export function readsOf(
  { reads = "all" }: Pick<Primitive, "reads">,
  needed: readonly boolean[],
  outputs: number,
): boolean[] {
  const readings = needed.map((isNeeded, by): Reading => {
    const what = typeof reads === "string" ? reads : (reads[by] ?? reads.at(-1)!);
    return READINGS[isNeeded ? what : "nothing"];
  });
  const readers = readings.filter(({ others }) => others).length;
  const isRead = readings.map(({ itself, others }) => itself === true || readers > (others ? 1 : 0));
  const areOutputsRead = readings.some(({ outputs }) => outputs);
  return [...isRead, ...new Array<boolean>(outputs).fill(areOutputsRead)];
}

/** Which operands of a line are variables that carry derivatives. */
export function neededOf(list: WengertList, line: number): boolean[] {
  return list.operands(line).map((operand) => operand >= 0 && isDifferentiable(list.value(operand)));
}

/** The lines whose values the derivatives of a line read. */
function readBy(list: WengertList, line: number, row: Primitive): number[] {
  if (row.reads === "nothing") return [];
  const results = list.results(line);
  const isRead = readsOf(row, neededOf(list, line), results.length);
  return [...list.operands(line).map(lineOf), ...results].filter((_, k) => isRead[k]);
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
  if (!isLean) return;
  const lines = list.operands(line).map(lineOf);
  for (const read of readBy(list, line, row)) {
    const value = read >= line ? outputs[read - line]! : inputs[lines.indexOf(read)]!;
    if (typeof value !== "number") list.arrays.set(read, value);
  }
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
    if (row !== undefined) for (const each of readBy(list, line, row)) read[each] = 1;
  });
  for (const [line, value] of list.arrays) if (read[line] === 0) list.arrays.set(line, forgotten(value));
}
