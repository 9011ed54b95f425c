import { array } from "@chainrule/array";
import { describe, expect, it } from "vitest";
import reference from "../fixtures/linalg-derivatives.json" with { type: "json" };
import {
  cholesky,
  cond,
  det,
  eigh,
  grad,
  hvp,
  inverse,
  jacobian,
  kron,
  lu,
  matrixExponential,
  matrixNorm,
  matrixTranspose,
  multiply,
  pinv,
  qr,
  shapeOf,
  slogdet,
  solve,
  sum,
  svd,
  type Tensor,
  vmap,
} from "./index.ts";
import { expectClose, flat, numbers } from "./testing/linalg-checks.ts";

// Linear algebra: derivatives against differences at 80 digits; batches.

/** The functions of the fixtures, all their results in one list. */
const FUNCTIONS: Readonly<Record<string, (x: Tensor) => Tensor>> = {
  det: (x) => flat(det(x)),
  logAbsDet: (x) => flat(slogdet(x).logAbsDet),
  inverse: (x) => flat(inverse(x)),
  cholesky: (x) => flat(cholesky(x)),
  eigh: (x) => flat(eigh(x).eigenvalues, eigh(x).eigenvectors),
  svd: (x) => flat(svd(x).u, svd(x).s, svd(x).vh),
  qr: (x) => flat(qr(x).q, qr(x).r),
  lu: (x) => flat(lu(x).l, lu(x).u),
  pinv: (x) => flat(pinv(x)),
  matrixExponential: (x) => flat(matrixExponential(x)),
  "nuclear norm": (x) => flat(matrixNorm(x, { order: "nuc" })),
  "spectral norm": (x) => flat(matrixNorm(x, { order: 2 })),
  cond: (x) => flat(cond(x)),
};

describe.each(reference.cases.map((one) => [one.name, one] as const))("%s against 80 digits", (name, one) => {
  const f = FUNCTIONS[name.split(",")[0]!]!;
  const a = array(one.matrix);
  const weighted = (x: Tensor): Tensor => sum(multiply(f(x), array(one.weights)));

  it("has its values", () => expectClose(f(a), one.outputs, 2e-14));
  it("has its gradient", () => expectClose(grad(weighted)(a), one.gradient.flat(), 1e-13));
  it("has its Hessian-vector product", () => {
    expectClose(
      hvp(weighted)([a], array(one.direction)) as unknown as Tensor,
      one.hessianProduct.flat(),
      1e-12,
    );
  });
});

describe("batches", () => {
  const stack = array([
    [
      [2, 1],
      [0, 3],
    ],
    [
      [1, -1],
      [2, 2],
    ],
    [
      [4, 0.5],
      [1, 1],
    ],
  ]);

  it("a matrix that all examples share is factored once, and its gradient is per example", () => {
    const b = array([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    const shared = array([
      [2, 1],
      [0, 3],
    ]);
    const x = vmap((right: Tensor) => solve(shared, right))(b);
    expect(shapeOf(x as unknown as Tensor)).toEqual([3, 2]);
    const gradients = vmap(grad((m: Tensor) => sum(solve(m, array([1, 2])))))(stack) as unknown as Tensor;
    const looped = [0, 1, 2].map((k) =>
      numbers(
        grad((m: Tensor) => sum(solve(m, array([1, 2]))))(
          array((stack.toNested() as number[][][])[k]!),
        ) as unknown as Tensor,
      ),
    );
    expect(numbers(gradients)).toEqual(looped.flat());
  });

  it("jacobians go through", () => {
    const j = jacobian((m: Tensor) => inverse(m))(
      array([
        [2, 1],
        [0, 3],
      ]),
    ) as unknown as Tensor;
    const y = inverse(
      array([
        [2, 1],
        [0, 3],
      ]),
    );
    expectClose(
      j,
      numbers(kron(y, matrixTranspose(y)))
        .map((e) => -e)
        .map((_, k, all) => all[reordered(k)]!),
      1e-15,
    );
  });
});

/** Place in -(Y ⊗ Y') of d Y[i, j] / d A[k, l] = -Y[i, k] Y[l, j], for 2 × 2 matrices in row-major order. */
function reordered(place: number): number {
  const [i, j, k, l] = [place >> 3, (place >> 2) & 1, (place >> 1) & 1, place & 1];
  return (2 * i + j) * 4 + (2 * k + l);
}
