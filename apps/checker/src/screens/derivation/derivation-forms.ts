import { css, html, LitElement, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import "../../parts/formula-view.ts";
import type { SymbolMeaning } from "../../parts/formula-view.ts";
import { derivativeElement } from "../../parts/math.ts";
import "../../parts/scroll-box.ts";
import "../../parts/tab-list.ts";
import { base, controls } from "../../styles/base.ts";
import { layout } from "../../styles/layout.ts";
import type { Forms, Formula, LayoutName, Variable } from "./model.ts";

const tabs = [
  { name: "scalar", title: "Scalar" },
  { name: "index", title: "Index" },
  { name: "matrix", title: "Matrix" },
  { name: "code", title: "Code" },
] as const;

type TabName = (typeof tabs)[number]["name"];

/** The derivative in the notation that is chosen. Fires `form` with its name. */
export class DerivationForms extends LitElement {
  static override properties = {
    forms: { attribute: false },
    by: { attribute: false },
    layout: {},
    symbols: { attribute: false },
    tab: {},
  };

  static override styles = [
    base,
    controls,
    layout,
    css`
      :host {
        gap: 0.75rem;
      }

      .panel {
        display: grid;
        gap: 0.6rem;
        min-width: 0;
      }

      formula-view {
        font-size: 1.25rem;
      }

      pre {
        margin: 0;
        font-size: 0.8125rem;
        line-height: 1.5;
      }

      p {
        color: var(--muted);
        font-size: 0.875rem;
      }

      h3 {
        font-size: 0.875rem;
        font-weight: 600;
      }
    `,
  ];

  declare forms: Forms;
  declare by: Variable;
  declare layout: LayoutName;
  declare symbols: readonly SymbolMeaning[];
  /** The notation; the richest that there is where it is none. */
  declare tab: string;

  override render(): TemplateResult {
    const current =
      tabs.find(({ name }) => name === this.tab)?.name ?? (this.forms.matrix ? "matrix" : "scalar");
    return html`<h2>The derivative</h2>
      <tab-list
        label="Notation"
        .tabs=${tabs}
        .current=${current}
        @choose=${(event: CustomEvent<string>) => this.dispatchEvent(new CustomEvent("form", { detail: event.detail }))}
      ></tab-list>
      <div class="panel">${this.#panels[current]()}</div>`;
  }

  readonly #panels: Readonly<Record<TabName, () => TemplateResult>> = {
    scalar: () =>
      this.forms.index === undefined
        ? this.#formula(this.forms.scalar)
        : html`${this.#formula(this.forms.scalar)}
            <p>The first entry; indices start at 1.</p>`,
    index: () =>
      this.forms.index === undefined
        ? html`${this.#formula(this.forms.scalar)}
            <p>${this.by.name} is a number, so there is no index to write.</p>`
        : html`${this.#formula(this.forms.index)}
            <p>The entry ${this.by.shape.length === 1 ? "i" : "i, j"}; sums run over the other index.</p>`,
    matrix: () =>
      this.forms.matrix === undefined
        ? html`${this.#formula(this.forms.scalar)}
            <p>${this.by.name} is a number, so there is no matrix to write.</p>`
        : html`${this.#formula(this.forms.matrix)}
            <p>${this.#layoutNote()}</p>`,
    code: () =>
      html`<h3>TypeScript, the value and its whole gradient</h3>
        <scroll-box label="TypeScript"><pre><code>${this.forms.code}</code></pre></scroll-box>
        <h3>LaTeX</h3>
        <scroll-box label="LaTeX"><pre><code>${this.forms.latex ?? "Too long to be read."}</code></pre></scroll-box>`,
  };

  #layoutNote(): string {
    const { name, shape } = this.by;
    const transposed = shape.toReversed().join(" × ");
    if (this.layout === "denominator")
      return `Denominator layout: the shape of ${name}, ${shape.join(" × ")}.`;
    return shape.length === 1
      ? `Numerator layout: a row of ${shape[0]}, as a Jacobian has it.`
      : `Numerator layout: ${transposed}, the transpose.`;
  }

  #formula({ markup }: Formula): TemplateResult {
    if (markup === undefined) return html`<p>The formula is too long to be read.</p>`;
    const { markup: by } = this.by;
    return html`<formula-view
      label="the derivative"
      .symbols=${this.symbols}
      .math=${guard([by, markup], () => derivativeElement([by], markup, "∂"))}
    ></formula-view>`;
  }
}

customElements.define("derivation-forms", DerivationForms);
