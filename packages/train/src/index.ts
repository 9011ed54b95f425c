// The reading order: data sets, batches, the fit loop, how good it is, and the experiment of 1988.
export { DataError, OptionError, TrainError } from "./errors.ts";
export { type Dataset, dataset, datasetFromCsv, rowCount, selectRows, type TableOptions } from "./dataset.ts";
export { batches, type BatchOptions } from "./batches.ts";
export {
  CancelledError,
  type CancelSignal,
  DivergedError,
  fit,
  type FitOptions,
  type Progress,
  type Trained,
} from "./fit.ts";
export { type ArrayFunction, type Compile, traced } from "./traced.ts";
export { accuracy, classesOf, confusion } from "./metrics.ts";
export {
  gormanSejnowski1988,
  SONAR_FOLDS,
  type SonarOptions,
  type SonarResult,
  type SonarRow,
  sonarTable1988,
  tolerantSquaredError,
} from "./sonar.ts";
