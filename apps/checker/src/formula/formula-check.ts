import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { fromFragment, toFragment } from "../location.ts";
import { base } from "../styles/base.ts";
import type { Failure, FaultChoice, FormulaInput, FormulaResult, Preview } from "../worker/protocol.ts";
import type { Outcome, Run, Runner } from "../worker/runner.ts";
import { examples, firstInput } from "./examples.ts";
import type { FormulaForm } from "./formula-form.ts";
import "./formula-form.ts";
import "./formula-result.ts";

/** How long typing must pause before the formula is shown. */
const pause = 120;

/** A formula and a point, and what the two voices say of it. The URL's fragment is what is checked. */
export class FormulaCheck extends LitElement {
  static override properties = {
    runner: { attribute: false },
    input: { state: true },
    faults: { state: true },
    preview: { state: true },
    progress: { state: true },
    result: { state: true },
    failure: { state: true },
  };

  static override styles = [
    base,
    css`
      :host {
        display: grid;
        gap: 1.25rem;
      }

      nav ul {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 1rem;
        font-size: 0.9rem;
      }

      progress {
        width: 100%;
        height: 0.4rem;
        margin-block: -0.5rem;
        accent-color: var(--accent);
        animation: appear 0s 150ms backwards;
      }

      progress.idle {
        visibility: hidden;
      }

      @keyframes appear {
        from {
          opacity: 0;
        }
      }

      formula-result {
        transition: opacity 150ms 150ms;
      }

      formula-result[aria-busy="true"] {
        opacity: 0.5;
      }
    `,
  ];

  declare runner: Runner;
  declare input: FormulaInput;
  declare faults: readonly FaultChoice[];
  declare preview: Preview | undefined;
  /** From 0 to 1 while a check runs. */
  declare progress: number | undefined;
  declare result: FormulaResult | undefined;
  declare failure: Failure | undefined;

  #run: Run<FormulaResult> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.input = firstInput;
    this.faults = [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("hashchange", this.#followLink);
    this.#followLink();
    void this.#listFaults();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("hashchange", this.#followLink);
    clearTimeout(this.#timer);
    this.#run?.cancel();
  }

  override render(): TemplateResult {
    return html`
      <formula-form
        .input=${this.input}
        .faults=${this.faults}
        .preview=${this.preview}
        .failure=${this.failure}
        ?busy=${this.progress !== undefined}
        @check=${(event: CustomEvent<FormulaInput>) => this.#submit(event.detail)}
        @edit=${(event: CustomEvent<FormulaInput>) => this.#edited(event.detail)}
        @cancel=${() => this.#run?.cancel()}
      ></formula-form>
      <nav aria-label="Examples">
        <ul>
          <li class="muted" aria-hidden="true">Try</li>
          ${examples.map(({ title, input }) => html`<li><a href=${toFragment(input)}>${title}</a></li>`)}
        </ul>
      </nav>
      <p class="unseen" role="status">${this.#status()}</p>
      <progress
        aria-label="The check of the formula"
        max="1"
        value=${this.progress || nothing}
        class=${this.progress === undefined ? "idle" : ""}
      ></progress>
      ${
        this.result === undefined
          ? nothing
          : html`<formula-result .result=${this.result} aria-busy=${this.progress !== undefined}></formula-result>`
      }
    `;
  }

  #status(): string {
    if (this.failure) return `Error. ${this.failure.message}`;
    if (this.progress !== undefined) return "Checking.";
    return this.result ? `Verdict: ${this.result.verdict}.` : "";
  }

  /** Checks what the URL asks for; every check has one, so that each can be shared and gone back to. */
  readonly #followLink = (): void => {
    this.input = fromFragment(location.hash) ?? firstInput;
    void this.#check(this.input);
  };

  #submit(input: FormulaInput): void {
    this.input = input;
    const fragment = toFragment(input);
    if (fragment === location.hash) void this.#check(input);
    else location.hash = fragment;
  }

  async #check(input: FormulaInput): Promise<void> {
    this.#run?.cancel();
    clearTimeout(this.#timer);
    this.failure = undefined;
    this.progress = 0;
    void this.#showFormula(input.formula);
    const run = this.runner.start("formula", input, (fraction) => {
      if (this.#run === run) this.progress = fraction;
    });
    this.#run = run;
    const outcome = await run.outcome;
    if (this.#run === run) this.#finish(outcome);
  }

  #finish(outcome: Outcome<FormulaResult>): void {
    this.progress = undefined;
    this.result = outcome.state === "done" ? outcome.result : undefined;
    this.failure = outcome.state === "failed" ? outcome.failure : undefined;
    if (this.failure) void this.#focusFailure();
  }

  async #focusFailure(): Promise<void> {
    await this.updateComplete;
    const form = this.renderRoot.querySelector<FormulaForm>("formula-form")!;
    await form.updateComplete;
    if (form.matches(":focus-within")) form.focusFailure();
  }

  #edited({ formula }: FormulaInput): void {
    this.failure = undefined;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#showFormula(formula), pause);
  }

  async #showFormula(formula: string): Promise<void> {
    const outcome = await this.runner.start("preview", formula).outcome;
    if (outcome.state !== "cancelled") this.preview = outcome.state === "done" ? outcome.result : undefined;
  }

  async #listFaults(): Promise<void> {
    const outcome = await this.runner.start("faults", undefined).outcome;
    if (outcome.state === "done") this.faults = outcome.result;
  }
}

customElements.define("formula-check", FormulaCheck);
