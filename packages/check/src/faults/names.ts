/**
 * The names of the faults, without what plants them: a document is read by this list, so that a page may load the faults
 * themselves only when one is asked for.
 *
 * @example
 * ```ts
 * import { faultNames, faults } from "@chainrule/check";
 * faultNames.join() === faults.map(({ name }) => name).join(); // => true
 * ```
 */
export const faultNames = [
  "zero-first-layer",
  "sign",
  "scale",
  "half",
  "double",
  "minus-two",
  "part-per-million",
  "part-per-billion",
  "single-precision",
  "one-entry-zero",
  "one-entry-sign",
  "rolled-rows",
  "weight-decay",
  "dropped-sum",
  "dropped-path",
  "missing-unbroadcast",
  "mean-for-sum",
  "skipped-sample",
  "shuffled-batch",
  "transposed-weight",
  "nothing-sent-back",
  "skipped-neuron",
  "derivative-left-out",
  "function-for-derivative",
  "activation-for-preactivation",
  "unsquared",
  "derivatives-exchanged",
  "plus-for-minus",
  "leaky-rectifier",
  "flipped-rectifier",
  "softmax-diagonal",
  "softmax-normaliser",
  "softmax-misplaced",
  "constant-forgotten",
  "square-without-two",
  "sum-for-mean",
  "second-order",
] as const;
