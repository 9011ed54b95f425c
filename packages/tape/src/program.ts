import { apply } from "./apply.ts";
import { listOf, madeOf } from "./given.ts";
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
export type Operand<V = Variable> = V | ArrayLike;

/** One application of a primitive. A tape and a program share this structure; a tape's variables have values. */
export interface Entry<V = Variable> {
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
export interface Program<V = Variable> {
  /** The variables that `run` gives values to. */
  readonly inputs: readonly V[];
  /** The operations, in the order of computation. */
  readonly entries: readonly Entry<V>[];
  /** What it results in. */
  readonly outputs: readonly Operand<V>[];
  /** Whether an operand is one of its variables: where it is not said, every `Variable` is. */
  owns?(operand: Operand<V>): operand is V;
}

/** The entries that the outputs depend on, in order: one pass from the end, over the variables that `owns` accepts. */
export function reaching<V extends { readonly index: number }>(
  entries: readonly Entry<V>[],
  outputs: readonly Operand<V>[],
  owns: (operand: Operand<V>) => operand is V,
): Entry<V>[] {
  const needed: boolean[] = [];
  const need = (operand: Operand<V>): void => {
    if (owns(operand)) needed[operand.index] = true;
  };
  outputs.forEach(need);
  const kept: Entry<V>[] = [];
  for (let i = entries.length - 1; i >= 0; i--) {
    const entry = entries[i]!;
    if (!entry.outputs.some((output) => needed[output.index])) continue;
    entry.inputs.forEach(need);
    kept.push(entry);
  }
  return kept.reverse();
}

/** Whether an operand of a program is one of its variables. */
export function isVariable(operand: Operand): operand is Variable {
  return operand instanceof Variable;
}

/**
 * Runs a program, or a tape, on inputs. It goes through `apply`, so recorders may watch.
 *
 * @example
 * ```ts
 * import { multiply, run, trace } from "@chainrule/tape";
 * const square = trace((x) => multiply(x, x))(1);
 * run(square, [3]); // => [9]
 * ```
 */
export function run<V extends { readonly index: number } = Variable>(
  program: Program<V>,
  inputs: readonly ArrayLike[],
): readonly ArrayLike[] {
  madeOf("run", "a program", program, ["inputs", "entries", "outputs"]);
  listOf("run", "the inputs", inputs);
  const values: ArrayLike[] = [];
  const valueOf = (operand: Operand<V>): ArrayLike => {
    const owned = program.owns?.(operand) ?? operand instanceof Variable;
    return owned ? values[(operand as V).index]! : (operand as ArrayLike);
  };
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
