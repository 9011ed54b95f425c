import {
  html,
  LitElement,
  nothing,
  type PropertyValues,
  type SVGTemplateResult,
  svg,
  type TemplateResult,
} from "lit";
import { Fading, fading } from "../../parts/fading.ts";
import { base } from "../../styles/base.ts";
import { figureStyle } from "./figure-style.ts";
import { type GraphNode, type GraphResult, nodeSize, type PlacedEdge } from "./model.ts";
import type { Highlight } from "./walk.ts";

/** The graph as a drawing: values in green, adjoints in blue, as far as the steps have come. Fires `pick` with a node's id. */
export class GraphFigure extends LitElement {
  static override properties = { result: { attribute: false }, step: { attribute: false }, label: {} };

  static override styles = [base, figureStyle, fading];

  declare result: GraphResult;
  declare step: Highlight;
  /** What the drawing is called: what its keys do, and where the same can be read. */
  declare label: string;

  readonly fading = new Fading(this, ".frame");

  override render(): TemplateResult {
    const { width, height, edges } = this.result.drawing;
    const { nodes } = this.result.graph;
    return html`<div class="frame" role="application" tabindex="0" aria-label=${this.label}>
      <svg width=${width} height=${height} viewBox="0 0 ${width} ${height}" aria-hidden="true">
        <defs>
          <marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto-start-reverse">
            <path d="M0 0.5L7.5 4L0 7.5z" />
          </marker>
        </defs>
        ${edges.map((edge) => this.#edge(edge))} ${nodes.map((node, i) => this.#node(node, i))}
      </svg>
    </div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has("step") && !changed.has("result")) return;
    const frame = this.renderRoot.querySelector(".frame")!;
    const place = this.result.drawing.nodes.find(({ id }) => id === this.step.node?.id);
    if (place === undefined) return;
    const isSeen = (at: number, from: number, size: number): boolean =>
      at - 80 >= from && at + 80 <= from + size;
    if (
      isSeen(place.x, frame.scrollLeft, frame.clientWidth) &&
      isSeen(place.y, frame.scrollTop, frame.clientHeight)
    )
      return;
    frame.scrollTo({ left: place.x - frame.clientWidth / 2, top: place.y - frame.clientHeight / 2 });
  }

  #edge({ from, to, points }: PlacedEdge): SVGTemplateResult {
    const { phase, node, uses } = this.step;
    const isActive =
      phase === "forward" ? to === node?.id : from === node?.id && uses.some((use) => use.to === to);
    const kind = isActive ? phase : "";
    const isBack = isActive && phase === "backward";
    return svg`<path
      class="edge ${kind}"
      d=${smooth(points)}
      marker-end=${isBack ? nothing : "url(#tip)"}
      marker-start=${isBack ? "url(#tip)" : nothing}
    />`;
  }

  #node(node: GraphNode, i: number): SVGTemplateResult {
    const { id, name, op, kind, primal, adjoint } = node;
    const place = this.result.drawing.nodes.find((each) => each.id === id)!;
    const { width, height } = nodeSize;
    const { valued, adjoined, phase } = this.step;
    const hasAdjoint = i >= this.result.graph.nodes.length - adjoined;
    const state = id === this.step.node?.id ? `current ${phase}` : "";
    const pick = (): boolean => this.dispatchEvent(new CustomEvent("pick", { detail: id }));
    return svg`<g class="node ${kind} ${state}" transform="translate(${place.x - width / 2} ${place.y - height / 2})" @click=${pick}>
      <rect width=${width} height=${height} rx="9" />
      <text class="name" x="10" y="19">${clipped(brief(name), kind === "operation" ? 9 : 16)}</text>
      ${
        kind === "group"
          ? svg`<text class="made" x="10" y="38">${op}</text>`
          : svg`<text class="op" x=${width - 10} y="19">${kind === "input" ? "" : clipped(op, 11)}</text>
              <text class="primal" x="10" y="38">${i < valued ? clipped(primal, 16) : "·"}</text>`
      }
      <text class="adjoint" x="10" y="54">${hasAdjoint ? clipped(adjoint, 16) : "·"}</text>
    </g>`;
  }
}

/** `layers.1.weight` without what all parameters of a network begin with. */
function brief(name: string): string {
  return name.replace(/^layers\./, "");
}

function clipped(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

/** A path through points that bends softly. */
function smooth(points: PlacedEdge["points"]): string {
  const [first, ...rest] = points;
  const last = rest.at(-1)!;
  const bends = rest.slice(0, -1).map(({ x, y }, i) => {
    const next = rest[i + 1]!;
    const end = i === rest.length - 2 ? next : { x: (x + next.x) / 2, y: (y + next.y) / 2 };
    return `Q${x} ${y} ${end.x} ${end.y}`;
  });
  return `M${first!.x} ${first!.y}${bends.length > 0 ? bends.join("") : `L${last.x} ${last.y}`}`;
}

customElements.define("graph-figure", GraphFigure);
