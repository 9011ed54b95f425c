import { array, type NDArray } from "@chainrule/array";
import { evaluate, hessian, parse, type TensorValue } from "@chainrule/expr";
import {
  type ArrayLike,
  add,
  matmul,
  multiply,
  sigmoid,
  subtract,
  sum,
  hessian as tapeHessian,
} from "@chainrule/tape";
import { describe, expect, test } from "vitest";
import { crossCheck } from "./crossCheck.ts";
import { overallVerdict } from "./report/overall.ts";
import { networkSubject } from "./subject/network.ts";

/** Values without symmetry or repetition, rows of a matrix. */
function rows(count: number, length: number, start: number): number[][] {
  return Array.from({ length: count }, (_, i) =>
    Array.from({ length }, (_, k) => Math.sin(start + 1.7 * (i * length + k))),
  );
}

describe("the Hessian of a 3-4-2 net of sigmoids by its 26 parameters", () => {
  const parameters = {
    W1: rows(4, 3, 1),
    b1: rows(1, 4, 2)[0]!,
    W2: rows(2, 4, 3),
    b2: rows(1, 2, 4)[0]!,
  };
  const names = ["W1", "b1", "W2", "b2"] as const;
  const [x, y] = [rows(1, 3, 5)[0]!, rows(1, 2, 6)[0]!];
  const shapes = { W1: [4, 3], b1: [4], W2: [2, 4], b2: [2], x: [3], y: [2] };

  test("all 676 entries are the same symbolically and on the tape", () => {
    const loss = parse("1/2*sum((sigmoid(W2 @ sigmoid(W1 @ x + b1) + b2) - y)^2)", { shapes });
    const at = Object.fromEntries(
      Object.entries({ ...parameters, x, y }).map(([name, value]) => [
        name,
        { shape: shapes[name as keyof typeof shapes], data: value.flat() },
      ]),
    );
    const symbolic = evaluate(hessian(loss, names).flat(), at) as TensorValue[];
    const { W1, b1, W2, b2 } = parameters;
    const blocks = tapeHessian(lossOnTape)({
      W1: array(W1),
      b1: array(b1),
      W2: array(W2),
      b2: array(b2),
    }) as Record<string, Record<string, NDArray>>;
    for (const [row, first] of names.entries()) {
      for (const [column, second] of names.entries()) {
        const block = blocks[first]![second]!;
        const found = symbolic[row * names.length + column]!;
        expect(found.shape).toEqual(block.shape);
        const right = Array.from(block.toTypedArray(), Number);
        for (const [k, value] of right.entries()) expect(found.data[k]).toBeCloseTo(value, 15);
      }
    }
  });

  function lossOnTape({ W1, b1, W2, b2 }: Record<(typeof names)[number], ArrayLike>): ArrayLike {
    const hidden = sigmoid(add(matmul(W1, array(x)), b1));
    const error = subtract(sigmoid(add(matmul(W2, hidden), b2)), array(y));
    return multiply(sum(multiply(error, error)), 0.5);
  }

  test("its product with a direction is certain beyond float64 in both voices", () => {
    const data = { inputs: array([x]), targets: array([y]) };
    const subject = networkSubject("3 -> 4 sigmoid -> 2 sigmoid; loss=sse", data);
    const report = crossCheck(subject, { order: 2 });
    expect(report.order).toBe(2);
    expect(overallVerdict(report)).toBe("agree");
    expect(
      report.parameters.reduce((total, { entries }) => total + entries.length, 0),
    ).toBeGreaterThanOrEqual(26);
  });
});
