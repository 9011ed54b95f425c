import { css } from "lit";

/** An item's line, and the findings below it. */
export const itemStyle = css`
  .head {
    display: grid;
    grid-template-columns: 1rem 2.25rem minmax(0, 1fr) auto;
    align-items: baseline;
    gap: 0.1rem 0.6rem;
    padding: 0.45rem 0.9rem;
    font-size: 0.9375rem;
  }

  summary.head {
    cursor: pointer;
    list-style: none;
  }

  summary::-webkit-details-marker {
    display: none;
  }

  summary:hover {
    background: var(--sunken);
  }

  summary:focus-visible {
    outline-offset: -2px;
  }

  .sign {
    align-self: center;
    width: 1rem;
    height: 1rem;
    fill: none;
    stroke: var(--edge);
    stroke-width: 2.2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .waiting .title {
    color: var(--muted);
  }

  .running .sign {
    stroke: var(--accent);
    animation: turn 1s linear infinite;
  }

  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }

  .fine .sign {
    stroke: var(--good);
  }

  .alarm .sign {
    stroke: var(--bad);
  }

  .id {
    font-weight: 650;
    font-variant-numeric: tabular-nums;
  }

  .figures {
    color: var(--muted);
    font-size: 0.8125rem;
    font-variant-numeric: tabular-nums;
  }

  @media (max-width: 40rem) {
    .figures {
      grid-column: 3;
    }
  }

  ul {
    display: grid;
    gap: 0.75rem;
    padding: 0.5rem 0.9rem 1rem 4.45rem;
    font-size: 0.875rem;
  }

  error-note {
    padding: 0.25rem 0.9rem 0.75rem;
  }

  li {
    display: grid;
    gap: 0.15rem;
  }

  .outcome {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.5rem;
    font-size: 0.8125rem;
  }

  .what {
    overflow-wrap: anywhere;
  }

  .more {
    color: var(--muted);
    font-size: 0.8125rem;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }

  .outcome .alarm {
    color: var(--bad);
    font-weight: 650;
  }

  @media (max-width: 40rem) {
    ul {
      padding-left: 0.9rem;
    }
  }
`;
