import { assemble } from "./assemble.ts";
import { rewrite } from "./identities.ts";
import { type OperationName, operationNumbers, operations } from "./operations.ts";
import type { Program, Routine } from "./program.ts";

/** The number of a recorded value. */
export type Register = number;

/** What a recorded value is: an input, a constant, an operation on others, a routine's first result, or another one. */
export type Recorded =
  | { readonly kind: "input"; readonly position: number }
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "operation"; readonly name: OperationName; readonly operands: readonly Register[] }
  | {
      readonly kind: "routine";
      readonly routine: Routine;
      readonly operands: readonly Register[];
      readonly results: number;
    }
  | { readonly kind: "result"; readonly of: Register };

/** Records instructions. Equal ones are one register, and those on constants are carried out at once. */
export interface Recorder {
  readonly input: (position: number) => Register;
  readonly constant: (value: number) => Register;
  readonly emit: (name: OperationName, ...operands: readonly Register[]) => Register;
  /** The results of a routine. */
  readonly run: (routine: Routine, operands: readonly Register[], results: number) => readonly Register[];
  readonly at: (register: Register) => Recorded;
  /** The value of a constant. */
  readonly valueOf: (register: Register) => number | undefined;
  /** The program that computes the outputs, and nothing else. */
  readonly finish: (outputs: readonly Register[]) => Program;
}

/** A recorder that holds nothing yet. */
export function createRecorder(): Recorder {
  const records: Recorded[] = [];
  const tables = new Map<string, Map<Key, Register>>();
  const record = (kind: string, key: Key, recorded: Recorded): Register => {
    const table = tables.get(kind) ?? new Map<Key, Register>();
    const known = table.get(key);
    if (known !== undefined) return known;
    tables.set(kind, table.set(key, records.length));
    return records.push(recorded) - 1;
  };
  const recordRoutine = (routine: Routine, operands: readonly Register[], results: number): Register[] => {
    const recorded: Recorded = { kind: "routine", routine, operands, results };
    const first = record(`routine ${routine.name}`, operands.join(), recorded);
    while (records.length < first + results) records.push({ kind: "result", of: first });
    return Array.from({ length: results }, (_, k) => first + k);
  };
  const recorder: Recorder = {
    input: (position) => record("input", position, { kind: "input", position }),
    constant: (value) => record("constant", keyOfNumber(value), { kind: "constant", value }),
    at: (register) => records[register]!,
    valueOf: (register) => {
      const recorded = records[register]!;
      return recorded.kind === "constant" ? recorded.value : undefined;
    },
    emit: (name, ...operands) =>
      folded(recorder, name, operands) ??
      rewrite(recorder, name, operands) ??
      record(name, keyOf(name, operands), { kind: "operation", name, operands }),
    run: (routine, operands, results) => {
      const values = valuesOf(recorder, operands);
      return values === undefined
        ? recordRoutine(routine, operands, results)
        : routine.value(values).map(recorder.constant);
    },
    finish: (outputs) => assemble(records, outputs),
  };
  return recorder;
}

/** What tells registers of a kind apart. */
type Key = number | string;

/** The number itself; -0 is another than 0. */
function keyOfNumber(value: number): Key {
  return Object.is(value, -0) ? "-0" : value;
}

/** A double as a literal that reads back as the same double. */
export function literalOf(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

/** The values of registers that are constants all. */
function valuesOf(recorder: Recorder, registers: readonly Register[]): number[] | undefined {
  const values: number[] = [];
  for (const register of registers) {
    const value = recorder.valueOf(register);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

/** The result of an operation on constants, in the same arithmetic in which it would run. */
function folded(
  recorder: Recorder,
  name: OperationName,
  operands: readonly Register[],
): Register | undefined {
  const values = valuesOf(recorder, operands);
  if (values === undefined) return undefined;
  const [a, b = 0, c = 0] = values;
  return recorder.constant(operations[operationNumbers.get(name)!]!.value(a!, b, c));
}

const commutative: ReadonlySet<OperationName> = new Set(["add", "multiply", "equal", "and", "or"]);

/** Two registers as one number, which is found faster than a text. */
function keyOf(name: OperationName, operands: readonly Register[]): Key {
  const [a, b = 0] = operands;
  if (operands.length > 2) return operands.join();
  return commutative.has(name) && b < a! ? b * 2 ** 26 + a! : a! * 2 ** 26 + b;
}
