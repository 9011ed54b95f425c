import { interpret } from "./interpreter.ts";
import type { Kernel } from "./kernel.ts";
import { operations } from "./operations.ts";
import { type Plan, planSlots } from "./plan.ts";
import { type Instruction, instructionAt, lengthOf, operandsOf, type Program } from "./program.ts";
import { literalOf } from "./recorder.ts";

/** How many instructions a generated function has at most: large functions are slow to compile, or not optimised. */
const chunkLength = 256;

/** A generated function: some instructions over the first `count` points of each row. */
type Chunk = (memory: Float64Array, stride: number, count: number) => void;

/**
 * A program as JavaScript: one function for every few hundred instructions, whose intermediate values are local
 * variables. Its text is made of numbers of registers, slots and functions and of literals of constants; no name of an
 * expression is in it. Where generating code is forbidden, the program is interpreted.
 */
export function generate(program: Program): Kernel {
  if (!mayGenerate()) return interpret(program);
  const plan = planSlots(program, { chunk: chunkLength, constantsInMemory: false });
  const functions = [...operations, ...program.routines].map(({ value }) => value);
  const chunks: Chunk[] = [];
  for (let from = 0; from < lengthOf(program); from += chunkLength) {
    const count = Math.min(lengthOf(program) - from, chunkLength);
    const instructions = Array.from({ length: count }, (_, k) => instructionAt(program, from + k));
    chunks.push(new Function("f", textOf(program, plan, instructions))(functions) as Chunk);
  }
  const run: Kernel["run"] = (memory, stride, count) => {
    for (const chunk of chunks) chunk(memory, stride, count);
  };
  return { engine: "generated", plan, run };
}

/** Whether the host lets code be generated; a content security policy may forbid it. */
function mayGenerate(): boolean {
  try {
    return new Function("return true")() as boolean;
  } catch {
    return false;
  }
}

/** The text of a function that makes a chunk out of the list of functions. In brackets, the chunk is compiled at once. */
function textOf(program: Program, { slotOf }: Plan, instructions: readonly Instruction[]): string {
  const used = new Set(instructions.map(({ operation }) => operation).filter((k) => !operations[k]?.text));
  const computed = new Set(instructions.flatMap(resultsOf));
  const read = new Set(instructions.flatMap((instruction) => [...operandsOf(program, instruction)]));
  const loaded = [...read].filter((register) => !computed.has(register) && !isConstant(program, register));
  const stored = [...computed].filter((register) => slotOf[register]! >= 0);
  const slots = new Set([...loaded, ...stored].map((register) => slotOf[register]!));
  const row = (register: number) => `m[p${slotOf[register]} + i]`;
  return [
    ...[...used].map((k) => `const f${k} = f[${k}];`),
    "return (function (m, s, n) {",
    ...[...slots].map((slot) => `const p${slot} = ${slot} * s;`),
    "for (let i = 0; i < n; i++) {",
    ...loaded.map((register) => `const r${register} = ${row(register)};`),
    ...instructions.map((instruction) => statementOf(program, instruction)),
    ...stored.map((register) => `${row(register)} = r${register};`),
    "}",
    "});",
  ].join("\n");
}

function resultsOf({ register, results }: Instruction): number[] {
  return Array.from({ length: results }, (_, k) => register + k);
}

function isConstant({ inputs, constants }: Program, register: number): boolean {
  return register >= inputs.length && register < inputs.length + constants.length;
}

function statementOf(program: Program, instruction: Instruction): string {
  const { operation, register } = instruction;
  const operands = Array.from(operandsOf(program, instruction), (operand) =>
    isConstant(program, operand)
      ? literalOf(program.constants[operand - program.inputs.length]!)
      : `r${operand}`,
  );
  const row = operations[operation];
  if (row === undefined) {
    const names = resultsOf(instruction).map((result) => `r${result}`);
    return `const [${names.join(", ")}] = f${operation}([${operands.join(", ")}]);`;
  }
  const [a, b, c] = operands as [string, string, string];
  return `const r${register} = ${row.text?.(a, b, c) ?? `f${operation}(${operands.join(", ")})`};`;
}
