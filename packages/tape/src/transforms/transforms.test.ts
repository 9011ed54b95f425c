import { array, type NDArray } from "@chainrule/array";
import { describe, expect, test } from "vitest";
import {
  add,
  at,
  contract,
  grad,
  hessian,
  hvp,
  jacobian,
  jvp,
  linearize,
  matmul,
  multiply,
  perExampleGrad,
  sin,
  sum,
  tanh,
  trace,
  valueAndGrad,
  vjp,
  vmap,
} from "../index.ts";
import type { ArrayLike } from "../value.ts";

const nested = (x: unknown): unknown => (x as NDArray).toNested();
const code = (run: () => unknown, expected: string): void => {
  expect(run).toThrow(expect.objectContaining({ code: expected }));
};

describe("jacobian", () => {
  /** (x, y) -> { p: x y, q: [x_0², 3] */
  const f = (x: ArrayLike, y: ArrayLike): unknown => ({
    p: multiply(x, y),
    q: [multiply(at(x, 0), at(x, 0)), 3],
  });

  test.each(["reverse", "forward"] as const)("of trees, by several arguments, %s", (mode) => {
    const found = jacobian(f, { argnums: [0, 1], mode })(array([2, 3]), array([5, 7]));
    expect(found.p.map(nested)).toEqual([
      [
        [5, 0],
        [0, 7],
      ],
      [
        [2, 0],
        [0, 3],
      ],
    ]);
    expect(found.q[0].map(nested)).toEqual([
      [4, 0],
      [0, 0],
    ]);
    expect(found.q[1].map(nested)).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  test.each(["reverse", "forward"] as const)("has the output's shape, then the argument's, %s", (mode) => {
    const a = array([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    const b = array([
      [1, 0],
      [2, 1],
      [0, 3],
    ]);
    const found = jacobian((x) => matmul(x, b), { mode })(a) as NDArray;
    expect(found.shape).toEqual([2, 2, 2, 3]);
    // d (a b)_ij / d a_kl = [i = k] b_lj
    const expected = [0, 1].map((i) =>
      [0, 1].map((j) =>
        [0, 1].map((k) =>
          [0, 1, 2].map((l) =>
            i === k
              ? [
                  [1, 0],
                  [2, 1],
                  [0, 3],
                ][l]![j]!
              : 0,
          ),
        ),
      ),
    );
    expect(found.toNested()).toEqual(expected);
  });

  test("a number by a number is a number; by an argument tree it is a tree", () => {
    expect(jacobian((x) => multiply(x, x))(3)).toBe(6);
    expect(jacobian((p) => multiply(p.a, p.b), { mode: "forward" })({ a: 2, b: 5 })).toEqual({ a: 5, b: 2 });
    expect(hessian((p) => multiply(p.a, multiply(p.a, p.b)))({ a: 2, b: 5 })).toEqual({
      a: { a: 10, b: 4 },
      b: { a: 4, b: 0 },
    });
  });

  test("hvp of a chosen argument, against the Hessian", () => {
    const g = (s: ArrayLike, x: ArrayLike): ArrayLike => sum(multiply(s, sin(multiply(x, at(x, 0)))));
    const x = array([0.5, -1, 2]);
    const v = array([1, -2, 0.5]);
    const product = hvp(g, { argnums: 1 })([array([1, 2, 3]), x], v) as NDArray;
    const matrix = hessian(g, { argnums: 1 })(array([1, 2, 3]), x) as NDArray;
    const expected = nested(matmul(matrix, v)) as number[];
    (product.toNested() as number[]).forEach((entry, i) => {
      expect(entry).toBeCloseTo(expected[i]!, 13);
    });
  });
});

describe("vmap", () => {
  const a = array([
    [1, 2, 3],
    [4, 5, 6],
  ]);

  test("goes over other axes, shares what has none, and puts the results where asked", () => {
    expect(nested(vmap((column) => sum(column), { inAxes: 1 })(a))).toEqual([5, 7, 9]);
    expect(nested(vmap((row, s) => multiply(row, s), { inAxes: [0, null], outAxes: 1 })(a, 2))).toEqual([
      [2, 8],
      [4, 10],
      [6, 12],
    ]);
    expect(nested(vmap((row, s) => multiply(row, s), { inAxes: [-2, 0] })(a, array([1, 10])))).toEqual([
      [1, 2, 3],
      [40, 50, 60],
    ]);
    expect(nested(vmap((row) => multiply(row, 0), { outAxes: -1 })(a))).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
  });

  test("a result that no example changes is repeated", () => {
    expect(nested(vmap((_) => 7)(a))).toEqual([7, 7]);
    expect(nested(vmap((_) => array([1, 2]))(a))).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  test("of trees", () => {
    const found = vmap(({ x, y }) => ({ both: [add(x, y), x] }))({ x: array([1, 2]), y: array([10, 20]) });
    expect(found.both.map(nested)).toEqual([
      [11, 22],
      [1, 2],
    ]);
  });

  test.each([
    [
      "different numbers of examples",
      () => vmap((x, y) => add(x, y))(array([1, 2]), array([1, 2, 3])),
      "tape/shape-mismatch",
    ],
    ["nothing batched", () => vmap((x) => x)(3), "tape/argument"],
    ["no such axis", () => vmap((x) => x, { inAxes: 2 })(a), "tape/argument"],
    ["too few axes given", () => vmap((x, y) => add(x, y), { inAxes: [0] })(a, a), "tape/argument"],
  ])("fails for %s", (_, run, expected) => {
    code(run, expected);
  });

  test("per-example gradients, against one gradient at a time", () => {
    const loss = (p: { w: ArrayLike; b: ArrayLike }, x: ArrayLike, y: ArrayLike): ArrayLike => {
      const error = add(tanh(add(matmul(x, p.w), p.b)), multiply(-1, y));
      return sum(multiply(error, error));
    };
    const p = {
      w: array([
        [0.5, -1],
        [0.25, 2],
        [1, -0.5],
      ]),
      b: array([0.1, -0.2]),
    };
    const y = array([
      [1, 0],
      [0, 1],
    ]);
    const all = perExampleGrad(loss)(p, a, y) as { w: NDArray; b: NDArray };
    expect([all.w.shape, all.b.shape]).toEqual([
      [2, 3, 2],
      [2, 2],
    ]);
    [0, 1].forEach((i) => {
      const one = grad(loss)(p, at(a, i), at(y, i)) as { w: NDArray; b: NDArray };
      const found = at(all.w, i).toTypedArray();
      one.w.toTypedArray().forEach((entry, k) => {
        expect(found[k]).toBeCloseTo(entry, 14);
      });
    });
  });
});

describe("forward mode", () => {
  test("tangents of trees; undefined is zero", () => {
    const f = (p: { a: ArrayLike }, x: ArrayLike): unknown => [multiply(p.a, x), p.a];
    expect(jvp(f)([{ a: 2 }, 3], [{ a: 1 }, undefined])).toEqual({ value: [6, 2], tangent: [3, 1] });
    expect(jvp(f)([{ a: 2 }, 3], [undefined, 10])).toEqual({ value: [6, 2], tangent: [20, 0] });
    code(() => jvp(f)([{ a: 2 }, 3], [{ b: 1 }, 0]), "tape/tree-mismatch");
  });

  test("a linearisation is used many times, by several arguments", () => {
    const { value, pushforward } = linearize((x, y) => multiply(x, sin(y)), { argnums: [0, 1] })(2, 0);
    expect([value, pushforward([1, 0]), pushforward([5, 1])]).toEqual([0, 0, 2]);
  });
});

describe("what a gradient is of", () => {
  test("of a result that does not depend on the argument: zeros of its form", () => {
    expect(nested(grad((_: ArrayLike) => 5)(array([1, 2])))).toEqual([0, 0]);
    expect(valueAndGrad((_: ArrayLike) => 5)(2)).toEqual({ value: 5, gradient: 0 });
    expect(vjp((_: ArrayLike) => 5)(2).pullback(1)).toBe(0);
  });

  test("of the argument itself: the cotangent", () => {
    expect(grad((x: ArrayLike) => x)(2)).toBe(1);
    expect(nested(vjp((x: ArrayLike) => x)(array([1, 2])).pullback(array([3, 4])))).toEqual([3, 4]);
  });

  test("of one argument used for two positions", () => {
    expect(grad((x: ArrayLike, y: ArrayLike) => multiply(x, y), { argnums: [1, 0] })(2, 5)).toEqual([2, 5]);
  });
});

describe("contractions", () => {
  const names = (f: (w: ArrayLike, x: ArrayLike) => ArrayLike, w: NDArray, x: NDArray): string[] =>
    trace(grad(f, { argnums: [0, 1] }))(w, x).entries.map((entry) => entry.primitive.name);
  const x = array([[1, 2, 3]]);

  test.each([
    [
      "[in, out]",
      (w: ArrayLike, z: ArrayLike) => sum(tanh(matmul(z, w))),
      array([
        [1, 2],
        [3, 4],
        [5, 6],
      ]),
    ],
    [
      "[out, in]",
      (w: ArrayLike, z: ArrayLike) => sum(tanh(contract(z, w, { contract: [[-1], [-1]], batch: [[], []] }))),
      array([
        [1, 2, 3],
        [4, 5, 6],
      ]),
    ],
  ])("the gradient of a dense layer with weights %s needs no transposes", (_, f, w) => {
    const found = names(f, w, x);
    expect(found.filter((name) => name === "contract").length).toBe(3);
    expect(found).not.toContain("permuteDims");
  });

  test("the Jacobian of a contraction with crossed axes and a batch axis in the middle, by both operands", () => {
    // out_{n i j} = sum_{k l} a_{k n i l} b_{l j k n}: k is axis 0 of a and 2 of b, l is axis 3 of a and 0 of b
    const dimensions = {
      contract: [
        [-4, -1],
        [-2, -4],
      ],
      batch: [[-3], [-1]],
    } as const;
    const count = (shape: number[]): NDArray =>
      array(
        Float64Array.from({ length: shape.reduce((p, n) => p * n, 1) }, (_, i) => Math.sin(i + shape.length)),
        { shape },
      );
    const [a, b] = [count([2, 3, 2, 4]), count([4, 5, 2, 3])];
    const f = (p: ArrayLike, q: ArrayLike): ArrayLike => contract(p, q, dimensions);
    expect((f(a, b) as NDArray).shape).toEqual([3, 2, 5]);
    const [byA, byB] = jacobian(f, { argnums: [0, 1] })(a, b) as [NDArray, NDArray];
    expect([byA.shape, byB.shape]).toEqual([
      [3, 2, 5, 2, 3, 2, 4],
      [3, 2, 5, 4, 5, 2, 3],
    ]);
    const [jA, jB, dataA, dataB] = [byA, byB, a, b].map((z) => z.toTypedArray()) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    for (let p = 0; p < jA.length; p++) {
      const [n, i, j, k, m, h, l] = indicesOf(p, byA.shape) as [
        number,
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      expect(jA[p]).toBe(n === m && i === h ? dataB[((l * 5 + j) * 2 + k) * 3 + n] : 0);
    }
    for (let p = 0; p < jB.length; p++) {
      const [n, i, j, l, h, k, m] = indicesOf(p, byB.shape) as [
        number,
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      expect(jB[p]).toBe(n === m && j === h ? dataA[((k * 3 + n) * 2 + i) * 4 + l] : 0);
    }
  });
});

function indicesOf(position: number, shape: readonly number[]): number[] {
  let rest = position;
  return shape
    .toReversed()
    .map((length) => {
      const index = rest % length;
      rest = Math.floor(rest / length);
      return index;
    })
    .reverse();
}
