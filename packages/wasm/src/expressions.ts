import { type Code, signed, unsigned } from "./code.ts";

/** The types of values on WebAssembly's stack that are used here; `v128` holds four `f32` or two `f64`. */
export type ValueType = "i32" | "f32" | "f64" | "v128";

/** Code that leaves one value of a type on the stack; an operand of another type does not compile in TypeScript. */
export interface Expression<T extends ValueType> {
  /** The type of the value. */
  readonly type: T;
  /** The instructions. */
  readonly code: Code;
}

/** A parameter or a local variable, which is an expression too: its value. */
export interface Local<T extends ValueType> extends Expression<T> {
  /** Where it stands among parameters and locals. */
  readonly index: number;
}

/** Code that leaves nothing on the stack. */
export interface Statement {
  /** The instructions. */
  readonly effect: Code;
}

/** An integer, or an expression for one. */
export type Integer = number | Expression<"i32">;

/** An expression for an integer. */
export function integer(value: Integer): Expression<"i32"> {
  return typeof value === "number" ? { type: "i32", code: [0x41, signed(value)] } : value;
}

/** Applies an instruction to operands. */
export function instruction<T extends ValueType>(
  type: T,
  opcode: Code,
  ...operands: readonly Expression<ValueType>[]
): Expression<T> {
  return { type, code: [...operands.map(({ code }) => code), opcode] };
}

function integerInstruction(opcode: number): IntegerOperation {
  return (a, b) => instruction("i32", [opcode], integer(a), integer(b));
}

/** From two integers to one. */
export type IntegerOperation = (a: Integer, b: Integer) => Expression<"i32">;

/** a + b, modulo 2^32. */
export const plus: IntegerOperation = integerInstruction(0x6a);
/** a - b, modulo 2^32. */
export const minus: IntegerOperation = integerInstruction(0x6b);
/** a b, modulo 2^32. */
export const times: IntegerOperation = integerInstruction(0x6c);
/** The bits that either has. */
export const bitOr: IntegerOperation = integerInstruction(0x72);
/** The bits that both have. */
export const bitAnd: IntegerOperation = integerInstruction(0x71);
/** Whether a < b, both read as unsigned; 0 or 1. */
export const below: IntegerOperation = integerInstruction(0x49);

/** One of two values: the first if the condition is not 0. Both are computed. */
export function select<T extends ValueType>(
  condition: Expression<"i32">,
  a: Expression<T>,
  b: Expression<NoInfer<T>>,
): Expression<T> {
  return instruction(a.type, [0x1b], a, b, condition);
}

/** The smaller of two unsigned integers. */
export function smaller(a: Integer, b: Integer): Expression<"i32"> {
  return select(below(a, b), integer(a), integer(b));
}

/** An integer from the memory. */
export function loadInteger(address: Integer): Expression<"i32"> {
  return instruction("i32", [0x28, 2, 0], integer(address));
}

/** Gives a variable a value. */
export function set<T extends ValueType>(variable: Local<T>, value: Expression<NoInfer<T>>): Statement {
  return { effect: [value.code, 0x21, unsigned(variable.index)] };
}

/** Adds to a variable. */
export function increase(variable: Local<"i32">, by: Integer): Statement {
  return set(variable, plus(variable, by));
}

/** Statements one after the other. */
export function sequence(...statements: readonly Statement[]): Statement {
  return { effect: statements.map(({ effect }) => effect) };
}

/** Runs the body until the condition, looked at after it, is 0: at least once. */
export function doWhile(condition: Expression<"i32">, ...body: readonly Statement[]): Statement {
  return { effect: [0x03, 0x40, sequence(...body).effect, condition.code, 0x0d, 0, 0x0b] };
}

/** Runs `then` if the condition is not 0, else `otherwise`. */
export function when(condition: Expression<"i32">, then: Statement, otherwise?: Statement): Statement {
  const alternative = otherwise === undefined ? [] : [0x05, otherwise.effect];
  return { effect: [condition.code, 0x04, 0x40, then.effect, alternative, 0x0b] };
}

/** Runs the body for `variable` from 0 in steps, as long as it is below the limit. */
export function count(
  variable: Local<"i32">,
  limit: Integer,
  step: Integer,
  ...body: readonly Statement[]
): Statement {
  const isInside = below(variable, limit);
  const round = doWhile(isInside, ...body, increase(variable, step));
  return sequence(set(variable, integer(0)), when(isInside, round));
}

/** Copies bytes within the memory, as if through a buffer. */
export function copyBytes(to: Integer, from: Integer, length: Integer): Statement {
  const operands = [to, from, length].map((operand) => integer(operand).code);
  return { effect: [operands, 0xfc, 0x0a, 0, 0] };
}

/** Sets bytes of the memory to 0. */
export function clearBytes(from: Integer, length: Integer): Statement {
  const operands = [from, 0, length].map((operand) => integer(operand).code);
  return { effect: [operands, 0xfc, 0x0b, 0] };
}
