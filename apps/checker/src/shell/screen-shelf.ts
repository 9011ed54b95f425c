import { CheckerError } from "../errors.ts";
import type { TaskName, Tasks } from "../worker/protocol.ts";
import type { Runner } from "../worker/runner.ts";
import { firstDocument } from "./document.ts";
import type { Place } from "./navigator.ts";
import type { Screen } from "./screen.ts";
import { type ScreenRow, screens } from "./screens.ts";

/** A screen's script could not be loaded (`checker/screen-load`). */
class ScreenLoadError extends CheckerError {
  override readonly name: string = "ScreenLoadError";

  constructor(title: string) {
    super("checker/screen-load", `The screen ${title} could not be loaded. Go online, and reload the page.`);
  }
}

/** A task that another one ended (`checker/cancelled`), or that failed with the code of its failure. */
class TaskError extends CheckerError {}

/** The screens that were shown so far: each is made once and kept, so that its results are still there. */
export class ScreenShelf {
  readonly #app: { listenTo(screen: Screen): void; requestUpdate(): void };
  readonly #makeRunner: () => Runner;
  readonly #made = new Map<string, Screen>();
  #shared: Runner | undefined;

  constructor(app: { listenTo(screen: Screen): void; requestUpdate(): void }, makeRunner: () => Runner) {
    this.#app = app;
    this.#makeRunner = makeRunner;
  }

  get elements(): readonly Screen[] {
    return [...this.#made.values()];
  }

  /** The screen of that name, made if need be. */
  async load(name: string): Promise<Screen> {
    return await this.#screenOf(screens.find((row) => row.name === name)!);
  }

  /** Tells a screen of its document, and has it seen alone. */
  show(screen: Screen, { document, view }: Place): void {
    for (const other of this.elements) if (other !== screen) setActive(other, false);
    Object.assign(screen, { document, view });
    setActive(screen, true);
    this.#app.requestUpdate();
  }

  hideAll(): void {
    for (const screen of this.elements) setActive(screen, false);
  }

  /** What a task of the shared worker gives; a task that something else has cancelled is asked once more. */
  async ask<K extends TaskName>(task: K, input: Tasks[K]["input"]): Promise<Tasks[K]["result"]> {
    for (let attempt = 0; attempt < 3; attempt++) {
      const outcome = await this.#sharedRunner().start(task, input).outcome;
      if (outcome.state === "done") return outcome.result;
      if (outcome.state === "failed") throw new TaskError(outcome.failure.code, outcome.failure.message);
    }
    throw new TaskError("checker/cancelled", "The link could not be read. Reload the page.");
  }

  #sharedRunner(): Runner {
    this.#shared ??= this.#makeRunner();
    return this.#shared;
  }

  async #screenOf(row: ScreenRow): Promise<Screen> {
    const known = this.#made.get(row.name);
    if (known) return known;
    const Element = await load(row);
    const made = this.#made.get(row.name) ?? new Element(); // two calls may have waited
    if (!this.#made.has(row.name)) {
      const runner = row.ownWorker ? this.#makeRunner() : this.#sharedRunner();
      Object.assign(made, { runner, document: firstDocument, view: {} });
      setActive(made, false);
      this.#app.listenTo(made);
      this.#made.set(row.name, made);
    }
    return made;
  }
}

async function load({ title, load: get }: ScreenRow): Promise<new () => Screen> {
  try {
    return await get();
  } catch {
    throw new ScreenLoadError(title);
  }
}

function setActive(screen: Screen, active: boolean): void {
  screen.active = active;
  screen.hidden = !active;
}
