import type { CheckDocument } from "@chainrule/check";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import "../parts/error-note.ts";
import "../parts/scroll-box.ts";
import "../parts/task-bar.ts";
import { Job } from "../shell/job.ts";
import { base, controls } from "../styles/base.ts";
import { tableStyle } from "../styles/table.ts";
import type { Runner } from "../worker/runner.ts";
import type { OwnDataChoice, Use } from "./model.ts";
import { ownDataStyle } from "./own-data-style.ts";

const firstChoice: OwnDataChoice = { target: undefined, rows: "32", row: "1" };

/**
 * Data from the reader's disk: a CSV, or IDX files, dropped or chosen. They are read in the worker and stay in this
 * browser. Fires `document-change` with the document that they become part of.
 */
export class OwnDataPanel extends LitElement {
  static override properties = {
    document: { attribute: false },
    runner: { attribute: false },
    choice: { state: true },
    over: { state: true },
  };

  static override styles = [base, controls, tableStyle, ownDataStyle];

  declare document: CheckDocument;
  declare runner: Runner;
  declare choice: OwnDataChoice;
  /** Whether something is dragged over the panel. */
  declare over: boolean;

  readonly #files = new Job(this, "ownFiles");
  readonly #read = new Job(this, "ownData", true);
  #own: Runner | undefined;

  constructor() {
    super();
    this.choice = firstChoice;
    this.over = false;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("document")) void this.#start();
  }

  override render(): TemplateResult {
    const { running, progress } = this.#files;
    const failure = this.#files.failure ?? this.#read.failure;
    return html`
      <div
        class="drop ${this.over ? "over" : ""}"
        @dragover=${this.#hover}
        @dragleave=${() => this.#leave()}
        @drop=${this.#drop}
      >
        <p>Drop a CSV, or the two IDX files of images and labels, here, or</p>
        <label class="button">
          choose files
          <input type="file" multiple accept=".csv,.tsv,.txt,.idx,.gz,.ubyte,*/*" @change=${this.#choose} />
        </label>
        <p class="muted">Files are read in your browser and go nowhere.</p>
      </div>
      <task-bar
        label="Reading the files"
        cancellable
        ?running=${running}
        .fraction=${progress}
        @cancel=${() => this.#files.cancel()}
      ></task-bar>
      <p class="unseen" role="status">${running ? "Reading." : (this.#read.result?.summary ?? "")}</p>
      ${failure === undefined ? nothing : html`<error-note .failure=${failure}></error-note>`}
      ${this.#files.result === undefined || this.#read.result === undefined ? nothing : this.#result()}
    `;
  }

  #result(): TemplateResult {
    const { summary, preview, samples, point } = this.#read.result!;
    return html`
      <p class="summary">${summary}</p>
      ${preview.length === 0 ? nothing : previewTable(preview)}
      <div class="uses">
        <section aria-labelledby="samples-title">
          <h2 id="samples-title">As samples of a network</h2>
          <div class="fields">${this.#targetField()} ${this.#countField("rows", "Rows from the top")}</div>
          ${this.#use(samples, "Use as samples")}
        </section>
        <section aria-labelledby="point-title">
          <h2 id="point-title">As the point of the formula</h2>
          <div class="fields">${this.#countField("row", "Row")}</div>
          ${this.#use(point, "Use as the point")}
        </section>
      </div>
    `;
  }

  #targetField(): TemplateResult | typeof nothing {
    const { columns, target } = this.#read.result!;
    if (columns.length === 0) return nothing;
    return html`<div class="field">
      <label for="target">To predict</label>
      <select id="target" @change=${(event: Event) => this.#change({ target: (event.target as HTMLSelectElement).value })}>
        ${columns.map(
          ({ name, type }) =>
            html`<option value=${name} .selected=${live(name === target)}>${name} (${type})</option>`,
        )}
      </select>
    </div>`;
  }

  #countField(name: "rows" | "row", title: string): TemplateResult {
    return html`<div class="field">
      <label for=${name}>${title}</label>
      <input
        id=${name}
        inputmode="numeric"
        autocomplete="off"
        .value=${live(this.choice[name])}
        @change=${(event: Event) => this.#change({ [name]: (event.target as HTMLInputElement).value })}
      />
    </div>`;
  }

  #use(use: Use, title: string): TemplateResult {
    if (!use.possible) return html`<p class="what muted">Not possible: ${use.reason}.</p>`;
    const apply = (): boolean =>
      this.dispatchEvent(new CustomEvent("document-change", { detail: use.document, bubbles: true }));
    return html`<p class="what">${use.what}</p>
      <button type="button" @click=${apply}>${title}</button>`;
  }

  #change(change: Partial<OwnDataChoice>): void {
    this.choice = { ...this.choice, ...change };
    void this.#start();
  }

  readonly #hover = (event: DragEvent): void => {
    event.preventDefault();
    this.over = true;
  };

  #leave(): void {
    this.over = false;
  }

  readonly #drop = (event: DragEvent): void => {
    event.preventDefault();
    this.over = false;
    void this.open([...(event.dataTransfer?.files ?? [])]);
  };

  readonly #choose = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    void this.open([...(input.files ?? [])]);
    input.value = ""; // the same file can be chosen again
  };

  /** A worker for this panel alone: a long file keeps nothing else waiting, and is cancelled by itself. */
  get #runner(): Runner {
    this.#own ??= this.runner.fork();
    return this.#own;
  }

  /** Reads some files. */
  async open(files: readonly File[]): Promise<void> {
    if (files.length === 0) return;
    this.choice = firstChoice;
    this.#read.result = undefined;
    this.#files.result = undefined;
    const read = await Promise.all(
      files.slice(0, 3).map(async (file) => ({ name: file.name, bytes: new Uint8Array(await head(file)) })),
    );
    if (await this.#files.start(this.#runner, read)) await this.#start();
  }

  async #start(): Promise<void> {
    const { choice, document } = this;
    const source = this.#files.result;
    if (source !== undefined) await this.#read.start(this.#runner, { source, choice, document });
  }
}

/** A file's bytes; of one too large to be read, enough to be told so. */
async function head(file: File): Promise<ArrayBuffer> {
  return await file.slice(0, 64 * 1024 * 1024 + 1).arrayBuffer();
}

function previewTable([header = [], ...rows]: readonly (readonly string[])[]): TemplateResult {
  return html`<scroll-box label="The first rows"><table>
    <thead><tr>${header.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell.slice(0, 40)}</td>`)}</tr>`)}</tbody>
  </table></scroll-box>`;
}

customElements.define("own-data", OwnDataPanel);
