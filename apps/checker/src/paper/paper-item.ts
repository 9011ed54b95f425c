import { html, LitElement, nothing, type TemplateResult } from "lit";
import { seconds, ulps } from "../numbers.ts";
import "../parts/error-note.ts";
import "../parts/verdict-badge.ts";
import { base } from "../styles/base.ts";
import type { JudgedFinding } from "../worker/protocol.ts";
import { itemStyle } from "./item-style.ts";
import { type PaperItemState, worstOf } from "./progress.ts";
import { type Sign, stateSign } from "./state-sign.ts";

/** An item of the paper: one line, which unfolds into its findings. What is not as expected is unfolded from the start. */
export class PaperItemView extends LitElement {
  static override properties = { item: { attribute: false } };

  static override styles = [base, itemStyle];

  declare item: PaperItemState;

  override render(): TemplateResult {
    const sign = signOf(this.item);
    const head = html`${stateSign(sign)}<span class="id">${this.item.id}</span
      ><span class="title">${this.item.title}</span><span class="figures">${figures(this.item)}</span>`;
    if (this.item.state === "waiting" || this.item.state === "running")
      return html`<div class="head ${sign}">${head}</div>`;
    return html`<details ?open=${sign === "alarm"}>
      <summary class="head ${sign}">${head}</summary>
      ${
        this.item.state === "failed"
          ? html`<error-note .failure=${this.item.failure}></error-note>`
          : html`<ul>
            ${this.item.findings.map(findingRow)}
          </ul>`
      }
    </details>`;
  }
}

function signOf(item: PaperItemState): Sign {
  if (item.state === "failed") return "alarm";
  if (item.state !== "finished") return item.state;
  return item.findings.every(({ asExpected }) => asExpected) ? "fine" : "alarm";
}

/** The worst error beside its bound, and the time taken; how far a running item is. */
function figures(item: PaperItemState): string {
  if (item.state === "running") return item.fraction === 0 ? "" : `${Math.round(100 * item.fraction)} %`;
  if (item.state !== "finished") return "";
  const worst = worstOf(item.findings);
  return [...(worst === undefined ? [] : error(worst)), seconds(item.milliseconds)].join(" · ");
}

function findingRow(finding: JudgedFinding): TemplateResult {
  const { what, outcome, asExpected, detail } = finding;
  return html`<li>
    <p>${what}</p>
    <p class="more">
      <verdict-badge .outcome=${outcome} ?expected=${asExpected}></verdict-badge>
      ${expectation(finding)} ${[...error(finding), ...(detail === undefined ? [] : [detail])].join(" · ")}
    </p>
  </li>`;
}

/** What a finding should have been; of an alarming word that it must be so. */
function expectation({ outcome, expected, asExpected }: JudgedFinding): TemplateResult | typeof nothing {
  if (!asExpected) return html`<strong class="alarm">expected: ${expected}.</strong>`;
  return outcome === "disagree" || outcome === "fails" ? html`as it must.` : nothing;
}

/** A finding's error in float64 beside its bound, where it has one. */
function error({ ulps: measured, boundUlps }: JudgedFinding): readonly string[] {
  return measured === undefined ? [] : [`${ulps(measured)} ulp, bound ${ulps(boundUlps ?? Number.NaN)}`];
}

customElements.define("paper-item", PaperItemView);
