import type { FormulaInput } from "../worker/protocol.ts";

/** A check worth a look, under a few words. */
export interface Example {
  readonly title: string;
  readonly input: FormulaInput;
}

function example(title: string, formula: string, point: string, more: Partial<FormulaInput> = {}): Example {
  return { title, input: { formula, point, order: 1, fault: "", ...more } };
}

/** What the page shows before anything was asked. */
export const firstInput: FormulaInput = {
  formula: "sin(x y) / y",
  point: "x = 0.7, y = 3",
  order: 1,
  fault: "",
};

/** One of each kind of answer. */
export const examples: readonly Example[] = [
  example("one neuron's loss", "0.5 (sigmoid(w a + b) - y)^2", "w = 0.3, b = -0.2, a = 0.7, y = 1"),
  example("a kink", "relu(x)", "x = 0"),
  example("cancellation", "(1 - cos(x)) / x^2", "x = 1e-4"),
  example("second derivatives", "exp(-x^2 / 2) y", "x = 1.5, y = 2", { order: 2 }),
  example("a planted fault", "x tanh(x w)", "x = 0.8, w = 1.25", { fault: "scale" }),
];
