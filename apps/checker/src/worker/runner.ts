import type { Failure, Reply, Request, TaskName, Tasks } from "./protocol.ts";

/** How a task ended. */
export type Outcome<Result> =
  | { readonly state: "done"; readonly result: Result }
  | { readonly state: "failed"; readonly failure: Failure }
  | { readonly state: "cancelled" };

/** A task that was started. */
export interface Run<Result> {
  /** Settles once; never rejects. */
  readonly outcome: Promise<Outcome<Result>>;
  /** Ends the task at once, and with it every other task of the same runner. */
  cancel(): void;
}

/** Runs tasks away from the page. */
export interface Runner {
  start<K extends TaskName>(
    task: K,
    input: Tasks[K]["input"],
    onProgress?: (progress: Tasks[K]["progress"]) => void,
  ): Run<Tasks[K]["result"]>;
  /** Another one, with a worker of its own: for what takes long, and is ended without ending anything else. */
  fork(): Runner;
}

interface Pending {
  readonly onProgress: (progress: unknown) => void;
  readonly settle: (outcome: Outcome<unknown>) => void;
}

/**
 * Runs tasks in one worker, in the order they were started.
 *
 * The worker is made when it is first needed. Cancelling terminates it, whatever it is busy with; the next task gets a
 * new one.
 */
export function workerRunner(spawn: () => Worker): Runner {
  const pending = new Map<number, Pending>();
  let worker: Worker | undefined;
  let count = 0;

  const end = (outcome: Outcome<unknown>): void => {
    worker?.terminate();
    worker = undefined;
    const ended = [...pending.values()];
    pending.clear();
    for (const { settle } of ended) settle(outcome);
  };

  const receive = ({ data }: MessageEvent<Reply>): void => {
    const run = pending.get(data.id);
    if (data.kind === "progress") {
      run?.onProgress(data.progress);
      return;
    }
    pending.delete(data.id);
    run?.settle(
      data.kind === "done"
        ? { state: "done", result: data.result }
        : { state: "failed", failure: data.failure },
    );
  };

  const crash = (event: Event): void => {
    const message = event instanceof ErrorEvent ? event.message : "The worker could not be started.";
    end({ state: "failed", failure: { code: "checker/worker", message: `${message} Reload the page.` } });
  };

  const ready = (): Worker => {
    if (worker) return worker;
    worker = spawn();
    worker.addEventListener("message", receive);
    worker.addEventListener("error", crash);
    worker.addEventListener("messageerror", crash);
    return worker;
  };

  return {
    fork: () => workerRunner(spawn),
    start(task, input, onProgress = () => {}) {
      count += 1;
      const id = count;
      const outcome = new Promise<Outcome<unknown>>((settle) => {
        pending.set(id, { onProgress: onProgress as Pending["onProgress"], settle });
      });
      ready().postMessage({ id, task, input } as Request);
      const cancel = (): void => {
        if (pending.has(id)) end({ state: "cancelled" });
      };
      return { outcome: outcome as Promise<Outcome<Tasks[typeof task]["result"]>>, cancel };
    },
  };
}
