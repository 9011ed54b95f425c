import type { ClaimedEntry, ClaimedParameter, ClaimReport } from "@chainrule/check";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { scientific, withoutZeros } from "../../numbers.ts";
import "../../parts/scroll-box.ts";
import "../../parts/verdict-badge.ts";
import { base } from "../../styles/base.ts";
import { tableStyle } from "../../styles/table.ts";
import { labelOf } from "./entries.ts";

/** More entries than this of one array are left out, the furthest from right first. */
const mostEntries = 12;

/** A claimed gradient beside the right one, and what mistake it looks like. */
export class ClaimTable extends LitElement {
  static override properties = { claim: { attribute: false } };

  static override styles = [
    base,
    tableStyle,
    css`
      :host {
        display: grid;
        gap: 0.75rem;
        min-width: 0;
      }

      .mistake {
        padding: 0.75rem 1rem;
        border-left: 3px solid var(--bad);
        border-radius: 0 8px 8px 0;
        background: var(--bad-ground);
      }
    `,
  ];

  declare claim: ClaimReport;

  override render(): TemplateResult {
    const { parameters, mistake, firstWrongLayer, notes } = this.claim;
    return html`<h2>The claim, beside the right gradient</h2>
      ${
        mistake === undefined
          ? nothing
          : html`<p class="mistake">
              One mistake explains every number: ${mistake.looksLike}, at <code>${mistake.operation}</code>, on the edge to
              <code>${mistake.leadsTo}</code>.
            </p>`
      }
      ${firstWrongLayer === undefined ? nothing : html`<p>The fault begins in <code>${firstWrongLayer}</code>.</p>`}
      ${parameters.map(({ name, looksLike, formula }) => [
        looksLike === undefined || mistake !== undefined
          ? nothing
          : html`<p>The claim for <code>${name}</code> looks like ${looksLike}.</p>`,
        formula === undefined ? nothing : html`<p><code>${name}</code>: ${formula}</p>`,
      ])}
      <scroll-box label="the claim">
        <table>
          <caption class="unseen">
            The claimed gradient beside the right one
          </caption>
          <thead>
            <tr>
              ${["by", "claimed", "right", "differs by", "allowed", "verdict"].map((head) => html`<th scope="col">${head}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${parameters.flatMap((parameter) => shown(parameter).map((entry) => row(parameter, entry)))}
          </tbody>
        </table>
      </scroll-box>
      ${notes.map((note) => html`<p class="muted">${note}</p>`)}`;
  }
}

function shown({ entries }: ClaimedParameter): readonly ClaimedEntry[] {
  if (entries.length <= mostEntries) return entries;
  const excess = ({ difference, allowed }: ClaimedEntry): number =>
    Math.abs(difference) / (allowed || Number.MIN_VALUE);
  return entries.toSorted((a, b) => excess(b) - excess(a)).slice(0, mostEntries);
}

function row(parameter: ClaimedParameter, entry: ClaimedEntry): TemplateResult {
  const { index, claimed, right, difference, allowed, verdict } = entry;
  return html`<tr>
    <th scope="row"><code>${labelOf(parameter, index)}</code></th>
    <td><code>${claimed}</code></td>
    <td><code>${withoutZeros(String(Number(right)))}</code></td>
    <td class=${verdict === "disagree" ? "alarm" : ""}>${scientific(difference)}</td>
    <td>${scientific(allowed)}</td>
    <td><verdict-badge .outcome=${verdict}></verdict-badge></td>
  </tr>`;
}

customElements.define("claim-table", ClaimTable);
