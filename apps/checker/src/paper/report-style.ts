import { css } from "lit";

/** The summary line and its button, the bar of progress, and the list of items as one table-like block. */
export const reportStyle = css`
  :host {
    display: grid;
    gap: 0.75rem;
  }

  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 1rem;
  }

  .headline {
    display: grid;
    font-variant-numeric: tabular-nums;
    min-width: 0;
  }

  .headline span {
    font-size: 0.9rem;
  }

  .alarm {
    color: var(--bad);
  }

  .head button {
    flex: none;
  }

  progress {
    width: 100%;
    height: 0.4rem;
    accent-color: var(--accent);
  }

  ol {
    border: 1px solid var(--line);
    border-radius: 8px;
    background: var(--surface);
    overflow: clip;
  }

  li + li {
    border-top: 1px solid var(--line);
  }
`;
