import { css } from "lit";

/** A table of figures: quiet lines, numbers that stand in columns, a head that recedes. */
export const tableStyle = css`
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 0.8125rem;
    line-height: 1.4;
  }

  th,
  td {
    padding: 0.4rem 0.6rem;
    border-bottom: 1px solid var(--line);
    text-align: left;
    vertical-align: baseline;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }

  thead th {
    color: var(--muted);
    font-weight: 550;
  }

  tbody th {
    font-weight: 600;
  }

  td code {
    font-size: 0.95em;
  }

  th code {
    display: inline-block;
    max-width: 15rem;
    overflow-wrap: anywhere;
    white-space: normal;
  }

  .arrays td code {
    display: block;
    min-width: 6rem;
    white-space: normal;
  }

  .alarm {
    color: var(--bad);
    font-weight: 650;
  }

  verdict-badge {
    font-size: 0.75rem;
  }
`;

/** A frame around a table that stands by itself. */
export const framedTable = css`
  scroll-box {
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--surface);
  }

  tr > :first-child {
    padding-left: 1rem;
  }

  tbody tr:last-child > * {
    border-bottom: 0;
  }
`;

/** Rows that are picked, by the pointer too. */
export const pickedRows = css`
  tbody tr {
    cursor: pointer;
  }

  tbody tr:hover > * {
    background: var(--sunken);
  }

  tbody tr[aria-selected="true"] > * {
    background: var(--accent-ground);
  }
`;
