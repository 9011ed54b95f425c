import type { CheckDocument } from "@chainrule/check";
import type { OwnData, OwnDataInput, OwnFile, OwnSource } from "../own-data/model.ts";
import type { ErratumCells, ErratumEntry } from "../screens/errata/model.ts";
import type {
  ExperimentEntry,
  ExperimentInput,
  ExperimentProgress,
  ExperimentResult,
} from "../screens/lab/model.ts";
import type { CheckedItem, ReportFile, ReportFiles } from "../screens/report/model.ts";
import type { SurfaceChoices, SurfaceResult } from "../screens/surface/model.ts";
import type { SurfaceInput } from "../screens/surface/task.ts";

/** What a task takes, what it tells while it runs, and what it gives. */
interface Task<Input, Progress, Result> {
  readonly input: Input;
  readonly progress: Progress;
  readonly result: Result;
}

/** The tasks of the screens Surface, Lab, Errata and Report, and of own data: their code is loaded when it is asked for. */
export interface LaterTasks {
  /** What a surface can be drawn over. */
  readonly surfaceChoices: Task<CheckDocument, never, SurfaceChoices>;
  readonly surface: Task<SurfaceInput, number, SurfaceResult>;
  /** Every erratum, unchecked. */
  readonly errata: Task<undefined, never, readonly ErratumEntry[]>;
  /** One erratum, by its number, checked. */
  readonly erratum: Task<string, never, ErratumCells>;
  readonly experiments: Task<undefined, never, readonly ExperimentEntry[]>;
  readonly experiment: Task<ExperimentInput, ExperimentProgress, ExperimentResult>;
  /** A document's check, as files. */
  readonly reportFiles: Task<CheckDocument, number, ReportFiles>;
  /** What was found of the paper, as files. */
  readonly paperFiles: Task<readonly CheckedItem[], never, readonly ReportFile[]>;
  /** Files of the reader, read. */
  readonly ownFiles: Task<readonly OwnFile[], number, OwnSource>;
  /** What was read, as documents. */
  readonly ownData: Task<OwnDataInput, never, OwnData>;
}
