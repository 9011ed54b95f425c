import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { withoutZeros } from "../../numbers.ts";
import "../../parts/scroll-box.ts";
import "../../parts/verdict-badge.ts";
import { base, controls } from "../../styles/base.ts";
import { pickedRows, tableStyle } from "../../styles/table.ts";
import { countOf, type EntryPlace, foldedAbove, placesOf, worstOf } from "./entries.ts";
import type { CheckResult } from "./model.ts";
import { type WitnessRow, witnessRows } from "./witness-rows.ts";

/**
 * Every entry of the gradient in a row, every engine in a column: the symbolic value, and how far the others are from it.
 *
 * Fires `select` with the label of the entry to look at.
 */
export class EngineTable extends LitElement {
  static override properties = {
    result: { attribute: false },
    selected: {},
    unfolded: { state: true },
  };

  static override styles = [
    base,
    controls,
    tableStyle,
    pickedRows,
    css`
      :host {
        min-width: 0;
        border: 1px solid var(--line);
        border-radius: 12px;
        background: var(--surface);
        overflow: clip;
      }

      th,
      td {
        padding: 0.5rem 0.6rem;
      }

      tbody tr:last-child > * {
        border-bottom: 0;
      }

      thead th {
        background: var(--sunken);
        color: inherit;
        vertical-align: top;
      }

      small {
        display: block;
        color: var(--faint);
        font-size: 0.75rem;
        font-weight: 400;
      }

      th:first-child {
        padding-left: 1rem;
      }

      .value {
        font-family: var(--mono);
        font-size: 0.8125rem;
      }

      tbody button {
        width: max-content;
        max-width: 14rem;
        text-align: left;
        white-space: normal;
        overflow-wrap: anywhere;
        min-height: 1.5rem;
        padding: 0 0.25rem;
        margin-left: -0.25rem;
        border: 0;
        background: none;
        color: var(--accent);
        font: 600 0.8125rem var(--mono);
        text-decoration: underline 1px;
        text-underline-offset: 0.2em;
      }

      verdict-badge {
        font-size: 0.75rem;
      }

      .more {
        padding: 0.6rem 1rem;
        border-top: 1px solid var(--line);
        font-size: 0.875rem;
      }
    `,
  ];

  declare result: CheckResult;
  /** The label of the entry that is looked at. */
  declare selected: string;
  declare unfolded: boolean;

  constructor() {
    super();
    this.selected = "";
    this.unfolded = false;
  }

  override render(): TemplateResult {
    const { report } = this.result;
    const places = placesOf(report, this.unfolded);
    const sample = this.#witnesses(worstOf(report));
    const total = countOf(report.parameters);
    return html`<scroll-box label="engines side by side">
        <table>
          <caption class="unseen">
            Each entry of the gradient, by every engine
          </caption>
          <thead>
            <tr>
              <th scope="col">by</th>
              ${sample.map(({ witness, how }) => html`<th scope="col">${witness}<small>${how}</small></th>`)}
              <th scope="col">verdict</th>
            </tr>
          </thead>
          <tbody>
            ${places.map((place) => this.#row(place))}
          </tbody>
        </table>
      </scroll-box>
      ${
        total > foldedAbove
          ? html`<div class="more">
              <button type="button" @click=${this.#toggle}>
                ${this.unfolded ? "Only the worst of each array" : `Show all ${total} entries`}
              </button>
            </div>`
          : nothing
      }`;
  }

  #witnesses({ entry, parameter }: EntryPlace): readonly WitnessRow[] {
    return witnessRows(entry, this.result.sixty?.[parameter]?.[entry.index]);
  }

  #row(place: EntryPlace): TemplateResult {
    const { label, entry, worstOf: count } = place;
    const [first, ...others] = this.#witnesses(place);
    return html`<tr aria-selected=${label === this.selected} @click=${() => this.#select(label)}>
      <th scope="row">
        <button type="button" aria-label="Look at ${label}">${label}</button>
        ${count === undefined || count === 1 ? nothing : html`<small>worst of ${count}</small>`}
      </th>
      <td class="value" title=${first!.value}>${seventeen(first!.value)}</td>
      ${others.map(cell)}
      <td><verdict-badge .outcome=${entry.verdict}></verdict-badge></td>
    </tr>`;
  }

  #select(label: string): void {
    this.dispatchEvent(new CustomEvent("select", { detail: label }));
  }

  #toggle(): void {
    this.unfolded = !this.unfolded;
  }
}

function cell({ differs, allowed, says, alarm }: WitnessRow): TemplateResult {
  if (differs === "" && allowed === "") return html`<td class="muted">${says}</td>`;
  return html`<td class=${alarm ? "alarm" : ""}>
    ${alarm ? html`${differs}<span class="unseen">: ${says}</span>` : differs}<small>of ${allowed}</small>
  </td>`;
}

/** As many digits as a double has. */
function seventeen(decimal: string): string {
  const x = Number(decimal);
  return Number.isFinite(x) ? withoutZeros(String(x)) : decimal;
}

customElements.define("engine-table", EngineTable);
