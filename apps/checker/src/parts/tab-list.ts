import { css, html, LitElement, type TemplateResult } from "lit";
import { base } from "../styles/base.ts";

/** One of the choices. */
export interface TabItem {
  readonly name: string;
  readonly title: string;
}

/** Where the arrow keys lead from a tab. */
const moves: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** A row of choices of which one holds: a group of radio buttons by its manners. Fires `choose` with the name. */
export class TabList extends LitElement {
  static override properties = { label: {}, tabs: { attribute: false }, current: {} };

  static override styles = [
    base,
    css`
      div {
        display: inline-flex;
        flex-wrap: wrap;
        gap: 0.125rem;
        padding: 0.1875rem;
        border-radius: 9px;
        background: var(--sunken);
        box-shadow: inset 0 0 0 1px var(--line);
      }

      button {
        min-height: 2rem;
        padding: 0.15rem 0.85rem;
        border: 0;
        border-radius: 6px;
        background: none;
        color: var(--muted);
        font: inherit;
        font-size: 0.9rem;
        font-weight: 550;
        cursor: pointer;
      }

      button:hover {
        color: var(--ink);
      }

      button[aria-checked="true"] {
        background: var(--surface);
        color: var(--ink);
        box-shadow:
          0 0 0 1px var(--edge),
          0 1px 2px rgb(0 0 0 / 8%);
      }
    `,
  ];

  declare label: string;
  declare tabs: readonly TabItem[];
  declare current: string;

  override render(): TemplateResult {
    return html`<div role="radiogroup" aria-label=${this.label} @keydown=${this.#press}>
      ${this.tabs.map(
        ({ name, title }) => html`<button
          type="button"
          role="radio"
          aria-checked=${name === this.current}
          tabindex=${name === this.current ? 0 : -1}
          @click=${() => this.#choose(name)}
        >
          ${title}
        </button>`,
      )}
    </div>`;
  }

  #press(event: KeyboardEvent): void {
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const at = this.tabs.findIndex(({ name }) => name === this.current);
    const to = move(at, this.tabs.length);
    this.renderRoot.querySelectorAll("button")[to]!.focus();
    this.#choose(this.tabs[to]!.name);
  }

  #choose(name: string): void {
    if (name !== this.current) this.dispatchEvent(new CustomEvent("choose", { detail: name }));
  }
}

customElements.define("tab-list", TabList);
