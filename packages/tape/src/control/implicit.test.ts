import { array, type NDArray } from "@chainrule/array";
import { describe, expect, test } from "vitest";
import {
  type ArrayLike,
  add,
  at,
  cos,
  exp,
  grad,
  hessian,
  implicitFunction,
  jacobian,
  jvp,
  matmul,
  multiply,
  scan,
  solve,
  stack,
  subtract,
  sum,
  vmap,
} from "../index.ts";

/** x = cos(a x), by fixed-point iteration. */
const fixed = implicitFunction(
  (x, a) => subtract(x, cos(multiply(a, x))),
  (a: ArrayLike) => scan((x) => [cos(multiply(a, x)), null], 1, null, { length: 200 })[0] as ArrayLike,
);

/** Lambert's W, the inverse of w exp w, by a chord method that converges near 1. */
const lambert = implicitFunction(
  (w, z) => subtract(multiply(w, exp(w)), z),
  (z: ArrayLike) =>
    scan(
      (w) => {
        const excess = subtract(multiply(w, exp(w)), z);
        return [subtract(w, multiply(excess, multiply(exp(multiply(-1, w)), 1 / 1.6))), null];
      },
      0.5,
      null,
      { length: 400 },
    )[0] as ArrayLike,
);

describe("implicitFunction", () => {
  test("Lambert's W and its first three derivatives at e: W = 1, and published closed forms", () => {
    // W' = W / (z (1 + W)), W'' = -W² (W + 2) / (z² (1 + W)³), W''' = W³ (2 W² + 8 W + 9) / (z³ (1 + W)^5)
    const e = Math.E;
    const w = lambert(e) as NDArray;
    expect(w.item()).toBeCloseTo(1, 13);
    expect(grad(lambert)(e)).toBeCloseTo(1 / (2 * e), 13);
    expect(grad(grad(lambert))(e)).toBeCloseTo(-3 / (8 * e ** 2), 12);
    expect(grad(grad(grad(lambert)))(e)).toBeCloseTo(19 / (32 * e ** 3), 11);
  });

  test("in forward mode, for batches, and in both orders of the two", () => {
    const x = (fixed(0.7) as NDArray).item();
    const slope = (-x * Math.sin(0.7 * x)) / (1 + 0.7 * Math.sin(0.7 * x));
    expect((jvp(fixed)([0.7], [1]).tangent as NDArray).item()).toBeCloseTo(slope, 13);
    const slopes = vmap(grad(fixed))(array([0.2, 0.7, 1])) as NDArray;
    [0.2, 0.7, 1].forEach((a, i) => {
      expect(slopes.toTypedArray()[i]).toBeCloseTo(grad(fixed)(a) as number, 13);
    });
  });

  test("trees of unknowns and of arguments: a linear system is its own solution", () => {
    const a = array([
      [4, 1],
      [2, 3],
    ]);
    const system = implicitFunction(
      ({ x, y }, { m, b }) => subtract(matmul(m, stack([x, y])), b),
      ({ m, b }: { m: ArrayLike; b: ArrayLike }) => {
        const z = solve(m, b);
        return { x: at(z, 0), y: at(z, 1) };
      },
    );
    const both = (m: ArrayLike, b: ArrayLike): ArrayLike => {
      const { x, y } = system({ m, b });
      return add(multiply(x, x), multiply(3, y));
    };
    const direct = (m: ArrayLike, b: ArrayLike): ArrayLike => {
      const z = solve(m, b);
      return sum(add(multiply(array([1, 0]), multiply(z, z)), multiply(array([0, 3]), z)));
    };
    const b = array([1, 2]);
    for (const argnums of [0, 1]) {
      const [found, wanted] = [both, direct].map((f) => hessian(f, { argnums })(a, b) as NDArray);
      found!.toTypedArray().forEach((value, i) => {
        expect(value).toBeCloseTo(wanted!.toTypedArray()[i]!, 12);
      });
    }
    expect((jacobian(both)(a, b) as NDArray).shape).toEqual([2, 2]);
  });

  test("a residual of another size is refused", () => {
    const wrong = implicitFunction(
      (x, a) => stack([x, a]),
      (a: ArrayLike) => multiply(a, 2),
    );
    expect(() => grad(wrong)(1)).toThrow(expect.objectContaining({ code: "tape/argument" }));
  });
});
