import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { relative } from "../../numbers.ts";
import "../../parts/scroll-box.ts";
import { base } from "../../styles/base.ts";
import { framedTable, pickedRows, tableStyle } from "../../styles/table.ts";
import type { LocateResult, LocateRow } from "./model.ts";
import { edgeMoves } from "./moves.ts";

const heads: Readonly<Record<LocateResult["yours"], string>> = {
  planted: "yours, with the fault",
  claimed: "yours, as claimed",
  none: "yours",
};

/**
 * Both backward passes, value by value. Up and down go through the rows; right follows an edge to where it leads, the
 * first wrong one where there is one, else the first that leads on, and left goes back. Fires `walk` with the place of a row.
 */
export class PassTable extends LitElement {
  static override properties = { result: { attribute: false }, current: { attribute: false } };

  static override styles = [
    base,
    tableStyle,
    framedTable,
    pickedRows,
    css`
      tbody tr:focus-visible {
        outline-offset: -2px;
      }

      th small {
        display: block;
        min-width: 9rem;
        max-width: 15rem;
        color: var(--muted);
        font: 0.75rem var(--mono);
        overflow-wrap: anywhere;
        white-space: normal;
      }

      td code {
        display: block;
        min-width: 10rem;
        white-space: normal;
      }

      @media (max-width: 40rem) {
        th small {
          min-width: 6rem;
          width: 6rem;
        }

        thead th {
          white-space: normal;
        }

        td code {
          min-width: 6.5rem;
        }
      }

      .mark {
        display: block;
        color: var(--bad);
        font-size: 0.75rem;
      }

      tbody .first > *,
      tbody .first:hover > *,
      tbody .first[aria-selected="true"] > * {
        background: var(--bad-ground);
      }

      .first > :first-child {
        box-shadow: inset 3px 0 0 var(--bad);
      }

      .follows code.wrong {
        color: var(--muted);
      }

      .first code.wrong {
        color: var(--bad);
        font-weight: 650;
      }
    `,
  ];

  declare result: LocateResult;
  /** The place of the row that is looked at. */
  declare current: number;

  /** The rows that edges were followed from. */
  #trail: readonly number[] = [];

  override render(): TemplateResult {
    const { rows, yours } = this.result;
    return html`<scroll-box label="both backward passes">
      <table role="grid" aria-labelledby="about" @keydown=${this.#press}>
        <caption class="unseen" id="about">
          The adjoint of every value, as both backward passes have it. Right arrow follows an edge, left arrow goes back.
        </caption>
        <thead>
          <tr>
            <th scope="col">value</th>
            <th scope="col">${heads[yours]}</th>
            <th scope="col">ours</th>
            <th scope="col">relative difference</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map((row, i) => this.#row(row, i))}
        </tbody>
      </table>
    </scroll-box>`;
  }

  #row({ name, made, yours, ours, gap, differs }: LocateRow, i: number): TemplateResult {
    const isFirst = i === this.result.first;
    const isCurrent = i === this.current;
    return html`<tr
      class=${isFirst ? "first" : differs ? "follows" : ""}
      aria-selected=${isCurrent}
      tabindex=${isCurrent ? 0 : -1}
      @click=${() => this.#walk(i, [])}
    >
      <th scope="row">
        <code>${name}</code><small>${made}</small>${isFirst ? html`<strong class="mark">first to differ</strong>` : nothing}
      </th>
      <td><code class=${differs ? "wrong" : ""}>${yours}</code></td>
      <td><code>${ours}</code></td>
      <td class=${differs ? "alarm" : "muted"}>${differs ? relative(gap) : "same"}</td>
    </tr>`;
  }

  #press(event: KeyboardEvent): void {
    const move = edgeMoves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    const [to, trail] = move(this.result.rows, this.current, this.#trail);
    this.#walk(to, trail);
    void this.updateComplete.then(() =>
      this.renderRoot.querySelectorAll<HTMLElement>("tbody tr")[to]?.focus(),
    );
  }

  #walk(to: number, trail: readonly number[]): void {
    this.#trail = trail;
    this.current = to;
    this.dispatchEvent(new CustomEvent("walk", { detail: to }));
  }
}

customElements.define("pass-table", PassTable);
