import { nameIn, requireGiven } from "../given.ts";
import { excess, type OracleResult, type Pair, type Property, tryAll } from "./result.ts";

/** A loss of predictions and targets, several samples at once. */
export type LossFunction = (predictions: readonly number[], targets: readonly number[]) => number;

/** What a loss is said to be. */
export type LossKind =
  | "mean of squares"
  | "half the sum of squares"
  | "mean of absolute errors"
  | "huber"
  | "cross-entropy of a probability"
  | "cross-entropy of a logit";

/** Predictions and targets of a sample of a few, as a property tries them. */
const errors: readonly (readonly [number, number])[] = [
  [0.7, 1],
  [-2.5, 0.3],
  [4, -1],
];
const probabilities: readonly number[] = [0.05, 0.2, 0.5, 0.7, 0.95];

/** `found <= limit`, as numbers that must be equal. */
function atMost(at: string, found: number, limit: number): Pair {
  return { at, found: excess(found, limit), right: 0 };
}

/** It does not change when every sample is given twice. */
const isMean: Property<LossFunction> = {
  name: "a mean: the same samples twice make the same loss",
  pairs: (loss) =>
    errors.map(([p, y]) => ({
      at: `p = ${p}, y = ${y}`,
      found: loss([p, p], [y, y]),
      right: loss([p], [y]),
    })),
};

const isMeanOfProbabilities: Property<LossFunction> = {
  name: isMean.name,
  pairs: (loss) =>
    probabilities.map((p) => ({ at: `p = ${p}, y = 1`, found: loss([p, p], [1, 1]), right: loss([p], [1]) })),
};

const isSum: Property<LossFunction> = {
  name: "a sum: the same samples twice make twice the loss",
  pairs: (loss) =>
    errors.map(([p, y]) => ({
      at: `p = ${p}, y = ${y}`,
      found: loss([p, p], [y, y]),
      right: 2 * loss([p], [y]),
    })),
};

const zeroAtTarget: Property<LossFunction> = {
  name: "0 at the target",
  pairs: (loss) => errors.map(([, y]) => ({ at: `p = y = ${y}`, found: loss([y], [y]), right: 0 })),
};

const leastAtTarget: Property<LossFunction> = {
  name: "least at the target",
  pairs: (loss) =>
    errors.flatMap(([p, y]) =>
      [-1, -0.1, 0.1, 1].map((step) =>
        atMost(
          `y = ${y}, p = ${y + step * Math.abs(p - y)}`,
          loss([y], [y]),
          loss([y + step * Math.abs(p - y)], [y]),
        ),
      ),
    ),
};

/** A loss that measures a distance tells which way and how far: it grows with the error, alike on both sides. */
const evenInError: Property<LossFunction> = {
  name: "even in the error",
  pairs: (loss) =>
    errors.map(([p, y]) => ({
      at: `p = ${p}, y = ${y}`,
      found: loss([2 * y - p], [y]),
      right: loss([p], [y]),
    })),
};

const quadratic: Property<LossFunction> = {
  name: "homogeneous of degree 2 in the error",
  pairs: (loss) =>
    errors.map(([p, y]) => ({
      at: `p = ${p}, y = ${y}`,
      found: loss([y + 3 * (p - y)], [y]),
      right: 9 * loss([p], [y]),
    })),
};

const linear: Property<LossFunction> = {
  name: "homogeneous of degree 1 in the error",
  pairs: (loss) =>
    errors.map(([p, y]) => ({
      at: `p = ${p}, y = ${y}`,
      found: loss([y + 3 * (p - y)], [y]),
      right: 3 * loss([p], [y]),
    })),
};

/** What an error of 1 costs. */
const atOne = (cost: number): Property<LossFunction> => ({
  name: `an error of 1 costs ${cost}`,
  pairs: (loss) => [{ at: "p = 3, y = 2", found: loss([3], [2]), right: cost }],
});

const continuous: Property<LossFunction> = {
  name: "without a jump",
  pairs: (loss) =>
    Array.from({ length: 400 }, (_, k) => {
      const p = (k - 200) / 50;
      return atMost(`y = 0, p = ${p}`, Math.abs(loss([p + 0.02], [0]) - loss([p], [0])), 0.1);
    }),
};

/** The middle of a chord lies above the function. */
const convex = (inside: readonly number[], targets: readonly number[]): Property<LossFunction> => ({
  name: "convex",
  pairs: (loss) =>
    targets.flatMap((y) =>
      inside.slice(1).map((b, i) => {
        const a = inside[i]!;
        const middle = (a + b) / 2;
        return atMost(`y = ${y}, p = ${middle}`, loss([middle], [y]), (loss([a], [y]) + loss([b], [y])) / 2);
      }),
    ),
});

const numbers = [-6, -2, -0.5, 0.1, 0.4, 1.5, 7];

/** `-(y log p + (1 - y) log(1 - p))` by its minimum over p for every target strictly between. */
const properScore: Property<LossFunction> = {
  name: "least at p = y",
  pairs: (loss) =>
    probabilities.flatMap((y) =>
      probabilities
        .filter((p) => p !== y)
        .map((p) => atMost(`y = ${y}, p = ${p}`, loss([y], [y]), loss([p], [y]) - 1e-9)),
    ),
};

const oneNat: Property<LossFunction> = {
  name: "published values: a surprise of -log p",
  pairs: (loss) => [
    { at: "y = 1, p = 1/2", found: loss([0.5], [1]), right: Math.LN2 },
    { at: "y = 0, p = 0.75", found: loss([0.75], [0]), right: 2 * Math.LN2 },
    { at: "y = 1, p = 1/8", found: loss([0.125], [1]), right: 3 * Math.LN2 },
  ],
};

const finiteAtLabels: Property<LossFunction> = {
  name: "finite at the labels 0 and 1",
  pairs: (loss) =>
    [0, 1].map((y) => ({
      at: `y = ${y}, p = 0.7`,
      found: Number.isFinite(loss([0.7], [y])) ? 0 : loss([0.7], [y]),
      right: 0,
    })),
};

const ofLogits: readonly Property<LossFunction>[] = [
  isMean,
  convex(numbers, [0, 0.3, 1]),
  {
    name: "L(z, 0) - L(z, 1) = z",
    pairs: (loss) =>
      numbers.map((z) => ({ at: `z = ${z}`, found: loss([z], [0]) - loss([z], [1]), right: z })),
  },
  {
    name: "symmetry: L(-z, 1 - y) = L(z, y)",
    pairs: (loss) =>
      numbers.map((z) => ({ at: `z = ${z}`, found: loss([-z], [0.75]), right: loss([z], [0.25]) })),
  },
  {
    name: "published value: log 2 at the logit 0",
    pairs: (loss) => [0, 0.3, 1].map((y) => ({ at: `y = ${y}`, found: loss([0], [y]), right: Math.LN2 })),
  },
];

const distances: readonly Property<LossFunction>[] = [zeroAtTarget, leastAtTarget, evenInError];

/** What each kind of loss must be, whatever its derivative. */
const lossProperties: Readonly<Record<LossKind, readonly Property<LossFunction>[]>> = {
  "mean of squares": [isMean, ...distances, quadratic, convex(numbers, [0.3]), atOne(1)],
  "half the sum of squares": [isSum, ...distances, quadratic, convex(numbers, [0.3]), atOne(0.5)],
  "mean of absolute errors": [isMean, ...distances, linear, convex(numbers, [0.3]), atOne(1)],
  huber: [isMean, ...distances, convex(numbers, [0.3]), continuous, atOne(0.5)],
  "cross-entropy of a probability": [
    isMeanOfProbabilities,
    finiteAtLabels,
    properScore,
    convex(probabilities, [0, 0.3, 1]),
    oneNat,
  ],
  "cross-entropy of a logit": ofLogits,
};

/**
 * Whether a loss is what it is said to be: its minimum at the target, its convexity, its average, its published values.
 *
 * @example
 * ```ts
 * import { askLoss } from "@chainrule/check";
 * const sum = (p: readonly number[], y: readonly number[]) => p.reduce((total, each, i) => total + (each - y[i]!) ** 2, 0);
 * const failed = askLoss("mean of squares", sum).filter(({ outcome }) => outcome === "fails");
 * failed.map(({ oracle }) => oracle); // => ["a mean: the same samples twice make the same loss"]
 * ```
 */
export function askLoss(kind: LossKind, loss: LossFunction): readonly OracleResult[] {
  requireGiven({ kind, f: loss }, { kind: nameIn(lossProperties) });
  return tryAll(lossProperties[kind], loss);
}
