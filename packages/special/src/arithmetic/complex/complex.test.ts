import { describe, expect, it } from "vitest";
import fixtures from "../../../fixtures/complex.json" with { type: "json" };
import { float64 } from "../float64.ts";
import type { Complex } from "./basic.ts";
import { complex } from "./complex.ts";

const C = complex;
const STEP = 1e-30;
type Rows = Readonly<Record<string, number[][]>>;
type Unary = (z: Complex) => Complex;
type Binary = (a: Complex, b: Complex) => Complex;
const functions = { ...C, trigamma: (z: Complex) => C.polygamma(1, z) } as unknown as Record<
  string,
  Unary & Binary
>;

function expectClose(actual: number, expected: number, tolerance: number, note: string): void {
  expect(Math.abs(actual - expected), note).toBeLessThanOrEqual(tolerance * Math.abs(expected));
}

describe("the complex step", () => {
  it.each(Object.entries(fixtures.real as Rows))("%s: value and derivative to 1e-14", (name, rows) => {
    for (const [x = 0, value = 0, derivative = 0] of rows) {
      const { re, im } = functions[name]!({ re: x, im: STEP });
      expectClose(re, value, 4e-15, `${name}(${x})`);
      // The step itself underflows in the far tails.
      if (Math.abs(derivative) > 1e-270) expectClose(im / STEP, derivative, 1e-14, `${name}'(${x})`);
    }
  });

  it.each(Object.entries(fixtures.binary as Rows))("%s: both partial derivatives", (name, rows) => {
    for (const [a = 0, b = 0, value = 0, da = 0, db = 0] of rows) {
      const first = functions[name]!({ re: a, im: STEP }, { re: b, im: 0 });
      const second = functions[name]!({ re: a, im: 0 }, { re: b, im: STEP });
      expectClose(first.re, value, 1e-15, `${name}(${a}, ${b})`);
      expectClose(first.im / STEP, da, 2e-15, `d/da ${name}(${a}, ${b})`);
      expectClose(second.im / STEP, db, 2e-15, `d/db ${name}(${a}, ${b})`);
    }
  });

  it("goes through composites without cancellation", () => {
    // d/dx tanh(x)^7 at 20 is 7 tanh^6 / cosh^2, far below the roundoff of tanh(20) itself.
    const { im } = C.integerPower(C.tanh({ re: 20, im: STEP }), 7);
    expectClose(im / STEP, 1.189539191481644848e-16, 1e-13, "tanh^7 at 20");
  });
});

describe("analytic continuation", () => {
  it.each(Object.entries(fixtures.complex as Rows))("%s off the real axis", (name, rows) => {
    for (const [re = 0, im = 0, expectedRe = 0, expectedIm = 0] of rows) {
      const z = functions[name]!({ re, im });
      const distance = Math.hypot(z.re - expectedRe, z.im - expectedIm);
      expect(distance, `${name}(${re}, ${im})`).toBeLessThanOrEqual(
        3e-15 * Math.hypot(expectedRe, expectedIm),
      );
    }
  });

  it("divides by numbers of any direction", () => {
    expect(C.divide({ re: 1, im: 2 }, { re: 0, im: 4 })).toEqual({ re: 0.5, im: -0.25 });
    expect(C.divide({ re: -5, im: 10 }, { re: 3, im: 4 })).toEqual({ re: 1, im: 2 });
  });

  it("divides finite numbers by infinite ones as real arithmetic does", () => {
    const overflown = C.cosh({ re: 1000, im: STEP });
    expect(C.divide(C.fromNumber(1), overflown)).toEqual({ re: 0, im: 0 });
    expect(C.divide({ re: 1, im: STEP }, C.negate(overflown))).toEqual({ re: -0, im: 0 });
    expect(C.divide(overflown, overflown).re).toBeNaN();
  });

  it("takes powers of negative and complex bases", () => {
    const z = C.power({ re: -2, im: STEP }, C.fromNumber(101));
    expectClose(z.re, -(2 ** 101), 1e-15, "(-2)^101");
    expectClose(z.im / STEP, 101 * 2 ** 100, 1e-14, "101 (-2)^100");
    expectClose(C.power({ re: -2, im: STEP }, C.fromNumber(100)).im / STEP, -100 * 2 ** 99, 1e-14, "even");
    const square = C.power({ re: 1, im: 1 }, { re: 2, im: 1e-300 });
    expectClose(square.im, 2, 1e-15, "(1 + i)^2");
    expect(C.integerPower({ re: 2, im: 0 }, 0.5).re).toBeNaN();
    expect(C.integerPower({ re: 2, im: 0 }, -2)).toEqual({ re: 0.25, im: 0 });
  });
});

describe("outside the real domain", () => {
  it.each([
    ["log", -2],
    ["log1p", -3],
    ["sqrt", -4],
    ["asin", 1.5],
    ["acos", -1.5],
    ["acosh", 0.5],
    ["atanh", 2],
  ])("%s(%d) is NaN, as the real function is", (name, x) => {
    expect(functions[name]!({ re: x, im: STEP }).re).toBeNaN();
    expect(functions[name]!({ re: x, im: 0 }).re).toBeNaN();
  });

  it("power of a negative base is NaN for other exponents", () => {
    expect(C.power({ re: -2, im: STEP }, C.fromNumber(0.5)).re).toBeNaN();
  });

  it("the origin has no angle and no direction of growth", () => {
    expect(C.atan2({ re: 0, im: STEP }, { re: 0, im: 0 }).im).toBeNaN();
    expect(C.hypot({ re: 0, im: STEP }, { re: 0, im: 0 }).im).toBeNaN();
    expect(C.hypot(C.fromNumber(0), C.fromNumber(0))).toEqual({ re: 0, im: 0 });
  });
});

describe("constants and kinks", () => {
  it("keeps a constant constant, beside infinities too", () => {
    expect(C.atan2(C.fromNumber(1), C.fromNumber(-1)).re).toBe(Math.atan2(1, -1));
    expect(C.power(C.fromNumber(2), C.fromNumber(0.5)).re).toBe(Math.SQRT2);
    expect(C.multiply({ re: Infinity, im: 0 }, { re: 2, im: 0 })).toEqual({ re: Infinity, im: 0 });
    expect(C.exp({ re: -Infinity, im: 0 })).toEqual({ re: 0, im: 0 });
    for (const name of Object.keys(fixtures.complex)) {
      const x = name === "acosh" ? 1.25 : 0.25;
      const { re, im } = functions[name]!({ re: x, im: 0 });
      expect([re, im + 0]).toEqual([float64[name as "exp"](x), 0]);
    }
  });

  it("decides by the real part and keeps the chosen branch, the first at a tie", () => {
    const a = { re: 1, im: STEP };
    const b = { re: 1, im: 2 * STEP };
    expect([C.max(a, b), C.min(a, b)]).toEqual([a, a]);
    expect([C.max(a, { re: 2, im: 0 }), C.min({ re: 2, im: 0 }, a)]).toEqual([{ re: 2, im: 0 }, a]);
    expect(C.max(a, { re: Number.NaN, im: 0 }).re).toBeNaN();
    expect(C.abs({ re: -1, im: STEP })).toEqual({ re: 1, im: -STEP });
    expect(C.compare(a, b)).toBe(0);
    const steps = [C.sign, C.floor, C.ceil, C.round].map((f) => f({ re: -1.5, im: STEP }));
    expect(steps).toEqual([-1, -2, -1, -2].map((re) => ({ re, im: 0 })));
  });

  it("takes steps at 0, where stable forms change over", () => {
    const slopes = { softplus: 0.5, logSigmoid: 0.5, sigmoid: 0.25, tanh: 1, erfcx: -2 / Math.sqrt(Math.PI) };
    for (const [name, slope] of Object.entries(slopes))
      for (const zero of [0, -0])
        expectClose(functions[name]!({ re: zero, im: STEP }).im / STEP, slope, 1e-15, `${name} at ${zero}`);
  });

  it("converts", () => {
    expect(C.toNumber(C.fromRatio(1n, 4n))).toBe(0.25);
    expect([C.pi.re, C.e.re]).toEqual([Math.PI, Math.E]);
  });
});

it("negative powers of what overflows are 0, or subnormal, with their slopes", () => {
  expect(complex.integerPower({ re: 1e200, im: 1e170 }, -3)).toMatchObject({ re: 0 });
  const { re, im } = complex.integerPower({ re: 1e155, im: 1e135 }, -2);
  expect(re / 1e-310).toBeCloseTo(1, 10);
  expect(Math.abs(im)).toBeLessThan(1e-320);
});
