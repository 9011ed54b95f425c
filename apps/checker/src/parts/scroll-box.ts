import { css, html, LitElement, type TemplateResult } from "lit";

/**
 * A box whose content scrolls sideways where it is too wide, so that the page never does. Where more
 * is to come it fades out.
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

    :host([more]:not(:focus-visible)) {
      mask-image: linear-gradient(to left, transparent, #000 1.5rem);
    }

    @media (forced-colors: active) {
      :host {
        mask: none !important;
      }
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
    this.addEventListener("scroll", this.#fade, { passive: true });
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

  readonly #fade = (): void => {
    this.toggleAttribute("more", this.scrollWidth - this.clientWidth - this.scrollLeft > 1);
  };

  #update(): void {
    this.#fade();
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
