import {
  type ArrayLike,
  array,
  cos,
  customVjp,
  grad,
  matmul,
  multiply,
  negate,
  relu,
  sin,
  square,
  sum,
  type Tensor,
  tanh,
} from "@chainrule/tape";
import { describe, expect, it } from "vitest";
import "./index.ts";

const wave = (x: ArrayLike, y: ArrayLike): ArrayLike => sum(multiply(sin(x), y));
const wrongSine = customVjp((x) => sin(x), {
  backward: ([x], cotangent) => [negate(multiply(cotangent, cos(x)))],
});
const wrongLayer = (W: Tensor, x: Tensor): ArrayLike => sum(square(wrongSine(matmul(W, x))));
const [W, x] = [
  array([
    [0.5, -1],
    [2, 0.25],
  ]),
  array([1, 3]),
];
const messageOf = (failing: () => void): string => {
  try {
    failing();
  } catch (error) {
    return (error as Error).message;
  }
  return "it passed";
};

describe("toPassGradientCheck", () => {
  it("passes where both derivations agree", () => {
    expect(wave).toPassGradientCheck([0.5, 2]);
    expect((v: Tensor) => sum(tanh(v))).toPassGradientCheck(x);
    expect(wave).toPassGradientCheck([0.5, 2], { order: 2 });
    expect(({ weight, bias }: { weight: Tensor; bias: number }) =>
      sum(multiply(weight, bias)),
    ).toPassGradientCheck({
      weight: W,
      bias: 2,
    });
  });

  it("fails, and names entry, values, bound and edge", () => {
    const message = messageOf(() => expect(wrongLayer).toPassGradientCheck([W, x]));
    expect(message).toMatch(
      /^expected the gradient of wrongLayer to pass the check, but the verdict is: disagree/,
    );
    expect(message).toMatch(
      /x1\[0, 0\]: disagree: symbolic -?\d.*, tape -?\d.*; the float64 result -0.95\d+ is off by \S+ ulp, its bound is 7\.\d/,
    );
    expect(message).toMatch(
      /first wrong edge: custom \(entry \d\) -> contract .* contributes .* instead of .*; it looks like a wrong sign/,
    );
  });

  it("at kinks only where they are allowed", () => {
    const rectified = (v: Tensor): ArrayLike => sum(relu(v));
    expect(() => expect(rectified).toPassGradientCheck(array([0, 1]))).toThrow(
      /not differentiable here: 0 from the left, 1 from/,
    );
    expect(rectified).toPassGradientCheck(array([0, 1]), { allowKinks: true });
  });

  it("can be turned round", () => {
    expect(wrongLayer).not.toPassGradientCheck([W, x]);
    expect(() => expect(wave).not.toPassGradientCheck([0.5, 2])).toThrow("the verdict is: agree");
  });
});

describe("toHaveGradient", () => {
  it("takes numbers, arrays, trees and functions", () => {
    expect(wave).toHaveGradient([Math.cos(0.5) * 2, Math.sin(0.5)], [0.5, 2]);
    expect((v: Tensor) => sum(square(v))).toHaveGradient(array([2, 6]), x);
    expect((v: Tensor) => sum(square(v))).toHaveGradient((v: Tensor) => multiply(2, v), x);
    expect(wave).toHaveGradient(grad(wave, { argnums: [0, 1] }), [0.5, 2]);
    expect(({ a, b }: { a: Tensor; b: Tensor }) => multiply(a, b)).toHaveGradient({ a: 3, b: 2 }, [
      { a: 2, b: 3 },
    ]);
  });

  it("fails, and names the entry, what is claimed, what is right, and the mistake", () => {
    const message = messageOf(() => expect((v: Tensor) => sum(square(v))).toHaveGradient(array([2, -6]), x));
    expect(message).toMatch(/x\[1\]: -6 is claimed, right is 6 \(off by -12, allowed \d\.\de-1\d\)/);
    expect(message).toContain("worst entry: x[1]");
    const all = messageOf(() => expect((v: Tensor) => sum(square(v))).toHaveGradient(array([-2, -6]), x));
    expect(all).toContain("one mistake explains every claimed number: a wrong sign, at sum");
  });

  it("a part in a million is wrong in float64, and not in six digits", () => {
    expect((v: number) => sin(v)).not.toHaveGradient(0.877583, 0.5);
    expect((v: number) => sin(v)).toHaveGradient(0.877583, 0.5, { precision: 6 });
  });

  it("names the entry that is no number as the worst", () => {
    const claim = () =>
      expect((x: Tensor): ArrayLike => sum(multiply(x, x))).toHaveGradient(
        () => array([Number.NaN, 7]),
        array([1, 3]),
      );
    expect(claim).toThrow("worst entry: x[0]");
  });

  it("refuses a gradient of another shape", () => {
    const squares = (x: Tensor): ArrayLike => sum(multiply(x, x));
    const claim = () =>
      expect(squares).toHaveGradient(
        array([
          [2, 4],
          [6, 8],
        ]),
        array([1, 2, 3, 4]),
      );
    expect(claim).toThrow("has [2, 2] for shapes, but the arguments have [4]");
  });

  it("what is no number is wrong", () => {
    const square = (x: number): ArrayLike => multiply(x, x);
    expect(() => expect(square).toHaveGradient(Number.NaN, 3)).toThrow("the verdict is: disagree");
  });

  it("names no wrong edge at a kink", () => {
    const message = (): void => expect((x: number) => relu(x)).toPassGradientCheck(0);
    expect(message).toThrow("0 from the left, 1 from the right");
    expect(message).not.toThrow("first wrong edge");
  });

  it("refuses a gradient of another form", () => {
    expect(() => expect(wave).toHaveGradient([1], [0.5, 2])).toThrow("in the form of the arguments");
    expect(() => expect(wave).not.toHaveGradient([Math.cos(0.5) * 2, Math.sin(0.5)], [0.5, 2])).toThrow(
      "but it is",
    );
  });
});
