import { html, type TemplateResult } from "lit";
import { Screen } from "../../shell/screen.ts";
import { base } from "../../styles/base.ts";

/** The screen Lab. */
export class LabScreen extends Screen {
  static override styles = [base];

  override render(): TemplateResult {
    return html`<p>${this.document.subject.kind}</p>`;
  }
}

customElements.define("screen-lab", LabScreen);
