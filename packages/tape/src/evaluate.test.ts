import { array, type NDArray } from "@chainrule/array";
import { type Arithmetic, type DoubleDouble, doubleDouble, float64 } from "@chainrule/special";
import { describe, expect, test } from "vitest";
import spike from "../fixtures/spike.json" with { type: "json" };
import {
  add,
  any,
  applyOne,
  argmax,
  astype,
  at,
  checkpoint,
  concat,
  cumulativeSum,
  type Elements,
  evaluate,
  exp,
  flip,
  gelu,
  grad,
  greater,
  hessian,
  ifElse,
  less,
  log,
  logSumExp,
  matmul,
  max,
  mean,
  multiply,
  negate,
  type Primitive,
  permuteDims,
  prod,
  random,
  reshape,
  scan,
  sigmoid,
  softmax,
  softplus,
  sum,
  type TreeFunction,
  take,
  takeAlongAxis,
  tanh,
  trace,
  vmap,
  where,
  whileLoop,
} from "./index.ts";
import { sin } from "./rows/elementwise.ts";
import { flatten } from "./tree.ts";
import type { ArrayLike } from "./value.ts";

const x = array([
  [0.5, -1.25, 2],
  [0.75, 3, -0.5],
]);
const w = array([
  [1.5, -0.25],
  [0.125, 2],
  [-1, 0.5],
]);

const programs: { [name: string]: [TreeFunction, ...unknown[]] } = {
  "a dense layer": [(a, b) => tanh(add(matmul(a, b), array([0.1, -0.2]))), x, w],
  "its gradient": [grad((b, a) => sum(sigmoid(matmul(a, b)))), w, x],
  "its second derivative": [hessian((b, a) => mean(softplus(matmul(a, b)))), w, x],
  "contraction over a batch": [vmap((row, b) => matmul(row, b), { inAxes: [0, null] }), x, w],
  "outer product": [(a, b) => multiply(reshape(a, [6, 1]), reshape(b, [1, 6])), x, w],
  moves: [
    (a) => concat([flip(permuteDims(a, [1, 0]), 0), reshape(at(a, 0, { start: 0, stop: 2 }), [1, 2])], 0),
    x,
  ],
  "the gradient of a slice": [grad((a) => sum(exp(at(a, 1)))), x],
  reductions: [
    (a) => [
      sum(a, { axis: 0 }),
      max(a, { axis: [-1] }),
      mean(a),
      sum(reshape(at(a, { start: 0, stop: 0 }), [0, 3]), { axis: 0 }),
    ],
    x,
  ],
  "a branch by element": [(a) => where(greater(a, 0), log(where(greater(a, 0), a, 1)), negate(a)), x],
  "a scan and its gradient": [
    grad((b, a) =>
      sum(
        scan(
          (h, row) => {
            const y = tanh(add(matmul(row, b), h));
            return [y, y];
          },
          array([0, 0]),
          a,
        )[1],
      ),
    ),
    w,
    x,
  ],
  selections: [(a) => [argmax(a), argmax(a, { axis: 1 }), any(greater(a, 2))], x],
  gathering: [
    (a) => [take(a, array([1, 0, 1]), 0), takeAlongAxis(a, array([[0], [2]], { dtype: "int32" }), 1)],
    x,
  ],
  scattering: [grad((a) => sum(exp(take(a, array([1, 0, 1]), 0)))), x],
  "scattering along an axis": [
    grad((a) =>
      sum(
        exp(
          takeAlongAxis(
            a,
            array([
              [0, 0],
              [2, 1],
            ]),
            1,
          ),
        ),
      ),
    ),
    x,
  ],
  "running sums, from both ends": [grad((a) => sum(exp(multiply(0.1, cumulativeSum(a, 1))))), x],
  composites: [(a) => [softmax(a), logSumExp(a), prod(a), gelu(a)], x],
  "the gradient of composites": [grad((a) => sum(multiply(softmax(a), a))), x],
  "random bits": [(a) => add(a, random.uniform(random.key(3), [2, 3])), x],
  control: [
    (a) =>
      checkpoint((c) =>
        ifElse(
          less(sum(c), 0),
          (y) => y,
          (y) => multiply(y, 2),
          c,
        ),
      )(a),
    x,
  ],
  "a loop": [
    (a) =>
      whileLoop(
        (c) => less(sum(c), 100),
        (c) => multiply(c, 2),
        a,
      ),
    x,
  ],
};

describe("a program in float64, element by element, against the kernels", () => {
  test.each(Object.keys(programs))("%s", (name) => {
    const [f, ...args] = programs[name]!;
    const program = trace(f)(...args);
    const { leaves } = flatten(args);
    const expected = evaluate(program, leaves) as readonly NDArray[];
    const found = evaluate(program, leaves, float64);
    expect(found.length).toBe(expected.length);
    found.forEach((elements, i) => {
      expect(elements.shape).toEqual(expected[i]!.shape);
      const kernel = expected[i]!.toTypedArray();
      elements.data.forEach((element, k) => {
        expect(Math.abs(element - kernel[k]!)).toBeLessThanOrEqual(4e-15 * (1 + Math.abs(element)));
      });
    });
  });
});

describe("a gradient program in double-double", () => {
  test.each([0, 1])("the gradient of a recurrent net on sequence %i, to 28 digits", (i) => {
    const loss = (w: ArrayLike, u: ArrayLike, b: ArrayLike, xs: ArrayLike): ArrayLike => {
      const step = (h: ArrayLike, x: ArrayLike): [ArrayLike, ArrayLike] => {
        const next = tanh(add(add(multiply(w, h), multiply(u, x)), b));
        return [next, multiply(next, next)];
      };
      return sum(scan(step, 0, xs)[1]);
    };
    const inputs = [...spike.point, array(spike.sequences[i]!)] as [number, number, number, NDArray];
    const program = trace(grad(loss, { argnums: [0, 1, 2] }))(...inputs);
    const found = evaluate(program, inputs, doubleDouble);
    spike.recurrent[i]!.gradientPairs.forEach(([high, low], k) => {
      const { hi, lo } = found[k]!.data[0]!;
      expect(Math.abs(hi - high! + (lo - low!))).toBeLessThan(1e-28 * Math.abs(high!));
    });
  });

  test("takes elements that are no doubles", () => {
    const third: Elements<DoubleDouble> = { shape: [], data: [doubleDouble.fromRatio(1n, 3n)] };
    const [product] = evaluate(trace((y: ArrayLike) => multiply(y, 3))(1), [third], doubleDouble);
    expect(product!.data[0]).toMatchObject({ hi: 1 });
  });
});

test("an arithmetic that counts: elementwise rows run their scalar function once for each element", () => {
  let additions = 0;
  const counting: Arithmetic<number> = {
    ...float64,
    name: "counting",
    add: (a, b) => {
      additions += 1;
      return a + b;
    },
  };
  evaluate(trace((a: ArrayLike) => add(a, 1))(x), [x], counting);
  expect(additions).toBe(6);
});

test("an arithmetic's functions get the elements, and nothing else", () => {
  const given: number[] = [];
  const listening: Arithmetic<number> = {
    ...float64,
    exp: (...elements) => given.push(elements.length),
    add: (...elements) => given.push(elements.length),
  };
  evaluate(trace((a: ArrayLike) => add(exp(a), a))(1), [array(1)], listening);
  expect(given).toEqual([1, 2]);
});

test("casts truncate towards zero, and tell 0 from the rest", () => {
  const given = array([-1.5, -0.5, 0, 0.5, 2.75]);
  const casts = trace((a: ArrayLike) => [astype(a, "int32"), astype(a, "bool"), astype(a, "float32")])(given);
  const found = evaluate(casts, [given], doubleDouble).map(({ data }) => data.map(({ hi }) => hi + 0));
  expect(found).toEqual([
    [-1, 0, 0, 0, 2],
    [1, 1, 0, 1, 1],
    [-1.5, -0.5, 0, 0.5, 2.75],
  ]);
});

test("too few inputs, and primitives that know only float64", () => {
  const program = trace((a: ArrayLike, b: ArrayLike) => add(a, b))(1, 2);
  expect(() => evaluate(program, [1])).toThrow(expect.objectContaining({ code: "tape/argument" }));
  for (const family of ["elementwise", "linalg"] as const) {
    const row: Primitive = { ...(sin as Primitive), name: "private", family, scalar: undefined };
    const other = trace((a: ArrayLike) => applyOne(row, undefined, [a]))(1);
    expect(evaluate(other, [array(0)])[0]).toEqual(array(0));
    expect(() => evaluate(other, [0], doubleDouble)).toThrow(
      expect.objectContaining({ code: "tape/no-arithmetic-rule", primitive: "private" }),
    );
  }
});
