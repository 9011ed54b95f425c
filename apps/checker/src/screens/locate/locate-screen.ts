import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { failureOf } from "../../errors.ts";
import "../../parts/error-note.ts";
import "../../parts/task-bar.ts";
import { Job } from "../../shell/job.ts";
import { Screen } from "../../shell/screen.ts";
import { base, controls } from "../../styles/base.ts";
import { foldStyle } from "../../styles/fold.ts";
import { layout } from "../../styles/layout.ts";
import type { Failure } from "../../worker/protocol.ts";
import { gradientOf } from "../check/draft.ts";
import "./edge-card.ts";
import "./edge-list.ts";
import { locateStyle } from "./locate-style.ts";
import type { LocateResult } from "./model.ts";
import "./pass-table.ts";

const noEdges = html`<p class="muted">
  There are no edges to follow here: a claim tells only the gradient that came out, not what was passed back on the way to
  it. Plant a fault to walk a whole backward pass.
</p>`;

/** The screen Locate: a wrong backward pass beside the right one, and the edge where they part. */
export class LocateScreen extends Screen {
  static override properties = { slip: { state: true } };

  static override styles = [base, controls, layout, foldStyle, locateStyle];

  /** What is wrong with pasted gradients. */
  declare slip: Failure | undefined;

  readonly #job = new Job(this, "locate");
  readonly #faults = new Job(this, "faults", true);
  #asked: unknown;

  override render(): TemplateResult {
    const { result, failure, running } = this.#job;
    return html`
      <div class="choose panel">${this.#faultChoice()} ${this.#paste()}</div>
      <task-bar label="The search" cancellable ?running=${running} @cancel=${() => this.#job.cancel()}></task-bar>
      ${failure === undefined ? nothing : html`<error-note .failure=${failure}></error-note>`}
      ${result === undefined ? nothing : this.#result(result)}
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!this.active || this.document === this.#asked) return;
    if (!changed.has("document") && !changed.has("active")) return;
    this.#asked = this.document;
    this.slip = undefined;
    if (this.#faults.result === undefined) void this.#faults.start(this.runner, undefined);
    void this.#job.start(this.runner, this.document);
  }

  #faultChoice(): TemplateResult {
    const { fault = "", subject } = this.document;
    const isClaim = subject.kind === "claim";
    if (isClaim)
      return html`<p>A claim is compared as it is: nothing is planted in it.</p>
        <button class="small" type="button" @click=${this.#back}>Back to planted faults</button>`;
    const choices = this.#faults.result ?? [];
    return html`<div class="field">
      <label for="fault">Plant a fault in the backward pass</label>
      <select id="fault" @change=${this.#plant}>
        <option value="" .selected=${live(fault === "")}>none</option>
        ${choices.map(
          ({ name, description }) =>
            html`<option value=${name} .selected=${live(name === fault)}>${name.replaceAll("-", " ")}: ${description}</option>`,
        )}
      </select>
    </div>`;
  }

  #paste(): TemplateResult {
    return html`<details ?open=${this.slip !== undefined}>
      <summary>Or paste your own gradients</summary>
      <form class="field" @submit=${this.#compare} autocomplete="off" novalidate>
        <label for="claimed">A line w = ... for each variable, or JSON: names to numbers</label>
        <textarea id="claimed" name="claimed" rows="4" spellcheck="false" aria-invalid=${this.slip !== undefined}></textarea>
        ${this.slip === undefined ? nothing : html`<error-note .failure=${this.slip}></error-note>`}
        <div class="actions"><button type="submit">Compare</button></div>
      </form>
    </details>`;
  }

  #result(result: LocateResult): TemplateResult {
    const { rows, first, edge, description, total, notes, yours } = result;
    const at = this.#at(result);
    return html`
      <p class="lead">${description}</p>
      <p class="unseen" role="status">${this.#status(result)}</p>
      <div class="columns">
        <section aria-labelledby="passes">
          <h2 id="passes">${yours === "claimed" ? "The claim and the right gradient" : "Both backward passes, the output first"}</h2>
          <pass-table .result=${result} .current=${at} @walk=${this.#walk}></pass-table>
          ${total > rows.length ? html`<p class="muted">${total - rows.length} rows more are not shown.</p>` : nothing}
        </section>
        <div class="side">
          ${
            edge === undefined
              ? html`<p class="panel">${first === undefined ? "No adjoint differs." : "No single known mistake explains it."}</p>`
              : html`<edge-card .edge=${edge}></edge-card>`
          }
          ${yours === "claimed" ? noEdges : rows.length === 0 ? nothing : html`<edge-list .row=${rows[at]} @walk=${this.#walk}></edge-list>`}
          ${notes.map((note) => html`<p class="muted">${note}</p>`)}
        </div>
      </div>
    `;
  }

  /** The place of the row that is looked at: the first that differs, unless the address has another. */
  #at({ rows, first = 0 }: LocateResult): number {
    const row = Number(this.view["row"]);
    return Number.isInteger(row) && row > 0 && row <= rows.length ? row - 1 : first;
  }

  #walk({ detail: place }: CustomEvent<number>): void {
    this.changeView({ row: String(place + 1) });
  }

  #status({ first, rows, edge }: LocateResult): string {
    if (first === undefined) return "No adjoint differs.";
    const at =
      edge === undefined ? "" : ` The fault is at ${edge.operation}, on the edge to ${edge.leadsTo}.`;
    return `The first row that differs is ${rows[first]!.name}.${at}`;
  }

  #plant(event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    const { fault: _, ...sound } = this.document;
    this.changeDocument(value === "" ? sound : { ...sound, fault: value });
  }

  async #compare(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const text = this.renderRoot.querySelector<HTMLTextAreaElement>("#claimed")!.value;
    const { fault: _, order: __, ...document } = this.document;
    try {
      const { subject } = document;
      const of = subject.kind === "claim" ? subject.of : subject;
      const claim = { ...document, subject: { kind: "claim", of, gradient: gradientOf(text) } } as const;
      const outcome = await this.runner.start("document", claim).outcome;
      if (outcome.state === "failed") this.slip = outcome.failure;
      else this.changeDocument(claim);
    } catch (error) {
      this.slip = failureOf(error);
    }
  }

  #back(): void {
    const { subject } = this.document;
    if (subject.kind === "claim") this.changeDocument({ ...this.document, subject: subject.of });
  }
}

customElements.define("screen-locate", LocateScreen);
