import fc from "fast-check";
import { expect, it } from "vitest";
import { nextAfter, nextAfterSingle, ulp, ulpDistance } from "./ulp.ts";

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

it("knows the spacing of the doubles", () => {
  expect(ulp(1)).toBe(Number.EPSILON);
  expect(ulp(-1.5)).toBe(Number.EPSILON);
  expect(ulp(2)).toBe(2 * Number.EPSILON);
  expect(ulp(2 ** 53)).toBe(2);
  expect(ulp(0)).toBe(Number.MIN_VALUE);
  expect(ulp(2 ** -1022)).toBe(Number.MIN_VALUE);
  expect(ulp(2 ** -1021)).toBe(2 * Number.MIN_VALUE);
  expect(ulp(Number.MAX_VALUE)).toBe(2 ** 971);
  expect(ulp(Infinity)).toBeNaN();
  expect(ulp(Number.NaN)).toBeNaN();
});

it("steps across zero, the subnormal boundary and infinity", () => {
  expect(nextAfter(1, 2)).toBe(1 + Number.EPSILON);
  expect(nextAfter(1, 0)).toBe(1 - Number.EPSILON / 2);
  expect(nextAfter(0, -1)).toBe(-Number.MIN_VALUE);
  expect(nextAfter(-0, 1)).toBe(Number.MIN_VALUE);
  expect(nextAfter(Number.MIN_VALUE, -1)).toBe(0);
  expect(nextAfter(-Number.MIN_VALUE, 1)).toBe(-0);
  expect(nextAfter(Number.MAX_VALUE, Infinity)).toBe(Infinity);
  expect(nextAfter(-Infinity, 0)).toBe(-Number.MAX_VALUE);
  expect(nextAfter(0, -0)).toBe(-0);
  expect(nextAfter(Number.NaN, 1)).toBeNaN();
  expect(nextAfter(1, Number.NaN)).toBeNaN();
});

it("counts steps", () => {
  expect(ulpDistance(0, -0)).toBe(0);
  expect(ulpDistance(-Number.MIN_VALUE, Number.MIN_VALUE)).toBe(2);
  expect(ulpDistance(1, 2)).toBe(2 ** 52);
  expect(ulpDistance(Number.MAX_VALUE, Infinity)).toBe(1);
  expect(ulpDistance(Number.NaN, Number.NaN)).toBe(0);
  expect(ulpDistance(Number.NaN, 1)).toBe(Infinity);
  expect(ulpDistance(1, Number.NaN)).toBe(Infinity);
});

it("neighbours of single precision", () => {
  const cases = [
    [0, -1, -(2 ** -149)],
    [2 ** -149, -1, 0],
    [1, 0, 1 - 2 ** -24],
    [-1, -2, -1 - 2 ** -23],
    [(2 - 2 ** -23) * 2 ** 127, Infinity, Infinity],
    [3, 3, 3],
    [3, Number.NaN, Number.NaN],
  ] as const;
  for (const [x, y, next] of cases) expect(nextAfterSingle(x, y) + 0).toBe(next);
});

it("a step up and a step down cancel, one apart", () => {
  fc.assert(
    fc.property(finite, (x) => {
      const up = nextAfter(x, Infinity);
      expect(up).toBeGreaterThan(x);
      expect(ulpDistance(x, up)).toBe(1);
      expect(nextAfter(up, -Infinity) === x).toBe(true);
    }),
  );
});
