import { operationNumbers, operations } from "./operations.ts";
import type { Program, Routine } from "./program.ts";
import type { Recorded, Register } from "./recorder.ts";

/** The program of what the outputs depend on, its registers numbered anew. */
export function assemble(records: readonly Recorded[], outputs: readonly Register[]): Program {
  const { inputs, constants, computed } = liveRegisters(records, outputs);
  inputs.sort((a, b) => positionOf(records[a]!) - positionOf(records[b]!));
  const numbers = new Int32Array(records.length);
  let registers = 0;
  for (const list of [inputs, constants, computed])
    for (const register of list) numbers[register] = registers++;
  return {
    inputs: Int32Array.from(inputs, (register) => positionOf(records[register]!)),
    constants: Float64Array.from(constants, (register) => (records[register] as { value: number }).value),
    ...encode(records, computed, numbers),
    outputs: Int32Array.from(outputs, (register) => numbers[register]!),
    registers,
  };
}

function positionOf(recorded: Recorded): number {
  return (recorded as { position: number }).position;
}

function encode(
  records: readonly Recorded[],
  computed: readonly Register[],
  numbers: Int32Array,
): Pick<Program, "code" | "operands" | "routines"> {
  const code: number[] = [];
  const operands: number[] = [];
  const routines = new Map<string, Routine>();
  for (const register of computed) {
    const recorded = records[register] as Extract<Recorded, { kind: "operation" | "routine" | "result" }>;
    if (recorded.kind === "result") continue;
    if (recorded.kind === "routine") routines.set(recorded.routine.name, recorded.routine);
    code.push(numberOf(recorded, routines), operands.length, recorded.operands.length, numbers[register]!);
    for (const operand of recorded.operands) operands.push(numbers[operand]!);
  }
  return {
    code: Int32Array.from(code),
    operands: Int32Array.from(operands),
    routines: [...routines.values()],
  };
}

/** Routines are numbered after the operations, in the order of their first use. */
function numberOf(
  recorded: Extract<Recorded, { operands: unknown }>,
  routines: ReadonlyMap<string, Routine>,
): number {
  if (recorded.kind === "operation") return operationNumbers.get(recorded.name)!;
  return operations.length + [...routines.keys()].indexOf(recorded.routine.name);
}

/** What the outputs depend on, in the order of recording. */
interface Live {
  readonly inputs: Register[];
  readonly constants: Register[];
  /** Results of operations and routines. */
  readonly computed: Register[];
}

/** A routine keeps all its results. */
function liveRegisters(records: readonly Recorded[], outputs: readonly Register[]): Live {
  const isLive = new Uint8Array(records.length);
  for (const output of outputs) isLive[output] = 1;
  for (let register = records.length - 1; register >= 0; register--) {
    const recorded = records[register]!;
    if (isLive[register] === 0) continue;
    if (recorded.kind === "result") isLive[recorded.of] = 1;
    if (recorded.kind === "routine") isLive.fill(1, register, register + recorded.results);
    if (recorded.kind !== "operation" && recorded.kind !== "routine") continue;
    for (const operand of recorded.operands) isLive[operand] = 1;
  }
  const live: Live = { inputs: [], constants: [], computed: [] };
  for (const [register, { kind }] of records.entries()) {
    if (isLive[register] === 1) live[listOf[kind]].push(register);
  }
  return live;
}

const listOf = {
  input: "inputs",
  constant: "constants",
  operation: "computed",
  routine: "computed",
  result: "computed",
} as const;
