import { css } from "lit";

/** What is differentiated over the whole width; the rules and the result beside each other where there is room. */
export const screenStyle = css`
  :host {
    gap: 1.5rem;
  }

  task-bar {
    margin-block: -1rem -1.25rem;
  }

  .primal {
    font-size: 1.35rem;
  }

  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.75rem 1.5rem;
  }

  .choice {
    min-width: 0;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.35rem 0.6rem;
    font-size: 0.875rem;
    font-weight: 600;
  }

  .choice select {
    width: auto;
    max-width: 100%;
  }

  .right {
    display: grid;
    gap: 1.5rem;
    align-content: start;
    min-width: 0;
  }

  @media (min-width: 64rem) and (min-height: 40rem) {
    step-graph {
      position: sticky;
      z-index: 1;
      top: 0;
      padding-block: 0.5rem;
      background: var(--ground);
    }
  }
`;
