import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { failureOf } from "../../errors.ts";
import "../../parts/error-note.ts";
import { base, controls } from "../../styles/base.ts";
import type { Failure } from "../../worker/protocol.ts";
import { draftOf, type SurfaceDraft, settingsOf } from "./draft.ts";
import { surfaceFormStyle } from "./form-style.ts";
import type { OptimizerName, SurfaceSettings } from "./model.ts";
import { firstSettings, mostDescents, optimizerNames, optimizers } from "./settings.ts";

/** More entries than this are typed, with suggestions, instead of picked from a list. */
const pickable = 60;

/** What the surface shows: the plane, how far it reaches, and who goes down. Fires `draw` with the settings, and `cancel`. */
export class SurfaceForm extends LitElement {
  static override properties = {
    entries: { attribute: false },
    settings: { attribute: false },
    busy: { type: Boolean },
    draft: { state: true },
    failure: { state: true },
  };

  static override styles = [base, controls, surfaceFormStyle];

  /** The names of all parameters' entries. */
  declare entries: readonly string[];
  declare settings: SurfaceSettings;
  declare busy: boolean;
  declare draft: SurfaceDraft;
  declare failure: Failure | undefined;

  constructor() {
    super();
    this.entries = [];
    this.settings = firstSettings([]);
    this.draft = draftOf(this.settings, []);
    this.busy = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("settings") && !changed.has("entries")) return;
    this.draft = draftOf(this.settings, this.entries);
    this.failure = undefined;
  }

  override render(): TemplateResult {
    const range = html`<div class="pair">${this.#text("reach", "Reach")} ${this.#text("steps", "Steps")}</div>`;
    return html`<form @submit=${this.#submit} @input=${this.#edit} autocomplete="off" novalidate>
      ${this.entries.length === 1 ? range : this.#plane(range)}
      <fieldset>
        <legend>Optimizers, up to ${mostDescents}, and their learning rates</legend>
        <ul>${optimizerNames.map((name) => this.#optimizer(name))}</ul>
      </fieldset>
      ${this.failure === undefined ? nothing : html`<error-note .failure=${this.failure}></error-note>`}
      <div class="actions">
        <button class="main" type="submit">Draw</button>
        <button type="button" ?hidden=${!this.busy} @click=${this.#cancel}>Cancel</button>
      </div>
    </form>`;
  }

  #plane(range: TemplateResult): TemplateResult {
    return html`<fieldset>
        <legend>Plane</legend>
        <div class="stack">
          ${this.#radio("plane", "entries", "two parameters")} ${this.#radio("plane", "random", "random directions")}
        </div>
        ${
          this.draft.plane === "entries"
            ? html`<div class="pair">${this.#entry("first", "Across")} ${this.#entry("second", "Up")}</div>`
            : html`<div class="pair">${this.#text("seed", "Seed")}</div>`
        }
        ${range}
      </fieldset>
      <fieldset>
        <legend>Optimizers move</legend>
        <div class="stack">
          ${this.#radio("moves", "plane", "within the plane")} ${this.#radio("moves", "everything", "every parameter")}
        </div>
      </fieldset>`;
  }

  #radio(name: "plane" | "moves", value: string, title: string): TemplateResult {
    return html`<label class="choice"
      ><input type="radio" name=${name} value=${value} .checked=${live(this.draft[name] === value)} />${title}</label
    >`;
  }

  #text(name: "seed" | "reach" | "steps", title: string): TemplateResult {
    return html`<div class="field">
      <label for=${name}>${title}</label>
      <input id=${name} name=${name} inputmode="decimal" spellcheck="false" .value=${live(this.draft[name])} />
    </div>`;
  }

  #entry(name: "first" | "second", title: string): TemplateResult {
    const label = html`<label for=${name}>${title}</label>`;
    if (this.entries.length > pickable) {
      return html`<div class="field">
        ${label}<input id=${name} name=${name} list="entries" spellcheck="false" .value=${live(this.draft[name])} />
        <datalist id="entries">${this.entries.slice(0, 500).map((entry) => html`<option value=${entry}></option>`)}</datalist>
      </div>`;
    }
    return html`<div class="field">
      ${label}<select id=${name} name=${name}>
        ${this.entries.map(
          (entry) =>
            html`<option value=${entry} .selected=${live(this.draft[name] === entry)}>${entry}</option>`,
        )}
      </select>
    </div>`;
  }

  #optimizer(name: OptimizerName): TemplateResult {
    const { title } = optimizers[name];
    const chosen = this.draft.chosen.includes(name);
    const full = this.draft.chosen.length >= mostDescents;
    return html`<li>
      <label class="choice"
        ><input
          type="checkbox"
          name="chosen"
          value=${name}
          ?disabled=${full && !chosen}
          .checked=${live(chosen)}
        />${title}</label
      >
      <input
        class="rate"
        name="rate"
        data-optimizer=${name}
        inputmode="decimal"
        spellcheck="false"
        aria-label="Learning rate of ${title}"
        ?disabled=${!chosen}
        .value=${live(this.draft.rates[name])}
      />
    </li>`;
  }

  #edit(event: Event): void {
    const field = event.target as HTMLInputElement | HTMLSelectElement;
    const { name, value } = field;
    this.failure = undefined;
    if (name === "chosen") {
      const chosen = new Set(this.draft.chosen);
      if ((field as HTMLInputElement).checked) chosen.add(value as OptimizerName);
      else chosen.delete(value as OptimizerName);
      this.draft = { ...this.draft, chosen: optimizerNames.filter((each) => chosen.has(each)) };
    } else if (name === "rate") {
      this.draft = { ...this.draft, rates: { ...this.draft.rates, [field.dataset["optimizer"]!]: value } };
    } else {
      this.draft = { ...this.draft, [name]: value };
    }
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    try {
      this.dispatchEvent(new CustomEvent("draw", { detail: settingsOf(this.draft) }));
    } catch (error) {
      this.failure = failureOf(error);
    }
  }

  #cancel(): void {
    this.dispatchEvent(new CustomEvent("cancel"));
  }
}

customElements.define("surface-form", SurfaceForm);
