import { array, grad, hvp, multiply, type NDArray, sum, type Tensor, vjp } from "@chainrule/tape";
import { type GoldenCase, type GoldenTensor, misses, readGolden } from "@chainrule/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import golden from "../fixtures/activations.json" with { type: "json" };
import precise from "../fixtures/high-precision.json" with { type: "json" };
import {
  type Activation,
  type ActivationName,
  activate,
  activationNames,
  completeActivation,
  gaussianUnit,
  piecewiseLinear,
  sigmoidUnit,
  stepUnit,
} from "./index.ts";

const arrayOf = (tensor: GoldenTensor): NDArray => array(...readGolden(tensor));

const numbersOf = (x: unknown): number[] => [...(x as Tensor).toTypedArray()];

/** Whether a value is within some units of roundoff, and one denormal, of the right one. */
function near(actual: number, expected: number, units = 16): boolean {
  return Math.abs(actual - expected) <= units * 2 ** -53 * Math.abs(expected) + Number.MIN_VALUE;
}

describe("against 60 digits", () => {
  test.each(precise.cases)("$name at $x, $parameters", ({ name, x, parameters, value, slope, slopes }) => {
    const at = (x: number, given: object): number => activate({ name, ...given } as unknown as Activation, x);
    expect(near(at(x, parameters), value)).toBe(true);
    expect(near(grad((x: number) => at(x, parameters))(x), slope)).toBe(true);
    const byParameters = grad((given: object) => at(x, given))(parameters) as Record<string, number>;
    for (const [parameter, expected] of Object.entries(slopes)) {
      expect(near(byParameters[parameter]!, expected ?? 0, 64)).toBe(true);
    }
  });
});

describe("values and derivatives of PyTorch", () => {
  const chosen: Readonly<Record<string, Activation>> = {
    sigmoid_beta: { name: "sigmoid", beta: 0.5 },
    piecewise_linear: completeActivation("piecewiseLinear"),
  };

  test.each(golden.cases as unknown as GoldenCase[])(
    "$id",
    ({ op, attrs, inputs, outputs, cotangents, grads, tangents, hvp: curvature }) => {
      expect(JSON.stringify(attrs)).toMatch(
        op === "sigmoid_beta" ? /"beta":0.5/ : /clamp\(0.5\*?x ?\+ ?0.5|formula/,
      );
      const f = (x: Tensor): Tensor => activate(chosen[op]!, x);
      const x = arrayOf(inputs["x"]!);
      const { value, pullback } = vjp(f)(x);
      expect(misses(value as Tensor, outputs[0]!)).toEqual([]);
      const cotangent = arrayOf(cotangents[0]!);
      expect(misses(pullback(cotangent) as Tensor, grads["x"]!)).toEqual([]);
      if (curvature === undefined) return;
      const paired = (x: Tensor): Tensor => sum(multiply(cotangent, f(x)));
      expect(misses(hvp(paired)([x], arrayOf(tangents!["x"]!)) as Tensor, curvature["x"]!)).toEqual([]);
    },
  );
});

const real = fc.double({ min: -30, max: 30, noNaN: true });
const width = fc.double({ min: 0.1, max: 5, noNaN: true });

describe("what must hold of the paper's units", () => {
  test("sigmoid: f' = beta f (1 - f), df/dbeta = x f (1 - f), f(-x) = 1 - f(x), tanh x = 2 f(2x) - 1", () => {
    fc.assert(
      fc.property(real, width, (x, beta) => {
        const f = sigmoidUnit(x, { beta });
        const other = sigmoidUnit(-x, { beta });
        expect(f + other).toBeCloseTo(1, 14);
        expect(near(grad((x: number) => sigmoidUnit(x, { beta }))(x), beta * f * other, 32)).toBe(true);
        expect(near(grad((beta: number) => sigmoidUnit(x, { beta }))(beta), x * f * other, 32)).toBe(true);
        expect(2 * sigmoidUnit(x, { beta: 2 }) - 1).toBeCloseTo(activate({ name: "tanh" }, x), 14);
      }),
    );
  });

  test("sigmoid: the derivative is alive where the value has rounded to 1", () => {
    expect(sigmoidUnit(50, { beta: 2 })).toBe(1);
    // e^-100 / (1 + e^-100)^2 * 2, from 60 digits.
    expect(near(grad((x: number) => sigmoidUnit(x, { beta: 2 }))(50), 7.440151952041672e-44)).toBe(true);
  });

  test("Gaussian: the area is 1, whatever sigma", () => {
    for (const sigma of [0.25, 1, 4]) {
      const step = sigma / 16;
      let area = 0;
      for (let x = -12 * sigma; x <= 12 * sigma; x += step)
        area += step * gaussianUnit(x + 0.3, { mu: 0.3, sigma });
      expect(area).toBeCloseTo(1, 12);
    }
  });

  test("Gaussian: f' = -(x - mu) / sigma^2 f, and by mu the same with the other sign", () => {
    fc.assert(
      fc.property(real, real, width, (x, mu, sigma) => {
        const f = gaussianUnit(x, { mu, sigma });
        const slope = (-(x - mu) / sigma ** 2) * f;
        const scale = Math.abs(slope) + 1e-300;
        expect(Math.abs(grad((x: number) => gaussianUnit(x, { mu, sigma }))(x) - slope)).toBeLessThan(
          1e-12 * scale,
        );
        expect(Math.abs(grad((mu: number) => gaussianUnit(x, { mu, sigma }))(mu) + slope)).toBeLessThan(
          1e-12 * scale,
        );
      }),
    );
  });

  test("piecewise linear: the derivative is 0, m, 0, and 0 at both kinks; by m it is x, by b 1, between them", () => {
    const unit = { m: 0.5, b: 0.25, xMin: -1, xMax: 2 };
    const f = (x: Tensor): Tensor => sum(piecewiseLinear(x, unit));
    expect(numbersOf(piecewiseLinear(array([-2, -1, 0, 1, 2, 3]), unit))).toEqual([0, 0, 0.25, 0.75, 1, 1]);
    expect(numbersOf(grad(f)(array([-2, -1, 0, 1, 2, 3])))).toEqual([0, 0, 0.5, 0.5, 0, 0]);
    expect(grad((m: number) => piecewiseLinear(1.5, { ...unit, m }))(0.5)).toBe(1.5);
    expect(grad((b: number) => piecewiseLinear(1.5, { ...unit, b }))(0.5)).toBe(1);
    expect(grad((b: number) => piecewiseLinear(2.5, { ...unit, b }))(0.5)).toBe(0);
  });

  test("step: 1 from 0 on, and the derivative is 0 everywhere", () => {
    expect(numbersOf(stepUnit(array([-1e-300, -0, 0, 1e-300])))).toEqual([0, 1, 1, 1]);
    expect(numbersOf(grad((x: Tensor) => sum(stepUnit(x)))(array([-1, 0, 1])))).toEqual([0, 0, 0]);
  });

  test("relu: 0 at the kink", () => {
    const relu = (x: Tensor): Tensor => sum(activate({ name: "relu" }, x));
    expect(numbersOf(grad(relu)(array([-1, 0, 1])))).toEqual([0, 0, 1]);
  });

  test("softmax goes along the last axis, and its rows sum to 1", () => {
    const rows = activate(
      { name: "softmax" },
      array([
        [1000, 1000],
        [0, Math.log(3)],
      ]),
    ).toNested() as number[][];
    expect(rows[0]).toEqual([0.5, 0.5]);
    expect(rows[1]![1]).toBeCloseTo(0.75, 15);
  });

  test("identity, softplus, silu and gelu are what they say", () => {
    expect(activate({ name: "identity" }, 3)).toBe(3);
    expect(activate({ name: "softplus" }, 0)).toBeCloseTo(Math.LN2, 15);
    expect(activate({ name: "silu" }, 1)).toBeCloseTo(1 / (1 + Math.exp(-1)), 15);
    expect(activate({ name: "gelu" }, 1)).toBeCloseTo(0.8413447460685429, 15); // the normal distribution function at 1
  });

  test.each(activationNames)(
    "%s: second derivatives agree with differences of the first",
    (name: ActivationName) => {
      const f = (x: Tensor): Tensor =>
        sum(multiply(activate(completeActivation(name), x), array([[1, -2, 0.5]])));
      const [x, direction, h] = [array([[0.3, -0.7, 0.6]]), array([[0.5, 1, -0.25]]), 1e-6];
      const moved = (t: number): number[] =>
        numbersOf(grad(f)(array([[0.3 + 0.5 * t, -0.7 + t, 0.6 - 0.25 * t]])));
      const [ahead, behind] = [moved(h), moved(-h)];
      numbersOf(hvp(f)([x], direction)).forEach((value, i) => {
        expect(Math.abs(value - (ahead[i]! - behind[i]!) / (2 * h))).toBeLessThan(1e-8);
      });
    },
  );
});
