import type { Primitive } from "./primitive.ts";
import type { ArrayLike } from "./value.ts";

// The memory of a tape, in columns. A Wengert list has a line for each value: what it is, and where an operation made it, which
// one and of which lines. No line is an object, so what plain numbers leave behind is a few arrays of numbers.

/** How many lines there is room for at first. */
const ROOM = 64;

/** The lines of a computation, in its order. */
export class WengertList {
  /** How many lines there are. */
  length = 0;
  /** By line, the row that made it; undefined for inputs, constants, further results, and lines that were dropped. */
  readonly rows: (Primitive | undefined)[] = [];
  /** By line, its value if that is a number. */
  #numbers = new Float64Array(ROOM);
  /** The other values; where there is one, the number is NaN. */
  readonly #arrays: Map<number, ArrayLike> = new Map();
  /** What rows were applied with besides operands. */
  readonly #params: Map<number, unknown> = new Map();
  /** Results of the row of the line before, or before that. */
  readonly #further: Set<number> = new Set();
  /** The operands of all lines, and by line where its own end. */
  #operands = new Int32Array(2 * ROOM);
  #ends = new Int32Array(ROOM);
  #pushed = 0;

  /** An operand of the line that comes next: the number of a line, or `~` of that if it holds a constant. */
  push(operand: number): void {
    if (this.#pushed === this.#operands.length) this.#operands = wider(this.#operands);
    this.#operands[this.#pushed] = operand;
    this.#pushed += 1;
  }

  /** Adds a line: an input, a constant, or the result of a row whose operands were pushed. */
  line(value: ArrayLike, row?: Primitive, params?: unknown): number {
    const line = this.length;
    if (line === this.#ends.length) {
      this.#numbers = wider(this.#numbers);
      this.#ends = wider(this.#ends);
    }
    this.length = line + 1;
    this.rows.push(row);
    this.#ends[line] = this.#pushed;
    if (params !== undefined) this.#params.set(line, params);
    if (typeof value === "number") this.#numbers[line] = value;
    else this.#hold(line, value);
    return line;
  }

  /** Adds a further result of the line before. */
  further(value: ArrayLike): number {
    const line = this.line(value);
    this.#further.add(line);
    return line;
  }

  #hold(line: number, value: ArrayLike): void {
    this.#numbers[line] = Number.NaN;
    this.#arrays.set(line, value);
  }

  /** The value of a line. */
  value(line: number): ArrayLike {
    const number = this.#numbers[line]!;
    return Number.isNaN(number) ? (this.#arrays.get(line) ?? number) : number;
  }

  /** What the row of a line was applied with besides operands. */
  params(line: number): unknown {
    return this.#params.size === 0 ? undefined : this.#params.get(line);
  }

  /** The place of a line's first operand among all, and of what comes after its last. */
  start(line: number): number {
    return line === 0 ? 0 : this.#ends[line - 1]!;
  }

  /** The place of what comes after a line's last operand. */
  end(line: number): number {
    return this.#ends[line]!;
  }

  /** The operand at a place. */
  operand(place: number): number {
    return this.#operands[place]!;
  }

  /** All operands of a line. */
  operands(line: number): number[] {
    return Array.from(this.#operands.subarray(this.start(line), this.end(line)));
  }

  /** A line and those of the further results of its row. */
  results(line: number): number[] {
    const lines = [line];
    while (this.#further.has(line + lines.length)) lines.push(line + lines.length);
    return lines;
  }

  /** Forgets the operations that the given lines do not depend on: one pass from the end. */
  keep(roots: readonly number[]): void {
    const needed = new Uint8Array(this.length);
    for (const root of roots) needed[root] = 1;
    for (let line = this.length - 1; line >= 0; line--) {
      if (needed[line] === 0 && !this.#makes(line, needed)) {
        this.#drop(line);
        continue;
      }
      for (let place = this.start(line); place < this.end(line); place++) {
        const operand = this.operand(place);
        needed[operand < 0 ? ~operand : operand] = 1;
      }
    }
  }

  /** Whether one of the results of a line, which are all kept then, is among the needed. */
  #makes(line: number, needed: Uint8Array): boolean {
    if (this.#further.size === 0) return false;
    return this.#further.has(line) || this.results(line).some((result) => needed[result] === 1);
  }

  #drop(line: number): void {
    this.rows[line] = undefined;
    if (this.#params.size > 0) this.#params.delete(line);
    if (this.#arrays.size === 0) return;
    for (const result of this.results(line)) this.#arrays.delete(result);
  }
}

function wider<T extends Float64Array | Int32Array>(column: T): T {
  const copy = new (column.constructor as new (length: number) => T)(2 * column.length);
  copy.set(column);
  return copy;
}
