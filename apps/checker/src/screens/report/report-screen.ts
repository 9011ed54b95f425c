import { css, html, type TemplateResult } from "lit";
import "../../paper/paper-report.ts";
import type { PaperItemState } from "../../paper/progress.ts";
import { Screen } from "../../shell/screen.ts";
import { base } from "../../styles/base.ts";
import "./check-report.ts";
import "./paper-files.ts";
import "./report-pictures.ts";

/** The present check as a file, and the paper's claims checked one by one; both when they are asked for. */
export class ReportScreen extends Screen {
  static override properties = { checked: { state: true } };

  static override styles = [
    base,
    css`
      .halves {
        display: grid;
        gap: 2.5rem;
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

      @media (min-width: 68rem) {
        .halves {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
    `,
  ];

  /** The items of the paper's report, once it has ended. */
  declare checked: readonly PaperItemState[];

  constructor() {
    super();
    this.checked = [];
  }

  override render(): TemplateResult {
    return html`<div class="halves">
      <section aria-labelledby="check-title">
        <h2 id="check-title">This check</h2>
        <p>What the screen Check shows, in full and in formats for people, tests and pipelines.</p>
        <check-report
          .document=${this.document}
          .runner=${this.runner}
          .format=${this.view["format"] ?? ""}
          @format=${(event: CustomEvent<string>) => this.changeView({ format: event.detail })}
        ></check-report>
        <report-pictures .document=${this.document} .runner=${this.runner}></report-pictures>
      </section>
      <section aria-labelledby="paper-title">
        <h2 id="paper-title">The paper</h2>
        <p>Each formula that the paper builds on, its errata broken and mended, and a network on real sonar data.</p>
        <paper-files .items=${this.checked} .runner=${this.runner}></paper-files>
        <paper-report
          .runner=${this.runner}
          @checked=${(event: CustomEvent<readonly PaperItemState[]>) => this.#keep(event.detail)}
        ></paper-report>
      </section>
    </div>`;
  }

  #keep(items: readonly PaperItemState[]): void {
    this.checked = items;
  }
}

customElements.define("screen-report", ReportScreen);
