import { functionsOf, untypedFailure } from "@chainrule/testing";
import { expect, test } from "vitest";
import * as all from "./index.ts";

const refused = expect.objectContaining({ code: "optim/argument" });

test.each(functionsOf(all))("%s fails with a code, whatever it is given", async (_, f) => {
  expect(await untypedFailure(f)).toBeUndefined();
});

test.each<[string, () => unknown]>([
  ["a learning rate that is none", () => all.adam({ learningRate: Number.NaN })],
  ["a learning rate below 0", () => all.gradientDescent({ learningRate: -0.1 })],
  ["a beta of 1", () => all.adam({ learningRate: 1, beta2: 1 })],
  ["a beta below 0", () => all.adamw({ learningRate: 1, beta1: -1 })],
  ["an epsilon below 0", () => all.adam({ learningRate: 1, epsilon: -1 })],
  ["a share that is a text", () => all.momentum({ learningRate: 1, decay: "x" as never })],
  ["an endless dampening", () => all.momentum({ learningRate: 1, dampening: Number.POSITIVE_INFINITY })],
  ["an average that keeps everything", () => all.rmsprop({ learningRate: 1, decay: 1 })],
  ["a momentum below 0", () => all.rmsprop({ learningRate: 1, momentum: -1 })],
  ["a decay of weights below 0", () => all.adamw({ learningRate: 1, weightDecay: -1 })],
  ["a decay of weights that is none", () => all.addDecayedWeights(Number.NaN)],
  ["a limit below 0", () => all.clipByValue(-1)],
  ["a limit that is a text", () => all.clipByGlobalNorm("x" as never)],
])("%s is refused", (_, make) => {
  expect(make).toThrow(refused);
});

test("a state that is none, or another optimizer's, is refused", () => {
  const rules = {
    adam: all.adam({ learningRate: 1 }),
    scaleByAdam: all.scaleByAdam(),
    rmsprop: all.scaleByRootMeanSquare(),
    momentum: all.accumulateVelocity(),
    schedule: all.scaleByLearningRate(() => 1),
  };
  for (const rule of Object.values(rules)) {
    for (const state of [null, undefined, 3, {}, []]) {
      expect(() => rule.update({ w: 1 }, state as never, { w: 1 })).toThrow(refused);
    }
    for (const other of Object.values(rules)) {
      if (other === rule) continue;
      expect(() => rule.update({ w: 1 }, other.init({ w: 1 }), { w: 1 })).toThrow(refused);
    }
  }
  const rmsprop = all.rmsprop({ learningRate: 1 });
  expect(() => rmsprop.update({ w: 1 }, rules.adam.init({ w: 1 }), { w: 1 })).toThrow(refused);
});
