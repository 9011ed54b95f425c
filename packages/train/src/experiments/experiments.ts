import type { Experiment } from "./experiment.ts";
import { xor } from "./xor.ts";

/**
 * All experiments, in the order of the paper.
 *
 * @example
 * ```ts
 * import { experiments } from "@chainrule/train/experiments";
 * experiments.some(({ id }) => id === "xor"); // => true
 * ```
 */
export const experiments: readonly Experiment[] = [xor];
