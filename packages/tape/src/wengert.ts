import { newElements } from "@chainrule/array";
import type { Primitive } from "./primitive.ts";
import type { ArrayLike } from "./value.ts";

// The memory of a tape, in columns. A Wengert list has a line for each value: what it is, and where an operation made it, which
// one and of which lines. No line is an object, so what plain numbers leave behind is a few arrays of numbers.

/** In place of an operand: there is none, or there are more than two. */
const NONE = 0x7fffffff;
export const MORE = 0x7ffffffe;

/** The lines of a computation, in its order. An operand is the number of a line, or `~` of that if it holds a constant. */
export class WengertList {
  /** How many lines there are. */
  length = 0;
  /** By line, the row that made it; undefined for inputs, constants, further results, and lines that were dropped. */
  readonly rows: (Primitive | undefined)[] = [];
  /** By line, its first and its second operand. */
  #operands = newElements([64], "int32") as Int32Array;
  /** Where there are more than two, all of them. */
  readonly #more: Map<number, readonly number[]> = new Map();
  /** By line, its value if that is a number; as long as is needed for the last of them. */
  #numbers = newElements([32], "float64") as Float64Array;
  /** By line, its value if that is no number, or what is left of it; as long as is needed for the last of them. */
  readonly others: (ArrayLike | undefined)[] = [];
  /** By line, what its row saved in place of values. */
  readonly saved: Map<number, readonly ArrayLike[]> = new Map();
  /** By line, what the row was applied with besides operands. */
  readonly #params: Map<number, unknown> = new Map();
  /** The lines that hold further results of a row before. */
  readonly #further: Set<number> = new Set();

  /** Adds a line: an input, a constant, or the result of a row with up to two operands. */
  line(value: ArrayLike, row?: Primitive, params?: unknown, a: number = NONE, b: number = NONE): number {
    const line = this.length;
    this.length = line + 1;
    this.rows.push(row);
    if (2 * line === this.#operands.length) this.#operands = resized(this.#operands, 4 * line);
    this.#operands[2 * line] = a;
    this.#operands[2 * line + 1] = b;
    if (params !== undefined) this.#params.set(line, params);
    if (typeof value === "number") this.#setNumber(line, value);
    else this.setOther(line, value);
    return line;
  }

  /** Adds the result of a row with any operands. */
  result(value: ArrayLike, row: Primitive, params: unknown, operands: readonly number[]): number {
    if (operands.length <= 2) return this.line(value, row, params, operands[0], operands[1]);
    this.#more.set(this.length, operands);
    return this.line(value, row, params, MORE);
  }

  #setNumber(line: number, value: number): void {
    if (line >= this.#numbers.length) this.#numbers = resized(this.#numbers, 2 * line);
    this.#numbers[line] = value;
  }

  /** Adds a further result of the line before. */
  further(value: ArrayLike): number {
    const line = this.line(value);
    this.#further.add(line);
    return line;
  }

  /** Puts a value that is no number in a line. */
  setOther(line: number, value: ArrayLike): void {
    while (this.others.length < line) this.others.push(undefined);
    this.others[line] = value;
  }

  /** The value of a line. */
  value(line: number): ArrayLike {
    return this.others[line] ?? this.#numbers[line]!;
  }

  /** What the row of a line was applied with besides operands. */
  params(line: number): unknown {
    return this.#params.size === 0 ? undefined : this.#params.get(line);
  }

  /** The first operand of a line that has one or two. */
  first(line: number): number {
    return this.#operands[2 * line]!;
  }

  /** The second operand of a line that has two. */
  second(line: number): number {
    return this.#operands[2 * line + 1]!;
  }

  /** All operands of a line. */
  operands(line: number): readonly number[] {
    const [first, second] = [this.first(line), this.second(line)];
    if (first === MORE) return this.#more.get(line)!;
    if (second !== NONE) return [first, second];
    return first === NONE ? [] : [first];
  }

  /** A line and those of the further results of its row. */
  results(line: number): number[] {
    const lines = [line];
    while (this.#further.has(line + lines.length)) lines.push(line + lines.length);
    return lines;
  }

  /** Forgets an operation, with its results and constants. */
  drop(line: number): void {
    this.rows[line] = undefined;
    this.#params.delete(line);
    this.saved.delete(line);
    const constants = this.operands(line).flatMap((operand) => (operand < 0 ? [~operand] : []));
    for (const each of [...this.results(line), ...constants]) this.others[each] = undefined;
  }
}

/** The line that an operand names: of a variable, or of a constant. */
export function lineOf(operand: number): number {
  return operand < 0 ? ~operand : operand;
}

function resized<T extends Float64Array | Int32Array>(column: T, length: number): T {
  const longer = new (column.constructor as new (length: number) => T)(length);
  longer.set(column);
  return longer;
}
