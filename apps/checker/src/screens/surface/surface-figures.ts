import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import "../../figures/data-table.ts";
import "../../figures/line-chart.ts";
import "../../figures/save-figure.ts";
import type { Series } from "../../figures/line-chart.ts";
import { dashes, seriesStyle } from "../../figures/series.ts";
import { short } from "../../figures/ticks.ts";
import { base, controls } from "../../styles/base.ts";
import type { Path, SurfaceResult } from "./model.ts";
import { optimizers } from "./settings.ts";
import "./step-player.ts";
import { figuresStyle } from "./figures-style.ts";
import "./surface-curve.ts";
import "./surface-map.ts";
import { curveTable, gridTable, lineTable, pathTable } from "./tables.ts";

/** What a surface is drawn as: a map or a relief, the steps, and the curves of the descent. */
export class SurfaceFigures extends LitElement {
  static override properties = {
    result: { attribute: false },
    relief: { type: Boolean },
    step: { state: true },
    layersOf: { state: true },
    failed: { state: true },
  };

  static override styles = [base, controls, seriesStyle, figuresStyle];

  declare result: SurfaceResult;
  /** Whether the relief is shown in the place of the map. */
  declare relief: boolean;
  declare step: number;
  /** Whose gradient norms are shown. */
  declare layersOf: number;
  declare failed: boolean;

  readonly #still = matchMedia("(prefers-reduced-motion: reduce)");

  constructor() {
    super();
    this.relief = false;
    this.step = 0;
    this.layersOf = 0;
    this.failed = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("result")) {
      this.step = this.#steps;
      this.layersOf = Math.min(this.layersOf, Math.max(0, this.result.paths.length - 1));
    }
    if (changed.has("relief") && this.relief) void this.#loadRelief();
  }

  /** Whether there is one parameter, so that the surface is a curve. */
  get #isLine(): boolean {
    return this.result.grid.rows === 1;
  }

  get #steps(): number {
    return Math.max(0, ...this.result.paths.map(({ loss }) => loss.length - 1));
  }

  override render(): TemplateResult {
    const { result } = this;
    return html`
      <figure class="ground">
        <div class="head">
          <figcaption>The loss about the point</figcaption>
          ${this.#isLine ? nothing : html`<div class="switch" role="group" aria-label="View">${this.#view(false, "Map")} ${this.#view(true, "3-D")}</div>`}
        </div>
        ${this.#picture()}
        ${result.paths.length === 0 ? nothing : this.#legend()}
        ${this.#steps === 0 ? nothing : this.#player()}
        ${this.#notes()}
        <save-figure name="surface" .find=${this.#shown}></save-figure>
        <data-table .data=${guard([result], () => (this.#isLine ? lineTable(result) : gridTable(result)))}></data-table>
        ${result.paths.length === 0 ? nothing : html`<data-table .data=${guard([result], () => pathTable(result))}></data-table>`}
      </figure>
      ${this.#steps === 0 ? nothing : html`<div class="curves">${this.#curves()}</div>`}
    `;
  }

  #view(relief: boolean, title: string): TemplateResult {
    return html`<button type="button" aria-pressed=${this.relief === relief} @click=${() => this.#show(relief)}>${title}</button>`;
  }

  #show(relief: boolean): void {
    this.relief = relief;
    this.dispatchEvent(new CustomEvent("relief", { detail: relief }));
  }

  #picture(): TemplateResult {
    if (this.#isLine) return this.#flat(this.step, false);
    if (this.failed) return html`<p>The 3-D view could not be loaded. Go online, and reload the page.</p>`;
    if (this.relief) return html`<surface-relief .result=${this.result} .step=${this.step}></surface-relief>`;
    return this.#flat(this.step, false);
  }

  #flat(step: number, still: boolean): TemplateResult {
    return this.#isLine
      ? html`<surface-curve ?still=${still} .result=${this.result} .step=${step}></surface-curve>`
      : html`<surface-map ?still=${still} .result=${this.result} .step=${step}></surface-map>`;
  }

  async #loadRelief(): Promise<void> {
    try {
      await import("./surface-relief.ts");
    } catch {
      this.failed = true;
    }
  }

  readonly #shown = (): SVGSVGElement | null | undefined =>
    this.renderRoot
      .querySelector("surface-map, surface-curve, surface-relief")
      ?.shadowRoot?.querySelector("svg");

  #legend(): TemplateResult {
    return html`<ul class="legend" aria-label="Optimizers">
      ${this.result.paths.map((path, i) => {
        const at = Math.min(this.step, path.loss.length - 1);
        return html`<li>
          <svg viewBox="0 0 28 10" aria-hidden="true" class="series-${i % 4}"><line x1="1" x2="27" y1="5" y2="5" stroke-dasharray=${dashes[i % 4]!} /></svg>
          ${nameOf(path)} <span class="muted">η ${short(path.learningRate)}, loss</span>
          <span class="value">${at < 0 ? "–" : short(path.loss[at]!, 5)}</span>
        </li>`;
      })}
    </ul>`;
  }

  #player(): TemplateResult {
    const stills = [0, 1, 2, 3].map((i) => Math.round((i * this.#steps) / 3));
    return html`<step-player
        .steps=${this.#steps}
        .step=${this.step}
        @step=${(event: CustomEvent<number>) => this.#goTo(event.detail)}
      ></step-player>
      ${
        this.#still.matches
          ? html`<ol class="stills" aria-label="The descent in four stills">
              ${stills.map((step) => html`<li>${this.#flat(step, true)}step ${step}</li>`)}
            </ol>`
          : nothing
      }`;
  }

  #goTo(step: number): void {
    this.step = step;
  }

  #notes(): TemplateResult {
    const { paths, grid, moves } = this.result;
    const lost = paths.filter(({ divergedAt = 0 }) => divergedAt > 0);
    const holes = grid.values.filter(Number.isNaN).length;
    return html`
      ${moves === "everything" && paths.length > 0 && !this.#isLine ? outside : nothing}
      ${lost.map(
        (path) => html`<p class="note">
          ${nameOf(path)} left the finite numbers in step ${path.divergedAt}: its learning rate is too large here.
        </p>`,
      )}
      ${paths.some(({ divergedAt }) => divergedAt === 0) ? html`<p class="note">The loss or its gradient is not finite at the point, so nothing descends from there.</p>` : nothing}
      ${holes === 0 ? nothing : html`<p class="note">${holes} of ${grid.values.length} points have no finite loss; ${this.#isLine ? "the curve has gaps there" : "they are drawn as the highest"}.</p>`}
    `;
  }

  #curves(): TemplateResult {
    const { paths, layers } = this.result;
    const loss = paths.map((path): Series => ({ name: nameOf(path), values: path.loss }));
    const accuracy = paths.flatMap((path, colour): Series[] =>
      path.accuracy === undefined ? [] : [{ name: nameOf(path), values: path.accuracy, colour }],
    );
    const shown = paths[this.layersOf]!;
    const norms = layers.map((name, i): Series => ({ name, values: shown.norms[i]! }));
    return html`
      ${this.#curve("Loss", loss, { logarithmic: true })}
      ${accuracy.length === 0 ? nothing : this.#curve("Accuracy", accuracy, { range: [0, 1] })}
      ${this.#curve("Norm of the gradient by layer", norms, { logarithmic: true }, this.#whose(norms))}
    `;
  }

  #whose(norms: readonly Series[]): TemplateResult {
    return html`<label class="whose"
        >of
        <select @change=${(event: Event) => this.#choose(Number((event.target as HTMLSelectElement).value))}>
          ${this.result.paths.map((path, i) => html`<option value=${i} ?selected=${i === this.layersOf}>${nameOf(path)}</option>`)}
        </select></label
      >
      <ul class="legend small">
        ${norms.slice(0, 4).map(
          ({ name }, i) => html`<li>
            <svg viewBox="0 0 28 10" aria-hidden="true" class="series-${i % 4}"><line x1="1" x2="27" y1="5" y2="5" stroke-dasharray=${dashes[i % 4]!} /></svg>
            <code>${name}</code>
          </li>`,
        )}
        ${norms.length > 4 ? html`<li class="muted">the first 4 of ${norms.length}; all in the table</li>` : nothing}
      </ul>`;
  }

  #choose(path: number): void {
    this.layersOf = path;
  }

  #curve(
    title: string,
    series: readonly Series[],
    {
      logarithmic = false,
      range,
    }: { readonly logarithmic?: boolean; readonly range?: readonly [number, number] },
    more: TemplateResult | typeof nothing = nothing,
  ): TemplateResult {
    return html`<figure>
      <figcaption>${title}</figcaption>
      ${more}
      <line-chart
        .heading=${title}
        .series=${series.slice(0, 4)}
        .cursor=${this.step}
        .range=${range}
        ?logarithmic=${logarithmic}
      ></line-chart>
      <data-table .data=${curveTable(title, series)}></data-table>
    </figure>`;
  }
}

const outside = html`<p class="note">
  The optimizers move every parameter, so their paths leave this plane: each is drawn at the nearest place of it, with the
  loss that it has itself.
</p>`;

function nameOf({ optimizer }: Path): string {
  return optimizers[optimizer].title;
}

customElements.define("surface-figures", SurfaceFigures);
