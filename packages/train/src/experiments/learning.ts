import type { Layer } from "@chainrule/nn";
import { random, type Tensor } from "@chainrule/tape";
import { type FitOptions, fit, type Trained } from "../fit.ts";
import { accuracy } from "../metrics.ts";
import { traced } from "../traced.ts";
import { part, type Run } from "./experiment.ts";
import type { Split } from "./tables.ts";

/** How a net learns, apart from what belongs to the run. */
export type Lesson = Pick<
  FitOptions,
  "network" | "loss" | "optimizer" | "data" | "epochs" | "batchSize" | "parameters" | "shuffle"
>;

/** Trains as a part of an experiment: traced, with its progress, and cancelled when the run is. */
export function learn(lesson: Lesson, run: Run, note = "learning"): Promise<Trained> {
  return fit({
    ...lesson,
    compile: traced,
    key: run.key,
    signal: run.signal,
    onProgress: ({ epoch, epochs, loss }) =>
      run.tell(epoch / epochs, `${note}, epoch ${epoch}, loss ${loss.toPrecision(3)}`),
  });
}

/** The outputs of a trained net. */
export function outputsOf(network: Layer, { parameters, state }: Trained, inputs: Tensor): Tensor {
  return network.apply(parameters, state, inputs).output;
}

/** The share of the test samples that a trained net classifies right, in percent. */
export function percentRight(network: Layer, trained: Trained, { inputs, targets }: Split["test"]): number {
  return 100 * accuracy(outputsOf(network, trained, inputs), targets);
}

/** Something measured several times, each with a key and a share of the progress of its own. */
export async function repeat<T>(run: Run, count: number, measure: (run: Run) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let i = 0; i < count; i++) results.push(await measure(part(run, i, count)));
  return results;
}

/** Two keys of a run: for what is drawn before learning, and for learning. */
export function twoKeys(run: Run): [Tensor, Run] {
  const [drawn, learnt] = random.split(run.key) as [Tensor, Tensor];
  return [drawn, { ...run, key: learnt }];
}
