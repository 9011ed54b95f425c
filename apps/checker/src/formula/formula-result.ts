import type { Report, Verdict } from "@chainrule/check";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { scientific, seconds, ulps } from "../numbers.ts";
import "../parts/verdict-badge.ts";
import { base } from "../styles/base.ts";
import type { FormulaResult, Planted } from "../worker/protocol.ts";
import "./derivative-card.ts";

const meanings: Readonly<Record<Verdict, (report: Report) => string>> = {
  agree: ({ detectionLimit }) =>
    Number.isFinite(detectionLimit)
      ? `Both derivations mean the same. Relative errors above ${scientific(detectionLimit)} are excluded.`
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

/** The verdict on a formula, and each of its derivatives as every witness has it. */
export class FormulaResultView extends LitElement {
  static override properties = { result: { attribute: false } };

  static override styles = [
    base,
    css`
      :host {
        display: grid;
        gap: 1.25rem;
        min-width: 0;
      }

      .verdict {
        display: grid;
        gap: 0.5rem;
        justify-items: start;
      }

      .verdict verdict-badge {
        font-size: 1.125rem;
      }

      .planted {
        padding: 0.6rem 0.8rem;
        border: 1px dashed var(--edge);
        border-radius: 6px;
        font-size: 0.9rem;
      }

      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem 2rem;
        font-size: 0.9rem;
      }

      dl div {
        display: flex;
        flex-wrap: wrap;
        gap: 0 0.5rem;
      }

      dt {
        color: var(--muted);
      }

      dd {
        font-variant-numeric: tabular-nums;
        overflow-wrap: anywhere;
      }

      ul {
        display: grid;
        gap: 1rem;
        min-width: 0;
      }

      li {
        min-width: 0;
      }
    `,
  ];

  declare result: FormulaResult;

  override render(): TemplateResult {
    const { verdict, report, planted, derivatives } = this.result;
    const sign = derivatives.length === 1 ? "d" : "∂";
    return html`
      <div class="verdict">
        <verdict-badge .outcome=${verdict}></verdict-badge>
        <p>${meanings[verdict](report)}</p>
      </div>
      ${planted === undefined ? nothing : html`<p class="planted">${plantedText(planted, verdict)}</p>`}
      ${this.#figures()}
      <ul aria-label="Derivatives">
        ${report.parameters.map(
          ({ entries }, i) =>
            html`<li>
              <derivative-card
                .derivative=${derivatives[i]!}
                .entry=${entries[0]!}
                .sign=${sign}
              ></derivative-card>
            </li>`,
        )}
      </ul>
      ${report.notes.map((note) => html`<p class="muted">${note}</p>`)}
    `;
  }

  #figures(): TemplateResult {
    const { report, milliseconds } = this.result;
    const { primal, gradient } = report.cost;
    const entries = report.parameters.flatMap((parameter) => parameter.entries);
    const worst = entries.reduce((most, entry) => (entry.ulps > most.ulps ? entry : most), entries[0]!);
    const figure = (name: string, value: string): TemplateResult =>
      html`<div>
        <dt>${name}</dt>
        <dd>${value}</dd>
      </div>`;
    return html`<dl>
      ${figure("value of f", String(report.value))}
      ${figure("worst error in float64", `${ulps(worst.ulps)} ulp, bound ${ulps(worst.boundUlps)}`)}
      ${figure("operations", `${primal} for f, ${gradient} with its derivatives`)}
      ${figure("took", seconds(milliseconds))}
    </dl>`;
  }
}

function plantedText({ description, changes, usualRulePasses }: Planted, verdict: Verdict): string {
  const told = `Planted in the tape: ${description}.`;
  if (!changes) return `${told} That changes no derivative of this formula, so there is nothing to catch.`;
  const caught = verdict === "disagree" ? "It is caught." : "It is not caught.";
  if (usualRulePasses === undefined) return `${told} ${caught}`;
  const usual = usualRulePasses ? "passes it" : "fails it too";
  return `${told} ${caught} The rule of the usual gradient checkers (h 1e-6, atol 1e-5, rtol 1e-3) ${usual}.`;
}

customElements.define("formula-result", FormulaResultView);
