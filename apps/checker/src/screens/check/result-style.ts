import { css } from "lit";

/** The verdict as a banner, the table over the whole width, and what explains it in two columns below. */
export const resultStyle = css`
  :host {
    gap: 1.5rem;
  }

  section h2:not(:first-child) {
    margin-top: 0.75rem;
  }

  .lead {
    max-width: 46rem;
    font-size: 0.875rem;
  }

  .verdict {
    display: grid;
    gap: 0.5rem;
    padding: 1rem 1.25rem;
    border: 1px solid var(--line);
    border-left: 4px solid var(--tone);
    border-radius: 4px 12px 12px 4px;
    background: var(--surface);
  }

  .good {
    --tone: var(--good);
  }

  .bad {
    --tone: var(--bad);
  }

  .unsure {
    --tone: var(--unsure);
  }

  .kink {
    --tone: var(--kink);
  }

  .word {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem 0.9rem;
    font-size: 0.9rem;
  }

  .word verdict-badge {
    font-size: 1.125rem;
  }

  .next {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem 0.5rem;
    padding-top: 0.35rem;
  }

  .planted {
    padding: 0.7rem 1rem;
    border: 1px dashed var(--edge);
    border-radius: 8px;
    font-size: 0.9rem;
  }

  dl {
    display: flex;
    flex-wrap: wrap;
    gap: 0.35rem 2rem;
    font-size: 0.875rem;
  }

  dl div {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.5rem;
  }

  dt {
    min-width: 0;
    color: var(--muted);
    overflow-wrap: anywhere;
  }

  dd {
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }

  .point dd {
    font-family: var(--mono);
    font-size: 0.8125rem;
  }

  @media (min-width: 64rem) {
    .columns {
      grid-template-columns: minmax(0, 1fr);
    }
  }

  @media (min-width: 80rem) {
    .columns {
      grid-template-columns: minmax(0, 7fr) minmax(0, 6fr);
    }
  }

  .reasons,
  .list {
    display: grid;
    gap: 0.55rem;
    font-size: 0.875rem;
  }

  .list li {
    display: grid;
    grid-template-columns: 6.75rem minmax(0, 1fr);
    align-items: baseline;
    gap: 0.5rem;
  }

  .list verdict-badge {
    font-size: 0.8125rem;
  }

  .none {
    color: var(--muted);
    font-size: 0.8125rem;
  }

  small {
    display: block;
    color: var(--muted);
    font-size: 0.8125rem;
    overflow-wrap: anywhere;
  }

  .stable {
    font-size: 1.15rem;
  }

  .stable math {
    width: max-content;
    text-align: left;
  }
`;
