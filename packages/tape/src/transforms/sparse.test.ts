import { array, type NDArray } from "@chainrule/array";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { at, exp, multiply, power, sin, square, subtract, sum, take } from "../operations/index.ts";
import type { ArrayLike } from "../value.ts";
import { grad } from "./grad.ts";
import { hessian, jacobian } from "./jacobian.ts";
import { type SparseMatrix, sparseHessian, sparseJacobian } from "./sparse.ts";
import { colourColumns, colourEither, colourStars } from "./sparse-colouring.ts";
import { type Sparsity, sparsity } from "./sparse-pattern.ts";
import { vmap } from "./vmap.ts";

/** The whole matrix. */
function dense({ shape, rows, cols, vals }: SparseMatrix): number[][] {
  const elements = vals.toTypedArray();
  return Array.from({ length: shape[0] }, (_, i) => {
    const row = new Array<number>(shape[1]).fill(0);
    for (let e = rows[i]!; e < rows[i + 1]!; e++) row[cols[e]!] = Number(elements[e]);
    return row;
  });
}

/** A pattern from booleans. */
function patternOf(matrix: readonly (readonly boolean[])[]): Sparsity {
  const rows = matrix.map((row) => row.flatMap((entry, j) => (entry ? [j] : [])));
  return sparsity(rows, matrix[0]?.length ?? 0);
}

/** y_i = sum of a_e (1 + j) x_j² over the entries e = (i, j) of a pattern: its Jacobian has that pattern. */
function functionOf({ shape, rows, cols }: Sparsity): (x: ArrayLike) => ArrayLike {
  const factors = Array.from({ length: shape[0] }, (_, i) => {
    const row = new Array<number>(shape[1]).fill(0);
    for (let e = rows[i]!; e < rows[i + 1]!; e++) row[cols[e]!] = 1 + (e % 7);
    return row;
  });
  const scale = array(Array.from({ length: shape[1] }, (_, j) => 1 + j));
  return (x) => sum(multiply(array(factors), multiply(scale, square(x))), { axis: -1 });
}

const matrices = fc
  .tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 }))
  .chain(([m, n]) =>
    fc.array(fc.array(fc.boolean(), { minLength: n, maxLength: n }), { minLength: m, maxLength: m }),
  );

describe("sparseJacobian", () => {
  test("is the dense Jacobian, for any pattern and both modes", () => {
    fc.assert(
      fc.property(matrices, fc.constantFrom(undefined, "forward", "reverse"), (matrix, mode) => {
        const pattern = patternOf(matrix);
        const f = functionOf(pattern);
        const x = array(Array.from({ length: pattern.shape[1] }, (_, j) => 3 + j));
        const options = mode === undefined ? {} : { mode };
        expect(dense(sparseJacobian(f, pattern, options)(x))).toEqual((jacobian(f)(x) as NDArray).toNested());
      }),
    );
  });

  test("rows and columns of trees follow each other", () => {
    const f = ({ a, b }: { a: ArrayLike; b: ArrayLike }) => ({ p: multiply(a, at(b, 0)), q: square(b) });
    const pattern = sparsity([[0, 2], [1, 2], [2], [3]], 4);
    const given = { a: array([2, 3]), b: array([5, 7]) };
    expect(dense(sparseJacobian(f, pattern)(given))).toEqual([
      [5, 0, 2, 0],
      [0, 5, 3, 0],
      [0, 0, 10, 0],
      [0, 0, 0, 14],
    ]);
  });

  test("a leaf that the result does not depend on, and argnums", () => {
    const f = (_: ArrayLike, x: { used: ArrayLike; unused: ArrayLike }) => exp(x.used);
    const pattern = sparsity([[0], [1, 2]], 3);
    const { vals } = sparseJacobian(f, pattern, { argnums: 1 })(1, { used: array([0, 0]), unused: 4 });
    expect(vals.toNested()).toEqual([1, 1, 0]);
  });

  test("can be differentiated and batched", () => {
    const f = (x: ArrayLike) => power(x, 3);
    const pattern = sparsity([[0], [1]], 2);
    const trace = (x: ArrayLike) => sum(sparseJacobian(f, pattern)(x).vals);
    expect((grad(trace)(array([1, 2])) as NDArray).toNested()).toEqual([6, 12]);
    const batched = vmap((x: ArrayLike) => sparseJacobian(f, pattern)(x).vals)(
      array([
        [1, 2],
        [3, 4],
      ]),
    );
    expect((batched as NDArray).toNested()).toEqual([
      [3, 12],
      [27, 48],
    ]);
  });

  test("of a single-precision argument is in single precision, of a number in double", () => {
    const pattern = sparsity([[0]], 1);
    expect(sparseJacobian((x) => square(x), pattern)(array([3], { dtype: "float32" })).vals.dtype).toBe(
      "float32",
    );
    expect(sparseJacobian((x: number) => square(x), pattern)(3).vals.toNested()).toEqual([6]);
  });

  test("takes patterns of nothing", () => {
    const f = (x: ArrayLike) => multiply(0, x);
    expect(sparseJacobian(f, sparsity([[], []], 2))(array([1, 2])).vals.toNested()).toEqual([]);
    expect(sparseJacobian(f, sparsity([], 0))(array([], { shape: [0] })).vals.toNested()).toEqual([]);
  });

  test.each([
    [() => sparsity([[2]], 2), "row 0 names column 2; use integers from 0 to 1"],
    [() => sparsity([[0.5]], 2), "row 0 names column 0.5"],
    [() => sparsity([[], [1, 0, 1]], 2), "row 1 names column 1 twice"],
    [() => sparseJacobian(sin, { shape: [2, 1], rows: [0, 1], cols: [0] }), "for 2 rows give 3"],
    [() => sparseJacobian(sin, { shape: [2, 1], rows: [0, 2, 1], cols: [0] }), "must not decrease"],
    [() => sparseHessian(sin, sparsity([[0]], 2)), "a Hessian is square, not 1 by 2"],
    [() => sparseHessian(sin, sparsity([[0, 1], [1]], 2)), "the entry (0, 1) without (1, 0)"],
  ])("refuses what is no pattern: %#", (make, message) => {
    expect(make).toThrow(
      expect.objectContaining({ code: "tape/sparsity", message: expect.stringContaining(message) }),
    );
  });

  test("refuses a pattern of another size", () => {
    const of = (pattern: Sparsity) => () => sparseJacobian((x) => sin(x), pattern)(array([1, 2]));
    expect(of(sparsity([[0], [1], [0]], 2))).toThrow(
      expect.objectContaining({ code: "tape/shape-mismatch" }),
    );
    expect(of(sparsity([[0], [1]], 3))).toThrow("[2, 3] and [2, 2]");
    const half = () => sparseHessian((x) => sum(sin(x)), sparsity([[0]], 1))(array([1, 2]));
    expect(half).toThrow(expect.objectContaining({ code: "tape/shape-mismatch" }));
  });
});

describe("sparseHessian", () => {
  test("is the dense Hessian, for any symmetric pattern", () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const size = matrix[0]!.length;
        const meet = (i: number, j: number): boolean => matrix[i % matrix.length]![j] === true;
        const square = Array.from({ length: size }, (_, i) =>
          Array.from({ length: size }, (_, j) => meet(i, j) || meet(j, i)),
        );
        // sum over the entries of (i + 2 j + 3) x_i^2 x_j^3, which has just these second derivatives, and a diagonal
        const entries = square.flatMap((row, i) =>
          row.flatMap((entry, j) => (entry ? [[i, j] as const] : [])),
        );
        const pattern = patternOf(square.map((row, i) => row.map((entry, j) => entry || i === j)));
        const f = (x: ArrayLike): ArrayLike => {
          const [p, q] = [0, 1].map((k) =>
            array(
              entries.map((e) => e[k]!),
              { dtype: "int32" },
            ),
          );
          const factors = array(entries.map(([i, j]) => i + 2 * j + 3));
          return sum(multiply(factors, multiply(power(take(x, p!), 2), power(take(x, q!), 3))));
        };
        const x = array(Array.from({ length: size }, (_, j) => 1 + j));
        expect(dense(sparseHessian(f, pattern)(x))).toEqual((hessian(f)(x) as NDArray).toNested());
      }),
    );
  });

  test("of an arrow, by two colours", () => {
    // x_0 meets all others: as columns of a Jacobian all would differ
    const size = 6;
    const others = Array.from({ length: size - 1 }, (_, i) => i + 1);
    const pattern = sparsity([[0, ...others], ...others.map((i) => [0, i])], size);
    expect(colourStars(pattern).count).toBe(2);
    expect(colourColumns(pattern).count).toBe(size);
    const f = (x: ArrayLike) => multiply(power(at(x, 0), 2), sum(power(at(x, { start: 1 }), 3)));
    const x = array([1, 2, 3, 4, 5, 6]);
    expect(dense(sparseHessian(f, pattern)(x))).toEqual((hessian(f)(x) as NDArray).toNested());
  });
});

describe("colours", () => {
  const band = (size: number, width: number): Sparsity =>
    sparsity(
      Array.from({ length: size }, (_, i) => {
        const from = Math.max(0, i - width);
        return Array.from({ length: Math.min(size, i + width + 1) - from }, (_, k) => from + k);
      }),
      size,
    );

  test.each([
    [0, 1, 1],
    [1, 3, 3],
    [2, 5, 5],
  ])("of a band with %i beside the diagonal", (width, columns, stars) => {
    expect(colourColumns(band(40, width)).count).toBe(columns);
    expect(colourStars(band(40, width)).count).toBe(stars);
  });

  test("rows where there are fewer", () => {
    const wide = sparsity(
      [
        [0, 1, 2],
        [3, 4, 5],
      ],
      6,
    );
    expect(colourEither(wide)).toMatchObject({ byRows: true, colouring: { count: 1 } });
    const tall = sparsity([[0], [0], [1], [1]], 2);
    expect(colourEither(tall)).toMatchObject({ byRows: false, colouring: { count: 1 } });
  });

  test("no row has two entries of one colour", () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const { colours } = colourColumns(patternOf(matrix));
        for (const row of matrix) {
          const used = row.flatMap((entry, j) => (entry ? [colours[j]] : []));
          expect(new Set(used).size).toBe(used.length);
        }
      }),
    );
  });

  test("a hundred thousand columns take no time", () => {
    const size = 100_000;
    expect(colourEither(band(size, 1)).colouring.count).toBe(3);
    expect(colourStars(band(size, 1)).count).toBe(3);
    const f = (x: ArrayLike) => subtract(at(x, { start: 1 }), square(at(x, { stop: -1 })));
    const pattern = sparsity(
      Array.from({ length: size - 1 }, (_, i) => [i, i + 1]),
      size,
    );
    const x = array(Float64Array.from({ length: size }, (_, i) => i));
    expect(Array.from(sparseJacobian(f, pattern)(x).vals.toTypedArray().slice(-2))).toEqual([
      -2 * (size - 2),
      1,
    ]);
  });
});
