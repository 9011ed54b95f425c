import { expect, test } from "vitest";
import * as optim from "./index.ts";

const { ArgumentError } = optim;

test.each([
  ["gradientDescent", optim.gradientDescent, "momentum", "learningRate"],
  ["momentum", optim.momentum, "momentun", "learningRate, decay, dampening, nesterov"],
  ["accumulateVelocity", optim.accumulateVelocity, "learningRate", "decay, dampening, nesterov"],
  ["rmsprop", optim.rmsprop, "alpha", "learningRate, momentum, decay, epsilon, centered"],
  ["scaleByRootMeanSquare", optim.scaleByRootMeanSquare, "eps", "decay, epsilon, centered"],
  ["adam", optim.adam, "betas", "learningRate, beta1, beta2, epsilon, amsgrad"],
  ["adamw", optim.adamw, "decay", "learningRate, weightDecay, beta1, beta2, epsilon, amsgrad"],
  ["scaleByAdam", optim.scaleByAdam, "eps", "beta1, beta2, epsilon, amsgrad"],
])("%s refuses unknown options", (operation, make, option, known) => {
  const refused = (): unknown => make({ learningRate: 0.1, [option]: 0.5 } as never);
  expect(refused).toThrow(ArgumentError);
  const named = operation.startsWith("scaleBy") ? "learningRate" : option;
  expect(refused).toThrow(`${operation}: there is no option "${named}"; use ${known}.`);
});
