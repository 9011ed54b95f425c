import { TapeError } from "./errors.ts";
import type { Primitive, Reads } from "./primitive.ts";
import { type ArrayLike, abstractOf, isDifferentiable, type Recorder, Value } from "./value.ts";
import { lineOf, MORE, type WengertList } from "./wengert.ts";

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
export class Forgotten extends Value {
  constructor(x: Exclude<ArrayLike, number>) {
    super(oblivion, x instanceof Value ? { shape: x.shape, dtype: x.dtype, weak: x.weak } : abstractOf(x));
  }

  get primal(): never {
    throw new NotSavedError();
  }
}

/** A value without its elements; a number stays, as it is no larger. */
export function forgotten(x: ArrayLike): ArrayLike {
  return typeof x === "number" || x instanceof Forgotten ? x : new Forgotten(x);
}

/** The words that say that a place is read. */
const READ: { readonly [place in "itself" | "others" | "outputs"]: readonly Reads[] } = {
  itself: ["itself", "inputs", "itself and outputs", "all"],
  others: ["others", "inputs", "all"],
  outputs: ["outputs", "itself and outputs", "all"],
};

/** Whether the derivative by one of the `needed` inputs reads a place: an input or, behind these, an output. */
export function isRead(
  { reads = "all" }: Pick<Primitive, "reads">,
  needed: readonly boolean[],
  place: number,
): boolean {
  for (let by = 0; by < needed.length; by++) {
    if (!needed[by]) continue;
    const words = place === by ? READ.itself : place < needed.length ? READ.others : READ.outputs;
    if (words.includes(typeof reads === "string" ? reads : (reads[by] ?? reads.at(-1)!))) return true;
  }
  return false;
}

/** Which operands are variables that carry derivatives. */
export function neededOf(list: WengertList, operands: readonly number[]): boolean[] {
  return operands.map((operand) => operand >= 0 && isDifferentiable(list.value(operand)));
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
  if (row.saves !== undefined)
    list.saved.set(line, row.saves({ params: list.params(line), inputs, outputs }));
  if (!isLean || row.reads === "nothing") return;
  const operands = list.operands(line);
  const needed = neededOf(list, operands);
  inputs.forEach((value, k) => {
    if (typeof value !== "number" && isRead(row, needed, k)) list.setOther(lineOf(operands[k]!), value);
  });
  outputs.forEach((value, k) => {
    if (typeof value !== "number" && isRead(row, needed, inputs.length + k)) list.setOther(line + k, value);
  });
}

/** Drops the operations that do not reach the given lines, and if the tape is lean, what only they read. */
export function dropUnreached(list: WengertList, roots: readonly number[], isLean: boolean): void {
  const reached = new Uint8Array(list.length);
  for (const root of roots) reached[root] = 1;
  let dropped = 0;
  for (let line = list.length - 1; line >= 0; line--) {
    if (list.rows[line] === undefined) continue;
    if (reached[line] === 1 || list.results(line).some((result) => reached[result] === 1)) {
      reach(list, line, reached);
    } else {
      list.drop(line);
      dropped++;
    }
  }
  if (isLean && dropped > 0) forgetUnread(list);
}

/** Marks the operands of a line: of one or two without a list, and what is none is beyond the end, where nothing is written. */
function reach(list: WengertList, line: number, reached: Uint8Array): void {
  const [first, second] = [list.first(line), list.second(line)];
  reached[lineOf(first)] = 1;
  reached[lineOf(second)] = 1;
  if (first === MORE) for (const operand of list.operands(line)) reached[lineOf(operand)] = 1;
}

/** Forgets what only operations read that were dropped. */
function forgetUnread(list: WengertList): void {
  const read = new Uint8Array(list.length);
  list.rows.forEach((row, line) => {
    if (row === undefined) return;
    const operands = list.operands(line);
    const needed = neededOf(list, operands);
    [...operands.map(lineOf), ...list.results(line)].forEach((each, place) => {
      if (isRead(row, needed, place)) read[each] = 1;
    });
  });
  list.others.forEach((value, line) => {
    if (value !== undefined && read[line] === 0) list.setOther(line, forgotten(value));
  });
}
