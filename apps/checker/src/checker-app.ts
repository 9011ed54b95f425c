import { html, LitElement, type TemplateResult } from "lit";

/** The page. */
export class CheckerApp extends LitElement {
  override render(): TemplateResult {
    return html`<main>
      <h1>chainrule</h1>
      <p>Every gradient, derived twice.</p>
    </main>`;
  }
}

customElements.define("checker-app", CheckerApp);
