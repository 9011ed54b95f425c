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
import type { GraphResult } from "../graph/model.ts";
import { highlightOf } from "../graph/walk.ts";
import type { SurfaceResult } from "../surface/model.ts";
import { firstSettings } from "../surface/settings.ts";
import "../surface/surface-curve.ts";
import "../surface/surface-map.ts";

/** The graph of a check, and its loss about the point, as pictures for papers and slides, when they are asked for. */
export class ReportPictures extends LitElement {
  static override properties = { document: { attribute: false }, runner: { attribute: false } };

  static override styles = [
    base,
    controls,
    css`
      :host,
      section {
        display: grid;
        gap: 0.75rem;
        grid-template-columns: minmax(0, 1fr);
      }

      h3 {
        font-size: 1rem;
        font-weight: 650;
      }

      graph-figure {
        --tallest: 22rem;
      }

      button {
        justify-self: start;
      }
    `,
  ];

  declare document: CheckDocument;
  declare runner: Runner;

  readonly #graph = new Job(this, "graph", true);
  readonly #choices = new Job(this, "surfaceChoices", true);
  readonly #surface = new Job(this, "surface");
  /** What the surface is drawn by: ending it ends nothing else. */
  #own: Runner | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("document")) return;
    this.#surface.cancel();
    for (const job of [this.#graph, this.#choices, this.#surface])
      Object.assign(job, { result: undefined, failure: undefined });
  }

  override render(): TemplateResult {
    const surface = this.#choices.failure === undefined ? this.#surface : this.#choices;
    return html`
      ${this.#part("graph", this.#graph, this.#drawGraph, this.#graph.result && graphOf(this.#graph.result))}
      ${this.#part("surface", surface, this.#drawSurface, this.#surface.result && mapOf(this.#surface.result))}
      <task-bar
        label="The surface"
        cancellable
        ?running=${this.#surface.running}
        .fraction=${this.#surface.progress}
        @cancel=${() => this.#surface.cancel()}
      ></task-bar>
      <p class="muted">
        Other planes, optimizers and the view in 3-D are on the screen
        <a href=${linkTo("surface", this.document)}>Surface</a>, and are saved there.
      </p>
    `;
  }

  /** A picture with what saves it, or the button that draws it. */
  #part(
    name: string,
    { failure, running }: Pick<Job<"graph" | "surface" | "surfaceChoices">, "failure" | "running">,
    draw: () => void,
    picture: TemplateResult | undefined,
  ): TemplateResult {
    const find = (): SVGSVGElement | null | undefined =>
      this.renderRoot.querySelector(`#${name} ~ .picture`)?.shadowRoot?.querySelector("svg");
    return html`<section aria-labelledby=${name}>
      <h3 id=${name}>Its ${name}</h3>
      ${failure === undefined ? nothing : html`<error-note .failure=${failure}></error-note>`}
      ${
        picture === undefined
          ? html`<button type="button" ?disabled=${running} @click=${draw}>Draw the ${name}</button>`
          : html`${picture}<save-figure name=${name} .find=${find}></save-figure>`
      }
    </section>`;
  }

  readonly #drawGraph = (): void => {
    void this.#graph.start(this.runner, { document: this.document, kind: "tensor", open: "auto" });
  };

  readonly #drawSurface = (): void => {
    void this.#descend(this.document);
  };

  async #descend(document: CheckDocument): Promise<void> {
    this.#own ??= this.runner.fork();
    if (!(await this.#choices.start(this.#own, document)) || document !== this.document) return;
    await this.#surface.start(this.#own, {
      document,
      settings: firstSettings(this.#choices.result!.entries),
    });
  }
}

function graphOf(result: GraphResult): TemplateResult {
  return html`<graph-figure
    class="picture"
    label="The graph with every value and adjoint"
    .result=${result}
    .step=${highlightOf(result.graph, undefined, "backward")}
  ></graph-figure>`;
}

/** The map with the whole ways of the optimizers; of one parameter there is a curve. */
function mapOf(result: SurfaceResult): TemplateResult {
  const step = Math.max(0, ...result.paths.map(({ loss }) => loss.length - 1));
  return result.grid.rows === 1
    ? html`<surface-curve class="picture" .result=${result} .step=${step}></surface-curve>`
    : html`<surface-map class="picture" .result=${result} .step=${step}></surface-map>`;
}

customElements.define("report-pictures", ReportPictures);
