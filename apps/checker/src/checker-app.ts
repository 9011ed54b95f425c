import { css, html, LitElement, type TemplateResult } from "lit";
import { base } from "./styles/base.ts";
import type { Runner } from "./worker/runner.ts";
import "./formula/formula-check.ts";
import "./paper/paper-report.ts";

/** What the page's two halves compute with: one runner each, so that neither waits for the other. */
export interface Runners {
  readonly formula: Runner;
  readonly paper: Runner;
}

/** The page: a formula to check, and the report on the paper. */
export class CheckerApp extends LitElement {
  static override properties = { runners: { attribute: false } };

  static override styles = [
    base,
    css`
      header,
      main,
      footer {
        max-width: 90rem;
        margin-inline: auto;
        padding-inline: clamp(1rem, 3vw, 2.5rem);
      }

      header {
        padding-block: clamp(1.5rem, 4vw, 2.75rem) clamp(1.25rem, 3vw, 2rem);
      }

      h1 {
        font-size: clamp(1.5rem, 1.2rem + 1.5vw, 2rem);
        font-weight: 680;
        letter-spacing: -0.02em;
        line-height: 1.2;
      }

      header p {
        max-width: 44rem;
        margin-top: 0.35rem;
        color: var(--muted);
      }

      main {
        display: grid;
        gap: 3rem;
      }

      section {
        display: grid;
        gap: 1rem;
        align-content: start;
        min-width: 0;
      }

      section > p {
        max-width: 40rem;
        color: var(--muted);
        font-size: 0.9375rem;
      }

      @media (min-width: 72rem) {
        main {
          grid-template-columns: minmax(0, 11fr) minmax(0, 10fr);
          gap: 3.5rem;
        }
      }

      footer {
        padding-block: 3rem 2rem;
        color: var(--muted);
        font-size: 0.875rem;
      }
    `,
  ];

  declare runners: Runners;

  override render(): TemplateResult {
    return html`
      <header>
        <h1>chainrule</h1>
        <p>
          Every gradient, derived twice: once by algebra, once by reverse mode. The two share no rule, so a
          mistake in one does not hide in the other.
        </p>
      </header>
      <main>
        <section aria-labelledby="formula-title">
          <h2 id="formula-title">Check a formula</h2>
          <formula-check .runner=${this.runners.formula}></formula-check>
        </section>
        <section aria-labelledby="paper-title">
          <h2 id="paper-title">The paper on backpropagation, checked</h2>
          <p>
            Each formula that the paper builds on, four of its errata shown broken and mended, and a network on real
            sonar data. Computed now, in your browser.
          </p>
          <paper-report .runner=${this.runners.paper}></paper-report>
        </section>
      </main>
      <footer>
        <p>Nothing leaves this page: what you type is computed in workers of your own browser.</p>
      </footer>
    `;
  }
}

customElements.define("checker-app", CheckerApp);
