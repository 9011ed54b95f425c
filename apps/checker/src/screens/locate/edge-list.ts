import { css, html, LitElement, type TemplateResult } from "lit";
import { smallTable } from "../../parts/small-table.ts";
import { base, controls } from "../../styles/base.ts";
import { layout } from "../../styles/layout.ts";
import { tableStyle } from "../../styles/table.ts";
import type { LocateEdge, LocateRow } from "./model.ts";

/** What goes back along each edge of a value, in both backward passes. Fires `walk` with the row that an edge leads to. */
export class EdgeList extends LitElement {
  static override properties = { row: { attribute: false } };

  static override styles = [
    base,
    controls,
    layout,
    tableStyle,
    css`
      h2 {
        overflow-wrap: anywhere;
      }

      button {
        min-height: 1.75rem;
        padding: 0.1rem 0.6rem;
        font: 600 0.8125rem var(--mono);
      }

      p {
        font-size: 0.875rem;
      }
    `,
  ];

  declare row: LocateRow;

  override render(): TemplateResult {
    const { name, made, edges } = this.row;
    return html`<section class="panel" aria-labelledby="edges">
      <h2 id="edges">What goes back from <code>${name}</code></h2>
      ${
        edges.length === 0
          ? html`<p class="muted">Nothing: ${made === "given" ? "it is given, so the way back ends here" : "it is made of constants alone"}.</p>`
          : html`<p class="muted">Its adjoint times the local partial, along each edge. In the table, right arrow follows one.</p>
              ${this.#table(edges)}`
      }
    </section>`;
  }

  #table(edges: readonly LocateEdge[]): TemplateResult {
    const rows = edges.map(
      ({ to, name, yours, ours, differs }) => html`<tr>
        <th scope="row"><button type="button" @click=${() => this.#walk(to)}>${name}</button></th>
        <td class=${differs ? "alarm" : ""}><code>${yours}</code>${differs ? html`<span class="unseen"> (differs)</span>` : ""}</td>
        <td><code>${ours}</code></td>
      </tr>`,
    );
    return smallTable("What each edge carries back", ["to", "yours", "ours"], rows);
  }

  #walk(to: number): void {
    this.dispatchEvent(new CustomEvent("walk", { detail: to }));
  }
}

customElements.define("edge-list", EdgeList);
