import type { ExperimentRow } from "@chainrule/train/experiments";
import { css, html, LitElement, type SVGTemplateResult, svg, type TemplateResult } from "lit";
import { Measured } from "../../figures/measured.ts";
import { logTicks, short, ticks } from "../../figures/ticks.ts";
import { base } from "../../styles/base.ts";

const rowHeight = 30;
const tallRow = 46;
const top = 6;
const bottom = 26;

/** Published and measured figures side by side: a dot each, a bar for what they spread. */
export class ComparisonChart extends LitElement {
  static override properties = { rows: { attribute: false }, unit: {} };

  static override styles = [
    base,
    css`
      svg {
        display: block;
        width: 100%;
      }

      text {
        fill: var(--muted);
        font: 12px var(--sans);
        font-variant-numeric: tabular-nums;
      }

      .label {
        fill: var(--ink);
      }

      .grid {
        stroke: var(--line);
      }

      .published {
        fill: var(--surface);
        stroke: var(--muted);
        stroke-width: 2;
      }

      .measured {
        fill: var(--accent);
        stroke: var(--accent);
        stroke-width: 2;
      }
    `,
  ];

  declare rows: readonly ExperimentRow[];
  declare unit: string;

  readonly #size = new Measured(this, 480);

  constructor() {
    super();
    this.rows = [];
    this.unit = "";
  }

  override render(): TemplateResult {
    const { width } = this.#size;
    const wanted = 18 + 6.6 * Math.max(...this.rows.map(({ label }) => label.length));
    const above = wanted > 0.4 * width; // labels stand above their rows
    const rowSize = above ? tallRow : rowHeight;
    const height = top + this.rows.length * rowSize + bottom;
    const left = above ? 12 : wanted;
    const { from, to, measure } = scaleOf(this.rows);
    const x = (value: number): number =>
      left + ((width - left - 16) * (measure(value) - measure(from))) / (measure(to) - measure(from));
    const places = (measure === Math.log ? logTicks : ticks)(
      from,
      to,
      Math.max(3, Math.floor((width - left) / 80)),
    );
    const longest = above ? Math.floor(width / 6.2) : Number.POSITIVE_INFINITY;
    return html`<svg viewBox="0 0 ${width} ${height}" height=${height} role="img" aria-label=${this.#summary()}>
      ${places.map(
        (value) => svg`<line class="grid" x1=${x(value)} x2=${x(value)} y1=${top} y2=${height - bottom} />
          <text x=${x(value)} y=${height - 8} text-anchor="middle">${short(value)}</text>`,
      )}
      ${this.rows.map((row, i) => rowOf({ ...row, label: shortened(row.label, longest) }, top + (i + 0.5) * rowSize, above, x))}
    </svg>`;
  }

  #summary(): string {
    const each = this.rows.map(({ label, published, measured }) => {
      const told = published === undefined ? "" : `published ${short(published)}, `;
      return `${label}: ${told}${Number.isFinite(measured) ? `here ${short(measured)}` : "not run yet"}`;
    });
    return `${this.unit}. ${each.join("; ")}.`;
  }
}

function rowOf(
  { label, published, deviation, measured, interval }: ExperimentRow,
  y: number,
  above: boolean,
  x: (value: number) => number,
): SVGTemplateResult {
  const middle = above ? y + 9 : y;
  const bar = (kind: string, from: number, to: number, at: number): SVGTemplateResult =>
    svg`<line class=${kind} x1=${x(from)} x2=${x(to)} y1=${at} y2=${at} />`;
  return svg`<text class="label" x="0" y=${above ? y - 10 : y + 4}>${label}</text>
    ${published === undefined || deviation === undefined ? "" : bar("published", published - deviation, published + deviation, middle - 5)}
    ${published === undefined ? "" : svg`<circle class="published" cx=${x(published)} cy=${middle - 5} r="4" />`}
    ${interval === undefined ? "" : bar("measured", ...interval, middle + 5)}
    ${Number.isFinite(measured) ? svg`<circle class="measured" cx=${x(measured)} cy=${middle + 5} r="4" />` : ""}`;
}

function shortened(label: string, longest: number): string {
  return label.length > longest ? `${label.slice(0, longest - 1)}…` : label;
}

/** What the figures span, with some room; by powers of ten where they are of very different sizes. */
function scaleOf(rows: readonly ExperimentRow[]): {
  readonly from: number;
  readonly to: number;
  readonly measure: (value: number) => number;
} {
  const values = rows
    .flatMap(({ published, deviation = 0, measured, interval }) => [
      ...(published === undefined ? [] : [published - deviation, published + deviation]),
      measured,
      ...(interval ?? []),
    ])
    .filter(Number.isFinite);
  const [from, to] = [Math.min(...values), Math.max(...values)];
  if (!(to >= from)) return { from: 0, to: 1, measure: (value) => value };
  if (from > 0 && to / from > 30) return { from: from / 1.3, to: to * 1.3, measure: Math.log };
  const room = to > from ? 0.06 * (to - from) : Math.abs(to) || 1;
  return { from: from - room, to: to + room, measure: (value) => value };
}

customElements.define("comparison-chart", ComparisonChart);
