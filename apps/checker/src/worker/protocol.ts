import type { CheckDocument, Finding, Report, Verdict } from "@chainrule/check";

/** What a task takes, what it tells while it runs, and what it gives. */
interface Task<Input, Progress, Result> {
  readonly input: Input;
  readonly progress: Progress;
  readonly result: Result;
}

/** Everything that the page has computed in a worker, by name. */
export interface Tasks {
  /** A document that came from outside, judged. */
  readonly document: Task<unknown, never, CheckDocument>;
  /** Which faults can be planted in the check of a formula. */
  readonly faults: Task<undefined, never, readonly FaultChoice[]>;
  /** A formula as it is being typed. */
  readonly preview: Task<string, never, Preview>;
  readonly formula: Task<FormulaInput, number, FormulaResult>;
  readonly paper: Task<undefined, PaperEvent, undefined>;
}

export type TaskName = keyof Tasks;

/** A fault that can be planted. */
export interface FaultChoice {
  readonly name: string;
  readonly description: string;
}

/** A formula as the page shows it: MathML, undefined where it would be too long, and the names of its variables. */
export interface Preview {
  readonly markup: string | undefined;
  readonly variables: readonly string[];
}

/** What the fields of the formula check hold, as text where people type it. */
export interface FormulaInput {
  readonly formula: string;
  /** `x = 0.7, y = 3`. */
  readonly point: string;
  readonly order: 1 | 2;
  /** The name of a fault to plant, or nothing. */
  readonly fault: string;
}

/** The formula of one derivative; the markup is undefined where it would be too long to be read. */
export interface Derivative {
  /** The variables it is taken by, in that order: one, or two for second derivatives. */
  readonly variables: readonly string[];
  /** The same as MathML. */
  readonly by: readonly string[];
  readonly markup: string | undefined;
}

/** What a planted fault did. */
export interface Planted {
  readonly description: string;
  /** Whether it changes any derivative of this formula at all. */
  readonly changes: boolean;
  /** What the rule of the usual gradient checkers says of the wrong gradient; unknown for second derivatives. */
  readonly usualRulePasses: boolean | undefined;
}

/** The check of a formula at a point. */
export interface FormulaResult {
  readonly input: FormulaInput;
  readonly verdict: Verdict;
  /** The formula's own value at the point, in float64. */
  readonly value: number;
  /** One for each parameter of the report. */
  readonly derivatives: readonly Derivative[];
  readonly report: Report;
  readonly planted: Planted | undefined;
  readonly milliseconds: number;
}

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
