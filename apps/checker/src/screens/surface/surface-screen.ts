import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { failureOf } from "../../errors.ts";
import "../../parts/error-note.ts";
import { Job } from "../../shell/job.ts";
import { Screen } from "../../shell/screen.ts";
import { base } from "../../styles/base.ts";
import { fieldsOf, settingsFrom } from "./address.ts";
import type { SurfaceSettings } from "./model.ts";
import { firstSettings } from "./settings.ts";
import "./surface-figures.ts";
import "./surface-form.ts";

/** Surfaces of so many parameters are drawn at once, larger ones when they are asked for. */
const small = 300;

/** The loss around a point, and how optimizers descend it. */
export class SurfaceScreen extends Screen {
  static override properties = { settings: { state: true } };

  static override styles = [
    base,
    css`
      .layout {
        display: grid;
        gap: 2rem;
      }

      .result {
        display: grid;
        gap: 0.75rem;
        align-content: start;
        min-width: 0;
      }

      .subject {
        overflow-wrap: anywhere;
        font-family: var(--mono);
        font-size: 0.875rem;
      }

      progress {
        width: 100%;
        height: 0.4rem;
        accent-color: var(--accent);
      }

      progress.idle {
        visibility: hidden;
      }

      surface-figures[aria-busy="true"] {
        opacity: 0.6;
      }

      @media (min-width: 60rem) {
        .layout {
          grid-template-columns: 17rem minmax(0, 1fr);
        }
      }
    `,
  ];

  declare settings: SurfaceSettings | undefined;

  readonly #choices = new Job(this, "surfaceChoices", true);
  readonly #surface = new Job(this, "surface");
  #drawn: unknown;

  protected override updated(changed: PropertyValues<this>): void {
    if ((changed.has("active") || changed.has("document")) && this.active && this.#drawn !== this.document) {
      this.#drawn = this.document;
      void this.#begin();
    }
  }

  override render(): TemplateResult {
    const entries = this.#choices.result?.entries ?? [];
    const failure = this.#surface.failure ?? this.#choices.failure;
    const { result, running, progress } = this.#surface;
    return html`<div class="layout">
      <surface-form
        .entries=${entries}
        .settings=${this.settings ?? firstSettings(entries)}
        ?busy=${running}
        @draw=${(event: CustomEvent<SurfaceSettings>) => void this.#redraw(event.detail)}
        @cancel=${() => this.#surface.cancel()}
      ></surface-form>
      <div class="result">
        <p class="subject" ?hidden=${result === undefined}>${result?.subject}</p>
        <p class="unseen" role="status">${this.#status()}</p>
        <progress aria-label="The surface" max="1" value=${progress ?? nothing} class=${running ? "" : "idle"}></progress>
        ${failure === undefined ? nothing : html`<error-note .failure=${failure}></error-note>`}
        ${this.#waiting(entries.length)}
        ${
          result === undefined
            ? nothing
            : html`<surface-figures
                .result=${result}
                ?relief=${this.view["relief"] === "yes"}
                aria-busy=${running}
                @relief=${(event: CustomEvent<boolean>) => this.changeView({ relief: event.detail ? "yes" : undefined })}
              ></surface-figures>`
        }
      </div>
    </div>`;
  }

  #waiting(entries: number): TemplateResult | typeof nothing {
    const { result, running, failure } = this.#surface;
    if (entries <= small || result !== undefined || running || failure !== undefined) return nothing;
    return html`<p>${entries} parameters: the surface is drawn when you press Draw.</p>`;
  }

  #status(): string {
    const { running, failure, result } = this.#surface;
    if (failure) return `Error. ${failure.message}`;
    if (running) return "Drawing.";
    return result === undefined ? "" : "The surface is drawn.";
  }

  /** What can be chosen for another document, and its surface where that takes no time. */
  async #begin(): Promise<void> {
    this.settings = undefined;
    this.#surface.cancel();
    this.#surface.result = undefined;
    this.#surface.failure = undefined;
    if (!(await this.#choices.start(this.runner, this.document))) return;
    const { entries } = this.#choices.result!;
    try {
      const asked = settingsFrom(this.view, entries);
      if (asked !== undefined || entries.length <= small) await this.#draw(asked ?? firstSettings(entries));
    } catch (error) {
      this.#surface.fail(failureOf(error));
    }
  }

  async #redraw(settings: SurfaceSettings): Promise<void> {
    this.changeView(fieldsOf(settings));
    await this.#draw(settings);
  }

  async #draw(settings: SurfaceSettings): Promise<void> {
    this.settings = settings;
    await this.#surface.start(this.runner, { document: this.document, settings });
  }
}

customElements.define("screen-surface", SurfaceScreen);
