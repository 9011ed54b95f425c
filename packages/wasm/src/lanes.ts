import { type Code, unsigned } from "./code.ts";
import { type Expression, type Integer, instruction, integer, type Statement } from "./expressions.ts";

/** A vector of 16 bytes. */
export type Vector = Expression<"v128">;

/** The types of floating-point numbers. */
export type FloatType = "f32" | "f64";

/** The instructions for one kind of floating-point number: of single ones, and of vectors of them. */
export interface Lanes<T extends FloatType> {
  /** The type of one number. */
  readonly type: T;
  /** Bytes of one number. */
  readonly bytes: 4 | 8;
  /** Numbers in a vector of 16 bytes. */
  readonly count: 4 | 2;
  /** One number from the memory. */
  readonly load: (address: Integer, offset?: number) => Expression<T>;
  /** One number into the memory. */
  readonly store: (address: Integer, value: Expression<NoInfer<T>>, offset?: number) => Statement;
  /** The constant 0. */
  readonly zero: Expression<T>;
  /** A vector from the memory. */
  readonly loadVector: (address: Integer, offset?: number) => Vector;
  /** A vector into the memory. */
  readonly storeVector: (address: Integer, value: Vector, offset?: number) => Statement;
  /** One number from the memory in every lane. */
  readonly loadSplat: (address: Integer, offset?: number) => Vector;
  /** One number in every lane. */
  readonly splat: (value: Expression<NoInfer<T>>) => Vector;
  /** a + b in every lane. */
  readonly add: (a: Vector, b: Vector) => Vector;
  /** a b in every lane. */
  readonly multiply: (a: Vector, b: Vector) => Vector;
  /** a b + c in every lane, rounded once or twice as the machine likes: relaxed SIMD. */
  readonly relaxedMultiplyAdd: (a: Vector, b: Vector, c: Vector) => Vector;
}

/** Opcodes; those of vectors are numbers after the prefix 0xfd. */
interface Opcodes {
  readonly load: number;
  readonly store: number;
  readonly constant: number;
  readonly loadSplat: number;
  readonly splat: number;
  readonly add: number;
  readonly multiply: number;
  readonly relaxedMultiplyAdd: number;
}

const LOAD_VECTOR = 0x00;
const STORE_VECTOR = 0x0b;

const simd = (opcode: number): Code => [0xfd, unsigned(opcode)];

/** Alignment as a power of two, a hint only; then the constant part of the address. */
const place = (bytes: number, offset: number): Code => [Math.log2(bytes), unsigned(offset)];

function lanes<T extends FloatType>(type: T, bytes: 4 | 8, opcodes: Opcodes): Lanes<T> {
  const pair = (opcode: number) => (a: Vector, b: Vector) => instruction("v128", simd(opcode), a, b);
  const stored = (address: Integer, value: Code, opcode: Code): Statement => ({
    effect: [integer(address).code, value, opcode],
  });
  return {
    type,
    bytes,
    count: bytes === 4 ? 4 : 2,
    load: (address, offset = 0) => instruction(type, [opcodes.load, place(bytes, offset)], integer(address)),
    store: (address, value, offset = 0) => stored(address, value.code, [opcodes.store, place(bytes, offset)]),
    zero: { type, code: [opcodes.constant, new Array<number>(bytes).fill(0)] },
    loadVector: (address, offset = 0) =>
      instruction("v128", [simd(LOAD_VECTOR), place(16, offset)], integer(address)),
    storeVector: (address, value, offset = 0) =>
      stored(address, value.code, [simd(STORE_VECTOR), place(16, offset)]),
    loadSplat: (address, offset = 0) =>
      instruction("v128", [simd(opcodes.loadSplat), place(bytes, offset)], integer(address)),
    splat: (value) => instruction("v128", simd(opcodes.splat), value),
    add: pair(opcodes.add),
    multiply: pair(opcodes.multiply),
    relaxedMultiplyAdd: (a, b, c) => instruction("v128", simd(opcodes.relaxedMultiplyAdd), a, b, c),
  };
}

/**
 * Single precision, four in a vector.
 *
 * @example
 * ```ts
 * import { f32 } from "@chainrule/wasm";
 * f32.splat(f32.load(0)).type; // => "v128"
 * ```
 */
export const f32: Lanes<"f32"> = lanes("f32", 4, {
  load: 0x2a,
  store: 0x38,
  constant: 0x43,
  loadSplat: 0x09,
  splat: 0x13,
  add: 0xe4,
  multiply: 0xe6,
  relaxedMultiplyAdd: 0x105,
});

/**
 * Double precision, two in a vector.
 *
 * @example
 * ```ts
 * import { f64 } from "@chainrule/wasm";
 * f64.multiply(f64.loadVector(0), f64.loadSplat(16)).type; // => "v128"
 * ```
 */
export const f64: Lanes<"f64"> = lanes("f64", 8, {
  load: 0x2b,
  store: 0x39,
  constant: 0x44,
  loadSplat: 0x0a,
  splat: 0x14,
  add: 0xf0,
  multiply: 0xf2,
  relaxedMultiplyAdd: 0x107,
});
