import { describe, expect, test } from "vitest";
import { createAlgebra } from "../algebra/algebra.ts";
import { createArena } from "../algebra/arena.ts";
import {
  differentiate,
  type Expression,
  equal,
  evaluate,
  parse,
  type ReduceNode,
  simplify,
  type TensorNode,
  toText,
} from "../index.ts";
import { numbersOf } from "../testing/differences.ts";
import { turnSymmetric } from "./symmetric.ts";

const shapes = { A: ["d", "d"], S: ["d", "d"], X: ["n", "d"], Z: ["n", "d"], y: ["d"] } as const;

/** The gradient, simplified; once is enough. */
function gradientOf(text: string, by: string): string {
  const gradient = simplify(differentiate(parse(text, { shapes }), by));
  expect(equal(simplify(gradient), gradient)).toBe(true);
  return toText(gradient);
}

// By hand: d f = <G, dX> with d(X'X) = dX'X + X'dX, d(inverse(S)) = -inverse(S) dS inverse(S), and S its own transpose.
describe("gradients through symmetric matrices", () => {
  test.each<[string, string, string]>([
    ["norm(X' @ X)^2", "X", "4*X @ (X' @ X)"],
    ["norm(X @ X')^2", "X", "4*X @ X' @ X"],
    ["trace(X' @ X @ X' @ X)", "X", "4*X @ (X' @ X)"],
    ["logdet(X' @ X)", "X", "2*X @ inverse(X' @ X)"],
    ["logdet(X @ X')", "X", "2*inverse(X @ X') @ X"],
    ["det(X' @ X)", "X", "2*X @ cofactor(X' @ X)"],
    ["trace(inverse(X' @ X))", "X", "-2*X @ (inverse(X' @ X) @ inverse(X' @ X))"],
    ["y' @ inverse(X' @ X) @ y", "y", "2*inverse(X' @ X) @ y"],
    ["y' @ inverse(X' @ X) @ y", "X", "-2*X @ outer(inverse(X' @ X) @ y, inverse(X' @ X)' @ y)"],
  ])("%s by %s is %s", (text, by, right) => {
    expect(gradientOf(text, by)).toBe(right);
  });

  test.each<[string, string, string]>([
    ["logdet(A)", "A", "inverse(A)'"],
    ["y' @ inverse(S) @ y", "y", "(inverse(S)' + inverse(S)) @ y"],
    ["norm(X' @ Z)^2", "X", "2*Z @ (Z' @ X)"],
    ["trace(X' @ Z @ (X' @ Z))", "X", "2*Z @ (X' @ Z)"],
  ])("%s by %s is no gradient of a symmetric matrix: %s", (text, by, right) => {
    expect(gradientOf(text, by)).toBe(right);
  });
});

test("of two binders, the outer one turns an element of both", () => {
  const algebra = createAlgebra(createArena());
  const [S, y] = ["inverse(X' @ X)", "y"].map((text) => algebra.arena.adopt(parse(text, { shapes }))) as [
    Expression,
    Expression,
  ];
  const [size] = y.shape as [Expression];
  const [outer, inner] = [algebra.arena.freshIndex(), algebra.arena.freshIndex()];
  const norm = (...at: readonly Expression[]) => {
    const body = algebra.multiply(algebra.element(S, at), algebra.element(y, [inner]));
    const tensor = algebra.tensor([inner], [size], body) as TensorNode;
    expect(turnSymmetric(algebra, tensor)).toBeUndefined();
    const index = algebra.arena.freshIndex();
    const range = { index, from: algebra.one, to: size };
    return algebra.reduce("norm", range, algebra.element(tensor, [index]));
  };
  const total = (...at: readonly Expression[]) =>
    algebra.reduce("add", { index: outer, from: algebra.one, to: size }, norm(...at)) as ReduceNode;
  expect(turnSymmetric(algebra, total(outer, inner))).toBeUndefined();
  expect(turnSymmetric(algebra, total(inner, outer))).toBe(total(outer, inner));
});

test.each([
  "tensor(tensor(y[i]*y[j], i, 2, j, 3)[b, a], a, 2, b, 3)",
  "tensor(tensor(y[i]*y[j], i, 2, j, 3)[b, a] + tensor(y[i]*y[j], i, 2, j, 3)[a, b], a, 2, b, 2)",
  "tensor((X' @ Z)[j, i] + (X' @ X)[j, i] + (X' @ X)[i, j], i, 2, j, 2)",
  "tensor(sum((X' @ X)[k, i]*y[k]*(X' @ Z)[i, k], k, 1, 2), i, 2)",
  "sum(sum((X' @ X)[j, i]*(inverse(X' @ X) - A)[i, j]*i, j, 1, 2), i, 1, 2)",
])("values stay: %s", (text) => {
  const e = parse(text, { shapes: { A: [2, 2], X: [3, 2], Z: [3, 2], y: [3] } });
  const values = {
    A: { shape: [2, 2], data: [0.3, -0.7, 1.1, 0.2] },
    X: { shape: [3, 2], data: [0.5, -1.2, 0.8, 0.1, -0.4, 1.5] },
    Z: { shape: [3, 2], data: [1.3, 0.2, -0.6, 0.9, 0.7, -1.1] },
    y: { shape: [3], data: [0.4, -0.9, 1.6] },
  };
  const [before, after] = [e, simplify(e)].map((each) => numbersOf(evaluate(each, values)));
  expect(after).toHaveLength(before!.length);
  for (const [k, value] of before!.entries()) {
    if (Number.isNaN(value)) expect(after![k]).toBeNaN();
    else expect(after![k]).toBeCloseTo(value, 12);
  }
});
