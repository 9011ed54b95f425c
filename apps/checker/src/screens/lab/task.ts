import { type Experiment, experiments } from "@chainrule/train/experiments";
import { CheckerError } from "../../errors.ts";
import { isCarried, loaderOf } from "./data.ts";
import type { ExperimentEntry, ExperimentInput, ExperimentProgress, ExperimentResult } from "./model.ts";

/** There is no experiment of that name (`checker/experiment`). */
export class UnknownExperimentError extends CheckerError {
  override readonly name: string = "UnknownExperimentError";

  constructor(id: string) {
    const known = experiments.map((each) => each.id).join(", ");
    super("checker/experiment", `There is no experiment "${id.slice(0, 40)}"; there are ${known}.`);
  }
}

/** Every experiment, not yet run. */
export function experimentEntries(): readonly ExperimentEntry[] {
  return experiments.map(({ id, item, title, explanation, source, published, data, cost }) => ({
    id,
    item,
    title,
    explanation,
    source,
    published,
    cost,
    wanted: data.filter((name) => !isCarried(name)),
  }));
}

/** Runs an experiment, and tells how far it is. */
export async function runExperiment(
  input: ExperimentInput,
  onProgress: (progress: ExperimentProgress) => void,
): Promise<ExperimentResult> {
  const { id, seed, quick, files = [] } = input;
  const started = performance.now();
  const table = await experimentOf(id).run({
    seed,
    quick,
    load: loaderOf(files),
    onProgress: (fraction, note = "") => onProgress({ fraction, note }),
  });
  return { input: { id, seed, quick }, table, milliseconds: performance.now() - started };
}

function experimentOf(id: string): Experiment {
  const found = experiments.find((each) => each.id === id);
  if (found === undefined) throw new UnknownExperimentError(id);
  return found;
}
