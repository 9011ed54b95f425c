import type { CheckDocument } from "@chainrule/check";
import { firstDocument } from "../../shell/document.ts";

/** A check worth a look, under a few words. */
export interface Example {
  readonly title: string;
  readonly document: CheckDocument;
}

function formula(
  title: string,
  text: string,
  at: NonNullable<CheckDocument["at"]>,
  more: Partial<CheckDocument> = {},
): Example {
  return { title, document: { chainrule: 1, subject: { kind: "formula", text }, at, ...more } };
}

/** One of each kind of answer. */
export const examples: readonly Example[] = [
  { title: "one neuron's loss", document: firstDocument },
  {
    title: "a network",
    document: {
      chainrule: 1,
      subject: { kind: "network", text: "3 -> 4 tanh -> 2 softmax; loss=ce" },
      seed: 7,
    },
  },
  formula("matrices", "sum((W @ x - y)^2)", {
    W: [
      [1, 2, -1],
      [0.5, 0, 3],
    ],
    x: [0.2, -0.4, 0.6],
    y: [1, 2],
  }),
  formula("a kink", "relu(x)", { x: 0 }),
  formula("cancellation", "(1 - cos(x)) / x^2", { x: 1e-4 }),
  formula("second derivatives", "exp(-x^2 / 2) y", { x: 1.5, y: 2 }, { order: 2 }),
  formula("a planted fault", "x tanh(x w)", { x: 0.8, w: 1.25 }, { fault: "scale" }),
  {
    title: "a wrong claim",
    document: {
      chainrule: 1,
      subject: {
        kind: "claim",
        of: { kind: "formula", text: "0.5 (y - sigmoid(w a + b))^2" },
        gradient: { w: "(sigmoid(w a + b) - y) sigmoid(w a + b) a" },
      },
      at: { w: 0.3, b: -0.2, a: 0.7, y: 1 },
    },
  },
];
