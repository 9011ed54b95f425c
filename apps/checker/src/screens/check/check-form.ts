import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { live } from "lit/directives/live.js";
import { failureOf } from "../../errors.ts";
import "../../parts/error-note.ts";
import { mathElement } from "../../parts/math.ts";
import "../../parts/scroll-box.ts";
import "../../parts/tab-list.ts";
import { type CheckDocument, firstDocument } from "../../shell/document.ts";
import { base, controls } from "../../styles/base.ts";
import { foldStyle } from "../../styles/fold.ts";
import type { Failure } from "../../worker/protocol.ts";
import { type Draft, documentOf, draftOf, type Tab } from "./draft.ts";
import { type Field, fieldOf, hints, texts } from "./fields.ts";
import { formStyle } from "./form-style.ts";
import { switched, type Typed } from "./kinds.ts";
import type { FaultChoice, Preview } from "./model.ts";
import { exampleOf, missingFrom } from "./point.ts";

const tabs = [
  { name: "formula", title: "Expression" },
  { name: "network", title: "Network" },
  { name: "claim", title: "Claim" },
] as const satisfies readonly { name: Tab; title: string }[];

/**
 * What is checked, as fields.
 *
 * Fires `edit` with the draft at each change, `check` with the document when it is submitted, `cancel`, and `unfold`
 * when the list of faults is wanted.
 */
export class CheckForm extends LitElement {
  static override properties = {
    document: { attribute: false },
    faults: { attribute: false },
    preview: { attribute: false },
    failure: { attribute: false },
    busy: { type: Boolean },
    reading: { type: Boolean },
    draft: { state: true },
    slip: { state: true },
  };

  static override styles = [base, controls, foldStyle, formStyle];

  declare document: CheckDocument;
  declare faults: readonly FaultChoice[];
  /** What is being typed, where it can be read. */
  declare preview: Preview | undefined;
  /** What is wrong with the document that was checked. */
  declare failure: Failure | undefined;
  declare busy: boolean;
  /** Whether what is typed is being read just now. */
  declare reading: boolean;
  declare draft: Draft;
  /** What is wrong with a field, before there is a document. */
  declare slip: Failure | undefined;

  /** What is typed under tabs that are not shown. */
  readonly #kept = new Map<Tab, Typed>();

  constructor() {
    super();
    this.document = firstDocument;
    this.draft = draftOf(firstDocument);
    this.faults = [];
    this.busy = false;
    this.reading = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("document")) return;
    this.draft = draftOf(this.document);
    this.slip = undefined;
  }

  /** Puts the keyboard's focus on the field that the failure is about. */
  focusFailure(): void {
    const field = this.#shown && fieldOf(this.#shown, this.draft);
    if (field) this.renderRoot.querySelector<HTMLElement>(`#${field}`)?.focus();
  }

  get #shown(): Failure | undefined {
    return this.slip ?? this.failure;
  }

  override render(): TemplateResult {
    const failure = this.#shown;
    return html`<form
      @submit=${this.#submit}
      @input=${this.#edit}
      @keydown=${this.#press}
      autocomplete="off"
      novalidate
    >
      <tab-list
        label="What is checked"
        .tabs=${tabs}
        .current=${this.draft.tab}
        @choose=${(event: CustomEvent<Tab>) => this.#change(switched(this.draft, event.detail, this.#kept))}
      ></tab-list>
      ${this.#textField()} ${this.draft.tab === "claim" ? this.#claimFields() : nothing}
      <div class="row">
        ${this.#input("point", "At the point", this.#pointHint(), this.#pointExample())}
        ${this.#input("wrt", "Differentiate by", hints.wrt, "all of them")}
        <div class="drawing">${this.#input("seed", "Seed", "", "none")}<button type="button" @click=${this.#draw} title="Draw a point at random">Random point</button></div>
      </div>
      <details ?open=${this.draft.order !== "1" || this.draft.fault !== ""} @toggle=${this.#unfold}>
        <summary>Order of the derivative, planted faults</summary>
        <div class="row two">
          ${this.#select("order", "Derivatives", [
            ["1", "first: the gradient"],
            ["2", "second: the Hessian"],
            ["3", "third"],
          ])}
          ${this.#select("fault", "Plant a fault in the tape", this.#faultOptions())}
        </div>
      </details>
      ${failure && fieldOf(failure, this.draft) === undefined ? html`<error-note .failure=${failure}></error-note>` : nothing}
      <div class="actions">
        <button class="main" type="submit">Check</button>
        <button type="button" class="late" ?hidden=${!this.busy} @click=${this.#cancel}>Cancel</button>
        <slot name="actions"></slot>
      </div>
    </form>`;
  }

  #textField(): TemplateResult {
    const { label } = texts[this.draft.tab];
    return html`<div class="field">
      <label for="text">${label}</label>
      <input
        id="text"
        name="text"
        spellcheck="false"
        autocapitalize="off"
        aria-describedby="text-note"
        aria-invalid=${this.#isAt("text")}
        .value=${live(this.draft.text)}
      />
      <div class="note ${this.draft.tab}" id="text-note">${this.#note("text") ?? this.#previewNote()}</div>
    </div>`;
  }

  #previewNote(): TemplateResult {
    if (this.preview === undefined && this.reading) return html``;
    if (this.preview === undefined) return html`<p class="muted">${texts[this.draft.tab].hint}</p>`;
    const { markup, parameters } = this.preview;
    if (markup !== undefined)
      return html`<scroll-box class="preview" label="the formula"
        >${guard([markup], () => mathElement(markup))}</scroll-box
      >`;
    const sizes = parameters.map(({ shape }) => shape.reduce((product, length) => product * length, 1));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const names = parameters.map(({ name, shape }) =>
      shape.length === 0 ? name : `${name} [${shape.join(" × ")}]`,
    );
    return html`<p class="muted preview-text">${total} parameters: ${names.slice(0, 6).join(", ")}${names.length > 6 ? ", …" : ""}</p>`;
  }

  #claimFields(): TemplateResult {
    return html`<div class="row claim">
      <div class="field">
        <label for="claimed">Somebody's gradient</label>
        <textarea
          id="claimed"
          name="claimed"
          rows="4"
          spellcheck="false"
          autocapitalize="off"
          placeholder=${texts.claim.placeholder}
          aria-describedby="claimed-note"
          aria-invalid=${this.#isAt("claimed")}
          .value=${live(this.draft.claimed)}
        ></textarea>
        <div class="note" id="claimed-note">
          ${this.#note("claimed") ?? html`<p class="muted">${hints.claimed}</p>`}
        </div>
      </div>
      ${this.#select("precision", "Its numbers are", [
        ["float64", "float64"],
        ["float32", "float32"],
        ["float16", "float16"],
        ["bfloat16", "bfloat16"],
        ["6", "rounded to 6 digits"],
        ["3", "rounded to 3 digits"],
      ])}
    </div>`;
  }

  #pointHint(): string {
    const missing = missingFrom(
      this.draft.point,
      (this.preview?.parameters ?? []).map(({ name }) => name),
    );
    const named = `${missing.slice(0, 5).join(", ")}${missing.length > 5 ? ", …" : ""}`;
    if (missing.length === 0) return "Each number is taken as the nearest double.";
    const isDrawn = this.#isNetwork || this.draft.seed !== "";
    return `${isDrawn ? "Drawn from the seed" : "Still without a value"}: ${named}${missing.length > 5 ? "" : "."}`;
  }

  get #isNetwork(): boolean {
    return this.draft.tab === "network" || this.draft.text.includes("->");
  }

  /** How a point of what is typed is written. */
  #pointExample(): string {
    if (this.#isNetwork || this.draft.seed !== "") return "drawn from the seed";
    return exampleOf(this.preview?.parameters ?? []);
  }

  #input(name: "point" | "wrt" | "seed", label: string, hint: string, placeholder: string): TemplateResult {
    return html`<div class="field ${name}">
      <label for=${name}>${label}</label>
      <input
        id=${name}
        name=${name}
        spellcheck="false"
        autocapitalize="off"
        placeholder=${placeholder}
        aria-describedby="${name}-note"
        aria-invalid=${this.#isAt(name)}
        .value=${live(this.draft[name])}
      />
      <div class="note" id="${name}-note">${this.#note(name) ?? html`<p class="muted">${hint}</p>`}</div>
    </div>`;
  }

  #select(
    name: "order" | "fault" | "precision",
    label: string,
    options: readonly (readonly [value: string, title: string])[],
  ): TemplateResult {
    return html`<div class="field">
      <label for=${name}>${label}</label>
      <select id=${name} name=${name} aria-invalid=${this.#isAt(name)}>
        ${options.map(
          ([value, title]) =>
            html`<option value=${value} .selected=${live(this.draft[name] === value)}>${title}</option>`,
        )}
      </select>
      ${this.#note(name) ?? nothing}
    </div>`;
  }

  #faultOptions(): readonly (readonly [string, string])[] {
    const { fault } = this.draft;
    const known = this.faults.map(({ name, description }) => [name, description] as const);
    const strange = fault !== "" && !this.faults.some(({ name }) => name === fault);
    return [["", "none"], ...known, ...(strange ? [[fault, fault] as const] : [])];
  }

  #isAt(field: Field): boolean {
    return this.#shown !== undefined && fieldOf(this.#shown, this.draft) === field;
  }

  #note(field: Field): TemplateResult | undefined {
    return this.#isAt(field) ? html`<error-note .failure=${this.#shown}></error-note>` : undefined;
  }

  #edit(event: Event): void {
    const { name, value } = event.target as HTMLInputElement;
    if (name in this.draft) this.#change({ [name]: value });
  }

  #change(change: Partial<Draft>): void {
    this.draft = { ...this.draft, ...change };
    this.slip = undefined;
    this.dispatchEvent(new CustomEvent("edit", { detail: this.draft }));
  }

  #draw(): void {
    const seed = String(1 + (Number(this.draft.seed) || 0));
    this.#change({ point: "", seed });
    this.#send();
  }

  #press(event: KeyboardEvent): void {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.#send();
  }

  #unfold(): void {
    this.dispatchEvent(new CustomEvent("unfold"));
  }

  #cancel(): void {
    this.dispatchEvent(new CustomEvent("cancel"));
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    this.#send();
  }

  #send(): void {
    try {
      const detail = documentOf(this.draft, this.document);
      this.slip = undefined;
      this.dispatchEvent(new CustomEvent("check", { detail }));
    } catch (error) {
      this.slip = failureOf(error);
      void this.updateComplete.then(() => this.focusFailure());
    }
  }
}

customElements.define("check-form", CheckForm);
