import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { base } from "../styles/base.ts";
import type { Failure } from "../worker/protocol.ts";
import "./scroll-box.ts";

/** A line of carets under the line where the fault is. */
const carets = /^\s*\^+\s*$/;

/** An error's message; a line of the input with carets below it keeps its columns. */
export class ErrorNote extends LitElement {
  static override properties = { failure: { attribute: false } };

  static override styles = [
    base,
    css`
      div {
        display: grid;
        gap: 0.35rem;
        padding: 0.6rem 0.8rem;
        border-left: 3px solid var(--bad);
        border-radius: 0 6px 6px 0;
        background: var(--bad-ground);
        font-size: 0.9rem;
      }

      p {
        overflow-wrap: anywhere;
      }

      pre {
        margin: 0;
        padding: 0.3rem 0;
        line-height: 1.35;
      }

      code {
        color: var(--bad);
      }
    `,
  ];

  declare failure: Failure | undefined;

  constructor() {
    super();
    this.failure = undefined;
  }

  override render(): TemplateResult | typeof nothing {
    if (this.failure === undefined) return nothing;
    const { code, message } = this.failure;
    return html`<div>
      ${paragraphs(message).map((lines) => (lines.length === 1 ? html`<p>${lines[0]}</p>` : excerpt(lines)))}
      <p><code>${code}</code></p>
    </div>`;
  }
}

function excerpt(lines: readonly string[]): TemplateResult {
  return html`<scroll-box label="the place of the fault"><pre>${lines.join("\n")}</pre></scroll-box>`;
}

/** The lines of a message; a line of carets together with the line that it points into. */
function paragraphs(message: string): readonly (readonly string[])[] {
  const lines = message.split("\n").filter((line) => line.trim() !== "");
  return lines.flatMap((line, i) => {
    if (carets.test(lines[i + 1] ?? "")) return [[line, lines[i + 1]!]];
    return carets.test(line) ? [] : [[line]];
  });
}

customElements.define("error-note", ErrorNote);
