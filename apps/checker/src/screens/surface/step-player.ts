import { css, html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { base, controls } from "../../styles/base.ts";

/** How long the whole way takes when it is played. */
const milliseconds = 4000;

/**
 * A scrub bar over the steps of a descent, with a button that plays them.
 *
 * Fires `step` with the step to be shown. For whom motion is reduced nothing plays: the bar alone moves.
 */
export class StepPlayer extends LitElement {
  static override properties = {
    steps: { type: Number },
    step: { type: Number },
    playing: { state: true },
  };

  static override styles = [
    base,
    controls,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 0.75rem;
      }

      button {
        min-width: 5.5rem;
      }

      input {
        flex: 1;
        padding: 0;
        accent-color: var(--accent);
      }

      output {
        min-width: 6.5rem;
        color: var(--muted);
        font-size: 0.875rem;
        font-variant-numeric: tabular-nums;
        text-align: right;
      }
    `,
  ];

  declare steps: number;
  declare step: number;
  declare playing: boolean;

  readonly #still = matchMedia("(prefers-reduced-motion: reduce)");
  #frame = 0;

  constructor() {
    super();
    this.steps = 1;
    this.step = 0;
    this.playing = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#still.addEventListener("change", this.#reduced);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#still.removeEventListener("change", this.#reduced);
    this.#pause();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("steps")) this.#pause();
  }

  override render(): TemplateResult {
    return html`
      <button type="button" ?hidden=${this.#still.matches} @click=${this.#toggle}>${this.playing ? "Pause" : "Play"}</button>
      <input
        type="range"
        min="0"
        max=${this.steps}
        .value=${String(this.step)}
        aria-label="Step of the descent"
        @input=${(event: Event) => this.#choose(Number((event.target as HTMLInputElement).value))}
      />
      <output>step ${this.step} of ${this.steps}</output>
    `;
  }

  #toggle(): void {
    if (this.playing) this.#pause();
    else this.#play();
  }

  #play(): void {
    this.playing = true;
    const first = this.step >= this.steps ? 0 : this.step;
    const began = performance.now();
    const advance = (now: number): void => {
      const step = Math.min(this.steps, first + Math.floor(((now - began) / milliseconds) * this.steps));
      this.#tell(step);
      if (step < this.steps) this.#frame = requestAnimationFrame(advance);
      else this.playing = false;
    };
    this.#frame = requestAnimationFrame(advance);
  }

  #pause(): void {
    cancelAnimationFrame(this.#frame);
    this.playing = false;
  }

  #choose(step: number): void {
    this.#pause();
    this.#tell(step);
  }

  #tell(step: number): void {
    this.dispatchEvent(new CustomEvent("step", { detail: step }));
  }

  readonly #reduced = (): void => {
    this.#pause();
    this.requestUpdate();
  };
}

customElements.define("step-player", StepPlayer);
