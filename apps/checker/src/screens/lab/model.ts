import type { ExperimentTable, PublishedValue } from "@chainrule/train/experiments";
import type { OwnFile } from "../../own-data/model.ts";

/** An experiment before it is run. */
export interface ExperimentEntry {
  readonly id: string;
  /** The item of the paper, such as `S25`. */
  readonly item: string;
  readonly title: string;
  readonly explanation: string;
  readonly source: string;
  readonly published: readonly PublishedValue[];
  readonly cost: "seconds" | "minutes";
  /** Files of data that this page does not carry: a reader has to give them. */
  readonly wanted: readonly string[];
}

/** What is run. */
export interface ExperimentInput {
  readonly id: string;
  readonly seed: number;
  /** Whether a run of seconds is enough: it shows the way, not the figures. */
  readonly quick: boolean;
  /** What the reader gave of the files that the page does not carry. */
  readonly files?: readonly OwnFile[];
}

/** How far a run is, and what is going on. */
export interface ExperimentProgress {
  readonly fraction: number;
  readonly note: string;
}

/** What a run gave. */
export interface ExperimentResult {
  readonly input: ExperimentInput;
  readonly table: ExperimentTable;
  readonly milliseconds: number;
}
