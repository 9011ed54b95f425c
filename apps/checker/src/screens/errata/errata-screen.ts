import type { CheckDocument } from "@chainrule/check";
import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import "../../parts/error-note.ts";
import { Job } from "../../shell/job.ts";
import { Screen } from "../../shell/screen.ts";
import { base, controls } from "../../styles/base.ts";
import "./erratum-card.ts";
import type { ErratumCells, ErratumEntry } from "./model.ts";

/** What is wrong in the paper, broken and mended: each is checked when it is asked for. */
export class ErrataScreen extends Screen {
  static override properties = { checked: { state: true }, now: { state: true } };

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

      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.75rem 1.25rem;
      }

      .head p {
        font-variant-numeric: tabular-nums;
      }

      progress {
        flex: 1 1 8rem;
        height: 0.4rem;
        max-width: 20rem;
        accent-color: var(--accent);
      }

      ol {
        display: grid;
        gap: 2.25rem;
      }

      .alarm {
        color: var(--bad);
        font-weight: 600;
      }
    `,
  ];

  /** What was found so far, by number. */
  declare checked: ReadonlyMap<string, ErratumCells>;
  /** Which one is being checked. */
  declare now: string | undefined;

  readonly #list = new Job(this, "errata", true);
  readonly #check = new Job(this, "erratum");
  #wanted: readonly string[] = [];

  constructor() {
    super();
    this.checked = new Map();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("active") && this.active && this.#list.result === undefined && !this.#list.running) {
      void this.#list.start(this.runner, undefined);
    }
  }

  override render(): TemplateResult {
    const entries = this.#list.result ?? [];
    const failure = this.#list.failure ?? this.#check.failure;
    return html`
      <div class="head">
        ${
          this.now === undefined
            ? html`<button class="main" type="button" ?disabled=${entries.length === 0} @click=${this.#checkAll}>
                Check all ${entries.length === 0 ? "" : entries.length}
              </button>`
            : html`<button type="button" @click=${this.#cancel}>Cancel</button>
                <progress aria-label="Errata checked" max=${entries.length} value=${this.checked.size}></progress>`
        }
        <p role="status">${this.#summary(entries.length)}</p>
      </div>
      ${failure === undefined ? nothing : html`<error-note .failure=${failure}></error-note>`}
      <ol aria-label="Errata">
        ${repeat(
          entries,
          ({ id }) => id,
          (entry) => html`<li>${this.#card(entry)}</li>`,
        )}
      </ol>
    `;
  }

  #card(entry: ErratumEntry): TemplateResult {
    const { id } = entry;
    const state = this.now === id ? "running" : this.checked.has(id) ? "done" : "waiting";
    return html`<erratum-card
      .entry=${entry}
      .cells=${this.checked.get(id)}
      .state=${state}
      @check=${() => void this.#checkThese([id])}
      @open=${(event: CustomEvent<CheckDocument>) => this.goTo({ screen: "check", document: event.detail })}
    ></erratum-card>`;
  }

  #summary(count: number): TemplateResult | string {
    if (count === 0) return this.#list.running ? "Loading the errata." : "";
    if (this.checked.size === 0) return "";
    const outcomes = [...this.checked.values()].flatMap(({ broken, mended }) => [broken, mended]);
    const alarms = outcomes.filter(
      ({ findings, failure }) => failure !== undefined || findings.some(({ asExpected }) => !asExpected),
    ).length;
    const done = `${this.checked.size} of ${count} checked`;
    if (alarms > 0) return html`${done}: <span class="alarm">${alarms} cells not as expected</span>`;
    return `${done}: every broken cell fails as it must, every mended one holds.`;
  }

  readonly #checkAll = (): void => {
    this.checked = new Map();
    void this.#checkThese((this.#list.result ?? []).map(({ id }) => id));
  };

  /** Checks some, one after the other; a wish for others takes their place. */
  async #checkThese(ids: readonly string[]): Promise<void> {
    this.#wanted = ids;
    for (const id of ids) {
      this.now = id;
      const done = await this.#check.start(this.runner, id);
      if (this.#wanted !== ids) return;
      if (!done) break;
      this.checked = new Map([...this.checked, [id, this.#check.result!]]);
    }
    this.now = undefined;
  }

  readonly #cancel = (): void => {
    this.#wanted = [];
    this.now = undefined;
    this.#check.cancel();
  };
}

customElements.define("screen-errata", ErrataScreen);
