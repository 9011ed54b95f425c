import { css, html, LitElement, type TemplateResult } from "lit";
import { base, controls } from "../styles/base.ts";
import { screenShortcuts, shortcuts } from "./shortcuts.ts";

/** What the keys do, and whether single keys do anything. Fires `keys` with the choice. */
export class HelpDialog extends LitElement {
  static override properties = { keys: { type: Boolean } };

  static override styles = [
    base,
    controls,
    css`
      dialog {
        width: min(34rem, calc(100vw - 2rem));
        max-height: calc(100vh - 2rem);
        padding: 1.5rem;
        border: 1px solid var(--line);
        border-radius: 12px;
        background: var(--surface);
        color: var(--ink);
      }

      dialog::backdrop {
        background: rgb(0 0 0 / 45%);
      }

      dialog > div {
        display: grid;
        gap: 1.1rem;
      }

      h3 {
        margin-bottom: 0.4rem;
        font-size: 0.9375rem;
        font-weight: 650;
      }

      dl {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: 0.45rem 1rem;
        font-size: 0.9rem;
      }

      kbd {
        padding: 0.1rem 0.4rem;
        border: 1px solid var(--edge);
        border-bottom-width: 2px;
        border-radius: 4px;
        background: var(--sunken);
        font: 0.8rem var(--mono);
      }

      label {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        font-weight: 500;
      }

      input {
        width: 1.1rem;
        min-height: 1.1rem;
        accent-color: var(--accent);
      }

      p {
        font-size: 0.9rem;
      }

      button {
        justify-self: end;
      }
    `,
  ];

  declare keys: boolean;

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="title">
      <div>
        <h2 id="title">How this works</h2>
        <p>
          A formula, a network or somebody's gradient is differentiated twice, by two programs that share no rule.
          Where they agree to 30 digits, both are right; where they do not, Locate names the edge.
        </p>
        ${group("Everywhere", shortcuts)} ${group("On a screen", screenShortcuts)}
        <label><input type="checkbox" .checked=${this.keys} @change=${this.#change} /> Single keys are shortcuts</label>
        <button type="button" class="main" @click=${this.#close}>Close</button>
      </div>
    </dialog>`;
  }

  async open(): Promise<void> {
    await this.updateComplete;
    const dialog = this.renderRoot.querySelector("dialog")!;
    if (!dialog.open) dialog.showModal();
  }

  #close(): void {
    this.renderRoot.querySelector("dialog")!.close();
  }

  #change(event: Event): void {
    const detail = (event.target as HTMLInputElement).checked;
    this.dispatchEvent(new CustomEvent("keys", { detail }));
  }
}

function group(title: string, rows: typeof shortcuts): TemplateResult {
  return html`<section>
    <h3>${title}</h3>
    <dl>
      ${rows.map(
        ({ keys, what }) =>
          html`<dt>${keys.map((key, i) => html`${i === 0 ? "" : " "}<kbd>${key}</kbd>`)}</dt>
            <dd>${what}</dd>`,
      )}
    </dl>
  </section>`;
}

customElements.define("help-dialog", HelpDialog);
