import { array, type NDArray, NotPositiveDefiniteError, ones, SingularError } from "@chainrule/array";
import { describe, expect, it } from "vitest";
import {
  type ArrayLike,
  add,
  adjugate,
  at,
  cholesky,
  choleskyInverse,
  choleskySolve,
  cond,
  correlation,
  covariance,
  cross,
  det,
  eigh,
  eigvalsh,
  evaluate,
  grad,
  hessian,
  householderProduct,
  inverse,
  jvp,
  kron,
  logDet,
  lu,
  luSolve,
  matmul,
  matrixExponential,
  matrixNorm,
  matrixPower,
  matrixRank,
  matrixTranspose,
  multiDot,
  multiply,
  reshape,
  ShapeMismatchError,
  shapeOf,
  slogdet,
  solve,
  sum,
  svd,
  svdvals,
  type Tensor,
  tensordot,
  tensorInverse,
  tensorSolve,
  trace,
  triangularSolve,
  vander,
  vectorNorm,
  vjp,
} from "./index.ts";
import { expectClose, numbers } from "./testing/linalg-checks.ts";

// Linear algebra: conventions, definitions, refusals.

describe("determinants", () => {
  it("have derivatives of every order at the zero matrix: those of a polynomial of degree n", () => {
    const first = grad((x: Tensor) => det(x));
    const zero = array([
      [0, 0],
      [0, 0],
    ]);
    expect(numbers(first(zero))).toEqual([0, 0, 0, 0]);
    expect(numbers(hessian((x: Tensor) => det(x))(zero) as unknown as Tensor)).toEqual([
      0, 0, 0, 1, 0, 0, -1, 0, 0, -1, 0, 0, 1, 0, 0, 0,
    ]);
  });

  it("have a fourth derivative too: the permanent-like form of 24 terms", () => {
    const identity = array([
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 1],
    ]);
    let f = (t: ArrayLike): ArrayLike => det(multiply(t, identity));
    for (let order = 0; order < 4; order++) {
      const below = f;
      f = (t) => jvp(below)([t], [1]).tangent as ArrayLike;
    }
    expect(numbers(f(0))).toEqual([24]);
  });

  it("have the adjugate as det times inverse", () => {
    const a = array([
      [2, 1, 0],
      [-1, 3, 1],
      [0.5, 2, 4],
    ]);
    expectClose(adjugate(a), numbers(multiply(det(a), inverse(a))), 1e-15);
    expect(
      numbers(
        matmul(
          array([
            [1, 2],
            [2, 4],
          ]),
          adjugate(
            array([
              [1, 2],
              [2, 4],
            ]),
          ),
        ),
      ),
    ).toEqual([0, 0, 0, 0]);
  });

  it("have logarithms: -Infinity when singular, NaN when negative, with the gradient of the positive ones", () => {
    const stack = array([
      [
        [2, 0],
        [0, 3],
      ],
      [
        [0, 1],
        [1, 0],
      ],
      [
        [1, 1],
        [1, 1],
      ],
    ]);
    const [positive, negative, singular] = numbers(logDet(stack));
    expect(positive).toBeCloseTo(Math.log(6), 14);
    expect([negative, singular]).toEqual([Number.NaN, Number.NEGATIVE_INFINITY]);
    expect(numbers(slogdet(stack).sign)).toEqual([1, -1, 0]);
    expect(logDet(array([[2]], { dtype: "float32" })).dtype).toBe("float32");
  });

  it("logarithms of a stack have derivatives matrix by matrix: infinite at a singular one, along its cofactors", () => {
    const stack = array([
      [
        [2, 0],
        [0, 4],
      ],
      [
        [1, 2],
        [2, 4],
      ],
      [
        [0, 3],
        [0, 5],
      ],
    ]);
    const logarithms = (x: ArrayLike): Tensor => slogdet(x).logAbsDet;
    const expected = [
      [0.5, 0, 0, 0.25],
      [Infinity, -Infinity, -Infinity, Infinity],
      [Infinity, 0, -Infinity, 0],
    ];
    expect(numbers(grad((x: Tensor) => sum(logarithms(x)))(stack))).toEqual(expected.flat());
    expect(numbers(evaluate(trace(grad((x: Tensor) => sum(logarithms(x))))(stack), [stack])[0]!)).toEqual(
      expected.flat(),
    );
    const { tangent } = jvp(logarithms)([stack], [ones([3, 2, 2])]);
    expect(numbers(tangent)).toEqual([0.75, Infinity, Infinity]);
    const weighted = vjp(logarithms)(stack).pullback(array([1, 0, 0]));
    expect(numbers(weighted).map((e) => e + 0)).toEqual([0.5, 0, 0, 0.25, 0, 0, 0, 0, 0, 0, 0, 0]);
  });
});

describe("conventions", () => {
  const a = array([
    [4, 1, 0],
    [3, 5, -2],
    [2, 0, 6],
  ]);

  it("the symmetric part is factored, and cotangents are symmetric", () => {
    const symmetric = multiply(0.5, add(a, matrixTranspose(a))) as Tensor;
    for (const f of [(x: Tensor) => cholesky(x), (x: Tensor) => eigvalsh(x)]) {
      expect(numbers(f(a))).toEqual(numbers(f(symmetric)));
      const g = grad((x: Tensor) => sum(multiply(f(x), f(x))))(a) as unknown as NDArray;
      expect(numbers(g)).toEqual(numbers(matrixTranspose(g)));
    }
    expect(numbers(cholesky(a, { upper: true }))).toEqual(numbers(matrixTranspose(cholesky(a))));
  });

  it("only the triangle that is read has a cotangent", () => {
    const b = array([1, 2, 3]);
    const g = (options: object): number[] =>
      numbers(grad((x: Tensor) => sum(triangularSolve(x, b, options)))(a) as unknown as Tensor);
    const isZero = (places: readonly number[], options: object): boolean =>
      places.every((k) => g(options)[k] === 0);
    expect(isZero([1, 2, 5], {})).toBe(true);
    expect(isZero([3, 6, 7], { upper: true })).toBe(true);
    expect(isZero([0, 1, 2, 4, 5, 8], { unitDiagonal: true })).toBe(true);
  });

  it("sums over equal eigenvalues and singular values have a finite gradient", () => {
    const identity = array([
      [1, 0],
      [0, 1],
    ]);
    expect(numbers(grad((x: Tensor) => sum(eigvalsh(x)))(identity))).toEqual([1, 0, 0, 1]);
    expect(numbers(grad((x: Tensor) => sum(multiply(eigvalsh(x), eigvalsh(x))))(identity))).toEqual([
      2, 0, 0, 2,
    ]);
    expect(numbers(grad((x: Tensor) => matrixNorm(x, { order: "nuc" }))(identity))).toEqual([1, 0, 0, 1]);
    expect(numbers(grad((x: Tensor) => matrixNorm(x, { order: 2 }))(identity))).toEqual([0.5, 0, 0, 0.5]);
  });

  it("eigenvectors of equal eigenvalues have a derivative that is not finite", () => {
    const g = grad((x: Tensor) =>
      sum(
        multiply(
          eigh(x).eigenvectors,
          array([
            [1, 2],
            [3, 4],
          ]),
        ),
      ),
    )(
      array([
        [1, 0],
        [0, 1],
      ]),
    );
    expect(numbers(g as unknown as Tensor).every(Number.isFinite)).toBe(false);
  });

  it.each(["fro", "nuc", 2, 1, Number.POSITIVE_INFINITY] as const)(
    "the norm %s of zeros has gradient 0",
    (order) => {
      const zero = array([
        [0, 0, 0],
        [0, 0, 0],
      ]);
      expect(numbers(grad((x: Tensor) => matrixNorm(x, { order }))(zero))).toEqual([0, 0, 0, 0, 0, 0]);
    },
  );

  it("the nuclear norm of a matrix of rank 1 has the gradient of its one singular value", () => {
    const g = grad((x: Tensor) => matrixNorm(x, { order: "nuc" }))(
      array([
        [2, 0],
        [0, 0],
      ]),
    );
    expect(numbers(g as unknown as Tensor)).toEqual([1, 0, 0, 0]);
  });
});

describe("operations made of others", () => {
  const a = array([
    [2, -1, 0.5],
    [1, 3, -2],
    [0, 1, 4],
  ]);
  const b = array([
    [1, 2],
    [0, -1],
    [3, 1],
  ]);

  it("norms and condition numbers are what their definitions say", () => {
    expect(matrixNorm(a, { order: 1 }).item()).toBe(6.5);
    expect(matrixNorm(a, { order: -1 }).item()).toBe(3);
    expect(matrixNorm(a, { order: Number.POSITIVE_INFINITY }).item()).toBe(6);
    expect(matrixNorm(a, { order: Number.NEGATIVE_INFINITY }).item()).toBe(3.5);
    const s = numbers(svdvals(a));
    expect(cond(a).item()).toBeCloseTo(s[0]! / s[2]!, 12);
    expect(cond(a, -2).item()).toBeCloseTo(s[2]! / s[0]!, 12);
    expect(cond(a, 1).item()).toBeCloseTo(6.5 * numbers(matrixNorm(inverse(a), { order: 1 }))[0]!, 12);
    expect(shapeOf(matrixNorm(a, { keepDims: true }))).toEqual([1, 1]);
  });

  it("ranks count singular values", () => {
    expect(
      numbers(
        matrixRank(
          array([
            [
              [1, 2],
              [2, 4],
            ],
            [
              [1, 0],
              [0, 1e-3],
            ],
            [
              [0, 0],
              [0, 0],
            ],
          ]),
        ),
      ),
    ).toEqual([1, 2, 0]);
    expect(
      matrixRank(
        array([
          [1, 0],
          [0, 1e-3],
        ]),
        { tolerance: 0.01 },
      ).item(),
    ).toBe(1);
  });

  it("powers, products and blocks", () => {
    expectClose(matrixPower(a, -3), numbers(inverse(matmul(a, matmul(a, a)))), 1e-14);
    expect(numbers(matrixPower(a, 0))).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
    expect(numbers(multiDot([a, b, array([1, 2])]))).toEqual(numbers(matmul(a, matmul(b, array([1, 2])))));
    expect(numbers(multiDot([array([1, 2, 3]), a, b]))).toEqual(
      numbers(matmul(matmul(array([1, 2, 3]), a), b)),
    );
    // (A ⊗ B)(C ⊗ D) = AC ⊗ BD
    const [c, d] = [matmul(matrixTranspose(b), a), matrixTranspose(b)];
    expectClose(matmul(kron(a, b), kron(b, d)), numbers(kron(matmul(a, b), matmul(b, d))), 1e-14);
    expect(shapeOf(kron(a, c))).toEqual([6, 9]);
    // As NumPy 2.4 has them.
    expect(kron(array([1, 10]), array([[1], [2]])).toNested()).toEqual([
      [1, 10],
      [2, 20],
    ]);
    expect(kron(array([[1], [2]]), array([1, 10])).toNested()).toEqual([
      [1, 10],
      [2, 20],
    ]);
    expect(kron(2, array([1, 10])).toNested()).toEqual([2, 20]);
    expect(kron(2, 3).toNested()).toBe(6);
    expect(numbers(cross(array([1, 2, 3]), array([-2, 1, 4])))).toEqual([5, -10, 5]);
    expect(numbers(vander(array([2])))).toEqual([1]);
  });

  it("tensor equations", () => {
    const map = reshape(
      kron(
        array([
          [2, 1],
          [0, 3],
        ]),
        array([
          [1, 1],
          [-1, 2],
        ]),
      ),
      [2, 2, 4],
    ) as Tensor;
    const x = tensorSolve(
      map,
      array([
        [1, 2],
        [3, 4],
      ]),
    );
    expectClose(tensordot(map, x, 1), [1, 2, 3, 4], 1e-14);
    expectClose(
      tensordot(
        tensorInverse(map, 2),
        array([
          [1, 2],
          [3, 4],
        ]),
        2,
      ),
      numbers(x),
      1e-14,
    );
  });

  it("covariances and correlations: NumPy's, with variables in columns", () => {
    const x = array([
      [1, 5, 2],
      [2, 3, -1],
      [4, 4, 0.5],
      [7, 1, 3],
    ]);
    const wanted = [7, -4, 3.25, -4, 35 / 12, -2.0416666666666665, 3.25, -2.0416666666666665, 3.0625];
    expectClose(covariance(x), covarianceOf(x), 1e-15);
    expect(numbers(covariance(x))[0]).toBeCloseTo(wanted[0]!, 13);
    const diagonal = [0, 4, 8].map((k) => numbers(correlation(x))[k]!);
    for (const one of diagonal) expect(one).toBeCloseTo(1, 14);
  });

  it("reflections multiply to what is orthonormal, where the factors are 2 / v'v", () => {
    const v = array([
      [9, 9],
      [0.5, 9],
      [-1, 2],
      [2, 0.25],
    ]);
    const tau = [2 / (1 + 0.25 + 1 + 4), 2 / (1 + 4 + 0.0625)];
    const q = householderProduct(v, array(tau));
    expectClose(matmul(matrixTranspose(q), q), [1, 0, 0, 1], 1e-15);
    // The first column of H1 is e1 - tau v1, and H2 leaves e1 alone.
    expectClose(at(q, ":", 0), [1 - tau[0]!, -tau[0]! * 0.5, tau[0]!, -2 * tau[0]!], 1e-15);
    expect(() => householderProduct(v, array([1, 1, 1]))).toThrow(ShapeMismatchError);
  });

  it("vector norms of order 0 count", () => {
    expect(vectorNorm(array([0, 3, -2]), { order: 0 }).item()).toBe(2);
    expect(numbers(grad((x: Tensor) => vectorNorm(x, { order: 0 }))(array([0, 3, -2])))).toEqual([0, 0, 0]);
  });

  it("factors solve", () => {
    const positive = matmul(a, matrixTranspose(a));
    for (const upper of [false, true]) {
      const x = choleskySolve(cholesky(positive, { upper }), b, { upper });
      expectClose(matmul(positive, x), numbers(b), 1e-13);
      const whole = choleskyInverse(cholesky(positive, { upper }), { upper });
      expectClose(whole, numbers(inverse(positive)), 1e-13);
    }
    expectClose(luSolve(lu(a), b), numbers(solve(a, b)), 1e-15);
  });
});

/** Sums of products of distances from the means, in loops. */
function covarianceOf(x: NDArray): number[] {
  const rows = x.toNested() as number[][];
  const means = rows[0]!.map((_, j) => rows.reduce((total, row) => total + row[j]!, 0) / rows.length);
  return rows[0]!.flatMap((_, i) =>
    rows[0]!.map(
      (_, j) =>
        rows.reduce((total, row) => total + (row[i]! - means[i]!) * (row[j]! - means[j]!), 0) /
        (rows.length - 1),
    ),
  );
}

describe("refusals", () => {
  it("name the operation and the shapes", () => {
    const wide = array([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    for (const f of [
      () => det(wide),
      () => inverse(array([1, 2])),
      () =>
        solve(
          array([
            [1, 0],
            [0, 1],
          ]),
          array([1, 2, 3]),
        ),
      () => triangularSolve(wide, wide),
      () => cholesky(wide),
      () => eigh(wide),
      () => svd(array([1, 2])),
      () => matrixPower(wide, 2),
      () => cross(array([1, 2]), array([1, 2])),
      () => tensorSolve(wide, array([1, 2])),
      () => covariance(array([1, 2])),
      () => matrixExponential(wide),
    ]) {
      expect(f).toThrow(ShapeMismatchError);
    }
  });

  it("say what is no argument", () => {
    const a = array([
      [1, 0],
      [0, 1],
    ]);
    expect(() => matrixPower(a, 0.5)).toThrow("integer");
    expect(() => matrixNorm(a, { order: 3 })).toThrow("order 3");
    expect(() => multiDot([a])).toThrow("two or more");
    expect(() => tensorInverse(a, 2)).toThrow("as many");
    expect(() => vander(array([1]), 0)).toThrow("columns");
  });

  it("carry the pivot and the leading minor through", () => {
    expect(() =>
      inverse(
        array([
          [1, 2],
          [2, 4],
        ]),
      ),
    ).toThrow(SingularError);
    expect(() =>
      cholesky(
        array([
          [1, 2],
          [2, 1],
        ]),
      ),
    ).toThrow(NotPositiveDefiniteError);
  });
});
