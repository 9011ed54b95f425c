import type { CheckDocument } from "@chainrule/check";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { Fading, fading } from "../../parts/fading.ts";
import { Job } from "../../shell/job.ts";
import { base, controls } from "../../styles/base.ts";
import type { Runner } from "../../worker/runner.ts";
import type { PresetEntry } from "./model.ts";

const groups = {
  items: "What the paper says",
  errata: "Its errata, as printed and mended",
  faults: "Wrong backward passes",
} as const satisfies Readonly<Record<PresetEntry["group"], string>>;

/** Every document of the paper. Fires `choose` with the document of one. */
export class PresetList extends LitElement {
  static override properties = { runner: { attribute: false }, wanted: { state: true } };

  static override styles = [
    base,
    fading,
    controls,
    css`
      .list {
        display: grid;
        gap: 0.75rem;
        max-height: 24rem;
        margin-top: 0.6rem;
        padding: 1rem 1.25rem;
        border: 1px solid var(--line);
        border-radius: 12px;
        background: var(--surface);
        overflow: auto;
      }

      h3 {
        margin-bottom: 0.4rem;
        font-size: 0.875rem;
        font-weight: 650;
      }

      label {
        display: grid;
        gap: 0.3rem;
        max-width: 24rem;
      }

      ul {
        display: grid;
        gap: 0.15rem;
      }

      li button {
        display: grid;
        grid-template-columns: 5.5rem minmax(0, 1fr);
        gap: 0 0.6rem;
        width: 100%;
        min-height: 2rem;
        padding: 0.25rem 0.5rem;
        border: 0;
        background: none;
        font-size: 0.875rem;
        font-weight: 400;
        text-align: left;
      }

      .id {
        color: var(--muted);
        font-size: 0.8125rem;
        font-variant-numeric: tabular-nums;
      }

      strong {
        font-weight: 600;
      }

      small {
        display: block;
        color: var(--muted);
        font-size: 0.8125rem;
      }
    `,
  ];

  declare runner: Runner;
  /** Words that an entry must have. */
  declare wanted: string;

  readonly fading = new Fading(this, ".list");
  readonly #job = new Job(this, "presets", true);

  constructor() {
    super();
    this.wanted = "";
  }

  protected override firstUpdated(): void {
    void this.#job.start(this.runner, undefined);
  }

  override render(): TemplateResult {
    const { result = [], running, failure } = this.#job;
    const found = result.filter((entry) => this.#isWanted(entry));
    return html`<div class="list" role="group" aria-label="Examples of the paper" tabindex="0">
        <label>Find <input type="search" .value=${this.wanted} @input=${this.#find} /></label>
        <p class="unseen" role="status">${running ? "Loading." : `${found.length} of ${result.length} examples.`}</p>
        ${failure === undefined ? nothing : html`<p>${failure.message}</p>`}
        ${(["items", "errata", "faults"] as const).map((group) => this.#group(group, found))}
    </div>`;
  }

  #group(group: PresetEntry["group"], found: readonly PresetEntry[]): TemplateResult | typeof nothing {
    const entries = found.filter((entry) => entry.group === group);
    if (entries.length === 0) return nothing;
    return html`<section>
      <h3>${groups[group]}</h3>
      <ul>
        ${entries.map(
          ({ id, title, explanation, document }) => html`<li>
            <button type="button" @click=${() => this.#choose(document)}>
              <span class="id">${id.replace(/^fault .*/, "fault")}</span>
              <span><strong>${title}</strong><small>${explanation}</small></span>
            </button>
          </li>`,
        )}
      </ul>
    </section>`;
  }

  #isWanted({ id, title, explanation }: PresetEntry): boolean {
    const text = `${id} ${title} ${explanation}`.toLowerCase();
    return this.wanted
      .toLowerCase()
      .split(/\s+/)
      .every((word) => text.includes(word));
  }

  #find(event: Event): void {
    this.wanted = (event.target as HTMLInputElement).value;
  }

  #choose(document: CheckDocument): void {
    this.dispatchEvent(new CustomEvent("choose", { detail: document }));
  }
}

customElements.define("preset-list", PresetList);
