import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { download } from "../download.ts";
import { failureOf } from "../errors.ts";
import "../parts/error-note.ts";
import { base, controls } from "../styles/base.ts";
import type { Failure } from "../worker/protocol.ts";
import { pngFileOf } from "./png-file.ts";
import { svgFileOf } from "./svg-file.ts";

/** Two buttons that save a figure as it is shown now, as a drawing or as dots. */
export class SaveFigure extends LitElement {
  static override properties = { name: {}, find: { attribute: false }, failure: { state: true } };

  static override styles = [
    base,
    controls,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem;
      }
    `,
  ];

  /** What the files are called, without their ending. */
  declare name: string;
  /** The picture, wherever it is. */
  declare find: () => SVGSVGElement | null | undefined;
  declare failure: Failure | undefined;

  constructor() {
    super();
    this.name = "figure";
  }

  override render(): TemplateResult {
    return html`<div role="group" aria-label="Save the figure">
        <button class="small" type="button" @click=${this.#saveSvg}>Save as SVG</button>
        <button class="small" type="button" @click=${this.#savePng}>Save as PNG</button>
      </div>
      ${this.failure === undefined ? nothing : html`<error-note .failure=${this.failure}></error-note>`}`;
  }

  #saveSvg(): void {
    const picture = this.find();
    if (picture)
      download({ fileName: `${this.name}.svg`, type: "image/svg+xml", content: svgFileOf(picture) });
  }

  async #savePng(): Promise<void> {
    const picture = this.find();
    if (!picture) return;
    const { width, height } = picture.getBoundingClientRect();
    try {
      const content = await pngFileOf(svgFileOf(picture), width, height);
      download({ fileName: `${this.name}.png`, type: "image/png", content });
      this.failure = undefined;
    } catch (error) {
      this.failure = failureOf(error);
    }
  }
}

customElements.define("save-figure", SaveFigure);
