import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { failureOf } from "../../errors.ts";
import type { LaterFold } from "../../parts/later-fold.ts";
import "../../parts/later-fold.ts";
import "../../parts/task-bar.ts";
import type { CheckDocument } from "../../shell/document.ts";
import { Job } from "../../shell/job.ts";
import { linkTo } from "../../shell/route.ts";
import { Screen } from "../../shell/screen.ts";
import { base, controls } from "../../styles/base.ts";
import type { CheckForm } from "./check-form.ts";
import type { Draft } from "./draft.ts";
import { examples } from "./examples.ts";
import { mayHaveLeftovers, withoutLeftovers } from "./leftovers.ts";
import type { PreviewInput } from "./model.ts";
import { parsePoint, shapesOf } from "./point.ts";
import "./check-form.ts";
import "./check-result.ts";

/** How long typing must pause before the formula is shown. */
const pause = 120;

/** The home screen: what is checked, and what every engine says of it. */
export class CheckScreen extends Screen {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.25rem;
      }

      nav ul {
        display: flex;
        flex-wrap: wrap;
        gap: 0.3rem 1rem;
        font-size: 0.9rem;
      }

      .folds {
        display: grid;
        gap: 0.25rem;
        margin-top: -0.75rem;
      }

      own-data {
        max-width: 46rem;
        padding-block: 0.6rem;
      }

      check-result {
        transition: opacity 150ms 150ms;
      }

      check-result[aria-busy="true"] {
        opacity: 0.5;
      }

      task-bar {
        margin-block: -0.5rem;
      }
    `,
  ];

  readonly #check = new Job(this, "check");
  readonly #faults = new Job(this, "faults", true);
  readonly #preview = new Job(this, "preview", true);
  #checked: CheckDocument | undefined;
  #showsClaims = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override render(): TemplateResult {
    const { running, result, failure, progress } = this.#check;
    return html`
      <check-form
        .document=${this.document}
        .faults=${this.#faults.result ?? []}
        .preview=${this.#preview.result}
        .failure=${failure}
        ?busy=${running}
        ?reading=${this.#preview.running}
        @check=${(event: CustomEvent<CheckDocument>) => void this.#submit(event.detail)}
        @edit=${(event: CustomEvent<Draft>) => this.#edited(event.detail)}
        @cancel=${() => this.#check.cancel()}
        @unfold=${this.#listFaults}
      ></check-form>
      <nav aria-label="Examples">
        <ul>
          <li class="muted" aria-hidden="true">Try</li>
          ${examples.map(({ title, document }) => html`<li><a href=${linkTo("check", document)}>${title}</a></li>`)}
        </ul>
      </nav>
      <div class="folds">
        <later-fold label="Everything in the paper, as an example" .load=${() => import("./preset-list.ts")}>
          <preset-list
            .runner=${this.runner}
            @choose=${(event: CustomEvent<CheckDocument>) => this.changeDocument(event.detail)}
          ></preset-list>
        </later-fold>
        <later-fold
          label="From your own data (CSV, IDX)"
          .load=${() => import("../../own-data/own-data.ts")}
          @document-change=${this.#takeOwnData}
        >
          <own-data .document=${this.document} .runner=${this.runner}></own-data>
        </later-fold>
      </div>
      <p class="unseen" role="status">${this.#status()}</p>
      <task-bar label="The check" ?running=${running} .fraction=${progress}></task-bar>
      ${
        result === undefined || (result.report.claim !== undefined && !this.#showsClaims)
          ? nothing
          : html`<check-result
              .result=${result}
              .selected=${this.view["entry"] ?? ""}
              aria-busy=${running}
              @select=${(event: CustomEvent<string>) => this.changeView({ entry: event.detail })}
              @go=${(event: CustomEvent<string>) => this.goTo({ screen: event.detail })}
            ></check-result>`
      }
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!this.active || this.document === this.#checked) return;
    if (changed.has("document") || changed.has("active")) void this.#start();
  }

  #status(): string {
    const { failure, running, result } = this.#check;
    if (failure) return `Error. ${failure.message}`;
    if (running) return "Checking.";
    return result ? `Verdict: ${result.verdict}.` : "";
  }

  async #start(): Promise<void> {
    const { document, runner } = this;
    this.#checked = document;
    void this.#preview.start(runner, previewOf(document));
    if (document.subject.kind === "claim") void this.#loadClaimTable();
    await this.#check.start(runner, document);
    if (this.#check.failure) void this.#focusFailure();
  }

  /** What shows a claim is loaded with the first one. */
  async #loadClaimTable(): Promise<void> {
    try {
      await import("./claim-table.ts");
      this.#showsClaims = true;
      this.requestUpdate();
    } catch (error) {
      this.#check.fail(failureOf(error));
    }
  }

  #takeOwnData(event: CustomEvent<CheckDocument>): void {
    (event.currentTarget as LaterFold).close();
    this.changeDocument(event.detail);
  }

  /** Which faults there are is loaded with the fold that lists them. */
  #listFaults(): void {
    if (this.#faults.result === undefined && !this.#faults.running)
      void this.#faults.start(this.runner, undefined);
  }

  async #focusFailure(): Promise<void> {
    await this.updateComplete;
    const form = this.renderRoot.querySelector<CheckForm>("check-form")!;
    await form.updateComplete;
    if (form.matches(":focus-within")) form.focusFailure();
  }

  /** A document that was typed is judged here, before it goes into the address: what is typed must not be lost. */
  async #submit(typed: CheckDocument): Promise<void> {
    const document = await this.#tidied(typed);
    const outcome = await this.runner.start("document", document).outcome;
    if (outcome.state === "failed") {
      this.#check.fail(outcome.failure);
      void this.#focusFailure();
    } else if (JSON.stringify(document) === JSON.stringify(this.document)) void this.#start();
    else this.changeDocument(document);
  }

  /** What was typed, without what only the formula before it had. */
  async #tidied(document: CheckDocument): Promise<CheckDocument> {
    if (!mayHaveLeftovers(document, this.document)) return document;
    const outcome = await this.runner.start("preview", previewOf(document)).outcome;
    if (outcome.state !== "done") return document; // the check will tell what is wrong
    const names = outcome.result.parameters.map(({ name }) => name);
    return withoutLeftovers(document, this.document, names);
  }

  /** Shows what is being typed, once typing pauses. */
  #edited({ tab, text, point }: Draft): void {
    this.#check.failure = undefined;
    clearTimeout(this.#timer);
    const isNetwork = tab === "network" || (tab === "claim" && text.includes("->"));
    this.#timer = setTimeout(() => {
      void this.#preview.start(this.runner, { text, isNetwork, shapes: shapesSoFar(point) });
    }, pause);
  }
}

/** What a preview of a document is asked for. */
function previewOf(document: CheckDocument): PreviewInput {
  const { subject, at = {} } = document;
  const of = subject.kind === "claim" ? subject.of : subject;
  const shapes = { ...(of.kind === "formula" ? of.shapes : {}), ...shapesOf(at) };
  return { text: of.text, isNetwork: of.kind === "network", shapes };
}

function shapesSoFar(point: string): Readonly<Record<string, readonly number[]>> {
  try {
    return shapesOf(parsePoint(point));
  } catch {
    return {}; // a point that is half typed has no shapes yet
  }
}

customElements.define("screen-check", CheckScreen);
