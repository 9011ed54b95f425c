import { css, html, type SVGTemplateResult, svg, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { dashes, mark, seriesStyle } from "../../figures/series.ts";
import { short, ticks } from "../../figures/ticks.ts";
import { base } from "../../styles/base.ts";
import { bandCount, bandStyle } from "./bands.ts";
import { contoursOf, levelsOf } from "./contours.ts";
import type { Path } from "./model.ts";
import { optimizers } from "./settings.ts";
import { SurfacePicture } from "./surface-picture.ts";

const margins = {
  full: { top: 8, right: 10, bottom: 40, left: 52 },
  still: { top: 2, right: 2, bottom: 2, left: 2 },
} as const;

/** The loss as a map seen from above, with the paths of the optimizers up to a step. */
export class SurfaceMap extends SurfacePicture {
  static override styles = [
    base,
    seriesStyle,
    bandStyle,
    css`
      svg {
        display: block;
        overflow: hidden;
      }

      .picture {
        width: 100%;
      }

      text {
        fill: var(--muted);
        font: 12px var(--sans);
        font-variant-numeric: tabular-nums;
      }

      .axis {
        fill: var(--ink);
        font-family: var(--mono);
      }

      .region {
        stroke-width: 0.6;
        vector-effect: non-scaling-stroke;
      }

      .level {
        fill: none;
        stroke: light-dark(#33415566, #dfe6f03d);
        stroke-width: 0.8;
        vector-effect: non-scaling-stroke;
      }

      .path,
      .casing {
        fill: none;
        stroke-linejoin: round;
        stroke-linecap: round;
      }

      .casing {
        stroke: light-dark(#ffffffcc, #0a0b0ecc);
        stroke-width: 5;
      }

      .path {
        stroke: var(--series);
        stroke-width: 2.25;
      }

      .frame {
        fill: none;
        stroke: var(--edge);
      }

      .start {
        stroke: var(--ink);
        stroke-width: 2;
      }
    `,
  ];

  override render(): TemplateResult {
    const { width } = this.size;
    const height = this.still ? width : Math.min(Math.max(260, width * 0.86), 560);
    const margin = margins[this.still ? "still" : "full"];
    const frame = {
      left: margin.left,
      top: margin.top,
      width: Math.max(1, width - margin.left - margin.right),
      height: Math.max(1, height - margin.top - margin.bottom),
    };
    const { grid, paths } = this.result;
    return html`<svg class="picture" viewBox="0 0 ${width} ${height}" height=${height} role="img" aria-label=${this.#summary()}>
      ${guard([this.result, width, height], () => this.#ground(frame))}
      ${this.still ? "" : this.#axes(frame)}
      <svg x=${frame.left} y=${frame.top} width=${frame.width} height=${frame.height}>
        ${paths.map((path, i) => this.#path(frame, path, i))}
        ${paths.map((path, i) => this.#mark(frame, path, i))}
      </svg>
      <rect class="frame" x=${frame.left} y=${frame.top} width=${frame.width} height=${frame.height} />
      ${grid.values.every(Number.isNaN) ? svg`<text x=${width / 2} y=${height / 2} text-anchor="middle">The loss is finite nowhere here.</text>` : ""}
    </svg>`;
  }

  #ground({ left, top, width, height }: Frame): SVGTemplateResult {
    const { grid } = this.result;
    const cells = grid.size - 1;
    const levels = levelsOf(grid.values, bandCount);
    return svg`<svg x=${left} y=${top} width=${width} height=${height} viewBox="0 0 ${cells} ${cells}" preserveAspectRatio="none">
      <g transform="translate(0 ${cells}) scale(1 -1)">
        ${contoursOf(grid, levels).map(
          ({ region, line }, band) =>
            svg`<path class="region band-${band}" d=${region} /><path class="level" d=${line} />`,
        )}
      </g>
    </svg>`;
  }

  #axes(frame: Frame): SVGTemplateResult {
    const { grid, axes } = this.result;
    const bottom = frame.top + frame.height;
    const middle = frame.left + frame.width / 2;
    const across = ticks(...grid.u, Math.max(4, Math.floor(frame.width / 80)));
    return svg`
      ${across.map((u) => svg`<text x=${this.#x(frame, u)} y=${bottom + 16} text-anchor="middle">${short(u)}</text>`)}
      ${ticks(...grid.v, 5).map((v) => svg`<text x=${frame.left - 7} y=${this.#y(frame, v) + 4} text-anchor="end">${short(v)}</text>`)}
      <text class="axis" x=${middle} y=${bottom + 34} text-anchor="middle">${axes[0]}</text>
      <text class="axis" transform="translate(12 ${frame.top + frame.height / 2}) rotate(-90)" text-anchor="middle">${axes[1]}</text>`;
  }

  #path(frame: Frame, { u, v }: Path, i: number): SVGTemplateResult {
    const last = Math.min(this.step, u.length - 1);
    const places = Array.from({ length: Math.max(0, last + 1) }, (_, step) =>
      this.#place(frame, u[step]!, v[step]!),
    );
    const d = places.length === 0 ? "" : `M${places.join("L")}`;
    return svg`<path class="casing" d=${d} />
      <path class="path series-${i % 4}" stroke-dasharray=${dashes[i % 4]!} d=${d} />`;
  }

  #mark(frame: Frame, { u, v }: Path, i: number): SVGTemplateResult | "" {
    const at = Math.min(this.step, u.length - 1);
    if (at < 0) return "";
    return mark(
      i,
      bounded(this.#x(frame, u[at]!) - frame.left),
      bounded(this.#y(frame, v[at]!) - frame.top),
      this.still ? 3.5 : 5.5,
    );
  }

  #place(frame: Frame, u: number, v: number): string {
    const [x, y] = [this.#x(frame, u) - frame.left, this.#y(frame, v) - frame.top];
    return `${bounded(x).toFixed(1)} ${bounded(y).toFixed(1)}`;
  }

  #x({ left, width }: Frame, u: number): number {
    const [from, to] = this.result.grid.u;
    return left + (width * (u - from)) / (to - from);
  }

  #y({ top, height }: Frame, v: number): number {
    const [from, to] = this.result.grid.v;
    return top + height - (height * (v - from)) / (to - from);
  }

  #summary(): string {
    const { axes, paths } = this.result;
    const ends = paths.map(({ optimizer, loss }) => {
      const at = Math.min(this.step, loss.length - 1);
      return `${optimizers[optimizer].title} at loss ${short(loss[at] ?? Number.NaN)}`;
    });
    return `The loss over ${axes[0]} and ${axes[1]}, after ${this.step} steps: ${ends.join(", ")}.`;
  }
}

interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Places far outside are still drawn towards, but no number in a path is huge. */
function bounded(x: number): number {
  return Math.min(1e4, Math.max(-1e4, x));
}

customElements.define("surface-map", SurfaceMap);
