import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { base } from "../styles/base.ts";

/** How far a task is; it keeps its room when there is none, so that nothing moves. */
export class TaskBar extends LitElement {
  static override properties = { label: {}, running: { type: Boolean }, fraction: { attribute: false } };

  static override styles = [
    base,
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

      @keyframes appear {
        from {
          opacity: 0;
        }
      }
    `,
  ];

  declare label: string;
  declare running: boolean;
  /** From 0 to 1; undefined where nobody knows. */
  declare fraction: number | undefined;

  override render(): TemplateResult {
    return html`<progress
      aria-label=${this.label}
      max="1"
      value=${this.fraction || nothing}
      class=${this.running ? "" : "idle"}
    ></progress>`;
  }
}

customElements.define("task-bar", TaskBar);
