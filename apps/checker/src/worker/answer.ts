import { readDocument } from "@chainrule/check";
import { checkFormula } from "./checkFormula.ts";
import { faultChoices } from "./faultChoices.ts";
import { preview } from "./preview.ts";
import type { Request, TaskName, Tasks } from "./protocol.ts";

type Job<K extends TaskName> = (
  input: Tasks[K]["input"],
  onProgress: (progress: Tasks[K]["progress"]) => void,
) => Tasks[K]["result"] | Promise<Tasks[K]["result"]>;

/** What the worker can do, one row a task. */
const jobs: { readonly [K in TaskName]: Job<K> } = {
  document: readDocument,
  faults: () => faultChoices,
  preview,
  formula: checkFormula,
  paper: async (_, onProgress) => (await import("./paperReport.ts")).paperReport(onProgress), // loaded when asked for
};

/** The result of a request. */
export async function answer(request: Request, onProgress: (progress: unknown) => void): Promise<unknown> {
  const job = jobs[request.task] as Job<TaskName>;
  return await job(request.input, onProgress);
}
