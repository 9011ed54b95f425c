import { css, html, LitElement, type SVGTemplateResult, svg, type TemplateResult } from "lit";
import { base } from "../styles/base.ts";
import { Measured } from "./measured.ts";
import { dashes, mark, seriesStyle } from "./series.ts";
import { logTicks, short, ticks } from "./ticks.ts";

/** One curve: a value at each step, from 0. */
export interface Series {
  readonly name: string;
  readonly values: ArrayLike<number>;
  /** Which of the colours it has; its place unless given. */
  readonly colour?: number;
}

const margin = { top: 14, right: 12, bottom: 34, left: 52 };

/** Curves over the steps of something, with a cursor at one of them. */
export class LineChart extends LitElement {
  static override properties = {
    series: { attribute: false },
    heading: {},
    across: {},
    cursor: { type: Number },
    logarithmic: { type: Boolean },
    height: { type: Number },
    range: { attribute: false },
  };

  static override styles = [
    base,
    seriesStyle,
    css`
      svg {
        display: block;
        width: 100%;
        overflow: visible;
      }

      text {
        fill: var(--muted);
        font: 12px var(--sans);
        font-variant-numeric: tabular-nums;
      }

      .grid {
        stroke: var(--line);
      }

      .cursor {
        stroke: var(--edge);
        stroke-dasharray: 3 3;
      }

      .curve {
        fill: none;
        stroke: var(--series);
        stroke-width: 2;
        stroke-linejoin: round;
      }
    `,
  ];

  declare series: readonly Series[];
  declare heading: string;
  declare across: string;
  declare cursor: number | undefined;
  declare logarithmic: boolean;
  declare height: number;
  /** The range of the values; that of the series unless given. */
  declare range: readonly [number, number] | undefined;

  readonly #size = new Measured(this, 480);

  constructor() {
    super();
    this.series = [];
    this.heading = "";
    this.across = "step";
    this.cursor = undefined;
    this.logarithmic = false;
    this.height = 220;
    this.range = undefined;
  }

  override render(): TemplateResult {
    const { width } = this.#size;
    const frame = this.#frame();
    return html`<svg viewBox="0 0 ${width} ${this.height}" height=${this.height} role="img" aria-label=${this.#summary()}>
      ${this.#grid(frame)}
      ${this.series.map((each, i) => this.#curve(frame, each, each.colour ?? i))}
      ${this.#cursorLine(frame)}
    </svg>`;
  }

  #frame(): Frame {
    const shown = this.series.flatMap(({ values }) => Array.from(values).filter(Number.isFinite));
    const logarithmic = this.logarithmic && shown.filter((value) => value > 0).length > 1;
    const usable = logarithmic ? shown.filter((value) => value > 0) : shown;
    const steps = Math.max(1, ...this.series.map(({ values }) => values.length - 1));
    const [from, to] = this.range ?? padded(least(usable), most(usable), logarithmic);
    return { from, to, steps, logarithmic, width: this.#size.width, height: this.height };
  }

  #grid(frame: Frame): SVGTemplateResult {
    const { from, to, steps, logarithmic, width, height } = frame;
    const right = width - margin.right;
    const heights = logarithmic ? logTicks(from, to, 5) : ticks(from, to, 5);
    const across = ticks(0, steps, Math.max(2, Math.floor(width / 80)));
    return svg`
      ${heights.map(
        (value) => svg`
          <line class="grid" x1=${margin.left} x2=${right} y1=${yOf(frame, value)} y2=${yOf(frame, value)} />
          <text x=${margin.left - 8} y=${yOf(frame, value) + 4} text-anchor="end">${short(value)}</text>`,
      )}
      ${across.map((step) => svg`<text x=${xOf(frame, step)} y=${height - 18} text-anchor="middle">${step}</text>`)}
      <text x=${(margin.left + right) / 2} y=${height - 3} text-anchor="middle">${this.across}</text>`;
  }

  #curve(frame: Frame, { values }: Series, colour: number): SVGTemplateResult {
    const line = Array.from(values, (value, step) => placeOf(frame, step, value)).join("");
    const path = line.replace(/^L|(?<=#)L/g, "M").replaceAll("#", "");
    const last = values.length - 1;
    const at = Math.min(this.cursor ?? last, last);
    const value = values[at];
    return svg`<path class="curve series-${colour % 4}" stroke-dasharray=${dashes[colour % 4]!} d=${path} />
      ${value !== undefined && isShown(frame, value) ? mark(colour, xOf(frame, at), yOf(frame, value)) : ""}`;
  }

  #cursorLine(frame: Frame): SVGTemplateResult | "" {
    if (this.cursor === undefined) return "";
    const x = xOf(frame, Math.min(this.cursor, frame.steps));
    return svg`<line class="cursor" x1=${x} x2=${x} y1=${margin.top} y2=${this.height - margin.bottom} />`;
  }

  #summary(): string {
    const ends = this.series.map(
      ({ name, values }) => `${name} from ${short(values[0]!)} to ${short(values[values.length - 1]!)}`,
    );
    return `${this.heading}: ${ends.join("; ")}.`;
  }
}

interface Frame {
  readonly from: number;
  readonly to: number;
  readonly steps: number;
  readonly logarithmic: boolean;
  readonly width: number;
  readonly height: number;
}

function isShown({ logarithmic }: Frame, value: number): boolean {
  return Number.isFinite(value) && (!logarithmic || value > 0);
}

/** A place of a curve as a piece of a path; where there is none, `#`, after which a new piece begins. */
function placeOf(frame: Frame, step: number, value: number): string {
  if (!isShown(frame, value)) return "#";
  return `L${xOf(frame, step).toFixed(1)} ${yOf(frame, value).toFixed(1)}`;
}

function xOf({ steps, width }: Frame, step: number): number {
  return margin.left + ((width - margin.left - margin.right) * step) / steps;
}

function yOf({ from, to, logarithmic, height }: Frame, value: number): number {
  const measure = logarithmic ? Math.log : (x: number): number => x;
  const share = (measure(value) - measure(from)) / (measure(to) - measure(from));
  return height - margin.bottom - share * (height - margin.top - margin.bottom);
}

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

function most(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
}

/** A range with some room about it, and some where all values are equal or there are none. */
function padded(from: number, to: number, logarithmic: boolean): readonly [number, number] {
  if (!(to >= from)) return [0, 1];
  if (logarithmic) return [from / 1.3, to * 1.3];
  const room = to > from ? 0.06 * (to - from) : Math.abs(to) || 1;
  return [from - room, to + room];
}

customElements.define("line-chart", LineChart);
