import { css, type SVGTemplateResult, svg } from "lit";

/** How each of up to four series is told apart: by colour, by dashes and by its mark. */
export const dashes: readonly string[] = ["", "7 3", "2 3", "9 3 2 3"];

const shapes: readonly ((x: number, y: number, r: number) => SVGTemplateResult)[] = [
  (x, y, r) => svg`<circle cx=${x} cy=${y} r=${r} />`,
  (x, y, r) => svg`<rect x=${x - r} y=${y - r} width=${2 * r} height=${2 * r} />`,
  (x, y, r) => svg`<path d=${`M${x} ${y - 1.3 * r}L${x + 1.3 * r} ${y + r}H${x - 1.3 * r}Z`} />`,
  (x, y, r) =>
    svg`<path d=${`M${x} ${y - 1.4 * r}L${x + 1.4 * r} ${y}L${x} ${y + 1.4 * r}L${x - 1.4 * r} ${y}Z`} />`,
];

/** The mark of a series at a place. */
export function mark(series: number, x: number, y: number, r = 4): SVGTemplateResult {
  return svg`<g class="mark series-${series % shapes.length}">${shapes[series % shapes.length]!(x, y, r)}</g>`;
}

/** The colours of the series; `page.css` need not know them. */
export const seriesStyle = css`
  :host {
    --series-0: light-dark(#b3261e, #ffb4ab);
    --series-1: light-dark(#0b57d0, #9cc2ff);
    --series-2: light-dark(#1b6b32, #8fdca4);
    --series-3: light-dark(#7a35a8, #ddb8ff);
  }

  .series-0 {
    --series: var(--series-0);
  }

  .series-1 {
    --series: var(--series-1);
  }

  .series-2 {
    --series: var(--series-2);
  }

  .series-3 {
    --series: var(--series-3);
  }

  .mark {
    fill: var(--series);
    stroke: var(--surface);
    stroke-width: 1.5;
  }
`;
