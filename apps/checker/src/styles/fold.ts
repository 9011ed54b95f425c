import { css } from "lit";

/** The title of what unfolds: it looks like a link, as it leads to more. */
export const foldStyle = css`
  :host,
  details {
    min-width: 0;
  }

  summary {
    width: fit-content;
    max-width: 100%;
    padding-block: 0.25rem;
    color: var(--accent);
    font-size: 0.9rem;
    cursor: pointer;
  }
`;
