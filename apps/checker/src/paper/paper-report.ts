import { html, LitElement, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { ulps } from "../numbers.ts";
import "../parts/error-note.ts";
import { base, controls } from "../styles/base.ts";
import type { Failure, PaperEvent } from "../worker/protocol.ts";
import type { Run, Runner } from "../worker/runner.ts";
import "./paper-item.ts";
import { afterCancel, afterEvent, type PaperItemState, type PaperSummary, summaryOf } from "./progress.ts";
import { reportStyle } from "./report-style.ts";

/** The cross-check of the paper, computed when it is asked for. Fires `checked` with its items when it ends. */
export class PaperReport extends LitElement {
  static override properties = {
    runner: { attribute: false },
    ids: { attribute: false },
    items: { state: true },
    running: { state: true },
    failure: { state: true },
  };

  static override styles = [base, controls, reportStyle];

  declare runner: Runner;
  /** The numbers of the items; all unless given. */
  declare ids: readonly string[] | undefined;
  declare items: readonly PaperItemState[];
  declare running: boolean;
  declare failure: Failure | undefined;

  #run: Run<undefined> | undefined;
  /** It takes long: nothing else waits for it, or ends with it. */
  #own: Runner | undefined;

  constructor() {
    super();
    this.items = [];
    this.running = false;
    this.failure = undefined;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#run?.cancel();
  }

  override render(): TemplateResult {
    const summary = summaryOf(this.items);
    return html`
      <div class="head">
        ${this.#headline(summary)}
        <button type="button" @click=${this.#toggle}>${this.running ? "Cancel" : this.items.length === 0 && this.failure === undefined ? "Run" : "Run again"}</button>
      </div>
      <progress aria-label="The report" max="1" value=${summary.fraction} ?hidden=${!this.running}></progress>
      <p class="unseen" role="status">${this.#status(summary)}</p>
      <error-note .failure=${this.failure} ?hidden=${this.failure === undefined}></error-note>
      <ol aria-label="Items of the paper" ?hidden=${this.items.length === 0}>
        ${repeat(
          this.items,
          ({ id }) => id,
          (item) => html`<li><paper-item .item=${item}></paper-item></li>`,
        )}
      </ol>
    `;
  }

  #headline(summary: PaperSummary): TemplateResult {
    const { done, items, findings, alarms, worst } = summary;
    const counted =
      items === 0
        ? this.running
          ? "Starting"
          : "Not run yet"
        : `${done} of ${items} items, ${findings} findings`;
    const state = alarms === 0 ? "all as expected" : `${alarms} not as expected`;
    return html`<p class="headline">
      <strong class=${alarms === 0 ? "" : "alarm"}>${counted}${done === 0 ? "" : `: ${state}`}</strong>
      ${
        worst === undefined
          ? nothing
          : html`<span class="muted"
            >Largest error in float64 ${ulps(worst.ulps!)} ulp, bound ${ulps(worst.boundUlps ?? Number.NaN)}.</span
          >`
      }
    </p>`;
  }

  /** For screen readers: only each quarter, and the end. */
  #status({ done, items, alarms }: PaperSummary): string {
    if (items === 0) return "";
    if (!this.running && done < items) return `Stopped after ${done} of ${items} items.`;
    const told = done === items ? items : Math.floor((4 * done) / items) * Math.ceil(items / 4);
    const state = alarms === 0 ? "all as expected" : `${alarms} not as expected`;
    return told === 0 ? "The report has begun." : `${told} of ${items} items, ${state}.`;
  }

  #toggle(): void {
    if (this.running) this.#run?.cancel();
    else void this.#start();
  }

  async #start(): Promise<void> {
    this.failure = undefined;
    this.running = true;
    this.#own ??= this.runner.fork();
    const run = this.#own.start("paper", this.ids, (event: PaperEvent) => {
      this.items = afterEvent(this.items, event);
    });
    this.#run = run;
    const outcome = await run.outcome;
    if (this.#run !== run) return;
    this.running = false;
    this.items = afterCancel(this.items);
    if (outcome.state === "failed") this.failure = outcome.failure;
    this.dispatchEvent(new CustomEvent("checked", { detail: this.items }));
  }
}

customElements.define("paper-report", PaperReport);
