import { css } from "lit";

/** The steps as a line of stations; the current one is open. */
export const stepStyle = css`
  :host {
    gap: 0.6rem;
  }

  .walk {
    position: sticky;
    z-index: 1;
    top: 0;
    display: flex;
    align-items: center;
    gap: 0.75rem;
    padding-block: 0.4rem;
    background: var(--ground);
    font-size: 0.9rem;
    font-variant-numeric: tabular-nums;
  }

  button:disabled {
    color: var(--faint);
    cursor: default;
  }

  ol {
    display: grid;
    gap: 0.4rem;
    min-width: 0;
  }

  li {
    min-width: 0;
    padding: 0.35rem 0.9rem 0.5rem;
    border: 1px solid var(--line);
    border-left: 3px solid var(--edge);
    border-radius: 4px 10px 10px 4px;
    background: var(--surface);
  }

  li[aria-current="step"] {
    border-color: var(--accent);
    box-shadow: 0 0 0 1px var(--accent);
  }

  li.result {
    border-left-color: var(--good);
  }

  .rule {
    display: flex;
    align-items: center;
    gap: 0.6rem;
    width: 100%;
    min-height: 2rem;
    padding: 0;
    border: 0;
    background: none;
    font-size: 0.9375rem;
    font-weight: 600;
    text-align: left;
  }

  .rule:hover {
    background: none;
    color: var(--accent);
  }

  .number {
    min-width: 1.4rem;
    color: var(--muted);
    font-size: 0.8125rem;
    font-weight: 500;
    font-variant-numeric: tabular-nums;
  }

  .saying {
    padding-left: 2rem;
    color: var(--muted);
    font-size: 0.875rem;
  }

  formula-view {
    margin-left: 2rem;
    font-size: 1.125rem;
  }

  @media (max-width: 40rem) {
    .saying {
      padding-left: 0;
    }

    formula-view {
      margin-left: 0;
    }
  }
`;
