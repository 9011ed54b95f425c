import { expect, test } from "vitest";
import * as nn from "./index.ts";

test.each([
  ["dense", () => nn.dense(2, { activaton: "relu" } as never), "activaton", "activation, weights, bias"],
  ["glorotUniform", () => nn.glorotUniform({ fan: "in" } as never), "fan", "gain"],
  ["glorotNormal", () => nn.glorotNormal({ scale: 2 } as never), "scale", "gain"],
  ["heUniform", () => nn.heUniform({ mode: "in" } as never), "mode", "gain, fan"],
  ["heNormal", () => nn.heNormal({ mode: "in" } as never), "mode", "gain, fan"],
  ["sigmoidUnit", () => nn.sigmoidUnit(0, { beta: 1, bias: 0 } as never), "bias", "beta"],
  ["gaussianBump", () => nn.gaussianBump(0, { mu: 0, sigma: 1, s: 2 } as never), "s", "mu, sigma"],
])("%s refuses unknown options", (operation, call, option, known) => {
  expect(call).toThrow(nn.ArgumentError);
  expect(call).toThrow(`${operation}: there is no option "${option}"; use ${known}.`);
});
