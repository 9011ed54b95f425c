import type { CheckDocument } from "@chainrule/check";
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { seconds } from "../../numbers.ts";
import "../../parts/error-note.ts";
import { download } from "../../download.ts";
import { Fading, fading } from "../../parts/fading.ts";
import { Job } from "../../shell/job.ts";
import { base, controls } from "../../styles/base.ts";
import type { Runner } from "../../worker/runner.ts";
import type { ReportFile, ReportFiles } from "./model.ts";

/** More characters than this are not shown, only downloaded. */
const shown = 20_000;

/** The check of a document as a file, in every format. Fires `format` with the one that is chosen. */
export class CheckReport extends LitElement {
  static override properties = {
    document: { attribute: false },
    runner: { attribute: false },
    format: {},
    told: { state: true },
  };

  static override styles = [
    base,
    fading,
    controls,
    css`
      :host {
        display: grid;
        gap: 1rem;
        min-width: 0;
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.6rem;
      }

      .formats {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem;
      }

      progress {
        width: 100%;
        height: 0.4rem;
        accent-color: var(--accent);
      }

      .brief {
        font-weight: 600;
        overflow-wrap: anywhere;
      }

      pre {
        max-height: 26rem;
        margin: 0;
        padding: 0.85rem 1rem;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--surface);
        font-size: 0.8125rem;
        line-height: 1.45;
        overflow: auto;
      }

      blockquote {
        margin: 0;
        padding: 0.6rem 0.9rem;
        border-left: 3px solid var(--accent);
        background: var(--surface);
        font-size: 0.9rem;
        overflow-wrap: anywhere;
      }

      h3 {
        font-size: 1rem;
        font-weight: 650;
      }
    `,
  ];

  declare document: CheckDocument;
  declare runner: Runner;
  /** The format that is shown, by its name. */
  declare format: string;
  /** What was last done with the citation. */
  declare told: string;

  readonly fading = new Fading(this, "pre");
  readonly #job = new Job(this, "reportFiles");
  #of: CheckDocument | undefined;

  constructor() {
    super();
    this.format = "";
    this.told = "";
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("document") || this.document === this.#of) return;
    this.#job.cancel();
    this.#job.result = undefined;
    this.#job.failure = undefined;
    this.told = "";
  }

  override render(): TemplateResult {
    const { running, progress, failure, result } = this.#job;
    return html`
      <div class="actions">
        ${
          running
            ? html`<button type="button" @click=${() => this.#job.cancel()}>Cancel</button>`
            : html`<button class="main" type="button" @click=${this.#make}>${result === undefined ? "Make the report" : "Make it again"}</button>`
        }
        <span class="muted" role="status">${running ? "Checking." : result === undefined ? "" : `Done in ${seconds(result.milliseconds)}.`}</span>
      </div>
      ${running ? html`<progress aria-label="The check" max="1" value=${progress ?? nothing}></progress>` : nothing}
      ${failure === undefined ? nothing : html`<error-note .failure=${failure}></error-note>`}
      ${result === undefined ? nothing : this.#result(result)}
    `;
  }

  #result({ brief, files, citation }: ReportFiles): TemplateResult {
    const file = files.find(({ format }) => format === this.format) ?? files[0]!;
    return html`
      <p class="brief">${brief}</p>
      <div class="formats" role="group" aria-label="Format">${files.map((each) => this.#choice(each, each === file))}</div>
      <div class="actions">
        <button type="button" @click=${() => download({ ...file, content: file.text })}>Download ${file.fileName}</button>
        <span class="muted">${file.format}: ${file.use}.</span>
      </div>
      <pre tabindex="0" role="region" aria-label="The report as ${file.format}">${preview(file.text)}</pre>
      <h3 id="cite">Cite this check</h3>
      <blockquote aria-labelledby="cite">${citation}</blockquote>
      <div class="actions">
        <button type="button" @click=${() => void this.#copy(citation)}>Copy the citation</button>
        <span class="muted" role="status">${this.told}</span>
      </div>
    `;
  }

  #choice({ format }: ReportFile, chosen: boolean): TemplateResult {
    const choose = (): boolean => this.dispatchEvent(new CustomEvent("format", { detail: format }));
    return html`<button class="small" type="button" aria-pressed=${chosen} @click=${choose}>${format}</button>`;
  }

  readonly #make = (): void => {
    this.#of = this.document;
    void this.#job.start(this.runner, this.document);
  };

  async #copy(citation: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(citation);
      this.told = "Copied.";
    } catch {
      this.told = "Select the text to copy it.";
    }
  }
}

function preview(text: string): string {
  if (text.length <= shown) return text;
  return `${text.slice(0, shown)}\n… ${text.length - shown} more characters are in the file.`;
}

customElements.define("check-report", CheckReport);
