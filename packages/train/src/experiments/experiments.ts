import { arm } from "./arm.ts";
import { breastCancer, digits, iris, letters, satellite, wine } from "./classification.ts";
import type { Experiment } from "./experiment.ts";
import { faces } from "./faces.ts";
import { familyTrees } from "./family-trees.ts";
import { fashion } from "./fashion.ts";
import { forgetting } from "./forgetting.ts";
import { glorot } from "./glorot.ts";
import { servo } from "./servo.ts";
import { sonar, sonarAngleDependent } from "./sonar.ts";
import { steering } from "./steering.ts";
import { symmetry } from "./symmetry.ts";
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
export const experiments: readonly Experiment[] = [
  xor,
  symmetry,
  familyTrees,
  sonar,
  sonarAngleDependent,
  digits,
  letters,
  steering,
  faces,
  satellite,
  arm,
  servo,
  forgetting,
  glorot,
  fashion,
  iris,
  wine,
  breastCancer,
];
