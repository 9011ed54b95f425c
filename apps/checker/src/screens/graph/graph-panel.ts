import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { smallTable } from "../../parts/small-table.ts";
import { base, controls } from "../../styles/base.ts";
import { layout } from "../../styles/layout.ts";
import { tableStyle } from "../../styles/table.ts";
import type { Graph } from "./model.ts";
import { sentenceOf, type WalkStep } from "./walk.ts";

/** What happens at the present step: the equation, each of its terms, and the values in full. Fires `rule`. */
export class GraphPanel extends LitElement {
  static override properties = {
    graph: { attribute: false },
    step: { attribute: false },
    at: {},
    count: {},
    ruled: { type: Boolean },
  };

  static override styles = [
    base,
    controls,
    layout,
    tableStyle,
    css`
      h2 {
        display: flex;
        flex-wrap: wrap;
        gap: 0 0.6rem;
        overflow-wrap: anywhere;
      }

      h2 small {
        color: var(--muted);
        font-size: 0.875rem;
        font-weight: 400;
      }

      .sentence {
        font: 600 0.95rem / 1.5 var(--mono);
        overflow-wrap: anywhere;
      }

      .forward {
        color: var(--good);
      }

      .backward {
        color: var(--accent);
      }

      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 0.3rem 1rem;
        font-size: 0.875rem;
      }

      dt {
        color: var(--muted);
      }

      dd {
        font-family: var(--mono);
        font-size: 0.8125rem;
        overflow-wrap: anywhere;
      }
    `,
  ];

  declare graph: Graph;
  declare step: WalkStep;
  declare at: number;
  declare count: number;
  /** Whether algebra has the same values: then a button leads there. */
  declare ruled: boolean;

  /** Moves the keyboard's focus here: what is inspected is read out. */
  inspect(): void {
    this.renderRoot.querySelector<HTMLElement>("section")!.focus();
  }

  override render(): TemplateResult {
    const { node, phase, uses } = this.step;
    return html`<section class="panel" tabindex="-1" aria-labelledby="node">
      <h2 id="node">${node.name}<small>step ${this.at + 1} of ${this.count}, ${phase}</small></h2>
      <p class="sentence ${phase}" role="status">${sentenceOf(this.graph, this.step)}</p>
      ${phase === "backward" && uses.length > 0 ? this.#terms() : nothing}
      <dl>
        <dt>operation</dt>
        <dd>${node.made}</dd>
        <dt>shape</dt>
        <dd>${node.shape.length === 0 ? "number" : node.shape.join(" × ")}</dd>
        <dt>value</dt>
        <dd>${node.details.primal}</dd>
        <dt>adjoint</dt>
        <dd>${phase === "backward" ? node.details.adjoint : "not known yet"}</dd>
      </dl>
      ${this.ruled ? html`<button class="small" type="button" @click=${this.#toRule}>Its rule in the derivation</button>` : nothing}
    </section>`;
  }

  #toRule(): void {
    this.dispatchEvent(new CustomEvent("rule"));
  }

  #terms(): TemplateResult {
    const { node, uses } = this.step;
    const target = (id: number) => this.graph.nodes.find((each) => each.id === id)!;
    const terms = uses.map(
      ({ to, partial, contribution, hidden }) => html`<tr>
        <th scope="row"><code>${target(to).name}</code></th>
        <td>${hidden ? "folded" : html`<code>${target(to).adjoint}</code>`}</td>
        <td>${hidden ? "folded" : html`<code>${partial ?? "an array"}</code>`}</td>
        <td><code>${contribution}</code></td>
      </tr>`,
    );
    const together = html`<tr>
      <th scope="row" colspan="3">together</th>
      <td><code>${node.adjoint}</code></td>
    </tr>`;
    const columns = ["used by", "its adjoint", "local partial", "adds"];
    return smallTable(`What each use of ${node.name} adds to its adjoint`, columns, [...terms, together]);
  }
}

customElements.define("graph-panel", GraphPanel);
