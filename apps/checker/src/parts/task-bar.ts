import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { base, controls } from "../styles/base.ts";

/**
 * How far a task is; it keeps its room when there is none, so that nothing moves.
 *
 * Fires `cancel`, from a button that comes where a task that can be cancelled takes a second.
 */
export class TaskBar extends LitElement {
  static override properties = {
    label: {},
    running: { type: Boolean },
    fraction: { attribute: false },
    cancellable: { type: Boolean },
  };

  static override styles = [
    base,
    controls,
    css`
      progress {
        display: block;
        width: 100%;
        height: 0.25rem;
        accent-color: var(--accent);
        animation: appear 0s 150ms backwards;
      }

      progress.idle {
        visibility: hidden;
      }

      :host {
        position: relative;
      }

      button {
        position: absolute;
        z-index: 2;
        top: 0.75rem;
        right: 0;
        box-shadow: 0 2px 8px rgb(0 0 0 / 20%);
        animation: appear 0s 1s backwards;
      }

      @keyframes appear {
        from {
          opacity: 0;
          visibility: hidden;
        }
      }
    `,
  ];

  declare label: string;
  declare running: boolean;
  /** From 0 to 1; undefined where nobody knows. */
  declare fraction: number | undefined;

  declare cancellable: boolean;

  override render(): TemplateResult {
    return html`<progress
      aria-label=${this.label}
      max="1"
      value=${this.fraction || nothing}
      class=${this.running ? "" : "idle"}
    ></progress>
      ${this.cancellable && this.running ? html`<button type="button" @click=${this.#cancel}>Cancel</button>` : nothing}`;
  }

  #cancel(): void {
    this.dispatchEvent(new CustomEvent("cancel"));
  }
}

customElements.define("task-bar", TaskBar);
