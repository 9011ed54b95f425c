import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import "../../parts/error-note.ts";
import "../../parts/formula-view.ts";
import { smallTable } from "../../parts/small-table.ts";
import "../../parts/tab-list.ts";
import "../../parts/task-bar.ts";
import { Job } from "../../shell/job.ts";
import { Screen } from "../../shell/screen.ts";
import { base, controls } from "../../styles/base.ts";
import { layout } from "../../styles/layout.ts";
import { tableStyle } from "../../styles/table.ts";
import type { Derivation, DerivationInput, LayoutName } from "./model.ts";
import { screenStyle } from "./screen-style.ts";
import "./derivation-forms.ts";
import "./step-graph.ts";
import { placeOf } from "./step-list.ts";
import "./step-list.ts";
import { meaningsOf, shapeText } from "./symbols.ts";

const layouts = [
  { name: "denominator", title: "As the variable" },
  { name: "numerator", title: "Transposed" },
] as const satisfies readonly { name: LayoutName; title: string }[];

/** The screen Derivation: one rule at a time on the left, the result in every notation on the right. */
export class DerivationScreen extends Screen {
  static override styles = [base, controls, layout, tableStyle, screenStyle];

  readonly #job = new Job(this, "derivation");
  readonly #graph = new Job(this, "graph", true);
  #asked = "";

  override render(): TemplateResult {
    const { result, failure, running } = this.#job;
    return html`
      <task-bar label="The derivation" cancellable ?running=${running} @cancel=${() => this.#job.cancel()}></task-bar>
      ${failure === undefined ? nothing : html`<error-note .failure=${failure}></error-note>`}
      ${result === undefined ? nothing : this.#derivation(result)}
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!this.active || !(changed.has("document") || changed.has("view") || changed.has("active"))) return;
    const input = this.#input();
    const asked = JSON.stringify(input);
    if (asked !== this.#asked) void this.#start(input);
    else if (!this.#job.running) this.#goToNode();
    this.#asked = asked;
  }

  /** The derivation, and then the graph that goes with it: of a network, with this layer unfolded. */
  async #start(input: DerivationInput): Promise<void> {
    if (!(await this.#job.start(this.runner, input))) return;
    const { layers, layer } = this.#job.result!;
    const open = layers.length > 0 ? [String(layer)] : "auto";
    this.#goToNode();
    await this.#graph.start(this.runner, { document: input.document, kind: "tensor", open });
  }

  /** Whoever comes from a value of the graph is led to its step. */
  #goToNode(): void {
    const { node } = this.view;
    if (node === undefined || this.#job.result === undefined) return;
    const at = this.#job.result.steps.findIndex((step) => String(step.node) === node);
    this.changeView({ node: undefined, step: at < 0 ? undefined : String(at + 1) });
  }

  #input(): DerivationInput {
    const { document, view } = this;
    const layer = Number(view["layer"] ?? 0);
    return {
      document,
      by: view["by"] ?? document.wrt?.[0] ?? "",
      layer: Number.isInteger(layer) ? layer : 0,
      layout: view["layout"] === "numerator" ? "numerator" : "denominator",
    };
  }

  #derivation(result: Derivation): TemplateResult {
    const symbols = meaningsOf(result.variables);
    const { markup, text } = result.primal;
    return html`
      <section class="what panel" aria-labelledby="what">
        <h2 id="what">What is differentiated</h2>
        ${result.subject === "" ? nothing : html`<p class="muted">${result.subject}</p>`}
        ${
          markup === undefined
            ? html`<p class="muted">${text ?? "The formula is too long to be read."}</p>`
            : html`<formula-view class="primal" label="the formula" .math=${markup} .symbols=${symbols}></formula-view>`
        }
        <div class="choices">${this.#choices(result)}</div>
      </section>
      <div class="columns">
        <step-list
          .derivation=${result}
          .symbols=${symbols}
          .step=${this.view["step"] ?? ""}
          @step=${(event: CustomEvent<string>) => this.changeView({ step: event.detail })}
        ></step-list>
        <div class="right">
          <derivation-forms
            .forms=${result.forms}
            .by=${result.by}
            .layout=${this.#input().layout}
            .symbols=${symbols}
            .tab=${this.view["form"] ?? ""}
            @form=${(event: CustomEvent<string>) => this.changeView({ form: event.detail })}
          ></derivation-forms>
          ${this.#inGraph(result)} ${symbolTable(result)}
        </div>
      </div>
    `;
  }

  #inGraph(result: Derivation): TemplateResult | typeof nothing {
    if (this.#graph.result === undefined) return nothing;
    const { layers, layer } = result;
    const walk = ({ detail: step }: CustomEvent<string | undefined>): void =>
      this.goTo({
        screen: "graph",
        view: { ...(step && { step }), ...(layers.length > 0 && { open: String(layer) }) },
      });
    return html`<step-graph
      .result=${this.#graph.result}
      .steps=${result.steps}
      .current=${placeOf(this.view["step"] ?? "", result)}
      @step=${(event: CustomEvent<string>) => this.changeView({ step: event.detail })}
      @walk=${walk}
    ></step-graph>`;
  }

  #choices({ variables, by, layers, layer, forms }: Derivation): readonly TemplateResult[] {
    const active = layers.length > 0 ? variables.slice(0, 3) : variables;
    const select = (
      name: string,
      label: string,
      options: readonly (readonly [string, string])[],
      current: string,
    ): TemplateResult => html`<label class="choice"
      >${label}
      <select @change=${(event: Event) => this.changeView({ [name]: (event.target as HTMLSelectElement).value, step: undefined })}>
        ${options.map(([value, title]) => html`<option value=${value} .selected=${live(value === current)}>${title}</option>`)}
      </select></label
    >`;
    const variableChoice = select(
      "by",
      "Differentiate by",
      active.map(({ name, shape }) => [name, `${name}${shape.length > 0 ? ` [${shapeText(shape)}]` : ""}`]),
      by.name,
    );
    const layerChoice = select(
      "layer",
      "Layer",
      layers.map((each, i) => [String(i), `${i + 1}: ${each}`]),
      String(layer),
    );
    const layout = html`<div class="choice">
      Layout
      <tab-list
        label="Layout of the derivative"
        .tabs=${layouts}
        .current=${this.#input().layout}
        @choose=${(event: CustomEvent<string>) => this.changeView({ layout: event.detail })}
      ></tab-list>
    </div>`;
    return [
      ...(layers.length > 1 ? [layerChoice] : []),
      variableChoice,
      ...(forms.matrix === undefined ? [] : [layout]),
    ];
  }
}

/** What the symbols say when they are pointed at, for everybody. */
function symbolTable({ variables }: Derivation): TemplateResult {
  const rows = variables.map(
    ({ name, shape, value }) => html`<tr>
      <th scope="row"><code>${name}</code></th>
      <td>${shape.length === 0 ? "number" : shapeText(shape)}</td>
      <td><code>${value ?? "whatever comes in"}</code></td>
    </tr>`,
  );
  return html`<section aria-labelledby="symbols">
    <h2 id="symbols">Symbols</h2>
    ${smallTable("What each symbol stands for", ["symbol", "shape", "value at the point"], rows)}
  </section>`;
}

customElements.define("screen-derivation", DerivationScreen);
