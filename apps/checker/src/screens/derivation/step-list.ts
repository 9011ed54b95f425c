import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import "../../parts/formula-view.ts";
import type { SymbolMeaning } from "../../parts/formula-view.ts";
import { stepElement } from "../../parts/math.ts";
import { base, controls } from "../../styles/base.ts";
import { layout } from "../../styles/layout.ts";
import type { Derivation, Step } from "./model.ts";
import { stepMoves } from "./moves.ts";
import { sayingOf } from "./rules.ts";
import { stepStyle } from "./step-style.ts";

/** The place of a step from 0; what is no number of a step stands for the first. */
export function placeOf(step: string, { steps }: Derivation): number {
  const at = Number(step) - 1;
  return Number.isInteger(at) && at >= 0 && at < steps.length ? at : 0;
}

/**
 * The rules that were applied, in order. One of them is current: it says what its rule is; arrows lead to the others.
 *
 * Fires `step` with the number of the step, from 1, as text.
 */
export class StepList extends LitElement {
  static override properties = {
    derivation: { attribute: false },
    symbols: { attribute: false },
    step: {},
  };

  static override styles = [base, controls, layout, stepStyle];

  declare derivation: Derivation;
  declare symbols: readonly SymbolMeaning[];
  /** The number of the current step, from 1; anything else stands for the first. */
  declare step: string;

  get #current(): number {
    return placeOf(this.step, this.derivation);
  }

  override render(): TemplateResult {
    const { steps, left } = this.derivation;
    return html`<h2 id="steps">Rules, one by one</h2>
      <div class="walk">
        ${this.#button("ArrowLeft", "Back")}
        <span role="status">Step ${this.#current + 1} of ${steps.length}</span>
        ${this.#button("ArrowRight", "Forward")}
      </div>
      <ol aria-labelledby="steps" @keydown=${this.#press}>
        ${steps.map((step, i) => this.#step(step, i))}
      </ol>
      ${left === 0 ? nothing : html`<p class="muted">${left} steps more are not shown.</p>`}`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const isMove = changed.has("step") && changed.get("step") !== undefined;
    if (isMove) this.renderRoot.querySelector('[aria-current="step"]')?.scrollIntoView({ block: "nearest" });
  }

  #button(key: string, title: string): TemplateResult {
    const to = stepMoves[key]!(this.#current, this.derivation.steps.length - 1);
    return html`<button type="button" ?disabled=${to === this.#current} @click=${() => this.#go(to)}>${title}</button>`;
  }

  #step(step: Step, i: number): TemplateResult {
    const isCurrent = i === this.#current;
    return html`<li aria-current=${isCurrent ? "step" : "false"} class=${step.rule === "result" ? "result" : ""}>
      <button
        type="button"
        class="rule"
        tabindex=${isCurrent ? 0 : -1}
        aria-label="Step ${i + 1}: ${step.rule}"
        @click=${() => this.#go(i)}
      >
        <span class="number">${i + 1}</span> ${step.rule}
      </button>
      ${isCurrent ? html`<p class="saying">${sayingOf(step.rule)}</p>` : nothing} ${this.#formula(step, i)}
    </li>`;
  }

  #formula({ relation, before, after }: Step, i: number): TemplateResult {
    if (before.markup === undefined || after.markup === undefined)
      return html`<p class="muted">Too long to be read.</p>`;
    const { markup: by } = this.derivation.by;
    const [from, to] = [before.markup, after.markup];
    return html`<formula-view
      label="step ${i + 1}"
      .symbols=${this.symbols}
      .math=${guard([relation, by, from, to], () => stepElement(relation, by, from, to))}
    ></formula-view>`;
  }

  #press(event: KeyboardEvent): void {
    const move = stepMoves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    this.#go(move(this.#current, this.derivation.steps.length - 1));
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>(".rule[tabindex='0']")?.focus(),
    );
  }

  #go(at: number): void {
    const detail = String(at + 1);
    this.step = detail;
    this.dispatchEvent(new CustomEvent("step", { detail }));
  }
}

customElements.define("step-list", StepList);
