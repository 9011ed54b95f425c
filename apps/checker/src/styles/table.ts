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

  .alarm {
    color: var(--bad);
    font-weight: 650;
  }

  verdict-badge {
    font-size: 0.75rem;
  }
`;
