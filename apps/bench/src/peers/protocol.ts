import type { EngineName, Job } from "../engines/engine.ts";

/** What the process of one system is asked. */
export type Question =
  | { readonly ask: "derivative"; readonly text: string }
  | { readonly ask: "repeated"; readonly text: string; readonly order: number }
  | { readonly ask: "time"; readonly job: Job; readonly repeats: number };

/** Its answer: a text; or the milliseconds of one run, those that all took by the clock, and what the run gave. */
export type Answer =
  | { readonly text: string }
  | { readonly milliseconds: number; readonly elapsed: number; readonly result: number }
  | { readonly failure: string };

/** The first argument of the process. */
export type ProcessArgument = EngineName;
