import { css } from "lit";

/** An item's line, and the findings below it. */
export const itemStyle = css`
  .head {
    display: grid;
    grid-template-columns: 1rem 2.9rem minmax(0, 1fr) auto 0.5rem;
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

  summary.head::after {
    content: "";
    width: 0.4rem;
    height: 0.4rem;
    align-self: center;
    border: solid var(--edge);
    border-width: 0 2px 2px 0;
    rotate: 45deg;
    translate: 0 -0.1rem;
  }

  [open] > summary.head::after {
    rotate: 225deg;
    translate: 0 0.1rem;
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
    .head {
      grid-template-columns: 1rem 2.9rem minmax(0, 1fr) 0.5rem;
    }

    .figures {
      grid-column: 3;
      grid-row: 2;
    }
  }

  ul {
    display: grid;
    gap: 0.75rem;
    padding: 0.4rem 0.9rem 1rem 5.1rem;
    font-size: 0.875rem;
  }

  error-note {
    padding: 0.25rem 0.9rem 0.75rem;
  }

  li {
    display: grid;
    gap: 0.2rem;
  }

  p {
    overflow-wrap: anywhere;
  }

  .more {
    color: var(--muted);
    font-size: 0.8125rem;
    font-variant-numeric: tabular-nums;
  }

  verdict-badge {
    margin-right: 0.3rem;
  }

  .more .alarm {
    color: var(--bad);
  }

  @media (max-width: 40rem) {
    ul {
      padding-left: 0.9rem;
    }
  }
`;
