import type { Kernel } from "./kernel.ts";
import { loops } from "./loops.ts";
import { planSlots } from "./plan.ts";
import { instructionAt, type Program, width } from "./program.ts";

/** The most operands of an operation that is no routine. */
const maximalArity = 3;

/** A program whose registers are places in memory. */
interface Placed {
  readonly program: Program;
  readonly slotOf: Int32Array;
  /** The places of all operands; some more, so that every instruction may read three. */
  readonly slots: Int32Array;
}

/** Runs a program instruction by instruction, each over a whole block. Generates no code. */
export function interpret(program: Program): Kernel {
  const plan = planSlots(program, { chunk: 1, constantsInMemory: true });
  const slots = new Int32Array(program.operands.length + maximalArity);
  for (const [k, register] of program.operands.entries()) slots[k] = plan.slotOf[register]!;
  const placed = { program, slotOf: plan.slotOf, slots };
  return {
    engine: "interpreter",
    plan,
    run: (memory, stride, count) => runInstructions(placed, memory, stride, count),
  };
}

/** Every instruction over the first `count` points of its rows. */
function runInstructions(placed: Placed, memory: Float64Array, stride: number, count: number): void {
  const { slotOf, slots } = placed;
  const { code } = placed.program;
  for (let at = 0; at < code.length; at += width) {
    const operation = code[at]!;
    const start = code[at + 1]!;
    const out = slotOf[code[at + 3]!]! * stride;
    if (operation >= loops.length) runRoutine(placed, at / width, memory, stride, count);
    else {
      const a = slots[start]! * stride;
      const b = slots[start + 1]! * stride;
      const c = slots[start + 2]! * stride;
      loops[operation]!(memory, out, a, b, c, count);
    }
  }
}

/** A routine, point by point. */
function runRoutine(placed: Placed, k: number, memory: Float64Array, stride: number, count: number): void {
  const { program, slotOf, slots } = placed;
  const instruction = instructionAt(program, k);
  const { start, register } = instruction;
  const { value } = program.routines[instruction.operation - loops.length]!;
  const operands: number[] = new Array(instruction.count);
  for (let i = 0; i < count; i++) {
    for (let m = 0; m < operands.length; m++) operands[m] = memory[slots[start + m]! * stride + i]!;
    for (const [m, result] of value(operands).entries()) {
      const slot = slotOf[register + m]!;
      if (slot >= 0) memory[slot * stride + i] = result;
    }
  }
}
