import type { Report, Verdict } from "@chainrule/check";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { scientific, seconds, ulps } from "../../numbers.ts";
import { mathElement } from "../../parts/math.ts";
import "../../parts/scroll-box.ts";
import "../../parts/verdict-badge.ts";
import { base, controls } from "../../styles/base.ts";
import { layout } from "../../styles/layout.ts";
import "./agreement-matrix.ts";
import "./derivative-card.ts";
import "./engine-table.ts";
import { countOf, type EntryPlace, placesOf, worstOf } from "./entries.ts";
import type { CheckResult, Planted } from "./model.ts";
import { resultStyle } from "./result-style.ts";
import { reasonsFor } from "./tolerance.ts";
import { witnessRows } from "./witness-rows.ts";

const meanings: Readonly<Record<Verdict, (report: Report) => string>> = {
  agree: ({ detectionLimit }) =>
    Number.isFinite(detectionLimit)
      ? `Both derivations mean the same. ${seen(detectionLimit)}`
      : "Both derivations mean the same; where one is infinite, so is the other.",
  disagree: ({ verdict, primalVerdict }) => {
    if (primalVerdict === "disagree") return "The two voices do not even compute the same function.";
    return verdict === "disagree"
      ? "The two derivations differ by more than rounding can explain: one of them is wrong."
      : "A float64 result is outside its error bound.";
  },
  inconclusive: () => "The error bounds are too wide to tell, or a value is not finite.",
  "not differentiable here": () =>
    "The derivatives from the left and from the right differ, so there is no number to compare.",
};

function seen(limit: number): string {
  if (limit === 0) return "An error of any size would have been seen.";
  return `A relative error above ${scientific(limit)} would have been seen.`;
}

const tones: Readonly<Record<Verdict, string>> = {
  agree: "good",
  disagree: "bad",
  inconclusive: "unsure",
  "not differentiable here": "kink",
};

/** Where the same document is looked at more closely. */
const next = [
  { screen: "derivation", title: "Derive it by hand" },
  { screen: "graph", title: "Walk the graph" },
  { screen: "locate", title: "Locate a fault" },
  { screen: "surface", title: "Descend it" },
  { screen: "report", title: "Download the report" },
] as const;

const claimMeanings: Readonly<Record<Verdict, string>> = {
  agree: "What is claimed is right, as far as its precision goes.",
  disagree: "What is claimed is wrong.",
  inconclusive: "The claim cannot be judged here.",
  "not differentiable here": "There is no derivative here, so any value between both sides is accepted.",
};

/** The verdict on a document, each entry as every engine has it, and what else was asked. Fires `select` as its table does, and `go` with the name of a screen. */
export class CheckResultView extends LitElement {
  static override properties = { result: { attribute: false }, selected: {} };

  static override styles = [base, controls, layout, resultStyle];

  declare result: CheckResult;
  /** The label of the entry that is looked at; the worst where it is none. */
  declare selected: string;

  override render(): TemplateResult {
    const { report, planted } = this.result;
    const place = this.#place();
    return html`
      ${this.#verdict(place)} ${planted === undefined ? nothing : html`<p class="planted">${plantedText(planted, this.result.verdict)}</p>`}
      ${report.claim === undefined ? nothing : html`<claim-table .claim=${report.claim}></claim-table>`}
      <section aria-labelledby="engines">
        <h2 id="engines">Side by side</h2>
        <p class="muted lead">The symbolic value, and how far the other engines are from it, beside what each is allowed.</p>
        <engine-table
          .result=${this.result}
          .selected=${place.label}
          @select=${(event: CustomEvent<string>) => this.#select(event.detail)}
        ></engine-table>
      </section>
      <div class="columns">
        <section aria-labelledby="digits">
          <h2 id="digits">Digit by digit</h2>
          <p class="muted lead">Of ${place.label}: what each engine has, where it leaves the true digits, and by how much.</p>
          ${this.#card(place)}
        </section>
        ${this.#matrix()}
        <section aria-labelledby="why">
          <h2 id="why">Why this tolerance?</h2>
          <ul class="reasons">
            ${reasonsFor(place.entry, report).map(({ title, text }) => html`<li><strong>${title}</strong> ${text}</li>`)}
          </ul>
        </section>
        ${this.#oracles()} ${this.#around()}
      </div>
    `;
  }

  #place(): EntryPlace {
    const places = placesOf(this.result.report, true);
    return places.find(({ label }) => label === this.selected) ?? worstOf(this.result.report);
  }

  #verdict({ label, entry }: EntryPlace): TemplateResult {
    const { verdict, report, milliseconds } = this.result;
    const { primal, gradient } = report.cost;
    const entries = countOf(report.parameters);
    const engines = witnessRows(entry, this.result.sixty && "0").filter(
      ({ says }) => says !== "silent",
    ).length;
    const meaning = report.claim === undefined ? meanings[verdict](report) : claimMeanings[verdict];
    return html`<div class="verdict ${tones[verdict]}">
      <div class="word">
        <verdict-badge .outcome=${verdict}></verdict-badge>
        <span class="muted">${engines} engines, ${entries} ${entries === 1 ? "entry" : "entries"}</span>
      </div>
      <p>${meaning}</p>
      <dl>
        ${figure("f at the point", String(report.value))}
        ${Number.isFinite(entry.boundUlps) ? figure(`worst in float64: ${label}`, `${ulps(entry.ulps)} ulp, bound ${ulps(entry.boundUlps)}`) : nothing}
        ${figure("operations", `${primal} for f, ${gradient} with its derivatives`)}
        ${figure("took", seconds(milliseconds))}
      </dl>
      <div class="next" role="group" aria-label="Look closer">
        ${next.map(
          ({ screen, title }) =>
            html`<button class="small" type="button" @click=${() => this.dispatchEvent(new CustomEvent("go", { detail: screen }))}>
              ${title}
            </button>`,
        )}
      </div>
    </div>`;
  }

  #card({ label, parameter, entry }: EntryPlace): TemplateResult {
    const { derivatives, sixty } = this.result;
    return html`<derivative-card
      .derivative=${derivatives[parameter]}
      .entry=${entry}
      .sixty=${sixty?.[parameter]?.[entry.index]}
      .label=${label}
      .sign=${derivatives.length === 1 ? "d" : "∂"}
    ></derivative-card>`;
  }

  #matrix(): TemplateResult | typeof nothing {
    const { agreement } = this.result.report;
    if (agreement === undefined || agreement.pairs.length === 0) return nothing;
    return html`<section aria-labelledby="matrix">
      <h2 id="matrix">Each against each</h2>
      <p class="muted lead">
        Above the diagonal whether two engines agree over all entries, below it how far they are apart.
      </p>
      <agreement-matrix .agreement=${agreement}></agreement-matrix>
    </section>`;
  }

  #oracles(): TemplateResult | typeof nothing {
    const { oracles } = this.result;
    if (oracles.length === 0) return nothing;
    const word = { holds: "holds", fails: "fails", "does not apply": "inconclusive" } as const;
    return html`<section aria-labelledby="oracles">
      <h2 id="oracles">Oracles</h2>
      <p class="muted lead">Properties that a right gradient has: engines that agree could share a wrong formula.</p>
      <ul class="list">
        ${oracles.map(
          ({ oracle, outcome, detail }) => html`<li>
            ${
              outcome === "does not apply"
                ? html`<span class="none">does not apply</span>`
                : html`<verdict-badge .outcome=${word[outcome]}></verdict-badge>`
            }
            <div>${oracle}<small>${detail}</small></div>
          </li>`,
        )}
      </ul>
    </section>`;
  }

  #around(): TemplateResult {
    const { point, report, stable } = this.result;
    return html`<section aria-labelledby="around">
      <h2 id="around">The point</h2>
      <dl class="point">
        ${point.map(({ name, text }) => figure(name, text))}
      </dl>
      ${
        stable === undefined
          ? nothing
          : html`<h2>A form that keeps digits</h2>
              <scroll-box label="the stable form" class="stable">
                ${stable.markup === undefined ? html`<code>${stable.text}</code>` : guard([stable.markup], () => mathElement(stable.markup!))}
              </scroll-box>
              <ul class="reasons">
                ${stable.functions.map(({ name, why }) => html`<li><strong>${name}</strong> ${why}.</li>`)}
              </ul>`
      }
      ${report.notes.map((note) => html`<p class="muted">${note}</p>`)}
    </section>`;
  }

  #select(label: string): void {
    this.dispatchEvent(new CustomEvent("select", { detail: label }));
  }
}

function figure(name: string, value: string): TemplateResult {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

function plantedText({ description, changes, usualRulePasses }: Planted, verdict: Verdict): string {
  const told = `Planted in the tape: ${description}.`;
  if (!changes) return `${told} That changes no derivative here, so there is nothing to catch.`;
  const caught = verdict === "disagree" ? "It is caught." : "It is not caught.";
  if (usualRulePasses === undefined) return `${told} ${caught}`;
  const usual = usualRulePasses ? "passes it" : "fails it too";
  return `${told} ${caught} The rule of the usual gradient checkers (h 1e-6, atol 1e-5, rtol 1e-3) ${usual}.`;
}

customElements.define("check-result", CheckResultView);
