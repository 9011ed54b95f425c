import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { failureOf } from "../../errors.ts";
import "../../paper/paper-report.ts";
import "../../parts/error-note.ts";
import { Job } from "../../shell/job.ts";
import { Screen } from "../../shell/screen.ts";
import { base, controls } from "../../styles/base.ts";
import type { Failure } from "../../worker/protocol.ts";
import "./experiment-card.ts";
import type { RunChoice } from "./experiment-card.ts";
import type { ExperimentEntry, ExperimentInput, ExperimentResult } from "./model.ts";
import { seedOf } from "./seed.ts";

/** The experiments, run one at a time in a worker. */
export class LabScreen extends Screen {
  static override properties = {
    seed: { state: true },
    seedFailure: { state: true },
    running: { state: true },
    results: { state: true },
    failures: { state: true },
  };

  static override styles = [
    base,
    controls,
    css`
      :host {
        display: grid;
        gap: 1.5rem;
      }

      :host([hidden]) {
        display: none;
      }

      .seed {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.4rem 0.75rem;
      }

      .seed input {
        width: 8rem;
      }

      .seed span {
        color: var(--muted);
        font-size: 0.875rem;
      }

      ol,
      section {
        display: grid;
        gap: 1.25rem;
      }

      section {
        gap: 0.75rem;
        max-width: 60rem;
        margin-top: 1.5rem;
      }

      section p {
        max-width: 46rem;
        color: var(--muted);
      }
    `,
  ];

  /** The seed as it is typed, or as the address has it. */
  declare seed: string;
  declare seedFailure: Failure | undefined;
  /** Which experiment runs. */
  declare running: string | undefined;
  declare results: ReadonlyMap<string, ExperimentResult>;
  declare failures: ReadonlyMap<string, Failure>;

  readonly #list = new Job(this, "experiments", true);
  readonly #run = new Job(this, "experiment");

  constructor() {
    super();
    this.seed = "1";
    this.results = new Map();
    this.failures = new Map();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("view") && this.view["seed"] !== undefined) this.seed = this.view["seed"];
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("active") && this.active && this.#list.result === undefined && !this.#list.running) {
      void this.#list.start(this.runner, undefined);
    }
  }

  override render(): TemplateResult {
    const { result: entries, failure } = this.#list;
    return html`
      <div class="seed">
        <label for="seed">Seed</label>
        <input
          id="seed"
          inputmode="numeric"
          spellcheck="false"
          autocomplete="off"
          aria-invalid=${this.seedFailure !== undefined}
          .value=${this.seed}
          @input=${this.#typeSeed}
          @change=${() => this.changeView({ seed: this.seed })}
        />
        <span>Everything random follows from it.</span>
      </div>
      ${this.seedFailure === undefined ? nothing : html`<error-note .failure=${this.seedFailure}></error-note>`}
      ${failure === undefined ? nothing : html`<error-note .failure=${failure}></error-note>`}
      <ol aria-label="Experiments">
        ${repeat(
          entries ?? [],
          ({ id }) => id,
          (entry) => html`<li>${this.#card(entry)}</li>`,
        )}
      </ol>
      ${entries === undefined ? nothing : this.#uses()}
    `;
  }

  #uses(): TemplateResult {
    return html`<section aria-labelledby="uses-title">
      <h2 id="uses-title">What else derivatives are used for</h2>
      <p>
        The uses that the paper names, as small programs: their derivatives against closed forms, conservation laws and known
        optima.
      </p>
      <paper-report .runner=${this.runner} .ids=${uses}></paper-report>
    </section>`;
  }

  #card(entry: ExperimentEntry): TemplateResult {
    const { id } = entry;
    const running = this.running === id;
    return html`<experiment-card
      .entry=${entry}
      ?running=${running}
      ?waits=${this.running !== undefined && !running}
      .progress=${running ? this.#run.progress : undefined}
      .result=${this.results.get(id)}
      .failure=${this.failures.get(id)}
      @run=${(event: CustomEvent<RunChoice>) => void this.#start(id, event.detail)}
      @cancel=${() => this.#run.cancel()}
    ></experiment-card>`;
  }

  #typeSeed(event: Event): void {
    this.seed = (event.target as HTMLInputElement).value;
    this.seedFailure = undefined;
  }

  async #start(id: string, choice: RunChoice): Promise<void> {
    try {
      await this.#measure({ id, ...choice, seed: seedOf(this.seed) });
    } catch (error) {
      this.seedFailure = failureOf(error);
      this.renderRoot.querySelector<HTMLElement>("#seed")?.focus();
    }
  }

  async #measure(input: ExperimentInput): Promise<void> {
    const { id } = input;
    this.running = id;
    this.failures = without(this.failures, id);
    const done = await this.#run.start(this.runner, input);
    this.running = undefined;
    if (done) this.results = new Map([...this.results, [id, this.#run.result!]]);
    else if (this.#run.failure) this.failures = new Map([...this.failures, [id, this.#run.failure]]);
  }
}

/** Data assimilation, design, numerical methods, sensitivities. */
const uses = ["S21", "S22", "S23", "S24"];

function without<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  return new Map([...map].filter(([each]) => each !== key));
}

customElements.define("screen-lab", LabScreen);
