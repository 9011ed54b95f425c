import type { CheckDocument } from "@chainrule/check";
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import "../../figures/save-figure.ts";
import "../../parts/error-note.ts";
import "../../parts/task-bar.ts";
import { Job } from "../../shell/job.ts";
import { linkTo } from "../../shell/route.ts";
import { base, controls } from "../../styles/base.ts";
import type { Runner } from "../../worker/runner.ts";
import "../graph/graph-figure.ts";
import { highlightOf } from "../graph/walk.ts";

/** The graph of a check with every value and adjoint, as a picture for papers and slides, when it is asked for. */
export class GraphPicture extends LitElement {
  static override properties = { document: { attribute: false }, runner: { attribute: false } };

  static override styles = [
    base,
    controls,
    css`
      :host {
        display: grid;
        gap: 0.75rem;
        justify-items: start;
      }

      h3 {
        font-size: 1rem;
        font-weight: 650;
      }

      graph-figure {
        --tallest: 22rem;
        max-width: 100%;
      }
    `,
  ];

  declare document: CheckDocument;
  declare runner: Runner;

  readonly #job = new Job(this, "graph", true);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("document")) Object.assign(this.#job, { result: undefined, failure: undefined });
  }

  override render(): TemplateResult {
    const { result, failure, running } = this.#job;
    return html`<h3>Its graph</h3>
      ${failure === undefined ? nothing : html`<error-note .failure=${failure}></error-note>`}
      ${
        result === undefined
          ? html`<button type="button" ?disabled=${running} @click=${this.#draw}>Draw the graph</button>`
          : html`<graph-figure
                label="The graph with every value and adjoint"
                .result=${result}
                .step=${highlightOf(result.graph, undefined, "backward")}
              ></graph-figure>
              <save-figure name="graph" .find=${this.#picture}></save-figure>`
      }
      <p class="muted">
        The pictures of the <a href=${linkTo("surface", this.document)}>surface</a> are saved where they are drawn.
      </p>`;
  }

  readonly #picture = (): SVGSVGElement | null | undefined =>
    this.renderRoot.querySelector("graph-figure")?.shadowRoot?.querySelector("svg");

  readonly #draw = (): void => {
    void this.#job.start(this.runner, { document: this.document, kind: "tensor", open: "auto" });
  };
}

customElements.define("graph-picture", GraphPicture);
