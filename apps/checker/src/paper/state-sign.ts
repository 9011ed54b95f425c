import { html, type SVGTemplateResult, svg, type TemplateResult } from "lit";

/** How an item stands. */
export type Sign = "waiting" | "running" | "fine" | "alarm";

const drawings: Readonly<Record<Sign, { readonly name: string; readonly drawing: SVGTemplateResult }>> = {
  waiting: { name: "waiting", drawing: svg`<circle cx="8" cy="8" r="5" stroke-dasharray="1.5 2.4" />` },
  running: { name: "being checked", drawing: svg`<path d="M8 2.5a5.5 5.5 0 1 1-5.2 3.7" />` },
  fine: { name: "as expected", drawing: svg`<path d="M3 8.5l3.2 3.2L13 4.8" />` },
  alarm: { name: "not as expected", drawing: svg`<path d="M4 4l8 8M12 4l-8 8" />` },
};

/** The sign of a state, with its name for whom the sign cannot be seen. */
export function stateSign(sign: Sign): TemplateResult {
  const { name, drawing } = drawings[sign];
  return html`<svg class="sign" viewBox="0 0 16 16" role="img" aria-label=${name}>${drawing}</svg>`;
}
