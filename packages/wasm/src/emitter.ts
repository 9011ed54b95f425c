import {
  below,
  bitAnd,
  bitOr,
  clearBytes,
  copyBytes,
  count,
  doWhile,
  increase,
  integer,
  loadInteger,
  minus,
  plus,
  select,
  sequence,
  set,
  smaller,
  times,
  when,
} from "./expressions.ts";
import { call } from "./module.ts";

/** What can be computed with integers of 32 bits, which addresses are too. Numbers stand for constants. */
export interface Integers {
  /** A constant. */
  readonly constant: typeof integer;
  /** a + b, modulo 2^32. */
  readonly plus: typeof plus;
  /** a - b, modulo 2^32. */
  readonly minus: typeof minus;
  /** a b, modulo 2^32. */
  readonly times: typeof times;
  /** The bits that both have. */
  readonly and: typeof bitAnd;
  /** The bits that either has. */
  readonly or: typeof bitOr;
  /** Whether a < b, both read as unsigned; 0 or 1. */
  readonly below: typeof below;
  /** The smaller of two unsigned integers. */
  readonly smaller: typeof smaller;
  /** An integer from the memory. */
  readonly load: typeof loadInteger;
  /** One of two values of any type, by a condition. */
  readonly select: typeof select;
}

/**
 * Integers of 32 bits.
 *
 * @example
 * ```ts
 * import { i32 } from "@chainrule/wasm";
 * i32.plus(i32.times(2, 3), 1).type; // => "i32"
 * ```
 */
export const i32: Integers = {
  ...{ constant: integer, plus, minus, times },
  ...{ and: bitAnd, or: bitOr, below, smaller },
  ...{ load: loadInteger, select },
};

/** What a function can do. */
export interface Statements {
  /** Gives a variable a value. */
  readonly set: typeof set;
  /** Adds to an integer variable. */
  readonly increase: typeof increase;
  /** Statements one after the other. */
  readonly sequence: typeof sequence;
  /** Runs statements until a condition, looked at after them, is 0. */
  readonly doWhile: typeof doWhile;
  /** Runs statements for a variable from 0 in steps, as long as it is below a limit. */
  readonly count: typeof count;
  /** One of two branches. */
  readonly when: typeof when;
  /** Copies bytes within the memory, as if through a buffer. */
  readonly copyBytes: typeof copyBytes;
  /** Sets bytes of the memory to 0. */
  readonly clearBytes: typeof clearBytes;
  /** Calls a function of the same module. */
  readonly call: typeof call;
}

/**
 * Statements: assignments, loops, branches, calls.
 *
 * @example
 * ```ts
 * import { createModule, f64, i32, instantiate, statements } from "@chainrule/wasm";
 * const { count } = statements;
 * const module = createModule();
 * module.define("double", ["i32"], ([bytes], declare) => {
 *   const at = declare("i32");
 *   const x = f64.loadVector(at);
 *   return count(at, bytes, 16, f64.storeVector(at, f64.add(x, x)));
 * });
 * const { double, memory } = instantiate(module.bytes())?.exports as {
 *   double: (bytes: number) => void;
 *   memory: { buffer: ArrayBuffer };
 * };
 * const numbers = new Float64Array(memory.buffer, 0, 4);
 * numbers.set([1, 2, 3, 4]);
 * double(32);
 * [...numbers]; // => [2, 4, 6, 8]
 * ```
 */
export const statements: Statements = {
  ...{ set, increase, sequence, doWhile, count, when },
  ...{ copyBytes, clearBytes, call },
};
