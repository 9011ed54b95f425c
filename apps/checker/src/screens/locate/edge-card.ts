import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { base } from "../../styles/base.ts";
import { layout } from "../../styles/layout.ts";
import type { LocatedEdge } from "./model.ts";

/** The edge where a backward pass goes wrong: yours, what is right, and what mistake it looks like. */
export class EdgeCard extends LitElement {
  static override properties = { edge: { attribute: false } };

  static override styles = [
    base,
    layout,
    css`
      .panel {
        gap: 0.75rem;
        border-color: var(--bad);
        border-left-width: 4px;
        border-radius: 4px 12px 12px 4px;
      }

      .edge {
        font: 600 1.05rem / 1.4 var(--mono);
        color: var(--bad);
        overflow-wrap: anywhere;
      }

      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 0.35rem 1rem;
        font-size: 0.875rem;
      }

      dt {
        color: var(--muted);
      }

      dd {
        font-family: var(--mono);
        overflow-wrap: anywhere;
      }

      @media (max-width: 40rem) {
        dl {
          grid-template-columns: minmax(0, 1fr);
          gap: 0;
        }

        dd {
          margin-bottom: 0.35rem;
        }
      }

      .wrong {
        color: var(--bad);
      }

      .right {
        color: var(--good);
      }

      .like {
        padding: 0.6rem 0.9rem;
        border-radius: 8px;
        background: var(--bad-ground);
        font-weight: 600;
      }

      p {
        font-size: 0.9rem;
      }
    `,
  ];

  declare edge: LocatedEdge;

  /** How the edge was found. */
  #evidence(): string {
    const { found, order } = this.edge;
    if (order === 2) return "The contribution is right, but its own derivative is not.";
    return found === undefined
      ? "Only what comes out is known. This one mistake, made on this edge, gives just the claimed numbers."
      : "Every adjoint before this one is right, so the fault is on an edge into it. The right contribution is a complex step through this operation alone: no derivative rule had a hand in it.";
  }

  override render(): TemplateResult {
    const { operation, leadsTo, layer, index, found, right, partials, looksLike } = this.edge;
    return html`<section class="panel" aria-labelledby="edge">
      <h2 id="edge">Here it goes wrong</h2>
      <p class="edge">${operation} → ${leadsTo}</p>
      ${looksLike === undefined ? nothing : html`<p class="like">It looks like ${looksLike}.</p>`}
      <dl>
        ${partials === undefined ? nothing : [line("your local partial", partials.found, "wrong"), line("right local partial", partials.right, "right")]}
        ${found === undefined || right === undefined ? nothing : [line("your contribution", found, "wrong"), line("right contribution", right, "right")]}
        ${index === undefined ? nothing : line("first wrong element", index, "")}
        ${layer === undefined ? nothing : html`<dt>layer</dt><dd>${layer}</dd>`}
      </dl>
      <p class="muted">${this.#evidence()}</p>
    </section>`;
  }
}

function line(name: string, value: number, tone: string): TemplateResult {
  return html`<dt>${name}</dt>
    <dd class=${tone}>${value}</dd>`;
}

customElements.define("edge-card", EdgeCard);
