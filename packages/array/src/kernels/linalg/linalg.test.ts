import { describe, expect, it } from "vitest";
import {
  array,
  ConvergenceError,
  cholesky,
  det,
  determinantForm,
  eigh,
  eye,
  inverse,
  lu,
  map2,
  matrixExponential,
  max,
  type NDArray,
  NotPositiveDefiniteError,
  pinv,
  qr,
  ShapeError,
  SingularError,
  slogdet,
  solve,
  svd,
  triangularSolve,
} from "../../index.ts";
import {
  columnsScaled,
  drawn,
  EPSILON,
  hilbert,
  largest,
  minus,
  numbers,
  plus,
  positiveDefinite,
  product,
  residual,
  turned,
} from "../../testing/matrices.ts";

// Residuals against the roundoff of the sizes; stacks, edges, refusals.

describe.each([1, 2, 3, 7, 20, 50])("residuals of size %i", (n) => {
  const a = drawn([n, n], n);
  const bound = 10 * n * EPSILON;

  it("A = P L U, with L at most 1", () => {
    const { p, l, u } = lu(a);
    expect(residual(product(p, product(l, u)), a)).toBeLessThanOrEqual(bound);
    expect(largest(l)).toBe(1);
  });

  it("solve: A X = B, as backward errors go", () => {
    const b = drawn([n, 3], n + 1);
    const x = solve(a, b);
    expect(largest(minus(product(a, x), b))).toBeLessThanOrEqual(bound * (n * largest(a) * largest(x) + 1));
    expect(largest(minus(product(turned(a), solve(turned(a), b)), b))).toBeLessThanOrEqual(
      bound * (n * largest(a) * largest(solve(turned(a), b)) + 1),
    );
  });

  it("A = L L'", () => {
    const positive = positiveDefinite(n, n);
    const l = cholesky(positive);
    expect(residual(product(l, turned(l)), positive)).toBeLessThanOrEqual(bound);
  });

  it("A = Q R, Q'Q = I, for tall and wide", () => {
    for (const shape of [
      [n, n],
      [n + 4, n],
      [n, n + 3],
    ]) {
      const x = drawn(shape, n);
      const { q, r } = qr(x);
      expect(residual(product(q, r), x)).toBeLessThanOrEqual(bound);
      expect(residual(product(turned(q), q), eye(Math.min(...shape)))).toBeLessThanOrEqual(bound);
      for (let i = 0; i < Math.min(...shape); i++)
        expect(numbers(r)[i * shape[1]! + i]).toBeGreaterThanOrEqual(0);
    }
  });

  it("A = U S V', U'U = V'V = I, for tall and wide", () => {
    for (const shape of [
      [n, n],
      [n + 4, n],
      [n, n + 3],
    ]) {
      const x = drawn(shape, n);
      const { u, s, v } = svd(x);
      const k = Math.min(...shape);
      expect(residual(product(columnsScaled(u, s), turned(v)), x)).toBeLessThanOrEqual(bound);
      expect(residual(product(turned(u), u), eye(k))).toBeLessThanOrEqual(bound);
      expect(residual(product(turned(v), v), eye(k))).toBeLessThanOrEqual(bound);
      expect(numbers(s)).toEqual(numbers(s).toSorted((p, q) => q - p));
    }
  });

  it("A v = λ v, V'V = I, in increasing order", () => {
    const symmetric = plus(a, turned(a));
    const { eigenvalues, eigenvectors } = eigh(symmetric);
    const scaled = columnsScaled(eigenvectors, eigenvalues);
    const product1 = product(symmetric, eigenvectors);
    expect(largest(minus(product1, scaled))).toBeLessThanOrEqual(bound * n * largest(symmetric));
    expect(residual(product(turned(eigenvectors), eigenvectors), eye(n))).toBeLessThanOrEqual(bound);
    expect(numbers(eigenvalues)).toEqual(numbers(eigenvalues).toSorted((p, q) => p - q));
  });

  it("exp(A) exp(-A) = I", () => {
    const negative = map2((x) => -x, a, a, "float64");
    const [e, f] = [matrixExponential(a), matrixExponential(negative)];
    const off = largest(minus(product(e, f), eye(n)));
    expect(off).toBeLessThanOrEqual(bound * n * largest(e) * largest(f));
  });

  it("determinant: that of the product is the product, and log and sign agree", () => {
    const { sign, logAbsDet } = slogdet(a);
    const value = det(a).item();
    expect(Math.sign(value)).toBe(sign.item());
    expect(Math.abs(Math.log(Math.abs(value)) - logAbsDet.item())).toBeLessThanOrEqual(bound * n);
  });
});

describe("eigenvalues of large matrices", () => {
  const check = (a: NDArray): void => {
    const n = a.shape[0]!;
    const { eigenvalues, eigenvectors } = eigh(a);
    const bound = 10 * n * EPSILON * Math.max(1, largest(a));
    expect(
      largest(minus(product(a, eigenvectors), columnsScaled(eigenvectors, eigenvalues))),
    ).toBeLessThanOrEqual(bound);
    expect(largest(minus(product(turned(eigenvectors), eigenvectors), eye(n)))).toBeLessThanOrEqual(
      10 * n * EPSILON,
    );
    expect(numbers(eigenvalues)).toEqual(numbers(eigenvalues).toSorted((p, q) => p - q));
  };
  const n = 80;

  it("satisfy A v = λ v: full, positive definite, low rank, diagonal, tridiagonal, block by block", () => {
    const a = drawn([n, n], 3);
    const thin = drawn([n, 3], 4);
    const near = array(
      Float64Array.from({ length: n * n }, (_, k) => (Math.abs((k % n) - Math.floor(k / n)) <= 1 ? 1 : 0)),
      { shape: [n, n] },
    );
    const blocks = array(
      Float64Array.from({ length: n * n }, (_, k) => (k % n < 40 === Math.floor(k / n) < 40 ? 1 : 0)),
      { shape: [n, n] },
    );
    for (const one of [
      plus(a, turned(a)),
      positiveDefinite(n, 5),
      product(thin, turned(thin)),
      eye(n),
      near,
      blocks,
    ])
      check(one);
  });

  it("of the second difference are 2 - 2 cos(k π / (n + 1))", () => {
    const difference = array(
      Float64Array.from({ length: n * n }, (_, k) => [2, -1][Math.abs((k % n) - Math.floor(k / n))] ?? 0),
      { shape: [n, n] },
    );
    numbers(eigh(difference).eigenvalues).forEach((value, k) => {
      expect(Math.abs(value - (2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1))))).toBeLessThanOrEqual(
        n * EPSILON,
      );
    });
  });

  it("agree with those of rotations, where a block of zeros makes a small matrix large", () => {
    const small = positiveDefinite(20, 6);
    const large = array(
      Float64Array.from({ length: n * n }, (_, k) => {
        const [i, j] = [Math.floor(k / n), k % n];
        return i < 20 && j < 20 ? numbers(small)[i * 20 + j]! : i === j ? -1 : 0;
      }),
      { shape: [n, n] },
    );
    const upper = numbers(eigh(large).eigenvalues).slice(60);
    numbers(eigh(small).eigenvalues).forEach((value, i) => {
      expect(Math.abs(upper[i]! - value)).toBeLessThanOrEqual(20 * n * EPSILON * largest(small));
    });
  });
});

describe("an ill-conditioned matrix", () => {
  it("is solved with a small residual: Hilbert's of size 12", () => {
    const a = hilbert(12);
    const x = solve(a, drawn([12, 1]));
    expect(largest(minus(product(a, x), drawn([12, 1])))).toBeLessThanOrEqual(20 * EPSILON * largest(x));
    const l = cholesky(a);
    expect(residual(product(l, turned(l)), a)).toBeLessThanOrEqual(4 * EPSILON);
    const { u, s, v } = svd(a);
    expect(residual(product(columnsScaled(u, s), turned(v)), a)).toBeLessThanOrEqual(20 * EPSILON);
  });
});

describe("rotations", () => {
  it.each([
    { elements: [2, 1.00000005, 0.5, 3] },
    { elements: [-0.07577449179989038, -1.7104936725043196, 0.7599345439858429, -1.1996272593734911] },
  ])("come to an end where a cosine is a rounding: $elements", ({ elements }) => {
    const [p, q, r, t] = elements as [number, number, number, number];
    const a = array([
      [p, q],
      [r, t],
    ]);
    const [first, second] = svd(a).s.toNested() as [number, number];
    expect(first * second).toBeCloseTo(Math.abs(p * t - q * r), 14);
    expect(first ** 2 + second ** 2).toBeCloseTo(p ** 2 + q ** 2 + r ** 2 + t ** 2, 13);
  });
});

describe("large and small elements", () => {
  it.each([1e150, 1e-150])("scale eigenvalues and singular values: %d", (scale) => {
    const a = map2((x) => x * scale, drawn([4, 4]), eye(4), "float64");
    const unscaled = svd(drawn([4, 4])).s;
    expect(
      residual(
        map2((x) => x / scale, svd(a).s, unscaled, "float64"),
        unscaled,
      ),
    ).toBeLessThanOrEqual(1e-14);
    const symmetric = (x: NDArray): NDArray => eigh(plus(x, turned(x))).eigenvalues;
    const wanted = symmetric(drawn([4, 4]));
    expect(
      residual(
        map2((x) => x / scale, symmetric(a), wanted, "float64"),
        wanted,
      ),
    ).toBeLessThanOrEqual(1e-14);
  });

  it("that are not finite give NaN", () => {
    const bad = array([
      [1, Number.NaN],
      [Number.POSITIVE_INFINITY, 2],
    ]);
    for (const result of [
      svd(bad).s,
      eigh(bad).eigenvalues,
      matrixExponential(bad),
      qr(bad).r,
      det(bad),
      solve(bad, eye(2)),
    ]) {
      expect(numbers(result).some(Number.isNaN)).toBe(true);
    }
  });
});

describe("rank-deficient matrices", () => {
  it("have orthonormal singular vectors all the same", () => {
    for (const a of [
      array([
        [1, 2],
        [2, 4],
        [3, 6],
      ]),
      array([
        [0, 0],
        [0, 0],
        [0, 0],
      ]),
      array([
        [0, 3, 0],
        [0, 4, 0],
      ]),
    ]) {
      const { u, s, v } = svd(a);
      expect(largest(minus(product(turned(u), u), eye(2)))).toBeLessThanOrEqual(1e-15);
      expect(largest(minus(product(columnsScaled(u, s), turned(v)), a))).toBeLessThanOrEqual(1e-15);
      expect(numbers(s)[1]).toBeLessThanOrEqual(1e-15);
    }
  });

  it("have a pseudoinverse with Penrose's four properties", () => {
    const a = product(drawn([6, 2], 3), drawn([2, 4], 4));
    const p = pinv(a);
    const [ap, pa] = [product(a, p), product(p, a)];
    expect(residual(product(ap, a), a)).toBeLessThanOrEqual(1e-14);
    expect(residual(product(pa, p), p)).toBeLessThanOrEqual(1e-14);
    expect(residual(turned(ap), ap)).toBeLessThanOrEqual(1e-14);
    expect(residual(turned(pa), pa)).toBeLessThanOrEqual(1e-14);
  });

  it("are factored by qr", () => {
    const { q, r } = qr(
      array([
        [0, 0],
        [0, 2],
        [0, 0],
      ]),
    );
    expect(
      residual(
        product(q, r),
        array([
          [0, 0],
          [0, 2],
          [0, 0],
        ]),
      ),
    ).toBe(0);
    expect(largest(minus(product(turned(q), q), eye(2)))).toBeLessThanOrEqual(1e-15);
  });
});

describe("triangles", () => {
  const a = plus(
    drawn([5, 5]),
    map2((x) => 3 * x, eye(5), eye(5), "float64"),
  );
  const b = drawn([5, 2], 9);
  const triangle = (upper: boolean, unit: boolean): NDArray =>
    array(
      numbers(a).map((x, k) => {
        const [i, j] = [Math.floor(k / 5), k % 5];
        if (i === j) return unit ? 1 : x;
        return j > i === upper ? x : 0;
      }),
      { shape: [5, 5] },
    );

  it.each(
    [false, true].flatMap((upper) =>
      [false, true].flatMap((transposed) =>
        [false, true].map((unitDiagonal) => ({ upper, transposed, unitDiagonal })),
      ),
    ),
  )("are solved: %j", (options) => {
    const t = triangle(options.upper, options.unitDiagonal);
    const x = triangularSolve(a, b, options);
    expect(largest(minus(product(options.transposed ? turned(t) : t, x), b))).toBeLessThanOrEqual(1e-14);
  });
});

describe("stacks", () => {
  const stack = drawn([2, 3, 4, 4], 5);
  const one = (i: number): NDArray => array(numbers(stack).slice(16 * i, 16 * (i + 1)), { shape: [4, 4] });
  const symmetricStack = plus(product(stack, turned(stack)), eye(4));
  const first = array(numbers(symmetricStack).slice(48, 64), { shape: [4, 4] });

  it("are worked through matrix by matrix", () => {
    const pick = (x: NDArray, i: number): number[] =>
      numbers(x).slice((i * x.size) / 6, ((i + 1) * x.size) / 6);
    for (const f of [
      det,
      inverse,
      matrixExponential,
      pinv,
      (x: NDArray) => svd(x).u,
      (x: NDArray) => qr(x).q,
      (x: NDArray) => lu(x).u,
    ]) {
      expect(pick(f(stack), 3)).toEqual(numbers(f(one(3))));
    }
    expect(pick(cholesky(symmetricStack), 3)).toEqual(numbers(cholesky(first)));
    expect(pick(eigh(symmetricStack).eigenvectors, 3)).toEqual(numbers(eigh(first).eigenvectors));
    expect(pick(determinantForm(stack, [stack]), 3)).toEqual(numbers(determinantForm(one(3), [one(3)])));
  });

  it("broadcast their leading axes in solve", () => {
    const b = drawn([3, 4, 2], 6);
    expect(solve(one(0), b).shape).toEqual([3, 4, 2]);
    const x = solve(stack, b);
    expect(x.shape).toEqual([2, 3, 4, 2]);
    const last = array(numbers(b).slice(16, 24), { shape: [4, 2] });
    expect(numbers(x).slice(40, 48)).toEqual(numbers(solve(one(5), last)));
    expect(triangularSolve(stack, b).shape).toEqual([2, 3, 4, 2]);
  });

  it("keep float32, and take integers for float64", () => {
    const single = array(
      [
        [4, 1],
        [1, 3],
      ],
      { dtype: "float32" },
    );
    expect(inverse(single).dtype).toBe("float32");
    expect(numbers(inverse(single))[0]).toBe(Math.fround(3 / 11));
    expect(
      inverse(
        array(
          [
            [4, 1],
            [1, 3],
          ],
          { dtype: "int32" },
        ),
      ).dtype,
    ).toBe("float64");
    expect(solve(single, eye(2)).dtype).toBe("float64");
    expect(determinantForm(single, [eye(2)]).dtype).toBe("float64");
  });

  it("may be empty", () => {
    const empty = array(new Float64Array(0), { shape: [0, 0] });
    expect(det(empty).item()).toBe(1);
    expect(inverse(empty).shape).toEqual([0, 0]);
    expect(eigh(empty).eigenvalues.shape).toEqual([0]);
    expect(svd(array(new Float64Array(0), { shape: [3, 0] })).u.shape).toEqual([3, 0]);
    expect(solve(array(new Float64Array(0), { shape: [0, 2, 2] }), eye(2)).shape).toEqual([0, 2, 2]);
  });
});

describe("refusals", () => {
  const thrown = (f: () => unknown): unknown => {
    try {
      return f();
    } catch (error) {
      return error;
    }
  };

  it("name the pivot and the matrix", () => {
    const stack = array([
      [
        [1, 0],
        [0, 1],
      ],
      [
        [1, 2],
        [2, 4],
      ],
    ]);
    for (const f of [
      () => inverse(stack),
      () => solve(stack, eye(2)),
      () =>
        triangularSolve(
          array([
            [
              [1, 0],
              [0, 1],
            ],
            [
              [1, 2],
              [2, 0],
            ],
          ]),
          eye(2),
        ),
    ]) {
      const error = thrown(f);
      expect(error).toBeInstanceOf(SingularError);
      expect(error).toMatchObject({ code: "array/singular", pivot: 1, matrix: 1 });
    }
  });

  it("name the leading minor", () => {
    const error = thrown(() =>
      cholesky(
        array([
          [4, 0, 0],
          [0, 0, 0],
          [0, 0, 1],
        ]),
      ),
    );
    expect(error).toBeInstanceOf(NotPositiveDefiniteError);
    expect(error).toMatchObject({ code: "array/not-positive-definite", minor: 2, matrix: 0 });
  });

  it("name the sweeps that an iteration made", () => {
    const error = new ConvergenceError("svd", 60);
    expect(error).toMatchObject({ code: "array/no-convergence", sweeps: 60 });
    expect(error.message).toContain("svd");
  });

  it("name shapes", () => {
    const wide = drawn([2, 3]);
    for (const f of [
      () => det(wide),
      () => inverse(drawn([3])),
      () => cholesky(wide),
      () => eigh(wide),
      () => solve(wide, wide),
      () => solve(eye(2), drawn([3, 1])),
      () => triangularSolve(eye(2), drawn([3, 1])),
      () => determinantForm(eye(2), [eye(3)]),
      () => solve(drawn([2, 3, 3]), drawn([4, 3, 1])),
    ]) {
      expect(thrown(f)).toBeInstanceOf(ShapeError);
    }
  });
});

describe("time", () => {
  it("grows with the cube of the size: 150 rows in seconds", () => {
    const a = drawn([150, 150]);
    expect(max(svd(a).s).item()).toBeGreaterThan(0);
    expect(eigh(a).eigenvalues.shape).toEqual([150]);
  });
});
