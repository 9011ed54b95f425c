import {
  type Application,
  type ArrayLike,
  add,
  type DifferentiateOptions,
  divide,
  type Linear,
  less,
  matmul,
  matrixTranspose,
  multiply,
  roll,
  shapeOf,
  sigmoid,
  square,
  stopGradient,
  subtract,
  tanh,
  where,
} from "@chainrule/tape";
import type { SizedFault } from "./atParameters.ts";
import { type Fault, inRows, type Vjp, withVjp } from "./fault.ts";
import { firstAlong, maskedAlong } from "./mask.ts";
import { bySoftmax, diagonalOnly, misplacedProbability, normaliserConstant } from "./softmaxRules.ts";

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

/** A rule with cotangents changed before it. */
const after =
  (change: (cotangent: ArrayLike) => ArrayLike) =>
  (right: Vjp): Vjp =>
  (cotangents, application) =>
    right(
      cotangents.map((cotangent) => cotangent && change(cotangent)),
      application,
    );

/** A rule whose result for one input is another's. */
const onlyFor =
  (input: number, wrong: (right: Vjp) => Vjp) =>
  (right: Vjp): Vjp =>
  (cotangents, application) =>
    right(cotangents, application).map((value, i) =>
      i === input ? wrong(right)(cotangents, application)[i] : value,
    );

/** An elementwise rule of one argument with another local partial. */
const partial =
  (wrong: (x: ArrayLike, y: ArrayLike) => ArrayLike) =>
  (): Vjp =>
  ([cotangent], { inputs: [x], outputs: [y] }) => [cotangent && multiply(cotangent, wrong(x!, y!))];

/** The operand of lower rank gets something else: a bias added to a batch. */
const forBroadcast =
  (
    wrong: (
      right: Linear,
      cotangent: ArrayLike,
      rule: Vjp,
      application: Application<unknown>,
      i: number,
    ) => Linear,
  ) =>
  (right: Vjp): Vjp =>
  (cotangents, application) => {
    const ranks = application.inputs.map((input) => shapeOf(input).length);
    const [cotangent] = cotangents;
    return right(cotangents, application).map((value, i) =>
      ranks[i]! < Math.max(...ranks) && cotangent !== undefined
        ? wrong(value, cotangent, right, application, i)
        : value,
    );
  };

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
const activations = ["sigmoid", "tanh", "relu", "softplus"];

/** The weight's cotangent is made from samples that are changed; a product without a batch stays. */
const batchChanged = (change: (cotangent: ArrayLike) => ArrayLike) =>
  onlyFor(
    1,
    (right) => (cotangents, application) =>
      shapeOf(cotangents[0]!).length < 2
        ? right(cotangents, application)
        : after(change)(right)(cotangents, application),
  );

/** `delta W^T` for `delta W`, where W is square. */
const transposedWeight = onlyFor(0, (right) => (cotangents, application) => {
  const [cotangent] = cotangents;
  const [a, W] = application.inputs as readonly [ArrayLike, ArrayLike];
  const [rows, columns] = shapeOf(W);
  const isBatch = shapeOf(a).length === 2 && shapeOf(cotangent!).length === 2;
  if (cotangent === undefined || !isBatch || rows !== columns) return right(cotangents, application);
  return [matmul(cotangent, contractsLast(application) ? matrixTranspose(W) : W), undefined];
});

/** Whether the product is `a W^T`, as a layer with weights `[out, in]` has it. */
function contractsLast({ params }: Application<unknown>): boolean {
  const pairing = params as { readonly contract?: readonly (readonly number[])[] };
  return pairing.contract?.[1]?.[0] === -1;
}

/** The constant of a product with a number is forgotten on the way back: an activation's beta, a loss's 1/2. */
const constantForgotten: (right: Vjp) => Vjp = (right) => (cotangents, application) =>
  right(cotangents, application).map((value, i) =>
    typeof application.inputs[1 - i] === "number" && value !== undefined ? cotangents[0] : value,
  );

/** The same of a division by a number: a mean's count. */
const countForgotten: (right: Vjp) => Vjp = (right) => (cotangents, application) =>
  typeof application.inputs[1] === "number" ? [cotangents[0], undefined] : right(cotangents, application);

type Rule = readonly [
  name: string,
  description: string,
  shows: Fault["shows"],
  plant: () => DifferentiateOptions,
];

const rules: readonly Rule[] = [
  [
    "dropped-sum",
    "going back through a matrix product, the sum over units keeps its first term only",
    "in arrays",
    () =>
      inRows(
        ["contract"],
        withVjp(
          onlyFor(
            0,
            after((g) => firstAlong(g, -1)),
          ),
        ),
      ),
  ],
  ["dropped-path", "where a value is used several times, only one use counts", "anywhere", onePathOnly],
  [
    "missing-unbroadcast",
    "a bias added to a batch gets the first sample's cotangent instead of the sum over the batch",
    "in arrays",
    () => inRows(["add"], withVjp(forBroadcast((_, g, rule, a, i) => rule([firstAlong(g, 0)], a)[i]))),
  ],
  [
    "mean-for-sum",
    "a bias added to a batch gets the mean over the batch instead of the sum",
    "in arrays",
    () => inRows(["add"], withVjp(forBroadcast((right, g) => right && divide(right, shapeOf(g)[0] ?? 1)))),
  ],
  [
    "skipped-sample",
    "the last sample of a batch is left out of the gradients of the weights",
    "in arrays",
    () =>
      inRows(["contract"], withVjp(batchChanged((g) => maskedAlong(g, 0, (i, n) => (i === n - 1 ? 0 : 1))))),
  ],
  [
    "shuffled-batch",
    "the gradients of the weights pair each sample's input with the cotangent of the sample before it",
    "in arrays",
    () => inRows(["contract"], withVjp(batchChanged((g) => roll(g, 1, 0)))),
  ],
  [
    "transposed-weight",
    "going back through a square weight, it is taken as it is instead of transposed",
    "in arrays",
    () => inRows(["contract"], withVjp(transposedWeight)),
  ],
  [
    "nothing-sent-back",
    "matrix products send nothing back to the layer before",
    "in arrays",
    () => inRows(["contract"], withVjp(onlyFor(0, () => () => [undefined, undefined]))),
  ],
  [
    "skipped-neuron",
    "the first unit of each activation gets no cotangent",
    "in arrays",
    () => inRows(activations, withVjp(after((g) => maskedAlong(g, -1, (i) => (i === 0 ? 0 : 1))))),
  ],
  [
    "derivative-left-out",
    "going back through an activation, its derivative is taken as 1",
    "anywhere",
    () => inRows(activations, withVjp(partial((x) => add(multiply(x, 0), 1)))),
  ],
  [
    "function-for-derivative",
    "going back through an activation, its value stands in the place of its derivative",
    "anywhere",
    () => inRows(activations, withVjp(partial((_, y) => y))),
  ],
  [
    "activation-for-preactivation",
    "the derivative of an activation is taken at its value instead of its argument",
    "anywhere",
    () => ({
      rules: {
        sigmoid: withVjp(partial((_, y) => multiply(sigmoid(y), subtract(1, sigmoid(y))))),
        tanh: withVjp(partial((_, y) => subtract(1, square(tanh(y))))),
        softplus: withVjp(partial((_, y) => sigmoid(y))),
      },
    }),
  ],
  [
    "unsquared",
    "the derivative of tanh is 1 - tanh, and of sigmoid 1 - sigmoid",
    "anywhere",
    () => inRows(["sigmoid", "tanh"], withVjp(partial((_, y) => subtract(1, y)))),
  ],
  [
    "derivatives-exchanged",
    "tanh has the derivative of sigmoid in terms of its value, and sigmoid that of tanh",
    "anywhere",
    () => ({
      rules: {
        sigmoid: withVjp(partial((_, y) => subtract(1, square(y)))),
        tanh: withVjp(partial((_, y) => multiply(y, subtract(1, y)))),
      },
    }),
  ],
  [
    "plus-for-minus",
    "the derivative of tanh is 1 + tanh^2, and of sigmoid f (1 + f)",
    "anywhere",
    () => ({
      rules: {
        sigmoid: withVjp(partial((_, y) => multiply(y, add(1, y)))),
        tanh: withVjp(partial((_, y) => add(1, square(y)))),
      },
    }),
  ],
  [
    "leaky-rectifier",
    "below 0 a rectifier passes a hundredth of the cotangent",
    "anywhere",
    () => inRows(["relu"], withVjp(partial((x) => where(less(x, 0), 0.01, 1)))),
  ],
  [
    "flipped-rectifier",
    "a rectifier passes cotangents where its argument is negative",
    "anywhere",
    () => inRows(["relu"], withVjp(partial((x) => where(less(x, 0), 1, 0)))),
  ],
  [
    "softmax-diagonal",
    "going back through softmax, only the diagonal of its Jacobian counts",
    "in arrays",
    () => bySoftmax(diagonalOnly),
  ],
  [
    "softmax-normaliser",
    "going back through softmax, the normalising sum is taken for a constant",
    "in arrays",
    () => bySoftmax(normaliserConstant),
  ],
  [
    "softmax-misplaced",
    "going back through softmax, the probability stands at the wrong term",
    "in arrays",
    () => bySoftmax(misplacedProbability),
  ],
  [
    "constant-forgotten",
    "a constant factor, such as beta in an activation, is forgotten on the way back",
    "anywhere",
    () => inRows(["multiply"], withVjp(constantForgotten)),
  ],
  [
    "square-without-two",
    "the derivative of a square is the number itself, without its factor of 2",
    "anywhere",
    () => inRows(["square"], withVjp(partial((x) => x))),
  ],
  [
    "sum-for-mean",
    "going back through a mean, the division by the count is forgotten",
    "anywhere",
    () => inRows(["divide"], withVjp(countForgotten)),
  ],
];

const secondOrder: Fault = {
  name: "second-order",
  description:
    "first derivatives are right, but the rules of smooth functions forget that they depend on the input",
  order: 2,
  shows: "anywhere",
  plant: () =>
    inRows(
      smoothRows,
      withVjp((right) => (cotangents, application) => right(cotangents, frozen(application))),
    ),
};

/** Faults of the rules of operations. */
export const ruleFaults: readonly Fault[] = [
  ...rules.map(([name, description, shows, plant]): Fault => ({ name, description, order: 1, shows, plant })),
  secondOrder,
];

/** Faults of any size in the local partials: of activations, of matrix products. */
export const sizedRuleFaults: readonly SizedFault[] = [
  (size) => ({
    name: `partials scaled by 1 + ${size}`,
    description: "the local partials of activations",
    order: 1,
    shows: "anywhere",
    plant: () => inRows(activations, withVjp(after((g) => multiply(g, 1 + size)))),
  }),
  (size) => ({
    name: `products scaled by 1 + ${size}`,
    description: "what matrix products send back to the layer before",
    order: 1,
    shows: "in arrays",
    plant: () =>
      inRows(
        ["contract"],
        withVjp(
          onlyFor(
            0,
            after((g) => multiply(g, 1 + size)),
          ),
        ),
      ),
  }),
];
