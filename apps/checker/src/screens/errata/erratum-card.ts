import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { seconds } from "../../numbers.ts";
import { base, controls } from "../../styles/base.ts";
import "./erratum-cell.ts";
import type { ErratumCells, ErratumEntry } from "./model.ts";

/** How the check of an erratum stands. */
export type CheckState = "waiting" | "running" | "done";

/** One erratum: what is printed beside what is right. Fires `check`, and passes on `open`. */
export class ErratumCard extends LitElement {
  static override properties = {
    entry: { attribute: false },
    cells: { attribute: false },
    state: {},
  };

  static override styles = [
    base,
    controls,
    css`
      article {
        display: grid;
        gap: 0.75rem;
      }

      header {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0.2rem 0.75rem;
      }

      h2 {
        margin: 0;
        font-size: 1.0625rem;
        font-weight: 650;
      }

      .id {
        color: var(--accent);
        font-variant-numeric: tabular-nums;
      }

      .where {
        flex: 1;
        min-width: 12rem;
        color: var(--muted);
        font-size: 0.875rem;
      }

      .cells {
        display: grid;
        gap: 0.75rem;
      }

      @media (min-width: 48rem) {
        .cells {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
    `,
  ];

  declare entry: ErratumEntry;
  declare cells: ErratumCells | undefined;
  declare state: CheckState;

  constructor() {
    super();
    this.state = "waiting";
  }

  override render(): TemplateResult {
    const { id, title, where, fault, correction, broken, mended } = this.entry;
    return html`<article aria-labelledby="title">
      <header>
        <h2 id="title"><span class="id">${id}</span> ${title}</h2>
        <span class="where">${where}</span>
        ${this.#state()}
      </header>
      <div class="cells">
        <erratum-cell heading="As printed" .prose=${fault} .cell=${broken} .outcome=${this.cells?.broken} @open=${this.#open}></erratum-cell>
        <erratum-cell heading="Mended" mended .prose=${correction} .cell=${mended} .outcome=${this.cells?.mended} @open=${this.#open}></erratum-cell>
      </div>
    </article>`;
  }

  #state(): TemplateResult {
    if (this.state === "running") return html`<span class="muted">checking</span>`;
    const check = (): boolean => this.dispatchEvent(new CustomEvent("check"));
    const took =
      this.cells === undefined
        ? nothing
        : html`<span class="muted">${seconds(this.cells.milliseconds)}</span>`;
    return html`${took}<button class="small" type="button" @click=${check} aria-label="Check${this.cells ? " again" : ""}: ${this.entry.id}">
        ${this.cells === undefined ? "Check" : "Check again"}
      </button>`;
  }

  readonly #open = (event: Event): void => {
    this.dispatchEvent(new CustomEvent("open", { detail: (event as CustomEvent).detail }));
  };
}

customElements.define("erratum-card", ErratumCard);
