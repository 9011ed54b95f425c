import type { CheckDocument } from "@chainrule/check";

export type { CheckDocument };

/** What the app shows before anything was asked: the loss of one neuron. */
export const firstDocument: CheckDocument = {
  chainrule: 1,
  subject: { kind: "formula", text: "0.5 (y - sigmoid(w a + b))^2" },
  at: { w: 0.3, b: -0.2, a: 0.7, y: 1 },
  wrt: ["w", "b", "a"],
};
