import type { ExperimentRow } from "@chainrule/train/experiments";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { short } from "../../figures/ticks.ts";
import { seconds } from "../../numbers.ts";
import "../../parts/scroll-box.ts";
import { base } from "../../styles/base.ts";
import { tableStyle } from "../../styles/table.ts";
import "./comparison-chart.ts";
import type { ExperimentEntry, ExperimentResult } from "./model.ts";

/** What an experiment gave: a figure, the table that is its twin, and what has to be known to judge it. */
export class ExperimentFigures extends LitElement {
  static override properties = { entry: { attribute: false }, result: { attribute: false } };

  static override styles = [
    base,
    tableStyle,
    css`
      :host {
        display: grid;
        gap: 0.85rem;
        min-width: 0;
      }

      th,
      td {
        padding: 0.3rem 0.9rem 0.3rem 0;
        text-align: right;
      }

      tbody th {
        font-weight: inherit;
      }

      caption {
        padding-bottom: 0.3rem;
        color: var(--muted);
        font-size: 0.8125rem;
        text-align: left;
      }

      tr > :first-child {
        min-width: 10rem;
        text-align: left;
        white-space: normal;
      }

      .ours {
        font-weight: 600;
      }

      .key {
        display: flex;
        flex-wrap: wrap;
        gap: 0.2rem 1.25rem;
        font-size: 0.8125rem;
        color: var(--muted);
      }

      .key i {
        display: inline-block;
        width: 0.7em;
        height: 0.7em;
        margin-right: 0.4em;
        border: 2px solid var(--muted);
        border-radius: 50%;
      }

      .key .ours i {
        border-color: var(--accent);
        background: var(--accent);
      }

      .within {
        color: var(--good);
      }

      .outside {
        color: var(--unsure);
      }

      .notes {
        display: grid;
        gap: 0.3rem;
        max-width: 46rem;
        color: var(--muted);
        font-size: 0.875rem;
      }
    `,
  ];

  declare entry: ExperimentEntry;
  /** What a run gave; before the first, the published figures stand alone. */
  declare result: ExperimentResult | undefined;

  override render(): TemplateResult {
    const rows = this.result?.table.rows ?? publishedAlone(this.entry);
    const compared = rows.filter(({ published }) => published !== undefined);
    if (rows.length === 0) return html`<p class="source">No figures were published: run it to see ours.</p>`;
    if (this.result === undefined) return this.#table(rows, true);
    const drawn = compared.length > 0 ? compared : rows;
    return html`
      ${compared.length > 0 ? key : nothing}
      <comparison-chart .rows=${drawn} .unit=${this.result.table.columns[1]}></comparison-chart>
      ${this.#table(rows, compared.length > 0)} ${notesOf(this.result)}
    `;
  }

  #table(rows: readonly ExperimentRow[], hasPublished: boolean): TemplateResult {
    const [label, figure] = this.result?.table.columns ?? ["figure", undefined];
    const columns = columnsOf(hasPublished, this.result !== undefined);
    return html`<scroll-box label="The figures"><table>
      ${figure === undefined ? nothing : html`<caption>${figure}</caption>`}
      <thead>
        <tr>
          <th scope="col">${label}</th>
          ${columns.map(({ title }) => html`<th scope="col">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) => html`<tr>
            <th scope="row">${row.label}</th>
            ${columns.map(({ cell }) => html`<td>${cell(row)}</td>`)}
          </tr>`,
        )}
      </tbody>
    </table></scroll-box>`;
  }
}

interface FigureColumn {
  readonly title: string;
  readonly cell: (row: ExperimentRow) => TemplateResult | string;
}

const publishedColumn: FigureColumn = {
  title: "published",
  cell: ({ published, deviation }) => {
    if (published === undefined) return "–";
    return `${short(published)}${deviation === undefined ? "" : ` ± ${short(deviation)}`}`;
  },
};

const measuredColumns: readonly FigureColumn[] = [
  { title: "here", cell: ({ measured }) => html`<span class="ours">${short(measured, 5)}</span>` },
  {
    title: "95 % interval",
    cell: ({ interval }) => (interval === undefined ? "–" : `${short(interval[0])} to ${short(interval[1])}`),
  },
  { title: "runs", cell: ({ runs = 1 }) => String(runs) },
];

const withinColumn: FigureColumn = {
  title: "within a deviation",
  cell: ({ within }) => {
    if (within === undefined) return "–";
    return within ? html`<span class="within">yes</span>` : html`<span class="outside">no</span>`;
  },
};

function columnsOf(hasPublished: boolean, isMeasured: boolean): readonly FigureColumn[] {
  if (!isMeasured) return [publishedColumn];
  return hasPublished ? [publishedColumn, ...measuredColumns, withinColumn] : measuredColumns;
}

/** The published figures as rows that nothing was measured for. */
function publishedAlone({ published }: ExperimentEntry): readonly ExperimentRow[] {
  return published.map(({ label, value, deviation }) => ({
    label,
    published: value,
    ...(deviation !== undefined && { deviation }),
    measured: Number.NaN,
  }));
}

function notesOf({ table, input, milliseconds }: ExperimentResult): TemplateResult {
  const kind = input.quick ? "a quick run: it shows the way, not the figures" : "the whole run";
  return html`<div class="notes">
    ${table.notes.map((note) => html`<p>${note}</p>`)}
    <p>Seed ${input.seed}, ${kind}; took ${seconds(milliseconds)}.</p>
  </div>`;
}

const key = html`<p class="key" aria-hidden="true"><span><i></i>published</span><span class="ours"><i></i>here, with its 95 % interval</span></p>`;

customElements.define("experiment-figures", ExperimentFigures);
