import { css, html, LitElement, type TemplateResult } from "lit";

/**
 * A box whose content scrolls sideways where it is too wide, so that the page never does.
 *
 * While there is something to scroll it takes the keyboard's focus under its label.
 */
export class ScrollBox extends LitElement {
  static override properties = { label: {} };

  static override styles = css`
    :host {
      display: block;
      position: relative; /* so that what is only read aloud does not widen the page */
      overflow-x: auto;
      overflow-y: hidden;
      max-width: 100%;
    }

    :host(:focus-visible) {
      outline: 2px solid var(--accent);
      outline-offset: 1px;
      border-radius: 3px;
    }
  `;

  declare label: string;

  readonly #watch = new ResizeObserver(() => this.#update());

  constructor() {
    super();
    this.label = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observe();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watch.disconnect();
  }

  override render(): TemplateResult {
    return html`<slot @slotchange=${this.#observe}></slot>`;
  }

  #observe(): void {
    this.#watch.disconnect();
    for (const element of [this, ...this.children]) this.#watch.observe(element);
  }

  #update(): void {
    if (this.scrollWidth > this.clientWidth) {
      this.tabIndex = 0;
      this.role = "group";
      this.ariaLabel = this.label;
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) this.removeAttribute(name);
    }
  }
}

customElements.define("scroll-box", ScrollBox);
