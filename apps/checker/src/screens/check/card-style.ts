import { css } from "lit";

/** A derivative's card: its formula and verdict in the head, the table of witnesses below. */
export const cardStyle = css`
  :host {
    border: 1px solid var(--line);
    border-radius: 8px;
    background: var(--surface);
    min-width: 0;
  }

  header {
    display: grid;
    gap: 0.35rem;
    padding: 0.75rem 1rem;
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.75rem;
  }

  h3 {
    min-width: 0;
    font: 600 0.95rem / 1.4 var(--mono);
    overflow-wrap: anywhere;
  }

  header p {
    padding: 0;
  }

  header scroll-box {
    font-size: 1.1rem;
    padding: 0.15rem 0;
  }

  header math {
    width: max-content;
    text-align: left;
  }

  verdict-badge {
    font-size: 0.875rem;
  }

  p {
    padding: 0 1rem 0.75rem;
    font-size: 0.9rem;
  }

  th,
  td {
    padding: 0.45rem 0.4rem;
    border-top: 1px solid var(--line);
    border-bottom: 0;
  }

  th:first-child {
    padding-left: 1rem;
  }

  td:last-child,
  th:last-child {
    padding-right: 1rem;
  }

  small {
    display: block;
    color: var(--faint);
    font-size: 0.75rem;
    font-weight: 400;
  }

  .value {
    font-family: var(--mono);
    font-size: 0.75rem;
  }

  @media (max-width: 60rem) {
    tbody th {
      white-space: normal;
    }

    .value {
      min-width: 10.25rem;
      white-space: normal;
      overflow-wrap: anywhere;
    }
  }

  .value span {
    color: var(--faint);
  }

  .number {
    font-variant-numeric: tabular-nums;
    text-align: right;
  }
`;
