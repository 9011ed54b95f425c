import { html, LitElement, type SVGTemplateResult, svg, type TemplateResult } from "lit";
import { base, controls } from "../styles/base.ts";
import { headerStyle } from "./header-style.ts";
import type { Theme } from "./preferences.ts";
import { home } from "./route.ts";
import { screens } from "./screens.ts";

const drawings = {
  share: svg`<path d="M6.7 9.3l2.6-2.6M7.2 4.7l1.4-1.4a2.9 2.9 0 0 1 4.1 4.1l-1.4 1.4M8.8 11.3l-1.4 1.4a2.9 2.9 0 0 1-4.1-4.1l1.4-1.4" />`,
  system: svg`<circle cx="8" cy="8" r="5.2" /><path class="filled" d="M8 2.8a5.2 5.2 0 0 1 0 10.4z" />`,
  light: svg`<circle cx="8" cy="8" r="2.9" /><path d="M8 1.4v1.4M8 13.2v1.4M1.4 8h1.4M13.2 8h1.4M3.3 3.3l1 1M11.7 11.7l1 1M12.7 3.3l-1 1M4.3 11.7l-1 1" />`,
  dark: svg`<path d="M13.3 9.6A5.6 5.6 0 0 1 6.4 2.7a5.6 5.6 0 1 0 6.9 6.9z" />`,
  help: svg`<path d="M5.4 6a2.7 2.7 0 1 1 3.8 2.4c-.8.4-1.2.9-1.2 1.7M8 12.6v.1" />`,
} as const satisfies Readonly<Record<string, SVGTemplateResult>>;

/**
 * The name, the navigation, and what concerns every screen.
 *
 * Fires `theme` (the next one is wanted), `share`, `help`, and `skip` (over the navigation).
 */
export class AppHeader extends LitElement {
  static override properties = {
    current: {},
    hrefOf: { attribute: false },
    theme: {},
    told: {},
  };

  static override styles = [base, controls, headerStyle];

  declare current: string;
  declare hrefOf: (screen: string) => string;
  declare theme: Theme;
  declare told: string;

  override render(): TemplateResult {
    return html`<header>
      <a class="skip" href="#/${home}" @click=${this.#skip}>Skip to the content</a>
      <a class="name" href="#/${home}" aria-label="chainrule, to the first example">
        <svg viewBox="0 0 16 16" aria-hidden="true"><circle cx="4.6" cy="8" r="3" /><circle cx="11.4" cy="8" r="3" /></svg>
        chainrule
      </a>
      <nav aria-label="Screens">
        <ul>
          ${screens.map(
            ({ name, title }) => html`<li>
              <a href=${this.hrefOf(name)} aria-current=${name === this.current ? "page" : "false"}>${title}</a>
            </li>`,
          )}
        </ul>
      </nav>
      <div class="tools">
        <span class="told" role="status">${this.told}</span>
        ${this.#tool("share", "Copy a link to this", "share")}
        ${this.#tool("theme", `Theme: ${this.theme}; change it`, this.theme)}
        ${this.#tool("help", "Keys and help", "help")}
      </div>
    </header>`;
  }

  #skip(event: Event): void {
    event.preventDefault();
    this.dispatchEvent(new CustomEvent("skip"));
  }

  #tool(event: string, name: string, drawing: keyof typeof drawings): TemplateResult {
    const fire = (): boolean => this.dispatchEvent(new CustomEvent(event));
    return html`<button type="button" aria-label=${name} title=${name} @click=${fire}>
      <svg viewBox="0 0 16 16" aria-hidden="true">${drawings[drawing]}</svg>
    </button>`;
  }
}

customElements.define("app-header", AppHeader);
