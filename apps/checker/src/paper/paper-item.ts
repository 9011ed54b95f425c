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

/** The worst error beside its bound and the number of findings; how far a running item is. */
function figures(item: PaperItemState): string {
  if (item.state === "running") return item.fraction === 0 ? "" : `${Math.round(100 * item.fraction)} %`;
  if (item.state !== "finished") return "";
  const worst = worstOf(item.findings);
  const error =
    worst === undefined ? [] : [`${ulps(worst.ulps!)} ulp, bound ${ulps(worst.boundUlps ?? Number.NaN)}`];
  return [...error, seconds(item.milliseconds)].join(" · ");
}

function findingRow(finding: JudgedFinding): TemplateResult {
  const { what, outcome, expected, asExpected, ulps: error, boundUlps, detail } = finding;
  const wrong = outcome === "disagree" || outcome === "fails";
  const asked = asExpected ? (wrong ? "as it must" : undefined) : `expected: ${expected}`;
  const measured =
    error === undefined ? undefined : `${ulps(error)} ulp, bound ${ulps(boundUlps ?? Number.NaN)}`;
  const more = [measured, detail].filter((part) => part !== undefined).join(" · ");
  return html`<li>
    <span class="outcome"
      ><verdict-badge .outcome=${outcome} ?expected=${asExpected}></verdict-badge
      >${asked === undefined ? nothing : html` <span class=${asExpected ? "muted" : "alarm"}>${asked}</span>`}</span
    >
    <span class="what">${what}</span>
    ${more === "" ? nothing : html`<span class="more">${more}</span>`}
  </li>`;
}

customElements.define("paper-item", PaperItemView);
