import { css, html, LitElement, type TemplateResult } from "lit";
import { base, controls } from "../../styles/base.ts";
import { layout } from "../../styles/layout.ts";
import "../graph/graph-figure.ts";
import type { GraphResult } from "../graph/model.ts";
import { backwardStepOf, highlightOf, sentenceOf } from "../graph/walk.ts";
import type { Step } from "./model.ts";
import { stepMoves } from "./moves.ts";

const label =
  "The graph; the value that the current step is about stands out. Right and left arrow: one step forward, back.";

/**
 * The computation beside its derivation: the value that the current step is about stands out, and a value that is picked
 * leads to its step.
 *
 * Fires `step` as the list of steps does, and `walk` with the number of a step of the screen Graph.
 */
export class StepGraph extends LitElement {
  static override properties = {
    result: { attribute: false },
    steps: { attribute: false },
    current: { attribute: false },
    told: { state: true },
  };

  static override styles = [
    base,
    controls,
    layout,
    css`
      :host {
        gap: 0.6rem;
      }

      graph-figure {
        --tallest: 18rem;
      }

      p {
        min-height: 2.9em;
        font-size: 0.9rem;
      }

      code {
        overflow-wrap: anywhere;
      }
    `,
  ];

  declare result: GraphResult;
  declare steps: readonly Step[];
  /** The place of the current step, from 0. */
  declare current: number;
  /** What came of picking a node. */
  declare told: string;

  constructor() {
    super();
    this.told = "";
  }

  override render(): TemplateResult {
    const { graph } = this.result;
    const step = this.steps[this.current]!;
    const shown = highlightOf(graph, step.node, step.relation === "derivative" ? "forward" : "backward");
    return html`<h2 id="graph">In the graph</h2>
      <graph-figure
        label=${label}
        .result=${this.result}
        .step=${shown}
        @pick=${this.#pick}
        @keydown=${this.#press}
      ></graph-figure>
      <p role="status">
        ${this.told || html`Step ${this.current + 1}: ${shown.node === undefined ? "the graph has no such value by itself." : html`<code>${sentenceOf(graph, { ...shown, node: shown.node })}</code>`}`}
      </p>
      <button class="small" type="button" @click=${this.#walk}>Walk the graph from here</button>`;
  }

  #go(at: number): void {
    this.told = "";
    this.dispatchEvent(new CustomEvent("step", { detail: String(at + 1) }));
  }

  #pick({ detail: id }: CustomEvent<number>): void {
    const at = this.steps.findIndex(({ node }) => node === id);
    if (at >= 0) this.#go(at);
    else this.told = "No step of this derivation is about that value.";
  }

  #press(event: KeyboardEvent): void {
    const move = stepMoves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    this.#go(move(this.current, this.steps.length - 1));
  }

  #walk(): void {
    const { graph } = this.result;
    const id = this.steps[this.current]!.node;
    const isThere = graph.nodes.some((node) => node.id === id);
    const detail = isThere ? String(backwardStepOf(graph, id!) + 1) : undefined;
    this.dispatchEvent(new CustomEvent("walk", { detail }));
  }
}

customElements.define("step-graph", StepGraph);
