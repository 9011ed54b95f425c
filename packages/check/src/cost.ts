import { type Entry, type Operand, type Program, shapeOf, type Variable } from "@chainrule/tape";
import { CheckError } from "./errors.ts";

/**
 * A check would take too long (`check/too-large`): said before it starts, with an estimate.
 *
 * @example
 * ```ts
 * import { check } from "@chainrule/check";
 * import { sum, zeros } from "@chainrule/tape";
 * check((x) => sum(x), [zeros([1_000_000])]); // throws check/too-large
 * ```
 */
export class TooLargeError extends CheckError {
  override readonly name: string = "TooLargeError";
  /** About how many operations the check would take, an entry of the report counted as some tens of them. */
  readonly operations: number;
  /** How many it may take. */
  readonly limit: number;

  constructor(subject: string, operations: number, limit: number) {
    super(
      "check/too-large",
      `A check of ${subject} takes about ${operations.toPrecision(2)} operations in 106 bits, and ${limit.toPrecision(2)} ` +
        "are allowed: check fewer entries or samples, ask fewer witnesses, or raise the limit.",
    );
    this.operations = operations;
    this.limit = limit;
  }
}

/**
 * The usual limit on the operations of a check: some 20 to 50 seconds, as 100,000 parameters of two to eight layers take with 16
 * samples.
 *
 * @example
 * ```ts
 * import { usualLimit } from "@chainrule/check";
 * usualLimit; // => 20000000
 * ```
 */
export const usualLimit = 20_000_000;

/** What judging an entry and writing it down takes, in operations. */
const operationsAnEntry = 30;

/** How many operations a check of so many entries takes, given the work of its programs. */
export function operationsOf(entries: number, work: number): number {
  return work + operationsAnEntry * entries;
}

/**
 * About how many scalar operations a program takes: multiplications of matrices count as such, other operations by the
 * elements they read or write, loops by their steps. A `whileLoop` counts as one step, since nobody knows how many it takes.
 */
export function workOf<V extends Variable>({ entries }: Program<V>): number {
  return entries.reduce((total, entry) => total + workOfEntry(entry), 0);
}

function workOfEntry<V extends Variable>({ primitive, params, inputs, outputs }: Entry<V>): number {
  const given = inputs.map(lengths);
  const made = outputs.map(lengths);
  const most = Math.max(1, ...[...given, ...made].map(sizeOf));
  const written = made.reduce((sum, shape) => sum + sizeOf(shape), 0);
  switch (primitive.family) {
    case "contract":
      return written * contractedLength(given[0]!, params);
    case "window":
      return Math.max(most, written * sizeOf((given[1] ?? []).slice(1)));
    case "linalg":
      return most ** 1.5;
    default:
      return most + bodiesOf(params);
  }
}

const lengths = (operand: Operand<Variable>): readonly number[] =>
  typeof operand === "number" ? [] : shapeOf(operand as never);

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** How many products each element of a contraction sums up. */
function contractedLength(shape: readonly number[], params: unknown): number {
  const { contract = [[]] } = params as { readonly contract?: readonly (readonly number[])[] };
  return contract[0]!.reduce((product, axis) => product * (shape.at(axis) ?? 1), 1);
}

/** The work of all programs among the parameters of an operation: the body of a loop as often as it is known to run. */
function bodiesOf(params: unknown): number {
  if (typeof params !== "object" || params === null) return 0;
  const { length = 1 } = params as { readonly length?: unknown };
  const bodies = Object.values(params).filter(isProgram);
  return (typeof length === "number" ? length : 1) * bodies.reduce((sum, body) => sum + workOf(body), 0);
}

function isProgram(value: unknown): value is Program<Variable> {
  return typeof value === "object" && value !== null && "entries" in value && Array.isArray(value.entries);
}
