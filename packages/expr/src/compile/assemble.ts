import { operationNumbers, operations } from "./operations.ts";
import { type Program, type Routine, width } from "./program.ts";
import type { Recorded, Register } from "./recorder.ts";

/** The program of what the outputs depend on, its registers numbered anew. */
export function assemble(records: readonly Recorded[], outputs: readonly Register[]): Program {
  const live = liveRegisters(records, outputs);
  const ofKind = (...kinds: readonly Recorded["kind"][]) =>
    live.filter((register) => kinds.includes(records[register]!.kind));
  const inputs = ofKind("input").sort((a, b) => positionOf(records[a]!) - positionOf(records[b]!));
  const constants = ofKind("constant");
  const computed = ofKind("operation", "routine", "result");
  const numbers = new Int32Array(records.length);
  for (const [number, register] of [...inputs, ...constants, ...computed].entries())
    numbers[register] = number;
  return {
    inputs: Int32Array.from(inputs, (register) => positionOf(records[register]!)),
    constants: Float64Array.from(constants, (register) => (records[register] as { value: number }).value),
    ...encode(records, ofKind("operation", "routine"), numbers),
    outputs: Int32Array.from(outputs, (register) => numbers[register]!),
    registers: live.length,
  };
}

function positionOf(recorded: Recorded): number {
  return (recorded as { position: number }).position;
}

function encode(
  records: readonly Recorded[],
  instructions: readonly Register[],
  numbers: Int32Array,
): Pick<Program, "code" | "operands" | "routines"> {
  const code = new Int32Array(instructions.length * width);
  const operands: number[] = [];
  const routines = new Map<string, Routine>();
  for (const [k, register] of instructions.entries()) {
    const recorded = records[register] as Extract<Recorded, { operands: unknown }>;
    if (recorded.kind === "routine") routines.set(recorded.routine.name, recorded.routine);
    const operation = numberOf(recorded, routines);
    code.set([operation, operands.length, recorded.operands.length, numbers[register]!], k * width);
    for (const operand of recorded.operands) operands.push(numbers[operand]!);
  }
  return { code, operands: Int32Array.from(operands), routines: [...routines.values()] };
}

/** Routines are numbered after the operations, in the order of their first use. */
function numberOf(
  recorded: Extract<Recorded, { operands: unknown }>,
  routines: ReadonlyMap<string, Routine>,
): number {
  if (recorded.kind === "operation") return operationNumbers.get(recorded.name)!;
  return operations.length + [...routines.keys()].indexOf(recorded.routine.name);
}

/** What the outputs depend on, in the order of recording. A routine keeps all its results. */
function liveRegisters(records: readonly Recorded[], outputs: readonly Register[]): Register[] {
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
  return [...records.keys()].filter((register) => isLive[register] === 1);
}
