import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { base } from "../styles/base.ts";
import { mathElement } from "./math.ts";
import "./scroll-box.ts";

/** What a symbol stands for, as the tooltip says it. */
export interface SymbolMeaning {
  readonly markup: string;
  readonly meaning: string;
}

/** A formula in which a symbol, pointed at, says what it stands for. What it says is also in a table of the screen. */
export class FormulaView extends LitElement {
  static override properties = {
    math: { attribute: false },
    label: {},
    symbols: { attribute: false },
    told: { state: true },
  };

  static override styles = [
    base,
    css`
      :host {
        position: relative;
        min-width: 0;
      }

      math {
        width: max-content;
        text-align: left;
      }

      scroll-box {
        padding: 0.2rem 0;
      }

      .known {
        cursor: help;
      }

      .known:hover {
        color: var(--accent);
      }

      .tip {
        position: absolute;
        z-index: 1;
        bottom: 100%;
        left: 0;
        max-width: min(30rem, 100%);
        padding: 0.3rem 0.6rem;
        border-radius: 6px;
        background: var(--ink);
        color: var(--ground);
        font: 0.8125rem / 1.4 var(--mono);
        overflow-wrap: anywhere;
        pointer-events: none;
      }
    `,
  ];

  /** The formula: MathML text, or its element. */
  declare math: string | Element;
  declare label: string;
  declare symbols: readonly SymbolMeaning[];
  declare told: string;

  constructor() {
    super();
    this.label = "";
    this.symbols = [];
    this.told = "";
  }

  override render(): TemplateResult {
    return html`<scroll-box label=${this.label} @pointerover=${this.#over} @pointerleave=${this.#leave}>
        ${guard([this.math, this.symbols.map(({ meaning }) => meaning).join()], () => this.#marked())}
      </scroll-box>
      ${this.told === "" ? nothing : html`<div class="tip" aria-hidden="true">${this.told}</div>`}`;
  }

  /** The formula, with the symbols marked whose meaning is known. */
  #marked(): Element {
    const element = typeof this.math === "string" ? mathElement(this.math) : this.math;
    const signs = this.symbols.map(({ markup }) => mathElement(markup).firstElementChild!);
    for (const part of element.querySelectorAll("mi, msub")) {
      const k = signs.findIndex((sign) => sign.isEqualNode(part));
      if (k < 0) continue;
      part.classList.add("known");
      part.setAttribute("data-symbol", String(k));
    }
    return element;
  }

  #over(event: Event): void {
    const part = (event.composedPath()[0] as Element).closest?.("[data-symbol]");
    this.told = part ? this.symbols[Number(part.getAttribute("data-symbol"))]!.meaning : "";
  }

  #leave(): void {
    this.told = "";
  }
}

customElements.define("formula-view", FormulaView);
