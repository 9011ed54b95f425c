import { array, negate, type Tensor, type Tree, valueAndGrad } from "@chainrule/tape";
import { describe, expect, test } from "vitest";
import fixture from "../fixtures/optim.json" with { type: "json" };
import {
  adam,
  adamw,
  addDecayedWeights,
  applyUpdates,
  chain,
  clipByGlobalNorm,
  clipByValue,
  globalNorm,
  gradientDescent,
  momentum,
  type Optimizer,
  rmsprop,
  stateless,
} from "./index.ts";
import { type Objective, objectiveOf, type Vectors } from "./testing/objectives.ts";

/** PyTorch's options. */
interface Options {
  readonly lr: number;
  readonly momentum?: number;
  readonly dampening?: number;
  readonly nesterov?: boolean;
  readonly weight_decay?: number;
  readonly maximize?: boolean;
  readonly amsgrad?: boolean;
  readonly alpha?: number;
  readonly centered?: boolean;
  readonly max_norm?: number;
  readonly clip?: number;
}

interface Case {
  readonly id: string;
  readonly op: string;
  readonly objective: Objective;
  readonly options: Options;
  readonly init: Record<string, number[]>;
  readonly losses?: number[];
  readonly trajectory: Record<string, number[]>[];
  readonly norms?: (number | null)[] | null;
}

const cases = fixture.cases as unknown as readonly Case[];
const uphill = stateless("uphill", (gradient) => negate(gradient));

const RULES: { readonly [op: string]: (options: Options) => Optimizer } = {
  sgd: ({ lr, momentum: decay = 0, dampening = 0, nesterov = false }) =>
    momentum({ learningRate: lr, decay, dampening, nesterov }),
  adam: ({ lr, amsgrad = false }) => adam({ learningRate: lr, amsgrad }),
  adamw: ({ lr, amsgrad = false, weight_decay: weightDecay }) =>
    adamw({ learningRate: lr, amsgrad, ...(weightDecay !== undefined && { weightDecay }) }),
  rmsprop: ({ lr, alpha: decay = 0.99, centered = false, momentum = 0 }) =>
    rmsprop({ learningRate: lr, decay, centered, momentum }),
  clip_grad_norm: ({ lr, max_norm }) =>
    chain(clipByGlobalNorm(max_norm!), gradientDescent({ learningRate: lr })),
  clip_grad_value: ({ lr, clip }) => chain(clipByValue(clip!), gradientDescent({ learningRate: lr })),
};

function optimizerOf({ op, options }: Case): Optimizer {
  const { maximize = false, weight_decay: decay = 0 } = options;
  const before = [
    ...(maximize ? [uphill] : []),
    ...(decay > 0 && op !== "adamw" ? [addDecayedWeights(decay)] : []),
  ];
  return chain(...before, RULES[op]!(options));
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, i) => {
    expect(Math.abs(actual[i]! - value)).toBeLessThanOrEqual(1e-12 + 1e-9 * Math.abs(value));
  });
}

/** Follows a golden case step by step. */
function follow({ objective, init, losses, trajectory, norms }: Case, optimizer: Optimizer): void {
  const lossAndGradient = valueAndGrad(objectiveOf(objective));
  let parameters: Vectors = Object.fromEntries(
    Object.entries(init).map(([name, values]) => [name, array(values)]),
  );
  let state = optimizer.init(parameters);
  for (const [t, expected] of trajectory.entries()) {
    const { value, gradient } = lossAndGradient(parameters);
    if (losses !== undefined) expectClose([(value as Tensor).item()], [losses[t]!]);
    const norm = norms?.[t];
    if (typeof norm === "number") expectClose([(globalNorm(gradient) as Tensor).item()], [norm]);
    const step = optimizer.update(gradient as Vectors, state, parameters);
    state = step.state;
    parameters = applyUpdates(parameters, step.updates);
    for (const [name, values] of Object.entries(expected)) {
      expectClose([...parameters[name]!.toTypedArray()], values);
    }
  }
}

describe("the steps of PyTorch", () => {
  test.each(cases.filter(({ op }) => op in RULES))("$id $options", (golden) => {
    expect(golden.trajectory.length).toBe(20);
    follow(golden, optimizerOf(golden));
  });

  test("optim/param_groups: an optimizer for each parameter", () => {
    const golden = cases.find(({ op }) => op === "param_groups")!;
    const own: Readonly<Record<string, Optimizer>> = {
      w: momentum({ learningRate: 0.5, decay: 0.9 }),
      b: chain(addDecayedWeights(0.2), gradientDescent({ learningRate: 0.05 })),
    };
    follow(golden, sideBySide(own));
  });
});

/** Optimizers by the names of the parameters that they move. */
function sideBySide(own: Readonly<Record<string, Optimizer>>): Optimizer {
  const each = <R>(f: (name: string, optimizer: Optimizer) => R): Record<string, R> =>
    Object.fromEntries(Object.entries(own).map(([name, optimizer]) => [name, f(name, optimizer)]));
  return {
    name: "sideBySide",
    init: (parameters) => each((name, optimizer) => optimizer.init((parameters as Vectors)[name])),
    update: <P extends Tree>(gradients: P, state: Tree, parameters: P) => {
      const steps = each((name, optimizer) =>
        optimizer.update(
          (gradients as Vectors)[name],
          (state as Vectors)[name],
          (parameters as Vectors)[name],
        ),
      );
      return {
        updates: each((name) => steps[name]!.updates) as P,
        state: each((name) => steps[name]!.state),
      };
    },
  };
}
