import { html, type TemplateResult } from "lit";
import "./scroll-box.ts";

/** A table under a caption that is only read aloud; where it is too wide it scrolls. */
export function smallTable(
  caption: string,
  columns: readonly string[],
  rows: readonly TemplateResult[],
): TemplateResult {
  return html`<scroll-box label=${caption}>
    <table class="arrays">
      <caption class="unseen">${caption}</caption>
      <thead>
        <tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </scroll-box>`;
}
