import type { Outcome } from "@chainrule/check";
import { css, html, LitElement, type SVGTemplateResult, svg, type TemplateResult } from "lit";
import { base } from "../styles/base.ts";

/** What a mark looks like: a tone, which is a colour, and a sign, for whom colours say nothing. */
interface Mark {
  readonly tone: "good" | "bad" | "unsure" | "kink";
  readonly sign: SVGTemplateResult;
}

const tick = svg`<path d="M3 8.5l3.2 3.2L13 4.8" />`;
const cross = svg`<path d="M4 4l8 8M12 4l-8 8" />`;
const kink = svg`<path d="M2 11.5h6L13 4.5" />`;
const question = svg`<path d="M5.2 6a2.8 2.8 0 1 1 4 2.5c-.9.4-1.2.9-1.2 1.7M8 12.7v.1" />`;

const marks: Readonly<Record<Outcome, Mark>> = {
  agree: { tone: "good", sign: tick },
  holds: { tone: "good", sign: tick },
  disagree: { tone: "bad", sign: cross },
  fails: { tone: "bad", sign: cross },
  inconclusive: { tone: "unsure", sign: question },
  "not differentiable here": { tone: "kink", sign: kink },
};

/** An outcome as a word with a sign. */
export class VerdictBadge extends LitElement {
  static override properties = {
    outcome: {},
    expected: { type: Boolean },
  };

  static override styles = [
    base,
    css`
      :host {
        display: inline-block;
      }

      span {
        display: inline-flex;
        align-items: center;
        gap: 0.35em;
        padding: 0.1em 0.6em 0.1em 0.45em;
        border-radius: 1em;
        background: var(--tone-ground);
        color: var(--tone);
        font-weight: 600;
        line-height: 1.5;
        white-space: nowrap;
      }

      svg {
        flex: none;
        width: 0.95em;
        height: 0.95em;
        fill: none;
        stroke: currentcolor;
        stroke-width: 2.2;
        stroke-linecap: round;
        stroke-linejoin: round;
      }

      .good {
        --tone: var(--good);
        --tone-ground: var(--good-ground);
      }

      .bad {
        --tone: var(--bad);
        --tone-ground: var(--bad-ground);
      }

      .unsure {
        --tone: var(--unsure);
        --tone-ground: var(--unsure-ground);
      }

      .kink {
        --tone: var(--kink);
        --tone-ground: var(--kink-ground);
      }

      .bad.expected {
        --tone: var(--muted);
        --tone-ground: var(--sunken);
      }
    `,
  ];

  declare outcome: Outcome;
  /** Whether it must be so, as for a fault that is shown on purpose: then it is no alarm. */
  declare expected: boolean;

  constructor() {
    super();
    this.outcome = "inconclusive";
    this.expected = false;
  }

  override render(): TemplateResult {
    const { tone, sign } = marks[this.outcome];
    return html`<span class="${tone} ${this.expected ? "expected" : ""}"
      ><svg viewBox="0 0 16 16" aria-hidden="true">${sign}</svg>${this.outcome}</span
    >`;
  }
}

customElements.define("verdict-badge", VerdictBadge);
