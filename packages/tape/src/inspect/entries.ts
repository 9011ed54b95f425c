import type { Primitive } from "../primitive.ts";
import { type Tape, type TapeEntry, TapeVariable } from "../tape.ts";

/** The lines of a finished tape as objects, made when they are asked for, and each once. */
export class TapeEntries {
  readonly #tape: Tape;
  readonly #entries: Map<number, TapeEntry> = new Map();
  /** Those that the tape gave out as inputs and outputs, and those made since. */
  readonly #variables: Map<number, TapeVariable> = new Map();
  #all: readonly TapeEntry[] | undefined;

  constructor(tape: Tape) {
    this.#tape = tape;
    for (const x of [...tape.inputs, ...tape.outputs]) if (tape.owns(x)) this.#variables.set(x.index, x);
  }

  /** All operations, in the order of computation. */
  all(): readonly TapeEntry[] {
    this.#all ??= this.#tape.list.rows.flatMap((row, line) => (row ? [this.at(line, row)] : []));
    return this.#all;
  }

  /** The operation of a line. */
  at(line: number, primitive: Primitive): TapeEntry {
    const { list, positions } = this.#tape;
    const entry = this.#entries.get(line) ?? {
      primitive,
      params: list.params(line),
      inputs: list
        .operands(line)
        .map((operand) => (operand < 0 ? list.value(~operand) : this.#variable(operand))),
      outputs: list.results(line).map((result) => this.#variable(result)),
      position: positions.get(line),
    };
    this.#entries.set(line, entry);
    return entry;
  }

  #variable(line: number): TapeVariable {
    const { list } = this.#tape;
    const variable = this.#variables.get(line) ?? new TapeVariable(this.#tape, line, list.value(line));
    this.#variables.set(line, variable);
    return variable;
  }
}
