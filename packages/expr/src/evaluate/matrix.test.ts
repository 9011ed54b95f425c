import { type Bounded, boundedFloat64, type DoubleDouble, doubleDouble } from "@chainrule/special";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  cofactor,
  evaluate,
  LimitError,
  parse,
  ShapeError,
  symbol,
  type TensorValue,
  ValueError,
} from "../index.ts";

function square(rows: readonly (readonly number[])[]): TensorValue {
  return { shape: [rows.length, rows.length], data: rows.flat() };
}

function valueOf(text: string, X: TensorValue): unknown {
  return evaluate(parse(text, { shapes: { X: X.shape } }), { X });
}

const hilbert = (n: number) => `tensor(1/(i + k - 1), i, ${n}, k, ${n})`;

describe("Hilbert's matrices, ill-conditioned, with exact determinants and inverses", () => {
  // 1/det: OEIS A005249
  test.each([
    [1, 1],
    [2, 12],
    [3, 2160],
    [5, 266_716_800_000],
    [6, 186_313_420_339_200_000],
  ])("determinant of order %i", (n, reciprocal) => {
    const { hi, lo } = evaluate<DoubleDouble>(
      parse(`det(${hilbert(n)})`),
      {},
      { arithmetic: doubleDouble },
    ) as DoubleDouble;
    expect(Math.abs(hi * reciprocal - 1 + lo * reciprocal)).toBeLessThan(1e-15);
    const logarithm = evaluate(parse(`logdet(${hilbert(n)})`)) as number;
    expect(logarithm).toBeCloseTo(-Math.log(reciprocal), 9);
  });

  test("the inverse of order 3 has integer entries", () => {
    const { data } = evaluate<DoubleDouble>(
      parse(`inverse(${hilbert(3)})`),
      {},
      { arithmetic: doubleDouble },
    ) as TensorValue<DoubleDouble>;
    expect(Array.from(data, ({ hi }) => hi)).toEqual([9, -36, 30, -36, 192, -180, 30, -180, 180]);
  });

  test("running bounds contain the exact determinant", () => {
    const { value, error } = evaluate<Bounded<number>>(
      parse(`det(${hilbert(5)})`),
      {},
      { arithmetic: boundedFloat64 },
    ) as Bounded<number>;
    expect(Math.abs(value - 1 / 266_716_800_000)).toBeLessThanOrEqual(error);
    expect(error).toBeLessThan(1e-12);
  });
});

describe("singular matrices", () => {
  const rank2 = square([
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ]);
  const rank1 = square([
    [1, 2, 3],
    [2, 4, 6],
    [4, 8, 12],
  ]);

  test("determinant 0 as near as the arithmetic can tell, no logarithm, no inverse", () => {
    expect(valueOf("det(X)", rank1)).toBe(0);
    expect(valueOf("logdet(X)", rank1)).toBeNaN();
    expect((valueOf("inverse(X)", rank1) as TensorValue).data).toEqual(new Array(9).fill(Number.NaN));
  });

  test("cofactors of rank 2", () => {
    const { data } = valueOf("cofactor(X)", rank2) as TensorValue;
    const right = [-3, 6, -3, 6, -12, 6, -3, 6, -3];
    for (const [k, x] of right.entries()) expect(data[k]).toBeCloseTo(x, 13);
  });

  test("cofactors of rank 1 and 0 are 0, their derivatives not", () => {
    expect((valueOf("cofactor(X)", rank1) as TensorValue).data).toEqual(new Array(9).fill(0));
    const second = valueOf("cofactor(X, 2)", rank1) as TensorValue;
    // by X[1, 1] and X[2, 2]: X[3, 3]; by X[1, 2] and X[2, 1]: -X[3, 3]; by X[1, 2] and X[2, 3]: X[3, 1]
    const at = (i: number, j: number, k: number, l: number) =>
      second.data[27 * (i - 1) + 9 * (j - 1) + 3 * (k - 1) + l - 1];
    expect([at(1, 1, 2, 2), at(1, 2, 2, 1), at(1, 2, 2, 3), at(1, 1, 1, 2), at(1, 1, 2, 1)]).toEqual([
      12, -12, 4, 0, 0,
    ]);
  });
});

describe("values", () => {
  test("rows are exchanged where they must be", () => {
    const X = square([
      [0, 2],
      [3, 0],
    ]);
    expect(valueOf("det(X)", X)).toBe(-6);
    expect(valueOf("logdet(X)", X)).toBeNaN();
    expect(valueOf("inverse(X)", X)).toEqual({ shape: [2, 2], data: [0, 1 / 3, 0.5, 0] });
    const { data } = valueOf("cofactor(X)", X) as TensorValue;
    expect(Array.from(data, (x) => x + 0)).toEqual([0, -3, -2, 0]);
  });

  test("of one element, and of none", () => {
    const one = { shape: [1, 1], data: [-4] };
    expect(valueOf("det(X)", one)).toBe(-4);
    expect(valueOf("cofactor(X)", one)).toEqual({ shape: [1, 1], data: [1] });
    const none = { shape: [0, 0], data: [] };
    expect([valueOf("det(X)", none), valueOf("logdet(X)", none)]).toEqual([1, 0]);
    expect(valueOf("inverse(X)", none)).toEqual(none);
  });

  test("neither determinant nor its logarithm leaves the range on the way", () => {
    const powers = (exponents: readonly number[]) => {
      const rows = exponents.map((exponent, k) => exponents.map((_, m) => (k === m ? 10 ** exponent : 0)));
      return square(rows);
    };
    expect(valueOf("det(X)", powers([200, 200, -200, -200]))).toBeCloseTo(1, 13);
    expect(valueOf("logdet(X)", powers([200, 200, 200]))).toBeCloseTo(600 * Math.LN10, 10);
    expect(valueOf("logdet(X)", powers([-200, -200, -200]))).toBeCloseTo(-600 * Math.LN10, 10);
  });

  test("what is no number makes the result none", () => {
    const X = square([
      [1, 2],
      [Number.NaN, 4],
    ]);
    expect(valueOf("det(X)", X)).toBeNaN();
    expect((valueOf("inverse(X)", X) as TensorValue).data).toEqual(new Array(4).fill(Number.NaN));
  });

  test("a matrix that depends on outer indices", () => {
    const e = parse("sum(det(tensor(k*X[i, j] + i, i, 2, j, 2)), k, 1, 3)", { shapes: { X: [2, 2] } });
    const [a, b, c, d] = [1, 2, 5, 3];
    const right = [1, 2, 3].map((k) => (k * a + 1) * (k * d + 2) - (k * b + 1) * (k * c + 2));
    const total = right.reduce((x, y) => x + y);
    expect(evaluate(e, { X: { shape: [2, 2], data: [a, b, c, d] } })).toBeCloseTo(total, 12);
    const entries = parse("tensor(inverse(tensor(k*X[i, j] + i, i, 2, j, 2))[1, k], k, 2)", {
      shapes: { X: [2, 2] },
    });
    const { data } = evaluate(entries, { X: { shape: [2, 2], data: [a, b, c, d] } }) as TensorValue;
    expect(data[0]).toBeCloseTo((d + 2) / right[0]!, 14);
    expect(data[1]).toBeCloseTo(-(2 * b + 1) / right[1]!, 14);
  });

  test("X inverse(X) is the identity, det(X) its inverse's reciprocal, cofactors det(X) inverse(X)'", () => {
    const entry = fc.double({ min: -1, max: 1, noNaN: true });
    const matrices = fc.integer({ min: 1, max: 6 }).chain((n) =>
      fc.array(entry, { minLength: n * n, maxLength: n * n }).map((data) => {
        for (let k = 0; k < n; k++) data[k * (n + 1)]! += n + 1;
        return { shape: [n, n], data };
      }),
    );
    fc.assert(
      fc.property(matrices, (X) => {
        const [n] = X.shape;
        const ratio = valueOf("det(X)*det(2*inverse(X))", X) as number;
        expect(ratio / 2 ** n!).toBeCloseTo(1, 10);
        expect(valueOf(`norm(X @ inverse(X) - eye(${n}))`, X)).toBeLessThan(1e-13);
        expect(valueOf("norm(cofactor(X)/det(X) - inverse(X)')", X)).toBeLessThan(1e-13);
      }),
      { numRuns: 50 },
    );
  });
});

describe("norm", () => {
  test.each<[number[], number]>([
    [[3, 4], 5],
    [[3 * 2 ** 900, 4 * 2 ** 900], 5 * 2 ** 900],
    [[3 * 2 ** -900, -4 * 2 ** -900], 5 * 2 ** -900],
    [[0, 5e-324], 5e-324],
    [[0, 0], 0],
    [[], 0],
    [[1, Number.NEGATIVE_INFINITY], Number.POSITIVE_INFINITY],
    [[Number.NaN, Number.POSITIVE_INFINITY], Number.NaN],
  ])("of %j", (data, right) => {
    const x = { shape: [data.length], data };
    expect(evaluate(parse("norm(x)", { shapes: { x: ["n"] } }), { x })).toBe(right);
  });

  test("of a matrix, and with an index", () => {
    expect(
      valueOf(
        "norm(X)",
        square([
          [1, 2],
          [4, -10],
        ]),
      ),
    ).toBe(11);
    expect(evaluate(parse("norm(k, k, 1, 2)"))).toBe(Math.sqrt(5));
  });

  test("x/norm(x) is 0 at 0, and so is every other quotient of two zeros by a norm", () => {
    const at = { x: { shape: [2], data: [0, 0] } };
    const shapes = { x: [2] };
    expect(evaluate(parse("x/norm(x)", { shapes }), at)).toEqual({ shape: [2], data: [0, 0] });
    expect(evaluate(parse("x[1]*x[2]/norm(x)^3", { shapes }), at)).toBe(0);
    expect(evaluate(parse("1/norm(x)", { shapes }), at)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("mistakes", () => {
  test.each([
    ["det(X)", { X: [2, 3] }],
    ["inverse(X)", { X: ["n", "d"] }],
    ["logdet(X)", { X: [3] }],
    ["cofactor(t)", {}],
    ["norm(t)", {}],
    ["norm(X)", { X: [2, 2, 2] }],
  ])("%s of %j", (text, shapes) => {
    expect(() => parse(text, { shapes })).toThrow(ShapeError);
  });

  test("sizes that are known later", () => {
    expect(() => parse("det(tensor(i, i, n, k, m))")).toThrow(ShapeError);
    const e = parse("det(X)", { shapes: { X: ["n", "n"] } });
    expect(() => evaluate(e, { X: { shape: [1, 2], data: [1, 2] } })).toThrow(ShapeError);
  });

  test("orders of cofactors", () => {
    expect(() => cofactor(symbol("X", { shape: [2, 2] }), 0)).toThrow(ValueError);
    expect(() => parse("cofactor(X, k)", { shapes: { X: [2, 2] } })).toThrow(/order/);
  });

  test("too much work ends at once", () => {
    const start = Date.now();
    expect(() => evaluate(parse("det(eye(600))"))).toThrow(LimitError);
    const X = { shape: [9, 9], data: new Array(81).fill(1) };
    expect(() => valueOf("cofactor(X, 5)", X)).toThrow(LimitError);
    expect(Date.now() - start).toBeLessThan(2000);
  });
});
