import { array } from "@chainrule/array";
import { describe, expect, test } from "vitest";
import spike from "../fixtures/spike.json" with { type: "json" };
import { grad, hessian, jacobian, jvp, linearize, vjp, vmap } from "./index.ts";
import {
  add,
  cos,
  divide,
  exp,
  log,
  multiply,
  negate,
  sin,
  softplus,
  tanh,
} from "./operations/elementwise.ts";
import { sum } from "./operations/reductions.ts";
import type { ArrayLike } from "./value.ts";

type Scalar = (x: ArrayLike) => ArrayLike;

/** exp(sin x²) log(1 + exp x) tanh x / (1 + exp(-cos x)), as in fixtures/spike.py. */
const smooth: Scalar = (x) =>
  divide(multiply(multiply(exp(sin(multiply(x, x))), softplus(x)), tanh(x)), add(1, exp(negate(cos(x)))));

const forward =
  (f: Scalar): Scalar =>
  (x) =>
    jvp(f)([x], [1]).tangent;
const reverse = (f: Scalar): Scalar => grad(f);
const linear =
  (f: Scalar): Scalar =>
  (x) =>
    linearize(f)(x).pushforward(1);
const pullback =
  (f: Scalar): Scalar =>
  (x) =>
    vjp(f)(x).pullback(1);
const jacobianBackward = (f: Scalar): Scalar => jacobian(f);
const jacobianForward = (f: Scalar): Scalar => jacobian(f, { mode: "forward" });

/** |a - b| relative to b, far above rounding and far below any wrong term. */
const close = (a: ArrayLike, b: number): void => {
  const x = typeof a === "number" ? a : a.item();
  expect(Math.abs(x - b)).toBeLessThan(1e-11 * (1 + Math.abs(b)));
};

describe("any order, in any mixture of modes", () => {
  const modes = { forward, reverse, linear, pullback, jacobianBackward, jacobianForward };
  test.each(spike.smooth)("derivatives 0 to 4 of one mode at $x", ({ x, derivatives }) => {
    for (const mode of [forward, reverse]) {
      let f = smooth;
      for (const expected of derivatives) {
        close(f(x), expected);
        f = mode(f);
      }
    }
  });

  test.each(Object.keys(modes))("%s inside and outside of every other mode, to order 3", (name) => {
    const mode = modes[name as keyof typeof modes];
    for (const other of Object.values(modes)) {
      for (const { x, derivatives } of spike.smooth) {
        close(mode(other(smooth))(x), derivatives[2]!);
        close(other(mode(other(smooth)))(x), derivatives[3]!);
      }
    }
  });
});

describe("perturbations are not confused", () => {
  test("x (x + y)' by y is 1, so the product is x", () => {
    for (const outer of [forward, reverse, linear]) {
      for (const inner of [forward, reverse, linear, pullback]) {
        expect(outer((x) => multiply(x, inner((y) => add(x, y))(1)))(5)).toBe(1);
      }
    }
  });

  test("x d/dy (x y)|y=2 = x², whose derivative is 2 x", () => {
    for (const outer of [forward, reverse]) {
      for (const inner of [forward, reverse]) {
        expect(outer((x) => multiply(x, inner((y) => multiply(x, y))(2)))(3)).toBe(6);
      }
    }
  });

  test("a derivative of a function that returns a closure over its argument", () => {
    // d/dx [z -> d/dy (x y + y² z)](7) with y = x: x + 2 x z, by x at 3: 1 + 2 z = 15
    const f: Scalar = (x) => {
      const inner = (z: ArrayLike): ArrayLike =>
        grad((y: ArrayLike) => add(multiply(x, y), multiply(multiply(y, y), z)))(x);
      return inner(7);
    };
    expect(grad(f)(3)).toBe(15);
    expect(jvp(f)([3], [1]).tangent).toBe(15);
  });

  test("three levels: d/dx x d/dy y d/dz (x y z)", () => {
    // d/dz xyz = xy, y of it: x y²; by y: 2 x y at y = x: 2 x²; x of it: 2 x³; by x: 6 x²
    const f =
      (d1: typeof forward, d2: typeof forward): Scalar =>
      (x) =>
        multiply(x, d1((y) => multiply(y, d2((z) => multiply(multiply(x, y), z))(x)))(x));
    for (const d0 of [forward, reverse]) {
      for (const d1 of [forward, reverse]) {
        for (const d2 of [forward, reverse]) expect(d0(f(d1, d2))(2)).toBe(24);
      }
    }
  });

  test("an inner derivative by one variable of a product with an outer one, as tangents of the same name", () => {
    // Manzyuk et al.: D (x -> x D (y -> x y) 2) and D (x -> D (y -> x y²)(x)) at 3: 2 x² -> 4 x
    expect(reverse((x) => forward((y) => multiply(x, multiply(y, y)))(x))(3)).toBe(12);
    expect(forward((x) => reverse((y) => multiply(x, multiply(y, y)))(x))(3)).toBe(12);
  });
});

describe("vmap among derivatives", () => {
  const points = array([0.5, 1.75, -1.25]);
  const at = (order: number): number[] =>
    [0.5, 1.75, -1.25].map((x) => spike.smooth.find((row) => row.x === x)!.derivatives[order]!);
  const closeAll = (a: ArrayLike, expected: readonly number[]): void =>
    Array.from((a as ReturnType<typeof array>).toTypedArray()).forEach((x, i) => {
      close(x, expected[i]!);
    });

  test("vmap of grad of jvp, and all other orders", () => {
    closeAll(vmap(grad(forward(smooth)))(points), at(2));
    closeAll(vmap(forward(grad(smooth)))(points), at(2));
    closeAll(forward3(vmap(grad(smooth)), points), at(2));
    closeAll(grad((x: ArrayLike) => sum(vmap(grad(smooth))(x)))(points), at(2));
    closeAll(vmap((x: ArrayLike) => hessian(smooth)(x))(points), at(2));
  });

  const forward3 = (f: Scalar, x: ArrayLike): ArrayLike => jvp(f)([x], [array([1, 1, 1])]).tangent;

  test("a gradient through vmap by a value from outside", () => {
    // d/da sum_i sin(a x_i) = sum_i x_i cos(a x_i), and the second derivative
    const xs = [0.5, 1.75, -1.25];
    const f: Scalar = (a) => sum(vmap((x: ArrayLike) => sin(multiply(a, x)))(points));
    close(
      grad(f)(0.7),
      xs.reduce((total, x) => total + x * Math.cos(0.7 * x), 0),
    );
    close(
      grad(grad(f))(0.7),
      xs.reduce((total, x) => total - x * x * Math.sin(0.7 * x), 0),
    );
  });

  test("a gradient inside vmap that uses an outer differentiated value and the example", () => {
    // d/da sum_i d/dx (a² x³) = sum_i 6 a x_i²
    const f: Scalar = (a) =>
      sum(vmap(grad((x: ArrayLike) => multiply(multiply(a, a), multiply(x, multiply(x, x)))))(points));
    close(
      grad(f)(1.5),
      [0.5, 1.75, -1.25].reduce((total, x) => total + 6 * 1.5 * x * x, 0),
    );
  });

  test("vmap in vmap: a table of products, and of derivatives by one factor", () => {
    const table = vmap((x: ArrayLike) => vmap((y: ArrayLike) => log(add(multiply(x, y), 3)))(array([1, 2])))(
      array([3, 4, 5]),
    );
    expect((table as ReturnType<typeof array>).shape).toEqual([3, 2]);
    const slopes = vmap((x: ArrayLike) =>
      vmap((y: ArrayLike) => grad((z: ArrayLike) => log(add(multiply(x, z), 3)))(y))(array([1, 2])),
    )(array([3, 4, 5])) as ReturnType<typeof array>;
    closeAll(
      slopes,
      [3, 4, 5].flatMap((x) => [1, 2].map((y) => x / (x * y + 3))),
    );
  });
});
