import { lengthOf, operandsBetween, type Program, registerAt } from "./program.ts";

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
  const free: number[] = [];
  let slots = 0;
  const place = (register: number): void => {
    slotOf[register] = free.pop() ?? slots++;
  };
  const first = program.inputs.length + program.constants.length;
  for (let register = 0; register < first; register++) if (lastUse[register]! >= 0) place(register);
  for (let from = 0; from < lengthOf(program); from += options.chunk) {
    const chunk = from / options.chunk;
    for (const operand of operandsBetween(program, from, from + options.chunk)) {
      if (lastUse[operand] !== chunk || slotOf[operand] === -1) continue;
      free.push(slotOf[operand]!);
      lastUse[operand] = freed;
    }
    const end = registerAt(program, from + options.chunk);
    for (let r = registerAt(program, from); r < end; r++) if (lastUse[r]! > chunk) place(r);
  }
  return { slots, slotOf };
}

/** Beyond every chunk. */
const always = 2 ** 31 - 1;

/** Before every chunk. */
const freed = -1;

/** The last chunk that reads each register, -1 where none does. */
function lastUses(program: Program, { chunk, constantsInMemory }: PlanOptions): Int32Array {
  const { inputs, constants, outputs, registers } = program;
  const lastUse = new Int32Array(registers).fill(-1);
  for (let from = 0; from < lengthOf(program); from += chunk) {
    for (const operand of operandsBetween(program, from, from + chunk)) lastUse[operand] = from / chunk;
  }
  lastUse.fill(constantsInMemory ? always : -1, inputs.length, inputs.length + constants.length);
  for (const output of outputs) lastUse[output] = always;
  return lastUse;
}
