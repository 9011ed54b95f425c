import type { Agreement, AgreementPair } from "@chainrule/check";
import { css, html, LitElement, type TemplateResult } from "lit";
import { scientific } from "../../numbers.ts";
import "../../parts/scroll-box.ts";
import { base } from "../../styles/base.ts";
import { framedTable, tableStyle } from "../../styles/table.ts";

const signs = {
  agree: { sign: "✓", tone: "good" },
  disagree: { sign: "✗", tone: "bad" },
  "cannot tell": { sign: "?", tone: "unsure" },
} as const satisfies Readonly<Record<AgreementPair["verdict"], { sign: string; tone: string }>>;

/** Every engine against every other one: above the diagonal what they say together, below it how far they are apart. */
export class AgreementMatrix extends LitElement {
  static override properties = { agreement: { attribute: false } };

  static override styles = [
    base,
    tableStyle,
    framedTable,
    css`
      th,
      td {
        padding: 0.35rem 0.4rem;
        text-align: center;
        vertical-align: middle;
      }

      thead th {
        min-width: 3.75rem;
        font-size: 0.75rem;
        line-height: 1.25;
        vertical-align: bottom;
        white-space: normal;
      }

      tr > :first-child {
        padding-left: 1rem;
        text-align: left;
      }

      .self {
        background: var(--sunken);
      }

      .good {
        color: var(--good);
      }

      .bad {
        color: var(--bad);
        background: var(--bad-ground);
        font-weight: 650;
      }

      .unsure {
        color: var(--unsure);
      }
    `,
  ];

  declare agreement: Agreement;

  override render(): TemplateResult {
    const names = this.agreement.witnesses.map(({ name }) => name);
    return html`<scroll-box label="every engine against every other">
      <table>
        <caption class="unseen">
          Above the diagonal whether two engines agree, below it their largest difference, relative to the array
        </caption>
        <thead>
          <tr>
            <th scope="col"><span class="unseen">engine</span></th>
            ${names.map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${names.map((own, i) => html`<tr><th scope="row">${own}</th>${names.map((other, j) => this.#cell(own, other, i - j))}</tr>`)}
        </tbody>
      </table>
    </scroll-box>`;
  }

  #cell(own: string, other: string, side: number): TemplateResult {
    if (side === 0) return html`<td class="self"></td>`;
    const [a, b] = side < 0 ? [own, other] : [other, own];
    const { verdict, entries, ulps } = this.agreement.pairs.find((pair) => pair.a === a && pair.b === b)!;
    const { sign, tone } = signs[verdict];
    if (side < 0)
      return html`<td class=${tone} title="${verdict}, ${entries} ${entries === 1 ? "entry" : "entries"}">
        <span aria-hidden="true">${sign}</span><span class="unseen">${verdict}</span>
      </td>`;
    return html`<td class=${verdict === "disagree" ? "bad" : ""}>${verdict === "cannot tell" ? "" : scientific(ulps * 2 ** -53)}</td>`;
  }
}

customElements.define("agreement-matrix", AgreementMatrix);
