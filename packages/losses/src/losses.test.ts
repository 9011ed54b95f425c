import { array, grad, jvp, type NDArray, type Tensor, vmap } from "@chainrule/tape";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import precise from "../fixtures/high-precision.json" with { type: "json" };
import {
  binaryCrossEntropy,
  binaryCrossEntropyWithLogits,
  categoricalCrossEntropy,
  huber,
  type Loss,
  meanAbsoluteError,
  meanSquaredError,
  softmaxCrossEntropy,
  sumSquaredError,
} from "./index.ts";

/** Relative error in units of 2^-53. */
function ulps(actual: number, expected: number): number {
  if (Object.is(actual, expected) || actual === expected) return 0;
  return Math.abs(actual - expected) / Math.abs(expected) / 2 ** -53;
}

const numbersOf = (x: unknown): number[] => [...(x as Tensor).toTypedArray()];

describe("against 60 digits", () => {
  test.each(precise.binary)("binary, z = $z, y = $y", ({ z, y, value, gradient }) => {
    const loss = (logit: number): Tensor => binaryCrossEntropyWithLogits(logit, y);
    expect(ulps(loss(z).item(), value)).toBeLessThan(8);
    expect(ulps(grad(loss)(z), gradient)).toBeLessThan(8);
  });

  test.each(precise.categorical)(
    "categorical, $logits, class $target",
    ({ logits, target, value, gradient }) => {
      const loss = (z: NDArray): Tensor => softmaxCrossEntropy(z, array([target], { dtype: "int32" }));
      const z = array([logits]);
      expect(ulps(loss(z).item(), value)).toBeLessThan(8);
      // A probability p is the exponential of its logarithm: as many more roundings as the logarithm is large.
      numbersOf(grad(loss)(z)).forEach((g, k) => {
        expect(ulps(g, gradient[k]!)).toBeLessThan(8 + 2 * Math.abs(Math.log(Math.abs(gradient[k]! || 1))));
      });
    },
  );

  test("at a logit of 0 the binary gradient is exactly plus or minus a half", () => {
    expect(grad((z: number) => binaryCrossEntropyWithLogits(z, 1))(0)).toBe(-0.5);
    expect(grad((z: number) => binaryCrossEntropyWithLogits(z, 0))(0)).toBe(0.5);
  });
});

describe("the paper's factors", () => {
  // One neuron with sigmoid: w = 0.3, b = -0.2, input 0.7, target 1 (values from 40 digits).
  test("half a square, and a whole one, differ by 2 in the gradient", () => {
    const whole = (a: number): Tensor => meanSquaredError(a, 1);
    const half = (a: number): Tensor => sumSquaredError(a, 1);
    expect(grad(whole)(0.25)).toBe(-1.5);
    expect(grad(half)(0.25)).toBe(-0.75);
    expect(grad((a: number) => meanSquaredError(a, 1, { factor: 0.5 }))(0.25)).toBe(-0.75);
  });

  test("mean, sum and none", () => {
    const [a, y] = [
      array([
        [1, 2],
        [3, 4],
      ]),
      array([
        [0, 0],
        [0, 0],
      ]),
    ];
    expect(meanSquaredError(a, y).item()).toBe(7.5);
    expect(meanSquaredError(a, y, { reduction: "sum" }).item()).toBe(30);
    expect(meanSquaredError(a, y, { reduction: "none", factor: 2 }).toNested()).toEqual([
      [2, 8],
      [18, 32],
    ]);
    expect(sumSquaredError(a, y).item()).toBe(15);
    expect(sumSquaredError(a, y, { reduction: "mean", factor: 1 }).item()).toBe(7.5);
  });

  test("cross-entropies average over samples, not over classes", () => {
    const z = array([
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
    expect(softmaxCrossEntropy(z, array([0, 1, 0])).item()).toBeCloseTo(Math.LN2, 15);
    expect(softmaxCrossEntropy(z, array([0, 1, 0]), { reduction: "sum" }).item()).toBeCloseTo(
      3 * Math.LN2,
      14,
    );
  });
});

describe("on probabilities", () => {
  test("certainty costs nothing where it is right, and infinitely much where it is wrong", () => {
    const losses = binaryCrossEntropy(array([0, 1, 0, 1]), array([0, 1, 1, 0]), { reduction: "none" });
    expect(numbersOf(losses)).toEqual([0, 0, Infinity, Infinity]);
    const many = categoricalCrossEntropy(
      array([
        [1, 0],
        [0, 1],
      ]),
      array([0, 0]),
      { reduction: "none" },
    );
    expect(numbersOf(many)).toEqual([0, Infinity]);
  });

  test("the derivative is (p - y) / (p (1 - p))", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (p, y) => {
          const slope = grad((q: number) => binaryCrossEntropy(q, y))(p);
          const terms = (1 - y) / (1 - p) + y / p;
          expect(Math.abs(slope - (p - y) / (p * (1 - p)))).toBeLessThan(1e-14 * terms);
        },
      ),
    );
  });

  test("the smallest cost is at the target", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (y, p) => {
          expect(binaryCrossEntropy(p, y).item()).toBeGreaterThanOrEqual(
            binaryCrossEntropy(y, y).item() - 1e-15,
          );
        },
      ),
    );
  });
});

const logits = fc.array(fc.double({ min: -40, max: 40, noNaN: true }), { minLength: 2, maxLength: 6 });

describe("softmaxCrossEntropy", () => {
  test("classes, one-hot and soft targets agree, and the rows of the gradient sum to 0", () => {
    fc.assert(
      fc.property(logits, fc.nat(), (z, n) => {
        const target = n % z.length;
        const oneHot = array([z.map((_, k) => (k === target ? 1 : 0))]);
        const byClass = grad((x: NDArray) => softmaxCrossEntropy(x, array([target])))(array([z]));
        const byWeights = grad((x: NDArray) => softmaxCrossEntropy(x, oneHot))(array([z]));
        expect(numbersOf(byClass)).toEqual(numbersOf(byWeights));
        expect(Math.abs(numbersOf(byClass).reduce((total, g) => total + g, 0))).toBeLessThan(1e-15);
      }),
    );
  });

  test("adding the same number to all logits changes nothing but roundings", () => {
    fc.assert(
      fc.property(logits, fc.integer({ min: -1000, max: 1000 }), (z, shift) => {
        const at = (x: number[]): number => softmaxCrossEntropy(array([x]), array([0])).item();
        const moved = at(z.map((x) => x + shift));
        expect(Math.abs(moved - at(z))).toBeLessThan(1e-12 * Math.max(1, at(z)));
      }),
    );
  });

  test("a logit of -Infinity with weight 0 costs nothing and has no gradient", () => {
    const z = array([[0, Number.NEGATIVE_INFINITY, 0]]);
    const targets = array([[1, 0, 0]]);
    expect(softmaxCrossEntropy(z, targets).item()).toBeCloseTo(Math.LN2, 15);
    expect(numbersOf(grad((x: NDArray) => softmaxCrossEntropy(x, targets))(z)).map((g) => g + 0)).toEqual([
      -0.5, 0, 0.5,
    ]);
  });

  test("derivatives by soft targets are minus the log-probabilities, at weight 0 too", () => {
    const by = grad((y: NDArray) => softmaxCrossEntropy(array([[0, 0]]), y))(array([[1, 0]]));
    numbersOf(by).forEach((g) => {
      expect(g).toBeCloseTo(Math.LN2, 15);
    });
  });
});

describe("transforms compose", () => {
  test("forward mode and vmap see the same", () => {
    const loss = (z: Tensor): Tensor => softmaxCrossEntropy(z, array([1]));
    const z = array([[0.5, -1, 2]]);
    const gradient = numbersOf(grad(loss)(z));
    const direction = array([[1, 2, -1]]);
    const { tangent } = jvp(loss)([z], [direction]);
    expect((tangent as Tensor).item()).toBeCloseTo(gradient[0]! + 2 * gradient[1]! - gradient[2]!, 14);
    const rows = vmap((row: Tensor) => softmaxCrossEntropy(row, 1))(
      array([
        [0, 0],
        [0, Math.log(3)],
      ]),
    ) as Tensor;
    expect(numbersOf(rows)[1]).toBeCloseTo(Math.log(4 / 3), 15);
  });
});

const paired: readonly [string, Loss][] = [
  ["meanSquaredError", meanSquaredError],
  ["sumSquaredError", sumSquaredError],
  ["meanAbsoluteError", meanAbsoluteError],
  ["huber", huber],
  ["binaryCrossEntropy", binaryCrossEntropy],
  ["binaryCrossEntropyWithLogits", binaryCrossEntropyWithLogits],
];

describe("mistakes", () => {
  test.each(paired)("%s refuses to broadcast", (name, loss) => {
    const column = array([[0.5], [0.5]]);
    expect(() => loss(column, array([0.5, 0.5]))).toThrow(
      expect.objectContaining({ code: "losses/shape", predictions: [2, 1], targets: [2] }),
    );
    expect(() => loss(column, array([0.5, 0.5]))).toThrow(
      `${/Squared/.test(name) ? "meanSquaredError" : name}: `,
    );
  });

  test.each([categoricalCrossEntropy, softmaxCrossEntropy])(
    "targets of another shape, and classes out of range",
    (loss) => {
      const z = array([[0.5, 0.5]]);
      expect(() => loss(z, array([0, 1]))).toThrow(expect.objectContaining({ code: "losses/shape" }));
      expect(() => loss(1, 0)).toThrow(expect.objectContaining({ code: "losses/shape" }));
      for (const wrong of [-1, 2, 0.5, Number.NaN]) {
        const refusal = expect.objectContaining({ code: "losses/class", given: wrong, count: 2 });
        expect(() => loss(z, array([wrong]))).toThrow(refusal);
        expect(() => loss(array([0.5, 0.5]), wrong)).toThrow(refusal);
      }
    },
  );

  test.each([0, -1, Number.NaN, "1", Symbol("delta")])("Huber's loss refuses delta %s", (delta) => {
    expect(() => huber(3, 0, { delta: delta as number })).toThrow(
      expect.objectContaining({ code: "losses/argument", operation: "huber" }),
    );
  });
});
