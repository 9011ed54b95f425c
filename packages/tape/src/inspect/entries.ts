import type { Primitive } from "../primitive.ts";
import { type Tape, type TapeEntry, TapeVariable } from "../tape.ts";

/** The lines of a tape as objects, made when they are asked for, and each once. */
export class TapeEntries {
  readonly #tape: Tape;
  #entries: Map<number, TapeEntry> | undefined;
  #variables: Map<number, TapeVariable> | undefined;
  #all: readonly TapeEntry[] | undefined;

  constructor(tape: Tape) {
    this.#tape = tape;
  }

  /** All operations, in the order of computation. */
  all(): readonly TapeEntry[] {
    this.#all ??= this.#tape.list.rows.flatMap((row, line) =>
      row === undefined ? [] : [this.at(line, row)],
    );
    return this.#all;
  }

  /** The operation of a line. */
  at(line: number, primitive: Primitive): TapeEntry {
    const { list, positions } = this.#tape;
    this.#entries ??= new Map();
    const known = this.#entries.get(line);
    if (known !== undefined) return known;
    const entry: TapeEntry = {
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

  /** The variables that are there already: inputs and outputs. */
  #given(): Map<number, TapeVariable> {
    const { inputs, outputs } = this.#tape;
    const variables = [...inputs, ...outputs].filter((x) => this.#tape.owns(x));
    return new Map(variables.map((variable) => [variable.index, variable]));
  }

  /** The variable of a line: those that the tape gave out as inputs and outputs, or a new one. */
  #variable(line: number): TapeVariable {
    this.#variables ??= this.#given();
    const variable =
      this.#variables.get(line) ?? new TapeVariable(this.#tape, line, this.#tape.list.value(line));
    this.#variables.set(line, variable);
    return variable;
  }
}
