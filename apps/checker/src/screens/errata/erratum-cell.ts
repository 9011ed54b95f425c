import type { CheckDocument } from "@chainrule/check";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { ulps } from "../../numbers.ts";
import "../../parts/error-note.ts";
import { mathElement } from "../../parts/math.ts";
import "../../parts/scroll-box.ts";
import "../../parts/verdict-badge.ts";
import { base } from "../../styles/base.ts";
import type { JudgedFinding } from "../../worker/protocol.ts";
import type { CellEntry, CellOutcome } from "./model.ts";

/** One half of an erratum: the formula, and what was found of it. Fires `open` with the document to be opened. */
export class ErratumCell extends LitElement {
  static override properties = {
    heading: {},
    prose: {},
    mended: { type: Boolean },
    cell: { attribute: false },
    outcome: { attribute: false },
  };

  static override styles = [
    base,
    css`
      :host {
        display: grid;
        gap: 0.6rem;
        align-content: start;
        min-width: 0;
        padding: 0.85rem 1rem;
        border: 1px solid var(--line);
        border-top: 3px solid var(--bad);
        border-radius: 4px 4px 8px 8px;
        background: var(--surface);
      }

      :host([mended]) {
        border-top-color: var(--good);
      }

      h3 {
        margin: 0;
        color: var(--muted);
        font-size: 0.8125rem;
        font-weight: 600;
      }

      .formula {
        font-size: 1.15rem;
        padding-block: 0.2rem;
      }

      .formula math {
        width: max-content;
        text-align: left;
      }

      .text {
        overflow-wrap: anywhere;
        font-family: var(--mono);
        font-size: 0.875rem;
      }

      .prose {
        color: var(--muted);
        font-size: 0.9rem;
      }

      ul {
        display: grid;
        gap: 0.6rem;
        font-size: 0.875rem;
      }

      li {
        display: grid;
        gap: 0.15rem;
        overflow-wrap: anywhere;
      }

      .found {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.2rem 0.6rem;
        color: var(--muted);
        font-size: 0.8125rem;
        font-variant-numeric: tabular-nums;
      }

      .alarm {
        color: var(--bad);
      }

      button {
        width: fit-content;
        padding: 0.2rem 0;
        border: 0;
        background: none;
        color: var(--accent);
        font: inherit;
        font-size: 0.875rem;
        text-decoration: underline;
        text-underline-offset: 0.18em;
        cursor: pointer;
      }
    `,
  ];

  declare heading: string;
  declare prose: string;
  declare mended: boolean;
  declare cell: CellEntry;
  declare outcome: CellOutcome | undefined;

  override render(): TemplateResult {
    const { document } = this.cell;
    return html`
      <h3>${this.heading}</h3>
      ${this.#formula()}
      <p class="prose">${this.prose}</p>
      ${this.#findings()}
      ${
        document === undefined
          ? nothing
          : html`<button type="button" @click=${() => this.#open(document)}>Open in Check<span class="unseen">: ${this.cell.text}</span></button>`
      }
    `;
  }

  #formula(): TemplateResult {
    const { text, hasProse, markup } = this.cell;
    return html`${hasProse ? html`<p class="text">${text}</p>` : nothing}
    ${
      markup === undefined
        ? nothing
        : html`<scroll-box class="formula" label="the formula">${guard([markup], () => mathElement(markup))}</scroll-box>`
    }`;
  }

  #findings(): TemplateResult | typeof nothing {
    if (this.outcome === undefined) return nothing;
    const { findings, failure } = this.outcome;
    if (failure !== undefined) return html`<error-note .failure=${failure}></error-note>`;
    return html`<ul aria-label="Findings">${findings.map(findingOf)}</ul>`;
  }

  #open(document: CheckDocument): void {
    this.dispatchEvent(new CustomEvent("open", { detail: document }));
  }
}

function findingOf(finding: JudgedFinding): TemplateResult {
  const { what, outcome, expected, asExpected, detail, ulps: measured, boundUlps } = finding;
  const error =
    measured === undefined ? [] : [`${ulps(measured)} ulp, bound ${ulps(boundUlps ?? Number.NaN)}`];
  const figures = [...error, ...(detail === undefined ? [] : [detail])].join(" · ");
  const isShown = asExpected && (outcome === "fails" || outcome === "disagree");
  return html`<li>
    <span>${what}</span>
    <span class="found">
      <verdict-badge .outcome=${outcome} ?expected=${asExpected}></verdict-badge>
      ${isShown ? html`<span>as it must</span>` : nothing}
      ${asExpected ? nothing : html`<strong class="alarm">expected: ${expected}</strong>`}
      ${figures === "" ? nothing : html`<span>${figures}</span>`}
    </span>
  </li>`;
}

customElements.define("erratum-cell", ErratumCell);
