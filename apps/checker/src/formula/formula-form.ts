import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { live } from "lit/directives/live.js";
import { mathElement } from "../parts/math.ts";
import "../parts/error-note.ts";
import "../parts/scroll-box.ts";
import { base, controls } from "../styles/base.ts";
import type { Failure, FaultChoice, FormulaInput, Preview } from "../worker/protocol.ts";
import { firstInput } from "./examples.ts";
import { type Field, fieldOf } from "./fields.ts";
import { formStyle } from "./form-style.ts";
import { missingFrom } from "./point.ts";

/**
 * The fields of the formula check.
 *
 * Fires `edit` with the input at each change, `check` with it when it is submitted, and `cancel`.
 */
export class FormulaForm extends LitElement {
  static override properties = {
    input: { attribute: false },
    faults: { attribute: false },
    preview: { attribute: false },
    failure: { attribute: false },
    busy: { type: Boolean },
    draft: { state: true },
  };

  static override styles = [base, controls, formStyle];

  /** What the fields show when it is set. */
  declare input: FormulaInput;
  declare faults: readonly FaultChoice[];
  /** The formula being typed, where it is one. */
  declare preview: Preview | undefined;
  declare failure: Failure | undefined;
  declare busy: boolean;
  /** What the fields hold now. */
  declare draft: FormulaInput;

  constructor() {
    super();
    this.input = firstInput;
    this.draft = firstInput;
    this.faults = [];
    this.preview = undefined;
    this.failure = undefined;
    this.busy = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("input")) this.draft = this.input;
  }

  /** Puts the keyboard's focus on the field that the failure is about. */
  focusFailure(): void {
    const field = this.failure && fieldOf(this.failure);
    if (field) this.renderRoot.querySelector<HTMLElement>(`#${field}`)?.focus();
  }

  override render(): TemplateResult {
    return html`<form @submit=${this.#submit} @input=${this.#edit} autocomplete="off">
      ${this.#formulaField()}
      <div class="choices">${this.#pointField()} ${this.#orderField()} ${this.#faultField()}</div>
      ${
        this.failure && fieldOf(this.failure) === undefined
          ? html`<error-note .failure=${this.failure}></error-note>`
          : nothing
      }
      <div class="actions">
        <button class="main" type="submit">Check</button>
        <button type="button" ?hidden=${!this.busy} @click=${this.#cancel}>Cancel</button>
      </div>
    </form>`;
  }

  #formulaField(): TemplateResult {
    return html`<div class="field">
      <label for="formula">Formula</label>
      <input
        id="formula"
        name="formula"
        required
        spellcheck="false"
        autocapitalize="off"
        aria-describedby="formula-note"
        aria-invalid=${this.#isAt("formula")}
        .value=${live(this.draft.formula)}
      />
      <div class="note" id="formula-note">${this.#note("formula") ?? this.#previewNote()}</div>
    </div>`;
  }

  #previewNote(): TemplateResult {
    if (this.preview === undefined) return html`<p class="muted">Not a formula yet.</p>`;
    const { markup } = this.preview;
    if (markup === undefined) return html`<p class="muted">Too long to be shown as a formula.</p>`;
    return html`<scroll-box class="preview" label="the formula"
      >${guard([markup], () => mathElement(markup))}</scroll-box
    >`;
  }

  #pointField(): TemplateResult {
    const missing = missingFrom(this.draft.point, this.preview?.variables ?? []);
    const hint =
      missing.length === 0
        ? "Each number is taken as the nearest double."
        : `Still without a value: ${missing.join(", ")}.`;
    return html`<div class="field point">
      <label for="point">At the point</label>
      <input
        id="point"
        name="point"
        spellcheck="false"
        autocapitalize="off"
        placeholder="x = 0.7, y = 3"
        aria-describedby="point-note"
        aria-invalid=${this.#isAt("point")}
        .value=${live(this.draft.point)}
      />
      <div class="note" id="point-note">${this.#note("point") ?? html`<p class="muted">${hint}</p>`}</div>
    </div>`;
  }

  #orderField(): TemplateResult {
    const option = (order: 1 | 2, text: string): TemplateResult =>
      html`<option value=${order} .selected=${live(this.draft.order === order)}>${text}</option>`;
    return html`<div class="field">
      <label for="order">Derivatives</label>
      <select id="order" name="order">
        ${option(1, "first")} ${option(2, "second")}
      </select>
    </div>`;
  }

  #faultField(): TemplateResult {
    const { fault } = this.draft;
    const known = fault === "" || this.faults.some(({ name }) => name === fault);
    const choices = known ? this.faults : [...this.faults, { name: fault, description: fault }];
    return html`<div class="field">
      <label for="fault">Plant a fault</label>
      <select id="fault" name="fault" aria-describedby="fault-note" aria-invalid=${this.#isAt("fault")}>
        <option value="" .selected=${live(fault === "")}>none</option>
        ${choices.map(
          ({ name, description }) =>
            html`<option value=${name} .selected=${live(fault === name)} title=${description}>
              ${name.replaceAll("-", " ")}
            </option>`,
        )}
      </select>
      <div class="note" id="fault-note">${this.#note("fault") ?? nothing}</div>
    </div>`;
  }

  #isAt(field: Field): boolean {
    return this.failure !== undefined && fieldOf(this.failure) === field;
  }

  #note(field: Field): TemplateResult | undefined {
    return this.#isAt(field) ? html`<error-note .failure=${this.failure}></error-note>` : undefined;
  }

  #edit(event: Event): void {
    const { name, value } = event.target as HTMLInputElement | HTMLSelectElement;
    this.draft = { ...this.draft, [name]: name === "order" ? Number(value) : value };
    this.dispatchEvent(new CustomEvent("edit", { detail: this.draft }));
  }

  #cancel(): void {
    this.dispatchEvent(new CustomEvent("cancel"));
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    this.dispatchEvent(new CustomEvent("check", { detail: this.draft }));
  }
}

customElements.define("formula-form", FormulaForm);
