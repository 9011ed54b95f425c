import { css, html, type SVGTemplateResult, svg, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { dashes, mark, seriesStyle } from "../../figures/series.ts";
import { short, ticks } from "../../figures/ticks.ts";
import { base } from "../../styles/base.ts";
import type { Grid, Path } from "./model.ts";
import { optimizers } from "./settings.ts";
import { SurfacePicture } from "./surface-picture.ts";

const margins = {
  full: { top: 8, right: 10, bottom: 40, left: 60 },
  still: { top: 2, right: 2, bottom: 2, left: 2 },
} as const;

type Place = (u: number, loss: number) => readonly [x: number, y: number];

/** The loss over the only parameter that there is, and the ways of the optimizers along it. */
export class SurfaceCurve extends SurfacePicture {
  static override styles = [
    base,
    seriesStyle,
    css`
      svg {
        display: block;
        width: 100%;
        overflow: hidden;
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

      .grid {
        stroke: var(--line);
      }

      .curve,
      .path {
        fill: none;
        stroke-linejoin: round;
      }

      .curve {
        stroke: var(--edge);
        stroke-width: 2;
      }

      .path {
        stroke: var(--series);
        stroke-width: 2.25;
      }
    `,
  ];

  override render(): TemplateResult {
    const { width } = this.size;
    const height = this.still ? width : Math.min(Math.max(240, width * 0.6), 420);
    const { top, right, bottom, left } = margins[this.still ? "still" : "full"];
    const { grid, paths } = this.result;
    const [low, high] = rangeOf(grid);
    const place: Place = (u, loss) => [
      left + ((width - left - right) * (u - grid.u[0])) / (grid.u[1] - grid.u[0]),
      height - bottom - ((height - top - bottom) * (loss - low)) / (high - low),
    ];
    return html`<svg viewBox="0 0 ${width} ${height}" height=${height} role="img" aria-label=${this.#summary()}>
      ${this.still ? "" : this.#axes(place, [low, high], width, height)}
      ${guard([this.result, width, height], () => svg`<path class="curve" d=${curveOf(grid, place)} />`)}
      ${paths.map((path, i) => this.#path(place, path, i))}
      ${paths.map((path, i) => this.#mark(place, path, i))}
      ${grid.values.every(Number.isNaN) ? svg`<text x=${width / 2} y=${height / 2} text-anchor="middle">The loss is finite nowhere here.</text>` : ""}
    </svg>`;
  }

  #axes(
    place: Place,
    [low, high]: readonly [number, number],
    width: number,
    height: number,
  ): SVGTemplateResult {
    const { grid, axes } = this.result;
    const { left, right, top, bottom } = margins.full;
    return svg`
      ${ticks(low, high, 5).map((loss) => {
        const [, y] = place(grid.u[0], loss);
        return svg`<line class="grid" x1=${left} x2=${width - right} y1=${y} y2=${y} /><text x=${left - 7} y=${y + 4} text-anchor="end">${short(loss)}</text>`;
      })}
      ${ticks(...grid.u, Math.max(3, Math.floor(width / 80))).map((u) => svg`<text x=${place(u, 0)[0]} y=${height - bottom + 16} text-anchor="middle">${short(u)}</text>`)}
      <text class="axis" x=${(left + width - right) / 2} y=${height - 6} text-anchor="middle">${axes[0]}</text>
      <text class="axis" transform="translate(12 ${(top + height - bottom) / 2}) rotate(-90)" text-anchor="middle">loss</text>`;
  }

  #path(place: Place, { u, loss }: Path, i: number): SVGTemplateResult {
    const places = Array.from(u.subarray(0, this.step + 1), (each, step) => at(place, each, loss[step]!));
    const d = places.length === 0 ? "" : `M${places.join("L")}`;
    return svg`<path class="path series-${i % 4}" stroke-dasharray=${dashes[i % 4]!} d=${d} />`;
  }

  #mark(place: Place, { u, loss }: Path, i: number): SVGTemplateResult | "" {
    const step = Math.min(this.step, u.length - 1);
    if (step < 0) return "";
    const [x, y] = place(u[step]!, loss[step]!);
    return mark(i, bounded(x), bounded(y), this.still ? 3.5 : 5.5);
  }

  #summary(): string {
    const { axes, paths } = this.result;
    const ends = paths.map(({ optimizer, loss }) => {
      const step = Math.min(this.step, loss.length - 1);
      return `${optimizers[optimizer].title} at loss ${short(loss[step] ?? Number.NaN)}`;
    });
    return `The loss over ${axes[0]}, after ${this.step} steps: ${ends.join(", ")}.`;
  }
}

/** The curve, with gaps where the loss is not finite. */
function curveOf({ values, u: [from, to] }: Grid, place: Place): string {
  let pen = "M";
  let d = "";
  for (const [i, loss] of values.entries()) {
    if (!Number.isNaN(loss)) d += pen + at(place, from + ((to - from) * i) / (values.length - 1), loss);
    pen = Number.isNaN(loss) ? "M" : "L";
  }
  return d;
}

/** The least and the greatest finite loss, with some room about them. */
function rangeOf({ values }: Grid): readonly [low: number, high: number] {
  const finite = values.filter((loss) => !Number.isNaN(loss));
  const low = finite.reduce((least, loss) => Math.min(least, loss), Number.POSITIVE_INFINITY);
  const high = finite.reduce((most, loss) => Math.max(most, loss), Number.NEGATIVE_INFINITY);
  if (!Number.isFinite(high - low)) return [0, 1];
  const room = (high - low) * 0.05 || Math.max(1, Math.abs(high)) * 0.05;
  return [low - room, high + room];
}

function at(place: Place, u: number, loss: number): string {
  return place(u, loss)
    .map((each) => bounded(each).toFixed(1))
    .join(" ");
}

/** Places far outside are still drawn towards, but no number in a path is huge. */
function bounded(x: number): number {
  return Math.min(1e4, Math.max(-1e4, x));
}

customElements.define("surface-curve", SurfaceCurve);
