import { type Operation, type OperationName, operations } from "./operations.ts";

/** One operation on rows of memory: out, a, b and c are where they begin. */
export type Loop = (
  memory: Float64Array,
  out: number,
  a: number,
  b: number,
  c: number,
  count: number,
) => void;

/**
 * Loops that name what they call, so that the engine keeps numbers in registers; through a variable, each number
 * would be boxed on its way to the function and back, at three times the price of a sine.
 */
const namedLoops: Partial<Readonly<Record<OperationName, Loop>>> = {
  add: (memory, out, a, b, _, count) => {
    for (let i = 0; i < count; i++) memory[out + i] = memory[a + i]! + memory[b + i]!;
  },
  subtract: (memory, out, a, b, _, count) => {
    for (let i = 0; i < count; i++) memory[out + i] = memory[a + i]! - memory[b + i]!;
  },
  multiply: (memory, out, a, b, _, count) => {
    for (let i = 0; i < count; i++) memory[out + i] = memory[a + i]! * memory[b + i]!;
  },
  divide: (memory, out, a, b, _, count) => {
    for (let i = 0; i < count; i++) memory[out + i] = memory[a + i]! / memory[b + i]!;
  },
  negate: (memory, out, a, _, __, count) => {
    for (let i = 0; i < count; i++) memory[out + i] = -memory[a + i]!;
  },
  power: (memory, out, a, b, _, count) => {
    for (let i = 0; i < count; i++) {
      const base = memory[a + i]!;
      memory[out + i] = Number.isNaN(base) ? base : base ** memory[b + i]!;
    }
  },
  exp: (memory, out, a, _, __, count) => {
    for (let i = 0; i < count; i++) memory[out + i] = Math.exp(memory[a + i]!);
  },
  expm1: (memory, out, a, _, __, count) => {
    for (let i = 0; i < count; i++) memory[out + i] = Math.expm1(memory[a + i]!);
  },
  log: (memory, out, a, _, __, count) => {
    for (let i = 0; i < count; i++) memory[out + i] = Math.log(memory[a + i]!);
  },
  log1p: (memory, out, a, _, __, count) => {
    for (let i = 0; i < count; i++) memory[out + i] = Math.log1p(memory[a + i]!);
  },
  sqrt: (memory, out, a, _, __, count) => {
    for (let i = 0; i < count; i++) memory[out + i] = Math.sqrt(memory[a + i]!);
  },
  cbrt: (memory, out, a, _, __, count) => {
    for (let i = 0; i < count; i++) memory[out + i] = Math.cbrt(memory[a + i]!);
  },
  sin: (memory, out, a, _, __, count) => {
    for (let i = 0; i < count; i++) memory[out + i] = Math.sin(memory[a + i]!);
  },
  cos: (memory, out, a, _, __, count) => {
    for (let i = 0; i < count; i++) memory[out + i] = Math.cos(memory[a + i]!);
  },
  tan: (memory, out, a, _, __, count) => {
    for (let i = 0; i < count; i++) memory[out + i] = Math.tan(memory[a + i]!);
  },
  asin: (memory, out, a, _, __, count) => {
    for (let i = 0; i < count; i++) memory[out + i] = Math.asin(memory[a + i]!);
  },
  acos: (memory, out, a, _, __, count) => {
    for (let i = 0; i < count; i++) memory[out + i] = Math.acos(memory[a + i]!);
  },
  atan: (memory, out, a, _, __, count) => {
    for (let i = 0; i < count; i++) memory[out + i] = Math.atan(memory[a + i]!);
  },
  sinh: (memory, out, a, _, __, count) => {
    for (let i = 0; i < count; i++) memory[out + i] = Math.sinh(memory[a + i]!);
  },
  cosh: (memory, out, a, _, __, count) => {
    for (let i = 0; i < count; i++) memory[out + i] = Math.cosh(memory[a + i]!);
  },
  tanh: (memory, out, a, _, __, count) => {
    for (let i = 0; i < count; i++) memory[out + i] = Math.tanh(memory[a + i]!);
  },
  asinh: (memory, out, a, _, __, count) => {
    for (let i = 0; i < count; i++) memory[out + i] = Math.asinh(memory[a + i]!);
  },
  acosh: (memory, out, a, _, __, count) => {
    for (let i = 0; i < count; i++) memory[out + i] = Math.acosh(memory[a + i]!);
  },
  atanh: (memory, out, a, _, __, count) => {
    for (let i = 0; i < count; i++) memory[out + i] = Math.atanh(memory[a + i]!);
  },
  abs: (memory, out, a, _, __, count) => {
    for (let i = 0; i < count; i++) memory[out + i] = Math.abs(memory[a + i]!);
  },
  sign: (memory, out, a, _, __, count) => {
    for (let i = 0; i < count; i++) memory[out + i] = Math.sign(memory[a + i]!);
  },
  floor: (memory, out, a, _, __, count) => {
    for (let i = 0; i < count; i++) memory[out + i] = Math.floor(memory[a + i]!);
  },
  ceil: (memory, out, a, _, __, count) => {
    for (let i = 0; i < count; i++) memory[out + i] = Math.ceil(memory[a + i]!);
  },
};

/** Loops over any function, by the number of its operands. */
const loopsByArity: Readonly<Record<Operation["arity"], (value: Operation["value"]) => Loop>> = {
  1: (value) => (memory, out, a, _, __, count) => {
    const unary = value as (a: number) => number;
    for (let i = 0; i < count; i++) memory[out + i] = unary(memory[a + i]!);
  },
  2: (value) => (memory, out, a, b, _, count) => {
    const binary = value as (a: number, b: number) => number;
    for (let i = 0; i < count; i++) memory[out + i] = binary(memory[a + i]!, memory[b + i]!);
  },
  3: (value) => (memory, out, a, b, c, count) => {
    for (let i = 0; i < count; i++) memory[out + i] = value(memory[a + i]!, memory[b + i]!, memory[c + i]!);
  },
};

/** The loop of every operation, by its number. */
export const loops: readonly Loop[] = operations.map(
  ({ name, arity, value }) => namedLoops[name] ?? loopsByArity[arity](value),
);
