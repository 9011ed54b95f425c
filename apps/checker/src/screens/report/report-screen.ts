import { html, type TemplateResult } from "lit";
import "../../paper/paper-report.ts";
import { Screen } from "../../shell/screen.ts";
import { base } from "../../styles/base.ts";

/** The screen Report. */
export class ReportScreen extends Screen {
  static override styles = [base];

  override render(): TemplateResult {
    return html`<paper-report .runner=${this.runner}></paper-report>`;
  }
}

customElements.define("screen-report", ReportScreen);
