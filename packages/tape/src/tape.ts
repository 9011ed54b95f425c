import { full, sameShape } from "@chainrule/array";
import { apply } from "./apply.ts";
import { ShapeMismatchError } from "./errors.ts";
import { addLinear } from "./families.ts";
import { type Application, type Linear, noRules, type Primitive, type Rules, rowUnder } from "./primitive.ts";
import { type Entry, type Operand, type Program, reaching, Variable } from "./program.ts";
import { type ActiveRecorder, nextRecorderId } from "./recorder.ts";
import { type ArrayLike, abstractOf, isDifferentiable, Value } from "./value.ts";

// Reverse mode. Going forward, the tape notes every operation that touches one of its values. Going backward,
// each entry turns the cotangents of its outputs into contributions to the cotangents of its inputs, and
// contributions to the same variable add up. That is all.

/**
 * A variable that has a value: its primal, one recorder further out.
 *
 * @example
 * ```ts
 * import { multiply, recordTape, TapeVariable } from "@chainrule/tape";
 * const tape = recordTape((x) => multiply(x, x))(3);
 * tape.entries[0]?.outputs.map((variable) => variable instanceof TapeVariable && variable.primal); // => [9]
 * ```
 */
export class TapeVariable extends Variable {
  /** Its value, one recorder further out. */
  readonly primal: ArrayLike;

  constructor(index: number, primal: ArrayLike) {
    super(index, abstractOf(primal));
    this.primal = primal;
  }
}

/** One recorded operation: the primitive's row, its params, what went in and what came out. */
export type TapeEntry = Entry<TapeVariable>;

/** What a function sees in place of its argument while a tape records it. */
class TapeValue extends Value {
  readonly variable: TapeVariable;

  constructor(tape: Tape, variable: TapeVariable) {
    super(tape, variable);
    this.variable = variable;
  }

  get primal(): ArrayLike {
    return this.variable.primal;
  }
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

/** What recording and sweeping can be told. */
export interface TapeOptions {
  /** The name of the transform, for messages. */
  readonly name?: string;
  /** Replacements for named rows. */
  readonly rules?: Rules;
  /** Replacements for contributions at single edges. */
  readonly edges?: EdgeHook | undefined;
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
  /** The operations, in the order of computation; once `finish` was called, those that reach the outputs. */
  entries: readonly TapeEntry[] = [];
  /** The variables, or constants, that `finish` was given. */
  outputs: readonly Operand<TapeVariable>[] = [];
  /** False once `finish` was called. */
  open = true;
  #recorded: TapeEntry[] = [];
  #count = 0;

  constructor(options: TapeOptions = {}) {
    this.name = options.name ?? "Tape";
    this.rules = options.rules ?? noRules;
    this.edges = options.edges;
  }

  /** Takes `primal` as an input: gives the value to compute with. */
  input(primal: ArrayLike): Value {
    const variable = this.#variable(primal);
    this.inputs.push(variable);
    return new TapeValue(this, variable);
  }

  /** Lowers the inputs to primals, applies the primitive to them, and notes the entry. */
  record(primitive: Primitive, params: unknown, inputs: readonly ArrayLike[]): readonly ArrayLike[] {
    const operands = inputs.map((input) => this.operandOf(input));
    const primals = apply(primitive, params, operands.map(primalOf));
    if (!primals.some(isDifferentiable)) return primals;
    const outputs = primals.map((primal) => this.#variable(primal));
    this.#recorded.push({ primitive: rowUnder(this.rules, primitive), params, inputs: operands, outputs });
    return outputs.map((variable) => new TapeValue(this, variable));
  }

  /** Ends the recording: keeps the entries that reach the outputs, and gives the outputs' primals. */
  finish(outputs: readonly ArrayLike[]): readonly ArrayLike[] {
    this.open = false;
    this.outputs = outputs.map((output) => this.operandOf(output));
    this.entries = reaching(this.#recorded, this.outputs);
    this.#recorded = [];
    return this.outputs.map(primalOf);
  }

  /** The variable behind one of this tape's values; anything else is a constant. */
  operandOf(x: ArrayLike): Operand<TapeVariable> {
    return x instanceof TapeValue && x.recorder === this ? x.variable : x;
  }

  /** Cotangents of the inputs for cotangents (`seeds`) of the outputs; `visit` sees every step. */
  backward(seeds: readonly Linear[], visit?: (step: BackwardStep) => void): readonly Linear[] {
    const cotangents = new Cotangents();
    this.outputs.forEach((output, i) => {
      cotangents.accumulate(output, seeds[i], "the seed");
    });
    for (let i = this.entries.length - 1; i >= 0; i--) {
      const entry = this.entries[i]!;
      const outgoing = entry.outputs.map((output) => cotangents.take(output));
      if (outgoing.every((cotangent) => cotangent === undefined)) continue;
      const contributions = this.#contributions(entry, outgoing);
      visit?.({ entry, cotangents: outgoing, contributions });
      entry.inputs.forEach((input, k) => {
        cotangents.accumulate(input, contributions[k], entry.primitive.name);
      });
    }
    return this.inputs.map((input) => cotangents.take(input));
  }

  /** Tangents of the outputs for tangents of the inputs: the recorded function's linearisation. */
  forward(inputTangents: readonly Linear[]): readonly Linear[] {
    const tangents: Linear[] = [];
    const tangentOf = (operand: Operand): Linear =>
      operand instanceof Variable ? tangents[operand.index] : undefined;
    this.inputs.forEach((input, i) => {
      tangents[input.index] = inputTangents[i];
    });
    for (const entry of this.entries) {
      const incoming = entry.inputs.map(tangentOf);
      if (incoming.every((tangent) => tangent === undefined)) continue;
      const outgoing = entry.primitive.jvp(incoming, this.#application(entry));
      entry.outputs.forEach((output, k) => {
        tangents[output.index] = outgoing[k];
      });
    }
    return this.outputs.map(tangentOf);
  }

  #contributions(entry: TapeEntry, cotangents: readonly Linear[]): readonly Linear[] {
    const contributions = entry.primitive.vjp(cotangents, this.#application(entry));
    return this.edges === undefined ? contributions : this.edges({ entry, cotangents, contributions });
  }

  #application(entry: TapeEntry): Application<unknown> {
    return {
      params: entry.params,
      inputs: entry.inputs.map(primalOf),
      outputs: entry.outputs.map(primalOf),
      needed: entry.inputs.map((input) => input instanceof Variable && isDifferentiable(input)),
      rules: this.rules,
    };
  }

  #variable(primal: ArrayLike): TapeVariable {
    const variable = new TapeVariable(this.#count, primal);
    this.#count += 1;
    return variable;
  }
}

/** Cotangents so far, by variable. */
class Cotangents {
  readonly #byIndex: Linear[] = [];

  /** Adds a contribution to the cotangent of a variable; constants have none. */
  accumulate(operand: Operand, contribution: Linear, from: string): void {
    if (contribution === undefined || !(operand instanceof Variable)) return;
    const { shape } = abstractOf(contribution);
    if (!sameShape(shape, operand.shape)) throw new CotangentShapeError(from, shape, operand.shape);
    this.#byIndex[operand.index] = addLinear(this.#byIndex[operand.index], contribution);
  }

  /** The complete cotangent of a variable, which is then forgotten. */
  take(variable: Variable): Linear {
    const cotangent = this.#byIndex[variable.index];
    this.#byIndex[variable.index] = undefined;
    return cotangent;
  }
}

/**
 * A vjp rule or a seed gave a cotangent of another shape than its variable's (`tape/shape-mismatch`).
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { vjp } from "@chainrule/tape";
 * vjp((x) => x)(array([1, 2])).pullback(array([1, 2, 3])); // throws tape/shape-mismatch
 * ```
 */
export class CotangentShapeError extends ShapeMismatchError {
  constructor(from: string, shape: readonly number[], wanted: readonly number[]) {
    super(
      from,
      [shape, wanted],
      "a cotangent has the shape of its variable: sum over the axes that were broadcast.",
    );
  }
}

function primalOf(operand: Operand<TapeVariable>): ArrayLike {
  return operand instanceof Variable ? operand.primal : operand;
}

/** The seed of a gradient: 1 in the dtype of the output. */
export function one(output: ArrayLike): ArrayLike {
  const { shape, dtype, weak } = abstractOf(output);
  return weak ? 1 : full(shape, 1, { dtype });
}
