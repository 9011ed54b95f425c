import { html, LitElement, type TemplateResult } from "lit";
import { base } from "../styles/base.ts";
import { foldStyle } from "../styles/fold.ts";

/** Unfolds into what stands in it, whose code is loaded then. */
export class LaterFold extends LitElement {
  static override properties = { label: {}, load: { attribute: false }, failed: { state: true } };

  static override styles = [base, foldStyle];

  declare label: string;
  declare load: () => Promise<unknown>;
  declare failed: boolean;

  constructor() {
    super();
    this.failed = false;
  }

  override render(): TemplateResult {
    return html`<details @toggle=${this.#load}>
      <summary>${this.label}</summary>
      ${this.failed ? html`<p>This part could not be loaded. Go online, and reload the page.</p>` : html`<slot></slot>`}
    </details>`;
  }

  /** Folds it again. */
  close(): void {
    this.renderRoot.querySelector("details")!.open = false;
  }

  readonly #load = async (): Promise<void> => {
    try {
      await this.load();
    } catch {
      this.failed = true;
    }
  };
}

customElements.define("later-fold", LaterFold);
