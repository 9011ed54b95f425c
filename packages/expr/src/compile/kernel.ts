import type { Plan } from "./plan.ts";
import type { Program } from "./program.ts";

/**
 * A program made ready to run over a memory in which every slot is a row of `stride` numbers, one a point. Points are
 * worked on in blocks, so that memory stays small and what a step costs is paid once a block.
 */
export interface Kernel {
  /** Who runs it: the interpreter, or JavaScript generated for it. */
  readonly engine: "interpreter" | "generated";
  readonly plan: Plan;
  /** Computes the first `count` points of each row. */
  readonly run: (memory: Float64Array, stride: number, count: number) => void;
}

/** Makes a kernel of a program. */
export type Engine = (program: Program) => Kernel;

/** The most numbers that a memory for blocks has, unless a single point needs more: 1 MB. */
const memoryLimit = 2 ** 17;

/** The most points of a block. */
const blockLimit = 1000;

/** How many points at once keep the memory small. */
export function blockOf({ plan }: Kernel): number {
  return Math.max(1, Math.min(blockLimit, Math.floor(memoryLimit / Math.max(1, plan.slots))));
}

/** A memory with the constants in their rows. */
export function memoryOf(program: Program, { plan }: Kernel, stride: number): Float64Array {
  const memory = new Float64Array(plan.slots * stride);
  for (const [k, constant] of program.constants.entries()) {
    const slot = plan.slotOf[program.inputs.length + k]!;
    if (slot >= 0) memory.fill(constant, slot * stride, (slot + 1) * stride);
  }
  return memory;
}
