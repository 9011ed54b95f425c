import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import "../../parts/error-note.ts";
import { download } from "../../download.ts";
import type { PaperItemState } from "../../paper/progress.ts";
import { Job } from "../../shell/job.ts";
import { base, controls } from "../../styles/base.ts";
import type { Runner } from "../../worker/runner.ts";
import type { CheckedItem } from "./model.ts";

/** The report on the paper as files, once items are checked. */
export class PaperFiles extends LitElement {
  static override properties = { items: { attribute: false }, runner: { attribute: false } };

  static override styles = [
    base,
    controls,
    css`
      :host {
        display: grid;
        gap: 0.5rem;
      }

      div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.4rem;
        font-size: 0.875rem;
      }
    `,
  ];

  declare items: readonly PaperItemState[];
  declare runner: Runner;

  readonly #job = new Job(this, "paperFiles");

  constructor() {
    super();
    this.items = [];
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("items") && this.items.length > 0)
      void this.#job.start(this.runner, checkedOf(this.items));
  }

  override render(): TemplateResult | typeof nothing {
    const { result, failure } = this.#job;
    if (failure !== undefined) return html`<error-note .failure=${failure}></error-note>`;
    if (result === undefined) return nothing;
    return html`<div role="group" aria-label="Download the report on the paper">
      <span class="muted">Download</span>
      ${result.map(
        (file) =>
          html`<button class="small" type="button" title=${file.use} @click=${() => download({ ...file, content: file.text })}>${file.format}</button>`,
      )}
    </div>`;
  }
}

/** The items that are finished: what was not checked is in no report. */
function checkedOf(items: readonly PaperItemState[]): readonly CheckedItem[] {
  return items.flatMap((item) =>
    item.state === "finished" ? [{ id: item.id, title: item.title, findings: item.findings }] : [],
  );
}

customElements.define("paper-files", PaperFiles);
