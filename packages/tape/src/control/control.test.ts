import { array, type NDArray } from "@chainrule/array";
import { describe, expect, test } from "vitest";
import spike from "../../fixtures/spike.json" with { type: "json" };
import {
  applyOne,
  checkpoint,
  cos,
  customJvp,
  customVjp,
  grad,
  hessian,
  hvp,
  ifElse,
  jacobian,
  jvp,
  scan,
  unary,
  vmap,
  whileLoop,
} from "../index.ts";
import { add, less, log, multiply, sin, tanh } from "../operations/elementwise.ts";
import { sum } from "../operations/reductions.ts";
import type { ArrayLike } from "../value.ts";

const close = (a: ArrayLike | number, b: number): void => {
  const x = typeof a === "number" ? a : a.item();
  expect(Math.abs(x - b)).toBeLessThan(1e-11 * (1 + Math.abs(b)));
};

/** Loss of h <- tanh(w h + u x + b): the sum of squares of all h, as in fixtures/spike.py. */
const recurrent = (parameters: ArrayLike, xs: ArrayLike): ArrayLike => {
  const [w, u, b] = [0, 1, 2].map((i) => at(parameters, i));
  const step = (h: ArrayLike, x: ArrayLike): [ArrayLike, ArrayLike] => {
    const next = tanh(add(add(multiply(w!, h), multiply(u!, x)), b!));
    return [next, multiply(next, next)];
  };
  return sum(scan(step, 0, xs)[1]);
};

/** One element of a vector, by a product with a unit vector. */
const at = (x: ArrayLike, i: number): ArrayLike =>
  sum(multiply(x, array([0, 1, 2].map((k) => Number(k === i)))));

const point = array(spike.point);
const sequences = array(spike.sequences);

describe("scan", () => {
  test.each([0, 1])("value, gradient and Hessian of a recurrent net on sequence %i", (i) => {
    const xs = array(spike.sequences[i]!);
    const expected = spike.recurrent[i]!;
    close(recurrent(point, xs), expected.value);
    const gradient = grad(recurrent)(point, xs) as NDArray;
    expected.gradient.forEach((value, k) => {
      close(gradient.toTypedArray()[k]!, value);
    });
    for (const second of [
      hessian(recurrent),
      jacobian(grad(recurrent)),
      jacobian(jacobian(recurrent, { mode: "forward" })),
    ]) {
      const matrix = second(point, xs) as NDArray;
      expected.hessian.flat().forEach((value, k) => {
        close(matrix.toTypedArray()[k]!, value);
      });
    }
    expected.hessian.forEach((row, k) => {
      const unit = array([0, 1, 2].map((j) => Number(j === k)));
      const product = hvp(recurrent)([point, xs], unit) as NDArray;
      row.forEach((value, j) => {
        close(product.toTypedArray()[j]!, value);
      });
    });
  });

  test("its gradient runs the body forward once", () => {
    let steps = 0;
    const counted = unary({
      name: "counted",
      number: (x: number) => {
        steps += 1;
        return Math.sin(x);
      },
      scalar: (A, x) => A.sin(x),
      partials: [(x) => cos(x)],
    });
    const f = (x: ArrayLike): ArrayLike =>
      scan((c) => [applyOne(counted, undefined, [c]), null], x, null, { length: 10 })[0];
    grad(f)(0.5);
    expect(steps).toBe(10); // the pullback needs the carries alone, which the first run saved
  });

  test("vmap(grad(scan)) and grad(vmap(scan)) over sequences", () => {
    const gradients = vmap(grad(recurrent), { inAxes: [null, 0] })(point, sequences) as NDArray;
    expect(gradients.shape).toEqual([2, 3]);
    const expected = spike.recurrent.map((row) => row.gradient);
    expected.flat().forEach((value, k) => {
      close(gradients.toTypedArray()[k]!, value);
    });
    const total = (p: ArrayLike): ArrayLike => sum(vmap((xs: ArrayLike) => recurrent(p, xs))(sequences));
    const gradient = grad(total)(point) as NDArray;
    [0, 1, 2].forEach((k) => {
      close(gradient.toTypedArray()[k]!, expected[0]![k]! + expected[1]![k]!);
    });
    const matrices = vmap(hessian(recurrent), { inAxes: [null, 0] })(point, sequences) as NDArray;
    spike.recurrent
      .flatMap((row) => row.hessian.flat())
      .forEach((value, k) => {
        close(matrices.toTypedArray()[k]!, value);
      });
  });

  test("the gradient by the sequence and by the initial carry", () => {
    // c_t = c + x_1 + ... + x_t; sum of c_t²: by c it is 2 sum c_t, by x_k it is 2 sum of c_t, t >= k
    const f = (c: ArrayLike, xs: ArrayLike): ArrayLike => {
      const [, sums] = scan((carry, x) => [add(carry, x), add(carry, x)], c, xs);
      return sum(multiply(sums, sums));
    };
    const [byCarry, bySequence] = grad(f, { argnums: [0, 1] })(1, array([2, -5, 4]));
    expect(byCarry).toBe(2 * (3 - 2 + 2));
    expect((bySequence as NDArray).toNested()).toEqual([6, 0, 4]);
  });

  test("reverse goes from the last slice, and keeps the order of outputs", () => {
    const [last, sums] = scan((carry, x) => [add(carry, x), carry], 0, array([1, 2, 4]), { reverse: true });
    expect([last.item(), sums.toNested()]).toEqual([7, [6, 4, 0]]);
    const weighted = (xs: ArrayLike): ArrayLike =>
      sum(
        multiply(
          scan((c, x) => [add(c, multiply(x, x)), c], 0, xs, { reverse: true })[1],
          array([1, 10, 100]),
        ),
      );
    expect((grad(weighted)(array([1, 2, 3])) as NDArray).toNested()).toEqual([0, 4, 66]);
  });

  test("trees as carry and sequences, a length without sequences, and zero steps", () => {
    const [carry, out] = scan(
      ({ a, b }, { x, y }) => [{ a: add(a, x), b: multiply(b, y) }, [a, b]],
      { a: 0, b: 1 },
      { x: array([1, 2]), y: array([3, 4]) },
    );
    expect([carry.a.item(), carry.b.item(), out[0].toNested(), out[1].toNested()]).toEqual([
      3,
      12,
      [0, 1],
      [1, 3],
    ]);
    const [doubled] = scan((c) => [multiply(c, 2), null], 1, null, { length: 10 });
    expect(doubled.item()).toBe(1024);
    expect(scan((c, x) => [add(c, x), x], 5, array(new Float64Array(0)))[0].item()).toBe(5);
  });

  test.each([
    [
      "the carry changes its shape",
      () => scan((c, x) => [add(c, x), c], 0, array([[1, 2]])),
      "tape/shape-mismatch",
    ],
    [
      "sequences differ in length",
      () => scan((c) => [c, c], 0, [array([1]), array([1, 2])]),
      "tape/shape-mismatch",
    ],
    ["no length", () => scan((c) => [c, c], 0, null), "tape/argument"],
    ["a scalar sequence", () => scan((c) => [c, c], 0, 3), "tape/argument"],
    ["no list", () => scan(((c: ArrayLike) => c) as never, 0, array([1])), "tape/argument"],
    ["another form of carry", () => scan((c) => [[c, c] as never, c], 0, array([1])), "tape/argument"],
    ["another dtype", () => scan((c) => [less(c, 1), c], 0, array([1])), "tape/argument"],
    [
      "elements are read",
      () => scan((c, x) => (x.item() > 0 ? [c, x] : [x, c]), 0, array([1])),
      "tape/no-concrete-value",
    ],
  ])("fails when %s", (_, run, code) => {
    expect(run).toThrow(expect.objectContaining({ code }));
  });
});

/** A loop, a checkpoint and a branch in each other, all of which use `a` from outside: as in fixtures/spike.py. */
const branching = (a: ArrayLike, x: ArrayLike): ArrayLike => {
  const step = (c: ArrayLike, t: ArrayLike): [ArrayLike, null] => {
    const inner = checkpoint((y: ArrayLike) =>
      ifElse(
        less(y, 1),
        () => sin(multiply(a, y)),
        (z: ArrayLike) => multiply(multiply(a, z), log(y)),
        y,
      ),
    );
    return [inner(add(c, multiply(a, t))), null];
  };
  return multiply(scan(step, x, array([1, 2, 3]))[0], a);
};

/** The same with the primitives nested in other orders. */
const orders: { [name: string]: typeof branching } = {
  "checkpoint in scan": branching,
  "scan in checkpoint": (a, x) => checkpoint((y: ArrayLike) => branching(a, y))(x),
  "scan in checkpoint in a branch": (a, x) =>
    ifElse(
      less(0, 1),
      (y: ArrayLike) => checkpoint((z: ArrayLike) => branching(a, z))(y),
      () => multiply(a, x),
      x,
    ),
  "a branch in scan in scan": (a, x) =>
    scan((_, one) => [multiply(one, branching(a, x)), null], 0, array([1, 1]))[0],
  "checkpoint twice, all captured": (a, x) => checkpoint(() => checkpoint(() => branching(a, x))())(),
  "customVjp around captured values": (a, x) =>
    customVjp((one: ArrayLike) => multiply(one, branching(a, x)), { backward: () => [undefined] })(1),
  "customJvp in scan": (a, x) =>
    scan(
      (_, one) => [
        customJvp(
          (o: ArrayLike) => multiply(o, branching(a, x)),
          () => undefined,
        )(one),
        null,
      ],
      0,
      array([1]),
    )[0],
};

describe("captured values are operands, nested twice and more", () => {
  test.each(Object.keys(orders))("%s: value, gradient, Hessian", (name) => {
    const f = orders[name]!;
    for (const { a, x, value, gradient, hessian: matrix } of spike.branching) {
      close(f(a, x), value);
      grad(f, { argnums: [0, 1] })(a, x).forEach((entry, i) => {
        close(entry as ArrayLike, gradient[i]!);
      });
      [0, 1].forEach((i) => {
        close(jvp(f)([a, x], [Number(i === 0), Number(i === 1)]).tangent, gradient[i]!);
        const second = grad(grad(f, { argnums: i }), { argnums: [0, 1] })(a, x);
        second.forEach((entry, j) => {
          close(entry as number, matrix[i]![j]!);
        });
        close(jvp(grad(f, { argnums: i }))([a, x], [1, 0]).tangent, matrix[i]![0]!);
      });
    }
  });

  test.each(Object.keys(orders))("%s: under vmap, by example and by the shared value", (name) => {
    const f = orders[name]!;
    const rows = spike.branching;
    const values = [array(rows.map((row) => row.a)), array(rows.map((row) => row.x))] as const;
    const gradients = vmap(grad(f, { argnums: [0, 1] }))(...values) as NDArray[];
    rows.forEach((row, k) => {
      close(gradients[0]!.toTypedArray()[k]!, row.gradient[0]!);
      close(gradients[1]!.toTypedArray()[k]!, row.gradient[1]!);
    });
    const some = rows.filter((row) => row.a === rows[0]!.a);
    const shared = grad((a: ArrayLike) =>
      sum(vmap((x: ArrayLike) => f(a, x))(array(some.map((row) => row.x)))),
    )(some[0]!.a);
    close(
      shared as number,
      some.reduce((total, row) => total + row.gradient[0]!, 0),
    );
  });
});

describe("ifElse", () => {
  const f = (x: ArrayLike): ArrayLike =>
    ifElse(
      less(x, 0),
      (y) => multiply(y, -3),
      (y) => log(y),
      x,
    );

  test("takes one branch: the other is not computed", () => {
    close(grad(f)(4), 0.25);
    close(grad(f)(-4), -3);
    expect(
      ifElse(
        true,
        () => 1,
        () => 2,
      ).item(),
    ).toBe(1);
  });

  test("under vmap selects example by example, and no NaN of the other branch comes through", () => {
    const slopes = vmap(grad(f))(array([-2, 0.5, -1, 4])) as NDArray;
    expect(slopes.toNested()).toEqual([-3, 2, -3, 0.25]);
    const curvatures = vmap(grad(grad(f)))(array([-2, 0.5, -1, 4])) as NDArray;
    expect(curvatures.toNested()).toEqual([0, -4, 0, -0.0625]);
  });

  test.each([
    [
      "shapes differ",
      () =>
        ifElse(
          1,
          () => array([1]),
          () => 1,
        ),
      "tape/shape-mismatch",
    ],
    [
      "dtypes differ",
      () =>
        ifElse(
          1,
          (x) => less(x, 1),
          (x) => x,
          1,
        ),
      "tape/argument",
    ],
    [
      "forms differ",
      () =>
        ifElse(
          1,
          () => [1, 2],
          () => [1] as never,
        ),
      "tape/argument",
    ],
    [
      "the predicate is a vector",
      () =>
        ifElse(
          array([1, 0]),
          () => 1,
          () => 2,
        ),
      "tape/argument",
    ],
  ])("fails when %s", (_, run, code) => {
    expect(run).toThrow(expect.objectContaining({ code }));
  });
});

describe("whileLoop", () => {
  /** x, x², x⁴, ... until over 100. */
  const squares = (x: ArrayLike): ArrayLike =>
    whileLoop(
      (c) => less(c, 100),
      (c) => multiply(c, c),
      x,
    );

  test("forward mode follows as many steps as there were", () => {
    close(squares(3), 6561);
    close(jvp(squares)([3], [1]).tangent, 8 * 3 ** 7);
    close(jvp((x: ArrayLike) => jvp(squares)([x], [1]).tangent)([3], [1]).tangent, 56 * 3 ** 6);
  });

  test("by captured values, in the condition (no derivative) and in the body", () => {
    // c <- c a until over 10 a: from 1, a^n with n the first where a^n >= 10 a; a = 3: a^4 = 81
    const f = (a: ArrayLike): ArrayLike =>
      whileLoop(
        (c) => less(c, multiply(a, 10)),
        (c) => multiply(c, a),
        1,
      );
    close(jvp(f)([3], [1]).tangent, 4 * 27);
  });

  test("under vmap each example stops by itself", () => {
    expect((vmap(squares)(array([3, 11, 200])) as NDArray).toNested()).toEqual([6561, 121, 200]);
    const tangent = vmap((x: ArrayLike) => jvp(squares)([x], [1]).tangent)(array([3, 11, 200])) as NDArray;
    expect(tangent.toNested()).toEqual([8 * 3 ** 7, 22, 1]);
    const limits = vmap((limit: ArrayLike) =>
      whileLoop(
        (c) => less(c, limit),
        (c) => multiply(c, 2),
        1,
      ),
    )(array([5, 100, 1])) as NDArray;
    expect(limits.toNested()).toEqual([8, 128, 1]);
  });

  test("has no reverse mode, and says so", () => {
    expect(() => grad(squares)(3)).toThrow(expect.objectContaining({ code: "tape/while-reverse" }));
    expect(() =>
      whileLoop(
        (c) => c,
        (c) => c,
        array([1, 2]),
      ),
    ).toThrow(expect.objectContaining({ code: "tape/argument" }));
  });
});

describe("custom derivatives", () => {
  /** x², with a derivative of 10 x² + y: wrong on purpose, to tell the rule from the function. */
  const vjpRule = customVjp((x: ArrayLike, y: ArrayLike) => multiply(multiply(x, x), y), {
    forward: (x, y) => [multiply(multiply(x, x), y), { x, y }],
    backward: ({ x, y }: { x: ArrayLike; y: ArrayLike }, g: ArrayLike) => [
      multiply(g, multiply(multiply(x, x), 10)),
      multiply(g, y),
    ],
  });
  const jvpRule = customJvp(
    (x: ArrayLike, y: ArrayLike) => multiply(multiply(x, x), y),
    ([x, y], [dx, dy]) => add(multiply(dx, multiply(multiply(x, x), 10)), multiply(dy, y)),
  );

  test.each([
    ["customVjp", vjpRule],
    ["customJvp", jvpRule],
  ])("%s: both directions use the rule", (_, f) => {
    expect(f(3, 2)).toSatisfy((x: ArrayLike) => (x as NDArray).item() === 18);
    expect(grad(f, { argnums: [0, 1] })(3, 2)).toEqual([90, 2]);
    close(jvp(f)([3, 2], [1, 100]).tangent, 290);
    close(grad(grad(f))(3, 2), 60);
    close(grad((x: ArrayLike) => jvp(f)([x, 2], [1, 0]).tangent)(3), 60);
  });

  test.each([
    ["customVjp", vjpRule],
    ["customJvp", jvpRule],
  ])("%s under vmap: one cotangent for each example", (_, f) => {
    const slopes = vmap(grad(f, { argnums: [0, 1] }), { inAxes: [0, null] })(
      array([1, 2, 3]),
      2,
    ) as NDArray[];
    expect(slopes.map((slope) => slope.toNested())).toEqual([
      [10, 40, 90],
      [2, 2, 2],
    ]);
    const total = (y: ArrayLike): ArrayLike => sum(vmap((x: ArrayLike) => f(x, y))(array([1, 2, 3])));
    close(grad(total)(2), 6);
    const tangent = vmap((x: ArrayLike) => jvp(f)([x, 2], [1, 0]).tangent)(array([1, 2, 3])) as NDArray;
    expect(tangent.toNested()).toEqual([10, 40, 90]);
  });

  test("trees of arguments and results", () => {
    const f = customVjp((p: { a: ArrayLike; b: ArrayLike[] }) => ({ s: add(p.a, p.b[0]!) }), {
      backward: (_, g: { s: ArrayLike }) => [{ a: multiply(g.s, 7), b: [multiply(g.s, 8)] }],
    });
    const gradient = grad((p: { a: ArrayLike; b: ArrayLike[] }) => f(p).s)({ a: 1, b: [2] });
    expect(gradient).toEqual({ a: 7, b: [8] });
  });

  test("a rule of another form is refused", () => {
    const f = customVjp((x: ArrayLike) => multiply(x, 2), {
      backward: (_: never, g: ArrayLike) => [[g, g]],
    });
    expect(() => grad(f)(1)).toThrow(expect.objectContaining({ code: "tape/argument" }));
  });
});
