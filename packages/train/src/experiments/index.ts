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
