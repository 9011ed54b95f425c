import type { EntryReport } from "@chainrule/check";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { compareDigits, withoutZeros } from "../../numbers.ts";
import { derivativeElement } from "../../parts/math.ts";
import "../../parts/scroll-box.ts";
import "../../parts/verdict-badge.ts";
import { base } from "../../styles/base.ts";
import { tableStyle } from "../../styles/table.ts";
import { cardStyle } from "./card-style.ts";
import type { Derivative } from "./model.ts";
import { type WitnessRow, witnessRows } from "./witness-rows.ts";

/** One derivative: its formula, its verdict, and a table of what each witness says. */
export class DerivativeCard extends LitElement {
  static override properties = {
    derivative: { attribute: false },
    entry: { attribute: false },
    sixty: { attribute: false },
    label: {},
    sign: {},
  };

  static override styles = [base, tableStyle, cardStyle];

  /** Of which it is the value; undefined of networks. */
  declare derivative: Derivative | undefined;
  declare entry: EntryReport;
  declare sixty: string | undefined;
  /** What the entry is called. */
  declare label: string;
  declare sign: "d" | "∂";

  override render(): TemplateResult {
    return html`<header>
        <div class="head">
          <h3>${this.label}</h3>
          <verdict-badge .outcome=${this.entry.verdict}></verdict-badge>
        </div>
        ${this.#formula()}
      </header>
      ${this.#sides()}
      <scroll-box label="witnesses of ${this.label}">${this.#table()}</scroll-box>`;
  }

  #formula(): TemplateResult | typeof nothing {
    if (this.derivative === undefined) return nothing;
    const { by, markup } = this.derivative;
    if (markup === undefined) return html`<p class="muted">The formula is too long to be read.</p>`;
    return html`<scroll-box label="formula of ${this.label}"
      >${guard([by.join(), markup, this.sign], () => derivativeElement(by, markup, this.sign))}</scroll-box
    >`;
  }

  #sides(): TemplateResult | typeof nothing {
    const { oneSided, kernel } = this.entry;
    if (oneSided === undefined) return nothing;
    return html`<p class="sides">
      From the left ${oneSided.left}, from the right ${oneSided.right}: any value between them is accepted. By
      convention it is ${kernel} here.
    </p>`;
  }

  #table(): TemplateResult {
    return html`<table>
      <caption class="unseen">
        What each witness says of ${this.label}
      </caption>
      <thead>
        <tr>
          <th scope="col">witness</th>
          <th scope="col">value</th>
          <th scope="col" class="number">differs by</th>
          <th scope="col" class="number">allowed</th>
          <th scope="col">verdict</th>
        </tr>
      </thead>
      <tbody>
        ${witnessRows(this.entry, this.sixty).map((row) => this.#row(row))}
      </tbody>
    </table>`;
  }

  #row({ witness, how, value, differs, allowed, says, alarm }: WitnessRow): TemplateResult {
    const { same, rest } = compareDigits(value, withoutZeros(this.entry.symbolic));
    return html`<tr>
      <th scope="row">${witness}<small>${how}</small></th>
      <td class="value">${same}<span>${rest}</span></td>
      <td class="number">${differs}</td>
      <td class="number">${allowed}</td>
      <td class=${alarm ? "alarm" : ""}>${says}</td>
    </tr>`;
  }
}

customElements.define("derivative-card", DerivativeCard);
