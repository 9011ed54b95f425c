import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import "../../parts/error-note.ts";
import type { OwnFile } from "../../own-data/model.ts";
import { base, controls } from "../../styles/base.ts";
import type { Failure } from "../../worker/protocol.ts";
import "./experiment-figures.ts";
import type { ExperimentEntry, ExperimentInput, ExperimentProgress, ExperimentResult } from "./model.ts";

/** How an experiment is run. */
export type RunChoice = Required<Pick<ExperimentInput, "quick" | "files">>;

/** One experiment: what is done, its published figures, and a run of it. Fires `run` with how (`RunChoice`) and `cancel`. */
export class ExperimentCard extends LitElement {
  static override properties = {
    entry: { attribute: false },
    running: { type: Boolean },
    waits: { type: Boolean },
    progress: { attribute: false },
    result: { attribute: false },
    failure: { attribute: false },
    files: { state: true },
  };

  static override styles = [
    base,
    controls,
    css`
      article {
        display: grid;
        gap: 0.85rem;
        padding: 1rem 1.15rem;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--surface);
      }

      .about {
        display: grid;
        gap: 0.85rem;
        align-content: start;
        min-width: 0;
      }

      @media (min-width: 68rem) {
        article {
          grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
          gap: 2.5rem;
        }
      }

      h2 {
        margin: 0;
        font-size: 1.0625rem;
        font-weight: 650;
      }

      .item {
        color: var(--accent);
      }

      .text {
        display: grid;
        gap: 0.35rem;
        max-width: 46rem;
        font-size: 0.9375rem;
      }

      .source {
        color: var(--muted);
        font-size: 0.875rem;
      }

      .files {
        display: grid;
        gap: 0.35rem;
      }

      .files p {
        overflow-wrap: anywhere;
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.6rem;
      }

      .going {
        display: grid;
        flex: 1 1 12rem;
        gap: 0.2rem;
        color: var(--muted);
        font-size: 0.8125rem;
      }

      progress {
        width: 100%;
        height: 0.4rem;
        accent-color: var(--accent);
      }

      button:disabled {
        opacity: 0.55;
        cursor: default;
      }
    `,
  ];

  declare entry: ExperimentEntry;
  declare running: boolean;
  /** Whether another experiment runs, so that this one cannot begin. */
  declare waits: boolean;
  declare progress: ExperimentProgress | undefined;
  declare result: ExperimentResult | undefined;
  declare failure: Failure | undefined;

  /** What the reader gave of the files that the page does not carry. */
  declare files: readonly OwnFile[];

  constructor() {
    super();
    this.files = [];
  }

  override render(): TemplateResult {
    const { item, title, explanation, source } = this.entry;
    return html`<article aria-labelledby="title">
      <div class="about">
      <h2 id="title"><span class="item">${item}</span> ${title}</h2>
      <div class="text">
        <p>${explanation}</p>
        <p class="source">${source}</p>
      </div>
      ${this.#wanted()}
      <div class="actions">${this.running ? this.#going() : this.#choices()}</div>
      <p class="unseen" role="status">${this.#status()}</p>
      ${this.failure === undefined ? nothing : html`<error-note .failure=${this.failure}></error-note>`}
      </div>
      <experiment-figures .entry=${this.entry} .result=${this.result}></experiment-figures>
    </article>`;
  }

  #choices(): TemplateResult {
    const { cost, title } = this.entry;
    const blocked = this.waits || this.#missing.length > 0;
    const run = (quick: boolean): boolean =>
      this.dispatchEvent(new CustomEvent("run", { detail: { quick, files: this.files } }));
    return html`
      <button class="main" type="button" ?disabled=${blocked} @click=${() => run(true)} aria-label="Quick run: ${title}">
        Quick run
      </button>
      <button type="button" ?disabled=${blocked} @click=${() => run(false)} aria-label="Whole run: ${title}">
        Whole run
      </button>
      <span class="source">${this.waits ? "One experiment runs at a time." : `The whole run takes ${cost}.`}</span>
    `;
  }

  /** The files that are still needed. */
  get #missing(): readonly string[] {
    return this.entry.wanted.filter((name) => !this.files.some((file) => file.name === name));
  }

  #wanted(): TemplateResult | typeof nothing {
    if (this.entry.wanted.length === 0) return nothing;
    const missing = this.#missing;
    const told =
      missing.length === 0
        ? "All files are given."
        : `Not part of this page, so choose from your disk: ${missing.join(", ")}.`;
    return html`<div class="files">
      <label for="files">Its data</label>
      <input id="files" type="file" multiple @change=${this.#give} />
      <p class="source">${told}</p>
    </div>`;
  }

  readonly #give = async (event: Event): Promise<void> => {
    const chosen = [...((event.target as HTMLInputElement).files ?? [])].filter(({ name }) =>
      this.entry.wanted.includes(name),
    );
    this.files = await Promise.all(
      chosen.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
    );
  };

  #going(): TemplateResult {
    const { fraction = 0, note = "" } = this.progress ?? {};
    return html`
      <button type="button" @click=${() => this.dispatchEvent(new CustomEvent("cancel"))} aria-label="Cancel ${this.entry.title}">Cancel</button>
      <span class="going">
        <progress max="1" value=${fraction} aria-label=${this.entry.title}></progress>
        <span>${Math.floor(100 * fraction)} %${note === "" ? "" : `: ${note}`}</span>
      </span>
    `;
  }

  /** For screen readers: that it runs, and how it ended. */
  #status(): string {
    if (this.running) return "Running.";
    if (this.failure) return `Error. ${this.failure.message}`;
    return this.result === undefined ? "" : "Done: the table has the figures.";
  }
}

customElements.define("experiment-card", ExperimentCard);
