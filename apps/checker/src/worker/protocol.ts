import type { CheckDocument, Finding } from "@chainrule/check";
import type { CheckResult, FaultChoice, PresetEntry, Preview, PreviewInput } from "../screens/check/model.ts";
import type { Derivation, DerivationInput } from "../screens/derivation/model.ts";
import type { GraphInput, GraphResult } from "../screens/graph/model.ts";
import type { LocateResult } from "../screens/locate/model.ts";
import type { LaterTasks } from "./laterTasks.ts";

/** What a task takes, what it tells while it runs, and what it gives. */
interface Task<Input, Progress, Result> {
  readonly input: Input;
  readonly progress: Progress;
  readonly result: Result;
}

/** Everything that the page has computed in a worker, by name. */
export interface Tasks extends LaterTasks {
  /** A document that came from outside, judged. */
  readonly document: Task<unknown, never, CheckDocument>;
  /** Which faults can be planted in the check of a formula. */
  readonly faults: Task<undefined, never, readonly FaultChoice[]>;
  /** A formula or a network as it is being typed. */
  readonly preview: Task<PreviewInput, never, Preview>;
  /** Every document of the paper. */
  readonly presets: Task<undefined, never, readonly PresetEntry[]>;
  readonly check: Task<CheckDocument, number, CheckResult>;
  readonly graph: Task<GraphInput, never, GraphResult>;
  readonly locate: Task<CheckDocument, never, LocateResult>;
  readonly derivation: Task<DerivationInput, never, Derivation>;
  /** The report on the paper: on all items, or on those of some numbers. */
  readonly paper: Task<readonly string[] | undefined, PaperEvent, undefined>;
}

export type TaskName = keyof Tasks;

/** A finding, and whether it is what it must be. */
export interface JudgedFinding extends Finding {
  readonly asExpected: boolean;
}

/** An item of the report on the paper. */
export interface PaperEntry {
  readonly id: string;
  readonly title: string;
}

/** What the report on the paper tells while it is computed. */
export type PaperEvent =
  | { readonly kind: "planned"; readonly items: readonly PaperEntry[] }
  | { readonly kind: "started"; readonly id: string }
  | { readonly kind: "progress"; readonly id: string; readonly fraction: number }
  | {
      readonly kind: "finished";
      readonly id: string;
      readonly findings: readonly JudgedFinding[];
      readonly milliseconds: number;
    }
  | { readonly kind: "failed"; readonly id: string; readonly failure: Failure };

/** An error as plain data: what the page shows of it. */
export interface Failure {
  /** A stable identifier such as `expr/syntax`. */
  readonly code: string;
  readonly message: string;
}

/** A task for the worker. */
export type Request = {
  [K in TaskName]: { readonly id: number; readonly task: K; readonly input: Tasks[K]["input"] };
}[TaskName];

/** What comes back, any number of `progress` before the one that ends the task. */
export type Reply = { readonly id: number } & (
  | { readonly kind: "progress"; readonly progress: unknown }
  | { readonly kind: "done"; readonly result: unknown }
  | { readonly kind: "failed"; readonly failure: Failure }
);
