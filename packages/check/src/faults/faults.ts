import {
  type Application,
  type DifferentiateOptions,
  type Linear,
  multiply,
  type Primitive,
  type Replacement,
  shapeOf,
  stopGradient,
} from "@chainrule/tape";
import { firstAlong } from "./mask.ts";

/** A wrong backward pass, planted on purpose: a checker that cannot fail is worthless. */
export interface Fault {
  /** Its name, for `--plant`. */
  readonly name: string;
  /** What is wrong, in a sentence. */
  readonly description: string;
  /** The lowest order of derivative that it changes. */
  readonly order: 1 | 2;
  /**
   * What makes a transform of the tape wrong in this way.
   *
   * @param target the position of the parameter array that is hit, where the fault hits a single one
   */
  readonly plant: (target: number) => DifferentiateOptions;
}

/** Changes what reaches one parameter array, on each edge that leads to it. */
function onEdgesTo(target: number, change: (contribution: Linear) => Linear): DifferentiateOptions {
  return {
    edges: ({ entry, contributions }) =>
      contributions.map((contribution, k) => {
        const input = entry.inputs[k];
        const hit = typeof input === "object" && "index" in input && input.index === target;
        return hit ? change(contribution) : contribution;
      }),
  };
}

function scaled(factor: number): (contribution: Linear) => Linear {
  return (contribution) => (contribution === undefined ? undefined : multiply(contribution, factor));
}

/** Only the last use of a value is counted where it is used several times. */
function onePathOnly(): DifferentiateOptions {
  const seen = new Set<unknown>();
  return {
    edges: ({ entry, contributions }) =>
      contributions.map((contribution, k) => {
        const input = entry.inputs[k];
        if (contribution === undefined || !seen.has(input)) {
          seen.add(input);
          return contribution;
        }
        return undefined;
      }),
  };
}

type Vjp = Primitive["vjp"];

const withVjp =
  (wrong: (right: Vjp) => Vjp): Replacement =>
  (row) => ({ vjp: wrong(row.vjp) });

/** The cotangent of the first operand of a matrix product misses all but the first term of its sum. */
const droppedSum = withVjp((right) => (cotangents, application) => {
  const masked = cotangents.map((cotangent) => cotangent && firstAlong(cotangent, -1));
  const whole = right(cotangents, application);
  return right(masked, application).map((wrong, i) => (i === 0 ? wrong : whole[i]));
});

/** A bias added to a batch gets the cotangent of the first sample instead of the sum over all. */
const missingUnbroadcast = withVjp((right) => (cotangents, application) => {
  const ranks = application.inputs.map((input) => shapeOf(input).length);
  const whole = right(cotangents, application);
  const first = right(
    cotangents.map((cotangent) => cotangent && firstAlong(cotangent, 0)),
    application,
  );
  return whole.map((value, i) => (ranks[i]! < Math.max(...ranks) ? first[i] : value));
});

/** Right to first order; but the local partial is a constant to whoever differentiates once more. */
const frozenPartial = withVjp((right) => (cotangents, application) => right(cotangents, frozen(application)));

function frozen(application: Application<unknown>): Application<unknown> {
  return {
    ...application,
    inputs: application.inputs.map((input) => stopGradient(input)),
    outputs: application.outputs.map((output) => stopGradient(output)),
  };
}

const smoothRows = [
  "sigmoid",
  "tanh",
  "exp",
  "sin",
  "cos",
  "log",
  "softplus",
  "power",
  "square",
  "logSumExp",
];

/**
 * The faults that can be planted in the tape, to see whether a check catches them.
 *
 * @example
 * ```ts
 * import { faults } from "@chainrule/check";
 * faults.map(({ name }) => name).includes("zero-first-layer"); // => true
 * ```
 */
export const faults: readonly Fault[] = [
  {
    name: "zero-first-layer",
    description: "the gradient by the first parameter array is zero",
    order: 1,
    plant: (target) => onEdgesTo(target, scaled(0)),
  },
  {
    name: "sign",
    description: "the gradient by the first parameter array has the wrong sign",
    order: 1,
    plant: (target) => onEdgesTo(target, scaled(-1)),
  },
  {
    name: "scale",
    description: "the gradient by the first parameter array is too large by 0.1 %",
    order: 1,
    plant: (target) => onEdgesTo(target, scaled(1.001)),
  },
  {
    name: "dropped-sum",
    description: "going back through a matrix product, the sum over units keeps its first term only",
    order: 1,
    plant: () => ({ rules: { contract: droppedSum } }),
  },
  {
    name: "dropped-path",
    description: "where a value is used several times, only one use counts",
    order: 1,
    plant: onePathOnly,
  },
  {
    name: "missing-unbroadcast",
    description:
      "a bias added to a batch gets the first sample's cotangent instead of the sum over the batch",
    order: 1,
    plant: () => ({ rules: { add: missingUnbroadcast } }),
  },
  {
    name: "second-order",
    description:
      "first derivatives are right, but the rules of smooth functions forget that they depend on the input",
    order: 2,
    plant: () => ({ rules: Object.fromEntries(smoothRows.map((name) => [name, frozenPartial])) }),
  },
];
