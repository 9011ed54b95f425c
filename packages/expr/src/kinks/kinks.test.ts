import { describe, expect, test } from "vitest";
import {
  add,
  call,
  element,
  evaluate,
  kinksAt,
  oneSidedDerivative,
  oneSidedDerivatives,
  parse,
  ShapeError,
  symbol,
} from "../index.ts";

const up = Number.POSITIVE_INFINITY;

describe("one-sided derivatives", () => {
  test.each<[string, Record<string, number>, number, number]>([
    ["sin(x)", { x: 0 }, 1, 1],
    ["abs(x)", { x: 0 }, -1, 1],
    ["abs(-3*x)", { x: 0 }, -3, 3],
    ["abs(x)", { x: -2 }, -1, -1],
    ["abs(x^2)", { x: 0 }, 0, 0],
    ["relu(x)", { x: 0 }, 0, 1],
    ["relu(-x)", { x: 0 }, -1, 0],
    ["relu(relu(x))", { x: 0 }, 0, 1],
    ["relu(abs(x))", { x: 0 }, -1, 1],
    ["max(x, 2*x)", { x: 0 }, 1, 2],
    ["max(x, 2*x, 5)", { x: 0 }, 0, 0],
    ["max(x, y)", { x: 1, y: 1 }, 0, 1],
    ["min(x, y)", { x: 1, y: 1 }, 1, 0],
    ["hypot(x, y)", { x: 0, y: 0 }, -1, 1],
    ["hypot(x, y)", { x: 3, y: 4 }, 0.6, 0.6],
    ["piecewiseLinear(x, 1/2, 1/2, -1, 1)", { x: -1 }, 0, 0.5],
    ["piecewiseLinear(x, 1/2, 1/2, -1, 1)", { x: 1 }, 0.5, 0],
    ["piecewiseLinear(x, 1/2, 1/2, -1, 1)", { x: 0 }, 0.5, 0.5],
    ["piecewiseLinear(x, 1, 0, -1, 1)", { x: -1 }, 0, up],
    ["step(x)", { x: 0 }, -up, 0],
    ["step(x)", { x: 1 }, 0, 0],
    ["sign(x)", { x: 0 }, -up, up],
    ["floor(x)", { x: 2 }, -up, 0],
    ["ceil(x)", { x: 2 }, 0, up],
    ["round(x)", { x: 2.5 }, 0, up],
    ["round(x)", { x: 1.5 }, up, 0],
    ["mod(x, 3)", { x: 6 }, -up, 1],
    ["mod(x, 3)", { x: 7 }, 1, 1],
    ["piecewise(x^2, x < 1, 2*x - 1)", { x: 1 }, 2, 2],
    ["piecewise(x^2, x <= 1, 3*x - 2)", { x: 1 }, 2, 3],
    ["piecewise(-x, x < 0 and y < 5, x)", { x: 0, y: 1 }, -1, 1],
    ["piecewise(x, x > 0 or x == 0, -x)", { x: 0 }, -1, 1],
    ["piecewise(x, not (x < 0), -x)", { x: 0 }, -1, 1],
    ["5", {}, 0, 0],
    ["maximum(sin(i*x), i, 1, 3)", { x: 0 }, 1, 3],
    ["minimum(i*x, i, 1, 3)", { x: 0 }, 3, 1],
    ["maximum(i*x, i, 1, 3)", { x: 2 }, 3, 3],
    ["atan2(x, -1)", { x: 0 }, up, -1],
    ["atan2(x, 1)", { x: 0 }, 1, 1],
    ["atan2(0, x)", { x: -2 }, 0, 0],
    ["atan2(0, x)", { x: 0 }, up, 0],
    ["atan2(x, x)", { x: 0 }, up, up],
  ])("%s at %o: %s and %s", (text, at, left, right) => {
    const found = oneSidedDerivatives(parse(text), "x", at);
    expect(Math.abs(found.left)).toBe(Math.abs(left));
    expect(Math.abs(found.right)).toBe(Math.abs(right));
    if (Number.isFinite(left)) expect(found.left + 0).toBe(left);
    if (Number.isFinite(right)) expect(found.right + 0).toBe(right);
  });

  test.each<[string, Record<string, number>, number, number]>([
    ["piecewise(x^2, x^2 <= 0, 5)", { x: 0 }, up, up],
    ["piecewise(1, x^2 <= 0, 5)", { x: 0 }, up, up],
    ["piecewise(5, 0 < x^2, 1)", { x: 0 }, up, up],
    ["piecewise(5, not (x^2 <= 0), 1)", { x: 0 }, up, up],
    ["piecewise(1, x^2 == 0, 5)", { x: 0 }, up, up],
    ["piecewise(1, sin(x) == 0, 0)", { x: 0 }, up, up],
    ["piecewise(1, step(x) < 1/2, 5)", { x: 0 }, up, 0],
    ["piecewise(1, step(x), 5)", { x: 0 }, up, 0],
    ["piecewise(1, x, 5)", { x: 0 }, up, up],
    ["piecewise(x^2, x, 5)", { x: 2 }, 4, 4],
    ["piecewise(1, x >= 0 and x^2 <= 0, 5)", { x: 0 }, up, up],
    ["piecewise(1, x < 0 or x^2 > 0, 5)", { x: 0 }, up, up],
    // Either branch has the same value and slope, so it does not matter which one is taken.
    ["piecewise(x^2, x^2 <= 0, x^3)", { x: 0 }, 0, 0],
    ["piecewise(0, sin(x) == 0, 0)", { x: 0 }, 0, 0],
    // A condition that the variable does not touch stays what it is.
    ["piecewise(x, y <= 0, 5)", { x: 0, y: 0 }, 1, 1],
    ["piecewise(x, 0 <= y and x < 1, 5)", { x: 0, y: 0 }, 1, 1],
  ])(
    "%s at %o, where the condition's tie is left in the second order: %s and %s",
    (text, at, left, right) => {
      const found = oneSidedDerivatives(parse(text), "x", at);
      expect([Math.abs(found.left), Math.abs(found.right)]).toEqual([left, right]);
    },
  );

  test.each<[string, Record<string, number>, number, number]>([
    ["min(-x, step(x))", { x: 0 }, up, -1],
    ["max(mod(x*(x - 1), 2), 1)", { x: 0 }, 0, up],
    ["maximum(piecewise(x, i < 3, 1 - step(x)), i, 1, 4)", { x: 0 }, up, 1],
    ["relu(1 - step(x))", { x: 0 }, up, 0],
    ["relu(-step(x))", { x: 0 }, up, 0],
    ["sign(atan2(x, x^2 - 1))", { x: 0 }, up, 0],
    ["sign(step(x) - 1/2)", { x: 0 }, up, 0],
    ["floor(piecewise(0, x == 2, x))", { x: 2 }, up, up],
    ["piecewiseLinear(step(x), 1/2, 1/2, -1, 1)", { x: 0 }, up, up],
    ["piecewiseLinear(2*step(x) - 3, 1/2, 1/2, -4, -2)", { x: 0 }, up, 0],
    ["piecewiseLinear(0, 1/2, 1/2, x, 1)", { x: 0 }, up, 0],
    ["atan2(x^3, -1)", { x: 0 }, up, up],
    ["atan2(x^2, x)", { x: 0 }, up, up],
    ["atan2(step(x) - 1/2, 0)", { x: 0 }, up, 0],
    ["hypot(step(x), 0)", { x: 0 }, up, 0],
    ["norm(tensor(i*x, i, 2))", { x: 0 }, Math.sqrt(5), Math.sqrt(5)],
    ["mod(x, 1) - floor(x)", { x: 2 }, up, 1],
    ["mod(x, 1) + floor(x)", { x: 2 }, 1, 1],
    ["sqrt(relu(x))", { x: -1 }, 0, 0],
  ])("%s at %o, whose argument jumps, or turns: %s and %s", (text, at, left, right) => {
    const found = oneSidedDerivatives(parse(text), "x", at);
    expect(Math.abs(found.left)).toBeCloseTo(left, 12);
    expect(Math.abs(found.right)).toBeCloseTo(Math.abs(right), 12);
  });

  test.each([
    ["piecewise(0, x == 1, 5)^2", { x: 1 }],
    ["step(x)*piecewise(0, x == 0, x)", { x: -0 }],
    ["hypot(piecewise(0, x == 1, 5), y)", { x: 1, y: 3 }],
  ])("%s at %o: a factor that is 0 does not hide a jump", (text, at) => {
    expect(oneSidedDerivatives(parse(text), "x", at).left).not.toSatisfy(Number.isFinite);
  });

  // By hand: values beside the point, as in floor(1 - h) = 0 and floor(h^2) = 0.
  test.each<[string, Record<string, number>, number, number]>([
    ["max(floor(x), x)", { x: 1 }, 1, 1],
    ["min(ceil(x), x)", { x: 1 }, 1, 1],
    ["max(sign(x), x)", { x: 0 }, 1, up],
    ["min(step(x) - 1, x)", { x: 0 }, up, 0],
    ["max(step(x), 1 + x, 1 + 2*x)", { x: 0 }, 1, 2],
    ["max(floor(x), 0*x + 1)", { x: 1 }, 0, 0],
    ["max(floor(x), x - 1)", { x: 1 }, up, 0],
    ["max(floor(step(x)), x + 1)", { x: 0 }, up, up],
    ["max(x*(x - 1), floor(piecewiseLinear(round(x/2), 1/2, x, x, 1)))", { x: 0 }, -1, up],
    ["floor(x^2)", { x: 0 }, 0, 0],
    ["floor(abs(x) + x^2)", { x: 0 }, 0, 0],
    ["ceil(-x^2)", { x: 0 }, 0, 0],
    ["step(x^2)", { x: 0 }, 0, 0],
    ["floor(x^2)", { x: 1 }, up, 0],
    ["floor(x^3)", { x: 0 }, up, up],
    ["sign(x^2)", { x: 0 }, up, up],
    ["piecewise(x, 0 <= x^2, 5)", { x: 0 }, 1, 1],
    ["piecewise(5, x^2 < 0, x)", { x: 0 }, 1, 1],
  ])("%s at %o, whose value beside the point is known: %s and %s", (text, at, left, right) => {
    const found = oneSidedDerivatives(parse(text), "x", at);
    expect([found.left, found.right].map((side) => (Number.isFinite(side) ? side : up))).toEqual([
      left,
      right,
    ]);
  });

  // Undefined at the point, or beside it on one side.
  test.each<[string, Record<string, number>, number, number]>([
    ["sqrt(x)", { x: 0 }, Number.NaN, up],
    ["x^(2/3)", { x: 0 }, Number.NaN, up],
    ["1 - sqrt(-x)", { x: 0 }, up, Number.NaN],
    ["2*x + 0*sqrt(x)", { x: 0 }, Number.NaN, 2],
    ["asin(x)", { x: 1 }, up, Number.NaN],
    ["acosh(x)", { x: 1 }, Number.NaN, up],
    ["sign(sqrt(x))", { x: -1 }, Number.NaN, Number.NaN],
    ["log(x)", { x: -1 }, Number.NaN, Number.NaN],
    ["1/x", { x: 0 }, Number.NaN, Number.NaN],
    ["x + 0/y", { x: 1, y: 0 }, Number.NaN, Number.NaN],
    ["cbrt(x)", { x: 0 }, up, up],
    ["log(x)", { x: 2 }, 0.5, 0.5],
  ])("%s at %o: NaN where it is undefined, %s and %s", (text, at, left, right) => {
    const found = oneSidedDerivatives(parse(text), "x", at);
    expect([found.left, found.right].map(Math.abs)).toEqual([left, right]);
  });

  test("a one-sided derivative of one-sided derivatives is defined where these are", () => {
    const right = oneSidedDerivative(parse("relu(x)*x"), "x", "right");
    expect(oneSidedDerivatives(right, "x", { x: 0 })).toEqual({ left: 0, right: 2 });
    expect(oneSidedDerivatives(right, "x", { x: 1 })).toEqual({ left: 2, right: 2 });
  });

  test("a comparison that counts as a number jumps at its tie", () => {
    const x = symbol("x");
    const e = add(call("less", x, 1), call("and", call("lessEqual", x, 2), 1));
    expect(kinksAt(e, { x: 1 })).toEqual([{ function: "less", arguments: [1, 1], kind: "jump" }]);
    expect(kinksAt(e, { x: 2 })).toEqual([{ function: "lessEqual", arguments: [2, 2], kind: "jump" }]);
    expect(kinksAt(e, { x: 3 })).toEqual([]);
    expect(Math.abs(oneSidedDerivatives(e, "x", { x: 1 }).left)).toBe(up);
    expect(oneSidedDerivatives(e, "x", { x: 3 })).toEqual({ left: 0, right: 0 });
  });

  test("as expressions", () => {
    const e = parse("abs(x)*y + exp(x)");
    const sides = [oneSidedDerivative(e, "x", "left"), oneSidedDerivative(e, "x", "right")];
    expect(evaluate(sides, { x: 0, y: 3 })).toEqual([-2, 4]);
    expect(evaluate(sides, { x: 1, y: 3 })).toEqual([3 + Math.E, 3 + Math.E]);
  });

  test("jump of a piecewise function", () => {
    const found = oneSidedDerivatives(parse("piecewise(0, x <= 1, 1)"), "x", { x: 1 });
    expect(found.left).toBe(0);
    expect(Math.abs(found.right)).toBe(up);
  });

  test("by an element of a vector", () => {
    const shapes = { v: [2] };
    const v2 = element(symbol("v", { shape: [2] }), 2);
    const at = { v: { shape: [2], data: [1, 0] } };
    expect(oneSidedDerivatives(parse("sum(abs(v))", { shapes }), v2, at)).toEqual({ left: -1, right: 1 });
  });

  test("scalars only", () => {
    const e = parse("sum(v)", { shapes: { v: [2] } });
    expect(() => oneSidedDerivatives(e, "v", {})).toThrow(ShapeError);
  });
});

describe("kinks", () => {
  test.each<[string, Record<string, number>, unknown]>([
    ["relu(x) + abs(x - 1)", { x: 1 }, [{ function: "abs", arguments: [0], kind: "kink" }]],
    ["relu(x)", { x: 0 }, [{ function: "relu", arguments: [0], kind: "kink" }]],
    ["relu(x)", { x: 1e-300 }, []],
    ["step(x)", { x: 0 }, [{ function: "step", arguments: [0], kind: "jump" }]],
    ["max(x, y, 0)", { x: 1, y: 1 }, [{ function: "max", arguments: [1, 1, 0], kind: "kink" }]],
    ["max(x, y, 2)", { x: 1, y: 1 }, []],
    ["min(x, y)", { x: 1, y: 1 }, [{ function: "min", arguments: [1, 1], kind: "kink" }]],
    ["mod(x, 2)", { x: 4 }, [{ function: "mod", arguments: [4, 2], kind: "jump" }]],
    ["atan2(y, x)", { x: -1, y: 0 }, [{ function: "atan2", arguments: [0, -1], kind: "jump" }]],
    ["hypot(x, y)", { x: 0, y: 0 }, [{ function: "hypot", arguments: [0, 0], kind: "kink" }]],
    ["round(x)", { x: 0.5 }, [{ function: "round", arguments: [0.5], kind: "jump" }]],
    ["ceil(x)*sign(y)", { x: 0.5, y: 3 }, []],
    ["piecewise(x, x < 1, 1)", { x: 1 }, [{ function: "piecewise", arguments: [1, 1], kind: "kink" }]],
    ["piecewise(x, x < 1, 2)", { x: 1 }, [{ function: "piecewise", arguments: [1, 1], kind: "jump" }]],
    [
      "piecewiseLinear(x, 1/2, 1/2, -1, 1)",
      { x: 1 },
      [{ function: "piecewiseLinear", arguments: [1, 0.5, 0.5, -1, 1], kind: "kink" }],
    ],
    [
      "piecewiseLinear(x, 1, 0, 0, 2)",
      { x: 2 },
      [{ function: "piecewiseLinear", arguments: [2, 1, 0, 0, 2], kind: "jump" }],
    ],
  ])("%s at %o", (text, at, right) => {
    expect(kinksAt(parse(text), at)).toEqual(right);
  });

  test("a norm that is 0, and a number as a condition that is 0", () => {
    expect(kinksAt(parse("norm(tensor(i*x, i, 2))"), { x: 0 })).toEqual([
      { function: "norm", arguments: [0], kind: "kink" },
    ]);
    expect(kinksAt(parse("piecewise(1, x, 5)"), { x: 0 })).toEqual([
      { function: "piecewise", arguments: [0, 0], kind: "jump" },
    ]);
  });

  test("ties of a maximum over an index, row by row", () => {
    const e = parse("sum(maximum(A[i,k], k, 1, 3)^2, i, 1, 2)", { shapes: { A: [2, 3] } });
    const at = (data: readonly number[]) => kinksAt(e, { A: { shape: [2, 3], data } });
    expect(at([1, 2, 0, 5, 4, 3])).toEqual([]);
    expect(at([1, 2, 2, 5, 4, 3])).toEqual([{ function: "max", arguments: [2, 2], kind: "kink" }]);
    expect(at([1, 1, 0, 3, 3, 3])).toEqual([
      { function: "max", arguments: [1, 1], kind: "kink" },
      { function: "max", arguments: [3, 3, 3], kind: "kink" },
    ]);
  });

  test("inside a sum, each distinct one once", () => {
    const e = parse("sum(relu(v))", { shapes: { v: ["n"] } });
    expect(kinksAt(e, { v: { shape: [4], data: [0, 1, 0, -1] } })).toEqual([
      { function: "relu", arguments: [0], kind: "kink" },
    ]);
  });
});

test("acot jumps at 0, from -pi/2 to pi/2", () => {
  expect(kinksAt(parse("acot(x)"), { x: 0 }).map(({ kind }) => kind)).toEqual(["jump"]);
  const { left, right } = oneSidedDerivatives(parse("acot(x)"), "x", { x: 0 });
  expect(right).toBe(-1);
  expect(Number.isFinite(left)).toBe(false);
  expect(oneSidedDerivatives(parse("acot(x)"), "x", { x: 2 })).toEqual({ left: -0.2, right: -0.2 });
});

test("what no variable can move is no kink: conditions on indices and sizes, numbers", () => {
  const e = parse("sum(piecewise(x[i], i <= 2, floor(i/2) + step(n - 3)*x[i]), i, 1, n)", {
    shapes: { x: ["n"] },
  });
  expect(kinksAt(e, { x: { shape: [3], data: [1, 2, 3] } })).toEqual([]);
  expect(kinksAt(parse("abs(0) + relu(x)"), { x: 1 })).toEqual([]);
  expect(kinksAt(parse("abs(0) + relu(x)"), { x: 0 }).map((kink) => kink.function)).toEqual(["relu"]);
});
