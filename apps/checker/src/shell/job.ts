import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Failure, TaskName, Tasks } from "../worker/protocol.ts";
import type { Run, Runner } from "../worker/runner.ts";

/**
 * One task of a component, as its template shows it: how far it is, its result, its failure. A new start takes the
 * place of the one before; what the component shows of it follows by itself.
 */
export class Job<K extends TaskName> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #task: K;
  readonly #light: boolean;
  #run: Run<Tasks[K]["result"]> | undefined;
  /** What the last run that was done gave; kept while the next one runs. */
  result: Tasks[K]["result"] | undefined;
  failure: Failure | undefined;
  /** What it told last, while it runs. */
  progress: Tasks[K]["progress"] | undefined;
  running = false;

  /** @param light a task so short that one that is no longer wanted is left to end, as ending it ends the runner's others */
  constructor(host: ReactiveControllerHost, task: K, light = false) {
    this.#host = host;
    this.#task = task;
    this.#light = light;
    host.addController(this);
  }

  hostDisconnected(): void {
    if (!this.#light) this.cancel();
  }

  /** Runs the task; true where it was done and no other start has come in between. */
  async start(
    runner: Runner,
    input: Tasks[K]["input"],
    onProgress?: (progress: Tasks[K]["progress"]) => void,
  ): Promise<boolean> {
    if (!this.#light) this.cancel();
    this.#set({ running: true, failure: undefined, progress: undefined });
    const run = runner.start(this.#task, input, (progress) => {
      if (this.#run !== run) return;
      onProgress?.(progress);
      this.#set({ progress });
    });
    this.#run = run;
    const outcome = await run.outcome;
    if (this.#run !== run) return false;
    this.#run = undefined;
    if (outcome.state === "done") this.#set({ running: false, result: outcome.result });
    else if (outcome.state === "failed")
      this.#set({ running: false, result: undefined, failure: outcome.failure });
    else this.#set({ running: false });
    return outcome.state === "done";
  }

  /** Ends with a failure that was known before. */
  fail(failure: Failure): void {
    this.cancel();
    this.#run = undefined;
    this.#set({ running: false, result: undefined, failure });
  }

  /** Ends what runs. */
  cancel(): void {
    this.#run?.cancel();
  }

  #set(state: Partial<Pick<Job<K>, "running" | "result" | "failure" | "progress">>): void {
    Object.assign(this, state);
    this.#host.requestUpdate();
  }
}
