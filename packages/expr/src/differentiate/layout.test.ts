import { describe, expect, test } from "vitest";
import {
  differentiate,
  type Expression,
  evaluate,
  jacobian,
  type Layout,
  parse,
  ShapeError,
  type TensorValue,
  toText,
  transposeLayout,
  ValueError,
} from "../index.ts";

const shapes = { W: [3, 2], x: [2], b: [3], t: [] };
const at = {
  W: { shape: [3, 2], data: [1, 2, 3, 4, 5, 6] },
  x: { shape: [2], data: [7, -8] },
  b: { shape: [3], data: [0.5, -0.25, 2] },
  t: 3,
};

function single(text: string, variable: string, layout: Layout): Expression {
  return jacobian([parse(text, { shapes })], [variable], { layout })[0]![0]!;
}

describe("layouts of a Jacobian", () => {
  test.each<[string, string, number[], number[]]>([
    ["W @ x + b", "x", [3, 2], [2, 3]],
    ["W @ x", "W", [3, 3, 2], [3, 2, 3]],
    ["t*W", "t", [3, 2], [3, 2]],
    ["sum(x)*W", "x", [3, 2, 2], [2, 3, 2]],
    ["x' @ x", "x", [2], [2]],
    ["sum(W)*t", "W", [3, 2], [3, 2]],
  ])("%s by %s: %j in numerator, %j in denominator layout", (text, variable, numerator, denominator) => {
    const found = (layout: Layout) => evaluate(single(text, variable, layout), at) as TensorValue;
    expect(found("numerator").shape).toEqual(numerator);
    expect(found("denominator").shape).toEqual(denominator);
  });

  test("are transposes of each other", () => {
    expect(toText(single("W @ x + b", "x", "numerator"))).toBe("W");
    expect(toText(single("W @ x + b", "x", "denominator"))).toBe("W'");
    expect(toText(single("tanh(W @ x)", "x", "denominator"))).toBe("W' @ diag(sech(W @ x)^2)");
  });

  test("of a second derivative, whose variables come first", () => {
    const y = parse("W @ x^3", { shapes });
    const turned = transposeLayout(differentiate(y, "x", 2), y);
    const { shape, data } = evaluate(turned, at) as TensorValue;
    expect(shape).toEqual([2, 2, 3]);
    const [w, x] = [at.W.data, at.x.data];
    const element = (i: number, k: number, row: number) => (i === k ? 6 * x[i]! * w[2 * row + i]! : 0);
    for (const [k, value] of Array.from(data).entries())
      expect(value + 0).toBe(element(Math.floor(k / 6), Math.floor(k / 3) % 2, k % 3));
  });

  test("keep the domain", () => {
    const shape = { x: [2] };
    const y = parse("log(x)", { shapes: shape });
    const outside = { x: { shape: [2], data: [1, -1] } };
    const turned = transposeLayout(differentiate(y, "x"), y);
    expect((evaluate(turned, outside) as TensorValue).data[0]).toBeNaN();
  });

  test("mistakes", () => {
    const y = parse("W @ x", { shapes });
    expect(() => transposeLayout(parse("W'", { shapes }), y)).toThrow(ShapeError);
    expect(() => single("W @ x", "x", "mixed" as Layout)).toThrow(ValueError);
  });
});
