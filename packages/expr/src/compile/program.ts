/** What computes several results from many values at once, with branches of its own. */
export interface Routine {
  /** Routines of equal names are the same. */
  readonly name: string;
  readonly value: (values: readonly number[]) => readonly number[];
}

/**
 * A program without branches. Registers are numbered: first the inputs, then the constants, then the results of the
 * instructions, each of which reads earlier registers only.
 */
export interface Program {
  /** Which of the values given is read into each of the first registers, ascending. */
  readonly inputs: Int32Array;
  readonly constants: Float64Array;
  /** Four integers an instruction: see {@link Instruction}. */
  readonly code: Int32Array;
  /** The operands of all instructions, one after the other. */
  readonly operands: Int32Array;
  /** What operations beyond those of the table stand for. */
  readonly routines: readonly Routine[];
  /** The registers that are the result. */
  readonly outputs: Int32Array;
  /** The number of registers. */
  readonly registers: number;
}

/** One instruction; its operands are `count` registers from `start` on in the list of operands. */
export interface Instruction {
  /** The operation's number in the table, or that of the table's end and a routine's together. */
  readonly operation: number;
  readonly start: number;
  readonly count: number;
  /** The first of its results, which follow each other. */
  readonly register: number;
  readonly results: number;
}

/** Integers an instruction. */
export const width = 4;

/** The number of instructions. */
export function lengthOf({ code }: Program): number {
  return code.length / width;
}

/** The instruction number k. */
export function instructionAt(program: Program, k: number): Instruction {
  const { code } = program;
  const register = registerAt(program, k);
  return {
    operation: code[k * width]!,
    start: code[k * width + 1]!,
    count: code[k * width + 2]!,
    register,
    results: registerAt(program, k + 1) - register,
  };
}

/** The first register that instruction number k computes; beyond the last instruction, the number of registers. */
export function registerAt({ code, registers }: Program, k: number): number {
  return code[k * width + 3] ?? registers;
}

/** The registers that an instruction reads. */
export function operandsOf({ operands }: Program, { start, count }: Instruction): Int32Array {
  return operands.subarray(start, start + count);
}

/** The registers that the instructions from number k up to, not including, number `end` read. */
export function operandsBetween({ code, operands }: Program, k: number, end: number): Int32Array {
  return operands.subarray(code[k * width + 1], code[end * width + 1]);
}
