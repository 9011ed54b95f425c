import { listOf, reading, shown } from "../doors.ts";
import { ValueError } from "../rational.ts";
import { ShapeError } from "../shape.ts";
import { blockOf, type Kernel, memoryOf } from "./kernel.ts";
import { type Placement, totalOf } from "./layout.ts";
import type { Program } from "./program.ts";

/** The values of one input at many points. */
export type Column = Float64Array | Float32Array | Int32Array;

/** What compiled functions tell of themselves. */
export interface CompiledTraits {
  /** Where the elements of each variable stand among the values, in the order of the variables. */
  readonly inputs: readonly Placement[];
  /** Where the elements of each expression stand among the results. */
  readonly outputs: readonly Placement[];
  /** Who runs the program. */
  readonly engine: Kernel["engine"];
}

/** A scalar expression as a function. */
export interface CompiledExpression extends CompiledTraits {
  /**
   * The value at one point: a number for each variable, in their order; the elements of a tensor one after the other.
   *
   * @throws ShapeError for another number of values.
   */
  (values: ArrayLike<number>): number;
  /**
   * The values at many points: one column for each input. They are written to `out` if it is given. An expression
   * without inputs has one value, or as many as `out` has places.
   *
   * @throws ShapeError for another number of columns, and for columns of different lengths.
   */
  readonly columns: (columns: readonly Column[], out?: Float64Array) => Float64Array;
}

/** A list of expressions as one function. */
export interface CompiledExpressions extends CompiledTraits {
  /**
   * The values of all expressions at one point, one after the other; they are written to `out` if it is given.
   *
   * @throws ShapeError for another number of values.
   */
  (values: ArrayLike<number>, out?: Float64Array): Float64Array;
  /**
   * One column for each scalar expression and for each element of a tensor.
   *
   * @throws ShapeError for another number of columns, and for columns of different lengths.
   */
  readonly columns: (columns: readonly Column[], out?: readonly Float64Array[]) => Float64Array[];
}

/** A program that can be run: at one point, or over columns. */
export interface Runner {
  readonly at: (values: ArrayLike<number>, out: Float64Array) => Float64Array;
  readonly over: (columns: readonly Column[], out?: readonly Float64Array[]) => Float64Array[];
}

/** What runs a kernel. Its memories are made when they are first needed. */
export function createRunner(program: Program, kernel: Kernel, inputs: readonly Placement[]): Runner {
  const width = totalOf(inputs);
  const point = memoryOf(program, kernel, 1);
  const block = blockOf(kernel);
  let rows: Float64Array | undefined;
  return {
    at: (values, out) => {
      requireCount("values", lengthOf(values), width);
      requireColumn(out);
      requireCount("places for results", out.length, program.outputs.length);
      return reading(() => runAt(program, kernel, point, values, out), "values that are numbers");
    },
    over: (given, out) => {
      const columns = columnsOf("columns", given, width);
      const places =
        out === undefined ? undefined : columnsOf("columns for results", out, program.outputs.length);
      const length = columns[0]?.length ?? places?.[0]?.length ?? 1;
      const results = places ?? Array.from(program.outputs, () => new Float64Array(length));
      for (const column of [...columns, ...results])
        requireCount("numbers of a column", column.length, length);
      rows ??= memoryOf(program, kernel, block);
      for (let start = 0; start < length; start += block) {
        runBlock(program, kernel, rows, columns, results, [start, Math.min(length, start + block)]);
      }
      return [...results];
    },
  };
}

function runAt(
  { inputs, outputs }: Program,
  { plan: { slotOf }, run }: Kernel,
  memory: Float64Array,
  values: ArrayLike<number>,
  out: Float64Array,
): Float64Array {
  for (let k = 0; k < inputs.length; k++) memory[slotOf[k]!] = values[inputs[k]!]!;
  run(memory, 1, 1);
  for (let k = 0; k < outputs.length; k++) out[k] = memory[slotOf[outputs[k]!]!]!;
  return out;
}

/** The points from `start` up to `end`. */
function runBlock(
  { inputs, outputs }: Program,
  { plan: { slotOf, slots }, run }: Kernel,
  memory: Float64Array,
  columns: readonly Column[],
  results: readonly Float64Array[],
  [start, end]: readonly [number, number],
): void {
  const stride = memory.length / Math.max(1, slots);
  for (let k = 0; k < inputs.length; k++) {
    memory.set(columns[inputs[k]!]!.subarray(start, end), slotOf[k]! * stride);
  }
  run(memory, stride, end - start);
  for (let k = 0; k < outputs.length; k++) {
    const from = slotOf[outputs[k]!]! * stride;
    results[k]!.set(memory.subarray(from, from + end - start), start);
  }
}

/** The number of values. @throws ValueError for what is no list. */
function lengthOf(values: ArrayLike<unknown>): number {
  return reading(() => (typeof values === "object" ? values.length : undefined), "values in a list");
}

/** So many columns in a list. @throws ValueError for what are none, ShapeError for another number of them. */
function columnsOf<C extends Column>(what: string, given: readonly C[], needed: number): readonly C[] {
  requireCount(what, lengthOf(given), needed);
  const columns = listOf(given, what);
  columns.forEach(requireColumn);
  return columns;
}

/** @throws ValueError for what is no typed array of numbers. */
function requireColumn(given: unknown): void {
  const isColumn =
    ArrayBuffer.isView(given) &&
    [Float64Array, Float32Array, Int32Array].some((kind) => given instanceof kind);
  if (!isColumn) throw new ValueError(`${shown(given)} is no column: give a Float64Array`);
}

function requireCount(what: string, given: number, needed: number): void {
  if (given === needed) return;
  throw new ShapeError(
    `${given} ${what} were given, and ${needed} are needed: give one for each element of the variables or results`,
    [`[${needed}]`, `[${given}]`],
  );
}
