import { css, html, LitElement, type SVGTemplateResult, svg, type TemplateResult } from "lit";
import { dashes, mark, seriesStyle } from "../../figures/series.ts";
import { base, controls } from "../../styles/base.ts";
import { bandCount, bandStyle } from "./bands.ts";
import { bandOf, levelsOf } from "./contours.ts";
import type { Path, SurfaceResult } from "./model.ts";
import {
  facetsOf,
  type Projected,
  projector,
  type Scale,
  scaleOf,
  type View,
  viewBoxOf,
} from "./projection.ts";

/** Every second point of the grid is enough for the relief. */
const every = 2;

/** The loss as a relief that can be turned: by dragging, or by the two sliders. */
export class SurfaceRelief extends LitElement {
  static override properties = {
    result: { attribute: false },
    step: { type: Number },
    view: { state: true },
  };

  static override styles = [
    base,
    controls,
    seriesStyle,
    bandStyle,
    css`
      svg {
        display: block;
        width: 100%;
        height: clamp(16rem, 60vw, 30rem);
        cursor: grab;
        touch-action: pan-y;
      }

      .facet {
        stroke: light-dark(#33415540, #dfe6f026);
        stroke-width: 0.003;
      }

      .path,
      .casing {
        fill: none;
        stroke-linejoin: round;
        stroke-linecap: round;
      }

      .casing {
        stroke: light-dark(#ffffffcc, #0a0b0ecc);
        stroke-width: 0.016;
      }

      .path {
        stroke: var(--series);
        stroke-width: 0.008;
      }

      .sliders {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto minmax(0, 1fr);
        align-items: center;
        gap: 0.5rem 0.75rem;
      }

      input {
        accent-color: var(--accent);
        padding: 0;
      }

      p {
        color: var(--muted);
        font-size: 0.8125rem;
      }
    `,
  ];

  declare result: SurfaceResult;
  declare step: number;
  declare view: View;

  #grabbed: { readonly x: number; readonly y: number; readonly view: View } | undefined;

  constructor() {
    super();
    this.step = 0;
    this.view = { turn: 30, tilt: 35 };
  }

  override render(): TemplateResult {
    const { grid, paths, axes } = this.result;
    const scale = scaleOf(grid.values);
    const levels = levelsOf(grid.values, bandCount);
    const facets = facetsOf(grid, scale, this.view, every);
    return html`<svg
        viewBox=${viewBoxOf(this.view)}
        role="img"
        aria-label=${`The ${scale.name} as a relief over ${axes[0]} and ${axes[1]}, seen from ${this.view.turn} degrees around and ${this.view.tilt} above.`}
        @pointerdown=${this.#grab}
        @pointermove=${this.#drag}
        @pointerup=${this.#release}
        @pointercancel=${this.#release}
      >
        ${facets.map(({ points, loss }) => svg`<polygon class="band-${bandOf(loss, levels)} facet" points=${points} />`)}
        ${paths.map((path, i) => this.#path(scale, path, i))}
      </svg>
      <div class="sliders">
        ${this.#slider("turn", "Turn", -180, 180)} ${this.#slider("tilt", "Tilt", 5, 90)}
      </div>
      <p>Height: ${scale.name}. Paths are drawn over the relief, also where they run behind a ridge.</p>`;
  }

  #slider(name: keyof View, title: string, from: number, to: number): TemplateResult {
    const change = (event: Event): void => {
      this.view = { ...this.view, [name]: Number((event.target as HTMLInputElement).value) };
    };
    return html`<label for=${name}>${title}</label>
      <input id=${name} type="range" min=${from} max=${to} step="5" .value=${String(this.view[name])} @input=${change} />`;
  }

  #path(scale: Scale, { u, v, loss }: Path, i: number): SVGTemplateResult {
    const project = projector(this.view);
    const { grid } = this.result;
    const share = ([from, to]: readonly [number, number], x: number): number =>
      Math.min(0.7, Math.max(-0.7, (x - from) / (to - from) - 0.5));
    const count = Math.min(this.step + 1, u.length);
    const places = Array.from(
      { length: count },
      (_, at): Projected => project(share(grid.u, u[at]!), share(grid.v, v[at]!), scale.height(loss[at]!)),
    );
    const d = places.map(({ x, y }, at) => `${at === 0 ? "M" : "L"}${x.toFixed(4)} ${y.toFixed(4)}`).join("");
    const dash = dashes[i % 4]!.replaceAll(/\d+/g, (length) => String(Number(length) * 0.004));
    const end = places.at(-1);
    return svg`<path class="casing" d=${d} /><path class="path series-${i % 4}" stroke-dasharray=${dash} d=${d} />
      ${end === undefined ? "" : svg`<g transform="translate(${end.x} ${end.y}) scale(0.0035)">${mark(i, 0, 0, 5)}</g>`}`;
  }

  #grab(event: PointerEvent): void {
    this.#grabbed = { x: event.clientX, y: event.clientY, view: this.view };
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
  }

  #drag(event: PointerEvent): void {
    if (this.#grabbed === undefined) return;
    const { x, y, view } = this.#grabbed;
    const turned = view.turn + Math.round((event.clientX - x) / 2.5);
    const tilted = view.tilt + Math.round((event.clientY - y) / 2.5);
    this.view = { turn: ((turned + 540) % 360) - 180, tilt: Math.min(90, Math.max(5, tilted)) };
  }

  #release(): void {
    this.#grabbed = undefined;
  }
}

customElements.define("surface-relief", SurfaceRelief);
