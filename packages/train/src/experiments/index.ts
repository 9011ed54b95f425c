// The reading order: what an experiment is, and one after the other.
export {
  type Experiment,
  ExperimentCancelledError,
  type ExperimentOptions,
  type ExperimentRow,
  type ExperimentTable,
  type Loader,
  type PublishedValue,
} from "./experiment.ts";
export { experiments } from "./experiments.ts";
export { xor } from "./xor.ts";
export { symmetry } from "./symmetry.ts";
export { familyTrees } from "./family-trees.ts";
export { sonar, sonarAngleDependent } from "./sonar.ts";
export { breastCancer, digits, iris, letters, satellite, wine } from "./classification.ts";
export { steering } from "./steering.ts";
export { faces } from "./faces.ts";
export { arm } from "./arm.ts";
export { servo } from "./servo.ts";
export { forgetting } from "./forgetting.ts";
export { glorot } from "./glorot.ts";
export { fashion } from "./fashion.ts";
