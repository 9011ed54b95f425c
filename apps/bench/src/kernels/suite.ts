import type { Suite } from "../suite.ts";
import { convolutionRows } from "./convolution.ts";
import { matmulRows } from "./matmul.ts";
import { threadRows, thresholdRows } from "./threshold.ts";

/** Kernels over arrays, called one by one. */
export const kernels: Suite = {
  float64: (processOf, effort) => matmulRows("float64", processOf, effort),
  float32: (processOf, effort) => matmulRows("float32", processOf, effort),
  convolution: convolutionRows,
  threshold: thresholdRows,
  threads: threadRows,
};
