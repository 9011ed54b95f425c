import { css, html, LitElement, type TemplateResult } from "lit";
import "../parts/scroll-box.ts";
import { base } from "../styles/base.ts";
import { foldStyle } from "../styles/fold.ts";
import { tableStyle } from "../styles/table.ts";

/** A cell: numbers come as text already. */
export type Cell = string;

/** What a table shows; the first cell of a row is its heading. */
export interface TableData {
  /** What the table is of, in a word or two: `Loss`. */
  readonly title: string;
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** The table twin of a figure: the same numbers, for everyone who would rather read them. */
export class DataTable extends LitElement {
  static override properties = { data: { attribute: false }, open: { type: Boolean } };

  static override styles = [
    base,
    foldStyle,
    tableStyle,
    css`
      table {
        width: auto;
      }

      caption {
        padding-bottom: 0.4rem;
        color: var(--muted);
        text-align: left;
      }

      th,
      td {
        padding: 0.2rem 0.9rem 0.2rem 0;
        text-align: right;
      }

      tbody th {
        font-weight: inherit;
      }

      tr > :first-child {
        text-align: left;
      }
    `,
  ];

  declare data: TableData;
  declare open: boolean;

  constructor() {
    super();
    this.data = { title: "", caption: "", columns: [], rows: [] };
    this.open = false;
  }

  override render(): TemplateResult {
    return html`<details ?open=${this.open} @toggle=${this.#toggle}>
      <summary>${this.data.title} as a table</summary>
      ${this.open ? this.#table() : ""}
    </details>`;
  }

  #table(): TemplateResult {
    const { caption, columns, rows } = this.data;
    return html`<scroll-box label=${caption}>
      <table>
        <caption>${caption}</caption>
        <thead>
          <tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr>
        </thead>
        <tbody>
          ${rows.map(
            ([heading, ...cells]) => html`<tr>
              <th scope="row">${heading}</th>
              ${cells.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
          )}
        </tbody>
      </table>
    </scroll-box>`;
  }

  #toggle(event: Event): void {
    this.open = (event.target as HTMLDetailsElement).open;
  }
}

customElements.define("data-table", DataTable);
