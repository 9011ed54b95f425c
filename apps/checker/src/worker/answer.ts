import { readDocument } from "@chainrule/check";
import { preview } from "../screens/check/preview.ts";
import { runCheck } from "../screens/check/run.ts";
import { laterJobs } from "./laterJobs.ts";
import type { Request, TaskName, Tasks } from "./protocol.ts";

type Job<K extends TaskName> = (
  input: Tasks[K]["input"],
  onProgress: (progress: Tasks[K]["progress"]) => void,
) => Tasks[K]["result"] | Promise<Tasks[K]["result"]>;

/** What the worker can do, one row a task. */
const jobs: { readonly [K in TaskName]: Job<K> } = {
  document: readDocument,
  preview,
  check: runCheck,
  // What follows is loaded when it is asked for.
  faults: async () => (await import("../screens/check/faultChoices.ts")).faultChoices,
  derivation: async (input) => (await import("../screens/derivation/task.ts")).derivation(input),
  graph: async (input) => (await import("../screens/graph/task.ts")).graph(input),
  locate: async (input) => (await import("../screens/locate/task.ts")).locate(input),
  presets: async () => (await import("../screens/check/presets.ts")).presetEntries(),
  paper: async (ids, onProgress) => (await import("./paperReport.ts")).paperReport(ids, onProgress),
  ...laterJobs,
};

/** The result of a request. */
export async function answer(request: Request, onProgress: (progress: unknown) => void): Promise<unknown> {
  const job = jobs[request.task] as Job<TaskName>;
  return await job(request.input, onProgress);
}
