import { apply } from "./apply.ts";
import { Cotangents } from "./cotangents.ts";
import type { Place } from "./inspect/anomaly.ts";
import { TapeEntries } from "./inspect/entries.ts";
import { dropUnreached, forgotten, hold, neededOf } from "./memory.ts";
import { pullNumber, pushNumber } from "./numbers.ts";
import { type Application, type Linear, noRules, type Primitive, type Rules, rowUnder } from "./primitive.ts";
import type { Entry, Operand, Program } from "./program.ts";
import { type ActiveRecorder, isTracing, nextRecorderId, recorderOf } from "./recorder.ts";
import { type ArrayLike, abstractOf, isDifferentiable, shapeOf, Value, WEAK_SCALAR } from "./value.ts";
import { lineOf, WengertList } from "./wengert.ts";

// Reverse mode. Going forward, the tape notes every operation that touches one of its values. Going backward,
// each entry turns the cotangents of its outputs into contributions to the cotangents of its inputs, and
// contributions to the same variable add up. That is all.

/**
 * A value on a tape: what a function computes with while the tape records it, and what entries are made of.
 *
 * @example
 * ```ts
 * import { multiply, recordTape, TapeVariable } from "@chainrule/tape";
 * const tape = recordTape((x) => multiply(x, x))(3);
 * tape.entries[0]?.outputs.map((variable) => variable instanceof TapeVariable && variable.primal); // => [9]
 * ```
 */
export class TapeVariable extends Value {
  declare readonly recorder: Tape;
  /** Its line on the tape. */
  declare readonly index: number;
  /** @internal Its value if that is no number: the list may forget it. */
  declare readonly held: Exclude<ArrayLike, number> | undefined;

  constructor(tape: Tape, index: number, primal: ArrayLike, known: ArrayLike = primal) {
    super(tape, typeof known === "number" ? WEAK_SCALAR : abstractOf(known));
    this.index = index;
    this.held = typeof primal === "number" ? undefined : primal;
  }

  /** Its value, one recorder further out. */
  get primal(): ArrayLike {
    return this.held ?? this.recorder.list.value(this.index);
  }
}

/** One recorded operation: the primitive's row, its params, what went in and what came out. */
export interface TapeEntry extends Entry<TapeVariable> {
  /** The line of the program that applied it, with the option `positions`. */
  readonly position: string | undefined;
}

/** What happened at one entry on the way back: one contribution for each edge to an input. */
export interface BackwardStep {
  /** The entry that is passed. */
  readonly entry: TapeEntry;
  /** Cotangents of the entry's outputs. */
  readonly cotangents: readonly Linear[];
  /** What the entry adds to the cotangent of each of its inputs, before accumulation. */
  readonly contributions: readonly Linear[];
}

/** Watches, and may replace, the contributions of an entry: for the locator and for planted faults. */
export type EdgeHook = (step: BackwardStep) => readonly Linear[];

/** Looks at values that were made, and may fail. */
export type AnomalyCheck = (values: readonly Linear[], where: Place) => void;

/** What recording and sweeping can be told. */
export interface TapeOptions {
  /** The name of the transform, for messages. */
  readonly name?: string;
  /** Replacements for named rows. */
  readonly rules?: Rules;
  /** Replacements for contributions at single edges. */
  readonly edges?: EdgeHook | undefined;
  /** Looks at all values and contributions: `checkFinite` fails at the first NaN or infinity, and says where. */
  readonly anomaly?: AnomalyCheck | undefined;
  /** Notes the line of the program that applied each operation, as `sourcePosition` tells it. */
  readonly positions?: (() => string | undefined) | undefined;
  /** Keeps only the primals that derivatives read, as `grad` does: entries show shape and dtype of the others. */
  readonly lean?: boolean | undefined;
}

/**
 * The reverse tape: a program that also has values.
 *
 * `input` makes the values to compute with, operations on them record themselves, `finish` names the outputs; then
 * `backward` gives cotangents of the inputs for cotangents of the outputs, as often as wanted. `grad` and `vjp` are this.
 *
 * @example
 * ```ts
 * import { multiply, sin, Tape } from "@chainrule/tape";
 * const tape = new Tape();
 * const x = tape.input(0);
 * const y = tape.input(3);
 * tape.finish([multiply(y, sin(x))]);
 * tape.entries.map(({ primitive }) => primitive.name); // => ["sin", "multiply"]
 * tape.backward([1]); // => [3, 0]
 * ```
 */
export class Tape implements ActiveRecorder, Program<TapeVariable> {
  /** Drawn from one monotone counter: the larger, the further inside. */
  readonly id: number = nextRecorderId();
  /** The name of the transform, for messages. */
  readonly name: string;
  /** Replacements for named rows. */
  readonly rules: Rules;
  /** Replacements for contributions at single edges. */
  readonly edges: EdgeHook | undefined;
  /** The variables that `input` made. */
  readonly inputs: TapeVariable[] = [];
  /** The variables, or constants, that `finish` was given. */
  outputs: readonly Operand<TapeVariable>[] = [];
  /** False once `finish` was called. */
  open = true;
  /** @internal Where all is noted; `entries` shows it as objects. */
  readonly list: WengertList = new WengertList();
  /** @internal By line, the position in the source, if positions are noted. */
  readonly positions: Map<number, string | undefined> = new Map();
  readonly #anomaly: AnomalyCheck | undefined;
  readonly #position: (() => string | undefined) | undefined;
  readonly #isLean: boolean;
  #entries: TapeEntries | undefined;

  constructor(options: TapeOptions = {}) {
    this.name = options.name ?? "Tape";
    this.rules = options.rules ?? noRules;
    this.edges = options.edges;
    this.#anomaly = options.anomaly;
    this.#position = options.positions;
    this.#isLean = options.lean === true && options.edges === undefined;
  }

  // ---- forward: what is applied is noted ----

  /** Takes `primal` as an input: gives the value to compute with. */
  input(primal: ArrayLike): TapeVariable {
    const variable = new TapeVariable(this, this.list.line(primal), primal);
    this.inputs.push(variable);
    return variable;
  }

  /** Lowers the inputs to primals, applies the primitive to them, and notes it. */
  record(primitive: Primitive, params: unknown, inputs: readonly ArrayLike[]): readonly ArrayLike[] {
    const primals = inputs.map((input) => this.primalOf(input));
    const results = apply(primitive, params, primals);
    if (!results.some(isDifferentiable)) return results;
    const operands = inputs.map((input) => this.operandOf(input));
    const row = rowUnder(this.rules, primitive);
    if (this.#position) this.positions.set(this.list.length, this.#position());
    this.#anomaly?.(results, this.#place(row, "forward", this.list.length, primals));
    const variables = results.map((result, k) => {
      const noted = this.#isLean ? forgotten(result) : result;
      const line = k === 0 ? this.list.result(noted, row, params, operands) : this.list.further(noted);
      return new TapeVariable(this, line, result, noted);
    });
    hold(this.list, variables[0]!.index, primals, results, this.#isLean);
    return variables;
  }

  /** The same for one or two plain numbers, for which it makes no arrays; undefined where they are none. */
  recordNumber(row: Primitive, params: unknown, a: ArrayLike, b?: ArrayLike): ArrayLike | undefined {
    return (this.#anomaly ?? this.#position) ? undefined : pushNumber(this, row, params, a, b);
  }

  /** Names the outputs and closes the tape. Entries that do not reach them are dropped. Returns their primals. */
  finish(outputs: readonly ArrayLike[]): readonly ArrayLike[] {
    this.open = false;
    this.outputs = outputs as readonly Operand<TapeVariable>[];
    const ends = [...this.inputs, ...outputs.filter((output) => this.owns(output))].map(({ index }) => index);
    dropUnreached(this.list, ends, this.#isLean);
    return outputs.map((output) => this.primalOf(output));
  }

  /** Whether a value is a variable of this tape; anything else is a constant to it. */
  owns(x: ArrayLike | TapeVariable): x is TapeVariable {
    return recorderOf(x) === this;
  }

  /** The value one recorder further out. */
  primalOf(x: ArrayLike): ArrayLike {
    return this.owns(x) ? x.primal : x;
  }

  /** @internal The operand that stands for a value. */
  operandOf(x: ArrayLike): number {
    return this.owns(x) ? x.index : ~this.list.line(this.#isLean ? forgotten(x) : x);
  }

  // ---- backward: each entry turns cotangents of its outputs into contributions to those of its inputs ----

  /** Cotangents of the inputs for cotangents (`seeds`) of the outputs; `visit` sees every step. */
  backward(seeds: readonly Linear[], visit?: (step: BackwardStep) => void): readonly Linear[] {
    const cotangents = new Cotangents(this.list.length);
    this.outputs.forEach((output, i) => {
      if (this.owns(output)) cotangents.add(output.index, output.shape, seeds[i], "the seed");
    });
    const watched =
      visit !== undefined || this.edges !== undefined || this.#anomaly !== undefined || isTracing();
    for (let line = this.list.length - 1; line >= 0; line--) {
      const row = this.list.rows[line];
      if (row === undefined || (!watched && pullNumber(this.list, line, row, cotangents))) continue;
      this.#pull(line, row, cotangents, visit);
    }
    return this.inputs.map(({ index, primal }) => {
      return cotangents.take(index) ?? (typeof primal === "number" ? 0 : undefined);
    });
  }

  #pull(line: number, row: Primitive, cotangents: Cotangents, visit?: (step: BackwardStep) => void): void {
    const outgoing = this.list.results(line).map((result) => cotangents.take(result));
    if (outgoing.every((cotangent) => cotangent === undefined)) return;
    const operands = this.list.operands(line);
    let contributions = row.vjp(outgoing, this.#application(line, operands));
    if (this.edges !== undefined || visit !== undefined) {
      const entry = this.#objects.at(line, row);
      contributions = this.edges?.({ entry, cotangents: outgoing, contributions }) ?? contributions;
      visit?.({ entry, cotangents: outgoing, contributions });
    }
    this.#anomaly?.(contributions, this.#place(row, "backward", line, outgoing));
    operands.forEach((operand, k) => {
      if (operand >= 0)
        cotangents.add(operand, shapeOf(this.list.value(operand)), contributions[k], row.name);
    });
  }

  /** Tangents of the outputs for tangents of the inputs: the recorded function's linearisation. */
  forward(inputTangents: readonly Linear[]): readonly Linear[] {
    const tangents = new Map<number, Linear>(this.inputs.map(({ index }, i) => [index, inputTangents[i]]));
    this.list.rows.forEach((row, line) => {
      if (row === undefined) return;
      const operands = this.list.operands(line);
      const incoming = operands.map((operand) => tangents.get(operand));
      if (incoming.every((tangent) => tangent === undefined)) return;
      const outgoing = row.jvp(incoming, this.#application(line, operands));
      this.list.results(line).forEach((result, k) => {
        tangents.set(result, outgoing[k]);
      });
    });
    return this.outputs.map((output) => (this.owns(output) ? tangents.get(output.index) : undefined));
  }

  #place({ name }: Primitive, phase: Place["phase"], entry: number, given: readonly Linear[]): Place {
    return { operation: name, phase, entry, given, position: this.positions.get(entry) };
  }

  #application(line: number, operands: readonly number[]): Application<unknown> {
    const { list, rules } = this;
    return {
      params: list.params(line),
      inputs: operands.map((operand) => list.value(lineOf(operand))),
      outputs: list.results(line).map((result) => list.value(result)),
      saved: list.saved.get(line) ?? NOTHING,
      needed: neededOf(list, operands),
      rules,
    };
  }

  /** The operations in the order of computation, once `finish` was called: those that reach the outputs. */
  get entries(): readonly TapeEntry[] {
    return this.open ? [] : this.#objects.all();
  }

  get #objects(): TapeEntries {
    this.#entries ??= new TapeEntries(this);
    return this.#entries;
  }
}

const NOTHING: readonly ArrayLike[] = [];
