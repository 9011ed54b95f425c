import { expect, it } from "vitest";
import {
  below,
  bitAnd,
  bitOr,
  clearBytes,
  copyBytes,
  count,
  type Expression,
  type Integer,
  increase,
  instruction,
  type Local,
  minus,
  plus,
  type Statement,
  sequence,
  set,
  smaller,
  times,
  when,
} from "./expressions.ts";
import type { Memory } from "./host.ts";
import { createModule, type Declare, f32, f64, i32, instantiate, isValid, statements } from "./index.ts";
import { call } from "./module.ts";

type Body = (parameters: readonly [Local<"i32">, Local<"i32">], declare: Declare) => Statement;

/** A function of two integers over a memory. */
function compiled(body: Body): { run: (a: number, b: number) => void; buffer: Memory["buffer"] } {
  const module = createModule();
  module.define("run", ["i32", "i32"], body);
  const { exports } = instantiate(module.bytes())!;
  return {
    run: exports["run"] as (a: number, b: number) => void,
    buffer: (exports["memory"] as Memory).buffer,
  };
}

const storeInteger = (address: Integer, value: Expression<"i32">): Statement => ({
  effect: [instruction("i32", [], plus(address, 0), value).code, 0x36, 2, 0],
});

/** What an integer expression of a and b gives. */
function evaluated(expression: (a: Local<"i32">, b: Local<"i32">) => Integer) {
  const { run, buffer } = compiled(([a, b]) => storeInteger(0, plus(expression(a, b), 0)));
  return (a: number, b: number): number => {
    run(a, b);
    return new Int32Array(buffer)[0]!;
  };
}

it("computes with integers modulo 2^32, comparing them as unsigned ones", () => {
  expect(evaluated(plus)(2 ** 31 - 1, 1)).toBe(-(2 ** 31));
  expect(evaluated(minus)(3, 5)).toBe(-2);
  expect(evaluated(times)(1 << 20, 1 << 20)).toBe(0);
  expect(evaluated(bitAnd)(13, -2)).toBe(12);
  expect(evaluated(bitOr)(8, 5)).toBe(13);
  expect(evaluated(below)(1, -1)).toBe(1);
  expect(evaluated(below)(2, 2)).toBe(0);
  expect(evaluated(smaller)(7, -1)).toBe(7);
  expect(evaluated(smaller)(-1, 7)).toBe(7);
});

it("counts from 0 in steps as long as it is below the limit, perhaps never", () => {
  const { run, buffer } = compiled(([limit, step], declare) => {
    const [i, sum] = [declare("i32"), declare("i32")];
    return sequence(count(i, limit, step, increase(sum, plus(i, 100))), storeInteger(8, sum));
  });
  const result = (limit: number, step: number): number => {
    run(limit, step);
    return new Int32Array(buffer)[2]!;
  };
  expect(result(10, 3)).toBe(400 + 0 + 3 + 6 + 9);
  expect(result(0, 3)).toBe(0);
});

it("branches", () => {
  const { run, buffer } = compiled(([a, b]) => {
    const written = (value: number): Statement => storeInteger(0, plus(value, 0));
    return sequence(
      when(below(a, b), written(1), written(2)),
      when(below(b, a), storeInteger(4, plus(b, 0))),
    );
  });
  run(1, 2);
  expect([...new Int32Array(buffer, 0, 2)]).toEqual([1, 0]);
  run(5, 3);
  expect([...new Int32Array(buffer, 0, 2)]).toEqual([2, 3]);
});

it("copies and clears bytes", () => {
  const { run, buffer } = compiled(([from, to]) => sequence(copyBytes(to, from, 4), clearBytes(from, 1)));
  new Uint8Array(buffer).set([1, 2, 3, 4, 5]);
  run(0, 1);
  expect([...new Uint8Array(buffer, 0, 6)]).toEqual([0, 1, 2, 3, 4, 0]);
});

it("computes with vectors of both widths", () => {
  const { run, buffer } = compiled(([at, to], declare) => {
    const x = declare("v128");
    const doubled = sequence(
      set(x, f64.loadVector(at, 16)),
      f64.storeVector(to, f64.multiply(f64.splat(f64.load(at)), f64.add(x, x))),
    );
    const single = f32.storeVector(to, f32.add(f32.loadVector(at, 32), f32.splat(f32.load(at, 32))), 16);
    return sequence(doubled, single, f32.store(to, f32.zero, 28), f64.store(to, f64.zero, 32));
  });
  new Float64Array(buffer).set([3, 0, 1, -2]);
  new Float32Array(buffer, 32).set([1, 2, 3, 4]);
  new Float64Array(buffer, 96).fill(9, 0, 1);
  run(0, 64);
  expect([...new Float64Array(buffer, 64, 2)]).toEqual([6, -12]);
  expect([...new Float32Array(buffer, 80, 4)]).toEqual([2, 3, 4, 0]);
  expect(new Float64Array(buffer, 96, 1)[0]).toBe(0);
});

it("calls functions of the module", () => {
  const module = createModule();
  const store = module.define("store", ["i32", "f64"], ([at, x]) => f64.store(at, x));
  module.define("twice", ["i32"], ([at]) =>
    sequence(call(store, at, f64.load(at, 8)), call(store, plus(at, 16), f64.load(at, 8))),
  );
  const { exports } = instantiate(module.bytes())!;
  const view = new Float64Array((exports["memory"] as Memory).buffer);
  view[1] = 2.5;
  (exports["twice"] as (at: number) => void)(0);
  expect([...view.subarray(0, 3)]).toEqual([2.5, 2.5, 2.5]);
});

it("says whether bytes are a module", () => {
  expect(isValid(createModule().bytes())).toBe(true);
  expect(isValid(Uint8Array.of(0, 1, 2))).toBe(false);
  expect(instantiate(Uint8Array.of(0, 1, 2))).toBeUndefined();
});

it("is one emitter by two names", () => {
  expect(Object.values(i32)).toHaveLength(10);
  expect(i32.plus).toBe(plus);
  expect(i32.and(6, 3)).toEqual(bitAnd(6, 3));
  expect(statements.call).toBe(call);
  expect(statements.when).toBe(when);
});
