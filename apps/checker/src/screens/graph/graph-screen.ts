import { html, nothing, type PropertyValues, type SVGTemplateResult, svg, type TemplateResult } from "lit";
import "../../figures/save-figure.ts";
import "../../parts/error-note.ts";
import "../../parts/tab-list.ts";
import "../../parts/task-bar.ts";
import { Job } from "../../shell/job.ts";
import { Screen } from "../../shell/screen.ts";
import { base, controls } from "../../styles/base.ts";
import { layout } from "../../styles/layout.ts";
import { foldedAbove } from "./fold.ts";
import "./graph-figure.ts";
import type { GraphPanel } from "./graph-panel.ts";
import "./graph-panel.ts";
import { screenStyle } from "./graph-style.ts";
import "./graph-tree.ts";
import type { GraphInput, GraphNode, GraphResult } from "./model.ts";
import { backwardStepOf, countOf, moves, stepAt } from "./walk.ts";

const kinds = [
  { name: "tensor", title: "Arrays" },
  { name: "scalar", title: "Single numbers" },
] as const;

const signs = {
  first: svg`<path d="M3 3h2v10H3zM13 3v10L6 8z" />`,
  back: svg`<path d="M11.5 3v10L4.5 8z" />`,
  forward: svg`<path d="M4.5 3v10l7-5z" />`,
  last: svg`<path d="M11 3h2v10h-2zM3 3v10l7-5z" />`,
} as const;

/** What the drawing is called: what its keys do, and where the same can be read. */
const label =
  "The graph. Right and left arrow: one step forward, back. Space plays. Enter inspects. The same as a tree is below.";

/** How long each step is shown while it plays. */
const pause = 900;

/** The screen Graph: the computation as a graph, walked forward and back one node at a time. */
export class GraphScreen extends Screen {
  static override properties = { playing: { state: true } };

  static override styles = [base, controls, layout, screenStyle];

  declare playing: boolean;

  readonly #job = new Job(this, "graph");
  #asked = "";
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.playing = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#pause();
  }

  override render(): TemplateResult {
    const { result, failure, running } = this.#job;
    return html`
      <task-bar label="The graph" cancellable ?running=${running} @cancel=${() => this.#job.cancel()}></task-bar>
      <div class="bar">
        <tab-list
          label="What a node is"
          .tabs=${kinds}
          .current=${this.#input().kind}
          @choose=${(event: CustomEvent<string>) => this.changeView({ kind: event.detail, step: undefined, open: undefined })}
        ></tab-list>
        ${result === undefined ? nothing : this.#layers(result)}
      </div>
      ${failure === undefined ? nothing : html`<error-note .failure=${failure}></error-note>`}
      ${result === undefined ? nothing : this.#graph(result)}
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("active") && !this.active) this.#pause();
    if (!this.active || !(changed.has("document") || changed.has("view") || changed.has("active"))) return;
    const input = this.#input();
    const asked = JSON.stringify(input);
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#pause();
    void this.#job.start(this.runner, input);
  }

  #input(): GraphInput {
    const { kind, open } = this.view;
    return {
      document: this.document,
      kind: kind === "scalar" ? "scalar" : "tensor",
      open: open === undefined ? "auto" : open === "all" ? "all" : open.split(",").slice(0, 1_000),
    };
  }

  #layers({ layers, total, graph }: GraphResult): TemplateResult | typeof nothing {
    if (layers.length === 0 || total <= Math.min(8, foldedAbove))
      return html`<span class="muted">${graph.nodes.length} nodes</span>`;
    const open = layers.filter(({ folded }) => !folded).map(({ name }) => name);
    const toggle = (name: string): void => {
      const next = open.includes(name) ? open.filter((each) => each !== name) : [...open, name];
      this.changeView({ open: next.join(","), step: undefined });
    };
    return html`<div class="layers" role="group" aria-label="Unfolded layers">
      <span class="muted">${total} nodes; unfold</span>
      ${layers.map(
        ({ name, folded, nodes }) =>
          html`<button class="small" type="button" aria-pressed=${!folded} @click=${() => toggle(name)}>layer ${Number(name) + 1} <small>${nodes}</small></button>`,
      )}
    </div>`;
  }

  #graph(result: GraphResult): TemplateResult {
    const count = countOf(result.graph);
    const at = this.#at(count);
    const step = stepAt(result.graph, at);
    const pick = (event: CustomEvent<number>): void => this.#go(backwardStepOf(result.graph, event.detail));
    return html`
      <div class="walk" @keydown=${(event: KeyboardEvent) => this.#press(event, count)}>
        ${this.#controls(at, count)}
        <graph-figure label=${label} .result=${result} .step=${step} @pick=${pick}></graph-figure>
      </div>
      <div class="below">
        <ul class="legend" aria-label="Legend">
          <li class="primal">value, on the way forward</li>
          <li class="adjoint">adjoint, on the way back: how fast f changes with it</li>
        </ul>
        <save-figure name="graph" .find=${this.#picture}></save-figure>
      </div>
      <div class="columns">
        <graph-panel
          .graph=${result.graph}
          .step=${step}
          .at=${at}
          .count=${count}
          ?ruled=${this.#input().kind === "tensor"}
          @rule=${() => this.#toRule(step.node)}
        ></graph-panel>
        <section aria-labelledby="tree">
          <h2 id="tree">The same as a tree</h2>
          <graph-tree .graph=${result.graph} .current=${step.node.id} @pick=${pick}></graph-tree>
        </section>
      </div>
    `;
  }

  /** The step of the derivation that is about a value; what was given is what is differentiated by. */
  #toRule({ id, name, kind, layer }: GraphNode): void {
    const by = /\.weight$/.test(name) ? "W" : /\.bias$/.test(name) ? "b" : name;
    const view = { node: String(id), ...(kind === "input" && { by }), ...(layer && { layer }) };
    this.goTo({ screen: "derivation", view });
  }

  #controls(at: number, count: number): TemplateResult {
    const button = (key: string, title: string, sign: SVGTemplateResult): TemplateResult => {
      const to = moves[key]!(at, count);
      return html`<button type="button" aria-label=${title} title=${title} ?disabled=${to === at} @click=${() => this.#go(to)}><svg viewBox="0 0 16 16" aria-hidden="true">${sign}</svg></button>`;
    };
    const half = count / 2;
    return html`<div class="controls" role="group" aria-label="Steps">
      ${button("Home", "First step", signs.first)} ${button("ArrowLeft", "One step back", signs.back)}
      <button type="button" class="play" @click=${() => this.#play(count)}>${this.playing ? "Pause" : "Play"}</button>
      ${button("ArrowRight", "One step forward", signs.forward)} ${button("End", "Last step", signs.last)}
      <input
        type="range"
        aria-label="Step"
        min="1"
        max=${count}
        .value=${String(at + 1)}
        aria-valuetext="step ${at + 1} of ${count}, ${at < half ? "forward" : "backward"}"
        @input=${(event: Event) => this.#go(Number((event.target as HTMLInputElement).value) - 1)}
      />
    </div>`;
  }

  readonly #picture = (): SVGSVGElement | null | undefined =>
    this.renderRoot.querySelector("graph-figure")?.shadowRoot?.querySelector("svg");

  /** The number of the step; the last one, where all is known, unless the address has another. */
  #at(count: number): number {
    const step = Number(this.view["step"]) - 1;
    return Number.isInteger(step) && step >= 0 && step < count ? step : count - 1;
  }

  #go(at: number): void {
    this.#pause();
    this.changeView({ step: String(at + 1) });
  }

  #press(event: KeyboardEvent, count: number): void {
    const target = event.composedPath()[0] as HTMLElement;
    if (target.matches("input, button") && event.key !== "Home" && event.key !== "End") return;
    const act: Readonly<Record<string, () => void>> = {
      " ": () => this.#play(count),
      Enter: () => this.renderRoot.querySelector<GraphPanel>("graph-panel")!.inspect(),
    };
    const move = moves[event.key];
    if (move === undefined && act[event.key] === undefined) return;
    event.preventDefault();
    if (move) this.#go(move(this.#at(count), count));
    else act[event.key]!();
  }

  /** Goes on by itself, from the start if it was at the end, until the end. */
  #play(count: number): void {
    if (this.playing) {
      this.#pause();
      return;
    }
    const start = this.#at(count) === count - 1 ? 0 : this.#at(count);
    this.changeView({ step: String(start + 1) });
    this.playing = true;
    this.#timer = setInterval(() => {
      const next = this.#at(count) + 1;
      this.changeView({ step: String(next + 1) });
      if (next >= count - 1) this.#pause();
    }, pause);
  }

  #pause(): void {
    clearInterval(this.#timer);
    this.playing = false;
  }
}

customElements.define("screen-graph", GraphScreen);
