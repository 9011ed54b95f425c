import type { CheckDocument } from "@chainrule/check";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { base } from "../styles/base.ts";
import { foldStyle } from "../styles/fold.ts";
import type { Runner } from "../worker/runner.ts";

/** Unfolds into the panel for own data, which is loaded then. Fires `document-change` as the panel does. */
export class OwnDataFold extends LitElement {
  static override properties = {
    document: { attribute: false },
    runner: { attribute: false },
    loaded: { state: true },
    failed: { state: true },
  };

  static override styles = [
    base,
    foldStyle,
    css`
      own-data {
        max-width: 46rem;
        padding-block: 0.6rem;
      }
    `,
  ];

  declare document: CheckDocument;
  declare runner: Runner;
  declare loaded: boolean;
  declare failed: boolean;

  constructor() {
    super();
    this.loaded = false;
    this.failed = false;
  }

  override render(): TemplateResult {
    return html`<details @toggle=${this.#load}>
      <summary>From your own data (CSV, IDX)</summary>
      ${this.failed ? html`<p>This part could not be loaded. Go online, and reload the page.</p>` : nothing}
      ${
        this.loaded
          ? html`<own-data .document=${this.document} .runner=${this.runner} @document-change=${this.#passOn}></own-data>`
          : nothing
      }
    </details>`;
  }

  readonly #load = async (): Promise<void> => {
    try {
      await import("./own-data.ts");
      this.loaded = true;
    } catch {
      this.failed = true;
    }
  };

  readonly #passOn = (event: Event): void => {
    this.renderRoot.querySelector("details")!.open = false;
    this.dispatchEvent(new CustomEvent("document-change", { detail: (event as CustomEvent).detail }));
  };
}

customElements.define("own-data-fold", OwnDataFold);
