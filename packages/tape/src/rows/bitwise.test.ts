import { array } from "@chainrule/array";
import { doubleDouble } from "@chainrule/special";
import { expect, it } from "vitest";
import { evaluate } from "../evaluate.ts";
import * as op from "../operations/index.ts";
import { trace } from "../transforms/trace.ts";
import { vmap } from "../transforms/vmap.ts";
import type { ArrayLike, Tensor } from "../value.ts";

const a = array([6, -5, 3], { dtype: "int32" });
const b = array([3, 1, 2], { dtype: "int32" });

const OPERATIONS: readonly (readonly [
  string,
  (x: ArrayLike, y: ArrayLike) => ArrayLike,
  readonly number[],
])[] = [
  ["and", op.bitwiseAnd, [2, 1, 2]],
  ["or", op.bitwiseOr, [7, -5, 3]],
  ["exclusive or", op.bitwiseXor, [5, -6, 1]],
  ["left shift", op.bitwiseLeftShift, [48, -10, 12]],
  ["right shift", op.bitwiseRightShift, [0, -3, 0]],
  ["inversion", (x) => op.bitwiseInvert(x), [-7, 4, -4]],
];

it.each(OPERATIONS)("%s is the same on arrays, numbers, batches and in other arithmetics", (_, f, wanted) => {
  expect((f(a, b) as Tensor).toNested()).toEqual(wanted);
  expect(f(6, 3)).toBe(wanted[0]);
  expect((vmap(f)(a, b) as Tensor).toNested()).toEqual(wanted);
  const program = trace(f)(a, b);
  const [exact] = evaluate(program, [a, b], doubleDouble);
  expect(exact!.data.map(doubleDouble.toNumber)).toEqual(wanted);
});

it("numbers take the type of the integers beside them", () => {
  const bytes = array([200, 7], { dtype: "uint8" });
  expect(op.bitwiseAnd(bytes, 15).dtype).toBe("uint8");
  expect(op.bitwiseInvert(bytes).toNested()).toEqual([55, 248]);
  expect(op.bitwiseOr(array([true, false]), array([false, false])).toNested()).toEqual([true, false]);
  expect(op.bitwiseOr(a, array([1, 2, 4], { dtype: "uint8" })).dtype).toBe("int32");
  expect(() => op.bitwiseAnd(a, array([1, 2, 3], { dtype: "uint32" }))).toThrow(
    /int32 and uint32; use astype/,
  );
});
