import { instructionAt, lengthOf, operandsOf, type Program } from "./program.ts";

/**
 * Which place in memory each register has. Registers whose values are not needed at the same time share one: a
 * program needs as many places as it has values alive at once, not as it has instructions.
 */
export interface Plan {
  /** The number of places. */
  readonly slots: number;
  /** The place of each register, -1 where it needs none. */
  readonly slotOf: Int32Array;
}

/** What a plan may assume. */
export interface PlanOptions {
  /** So many instructions in a row keep what only they read to themselves. */
  readonly chunk: number;
  /** Constants are read from memory, rather than written into the code. */
  readonly constantsInMemory: boolean;
}

/** Assigns places by a scan over the chunks of the program: a place is free again in the last chunk that reads it. */
export function planSlots(program: Program, options: PlanOptions): Plan {
  const lastUse = lastUses(program, options);
  const slotOf = new Int32Array(program.registers).fill(-1);
  const freedIn = new Map<number, number[]>();
  const free: number[] = [];
  let slots = 0;
  const place = (register: number): void => {
    const slot = free.pop() ?? slots++;
    slotOf[register] = slot;
    const chunk = lastUse[register]!;
    const freed = freedIn.get(chunk) ?? [];
    if (chunk !== always) freedIn.set(chunk, freed);
    freed.push(slot);
  };
  const first = program.inputs.length + program.constants.length;
  for (let register = 0; register < first; register++) if (lastUse[register]! >= 0) place(register);
  for (let k = 0; k < lengthOf(program); k++) {
    const chunk = Math.floor(k / options.chunk);
    for (const slot of freedIn.get(chunk) ?? []) free.push(slot);
    freedIn.delete(chunk);
    const { register, results } = instructionAt(program, k);
    for (let r = register; r < register + results; r++) if (lastUse[r]! > chunk) place(r);
  }
  return { slots, slotOf };
}

/** Beyond every chunk. */
const always = 2 ** 31 - 1;

/** The last chunk that reads each register, -1 where none does. */
function lastUses(program: Program, { chunk, constantsInMemory }: PlanOptions): Int32Array {
  const { inputs, constants, outputs, registers } = program;
  const lastUse = new Int32Array(registers).fill(-1);
  for (let k = 0; k < lengthOf(program); k++) {
    for (const operand of operandsOf(program, instructionAt(program, k))) {
      lastUse[operand] = Math.floor(k / chunk);
    }
  }
  lastUse.fill(constantsInMemory ? always : -1, inputs.length, inputs.length + constants.length);
  for (const output of outputs) lastUse[output] = always;
  return lastUse;
}
