import { apply } from "./apply.ts";
import type { Primitive } from "./primitive.ts";
import type { Abstract, ArrayLike } from "./value.ts";

/**
 * A named place for one value of a program.
 *
 * @example
 * ```ts
 * import { multiply, trace, Variable } from "@chainrule/tape";
 * const [entry] = trace((x) => multiply(x, 2))(3).entries;
 * entry?.inputs.map((operand) => operand instanceof Variable); // => [true, false]
 * ```
 */
export class Variable implements Abstract {
  /** Its number within the program, in the order of making. */
  readonly index: number;
  /** Lengths of the axes. */
  readonly shape: Abstract["shape"];
  /** Type of the elements. */
  readonly dtype: Abstract["dtype"];
  /** True of values made of JavaScript numbers alone. */
  readonly weak: boolean;

  constructor(index: number, abstract: Abstract) {
    this.index = index;
    this.shape = abstract.shape;
    this.dtype = abstract.dtype;
    this.weak = abstract.weak;
  }
}

/** What an entry takes: a variable of its program, or a constant. */
export type Operand<V extends Variable = Variable> = V | ArrayLike;

/** One application of a primitive. A tape and a program share this structure; a tape's variables have values. */
export interface Entry<V extends Variable = Variable> {
  /** The row that was applied. */
  readonly primitive: Primitive;
  /** What it was applied with besides its inputs. */
  readonly params: unknown;
  /** Variables of earlier entries or of the program, and constants. */
  readonly inputs: readonly Operand<V>[];
  /** The variables that it makes. */
  readonly outputs: readonly V[];
}

/** A function as data: entries in the order of computation, each using only what came before it. */
export interface Program<V extends Variable = Variable> {
  /** The variables that `run` gives values to. */
  readonly inputs: readonly V[];
  /** The operations, in the order of computation. */
  readonly entries: readonly Entry<V>[];
  /** What it results in. */
  readonly outputs: readonly Operand<V>[];
}

/** The entries that the outputs depend on, in order: one pass from the end. */
export function reaching<E extends Entry>(entries: readonly E[], outputs: readonly Operand[]): E[] {
  const needed = new Set<Operand>(outputs);
  const kept: E[] = [];
  for (let i = entries.length - 1; i >= 0; i--) {
    const entry = entries[i]!;
    if (!entry.outputs.some((output) => needed.has(output))) continue;
    for (const input of entry.inputs) needed.add(input);
    kept.push(entry);
  }
  return kept.reverse();
}

/**
 * Runs a program on inputs. It goes through `apply`, so recorders may watch.
 *
 * @example
 * ```ts
 * import { multiply, run, trace } from "@chainrule/tape";
 * const square = trace((x) => multiply(x, x))(1);
 * run(square, [3]); // => [9]
 * ```
 */
export function run(program: Program, inputs: readonly ArrayLike[]): readonly ArrayLike[] {
  const values: ArrayLike[] = [];
  const valueOf = (operand: Operand): ArrayLike =>
    operand instanceof Variable ? values[operand.index]! : operand;
  program.inputs.forEach((variable, i) => {
    values[variable.index] = inputs[i]!;
  });
  for (const { primitive, params, inputs: operands, outputs } of program.entries) {
    const results = apply(primitive, params, operands.map(valueOf));
    outputs.forEach((variable, i) => {
      values[variable.index] = results[i]!;
    });
  }
  return program.outputs.map(valueOf);
}
