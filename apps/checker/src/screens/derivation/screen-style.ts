import { css } from "lit";

/** What is differentiated over the whole width; the rules and the result beside each other where there is room. */
export const screenStyle = css`
  :host {
    display: grid;
    gap: 1.5rem;
    min-width: 0;
  }

  task-bar {
    margin-bottom: -1.25rem;
  }

  h2 {
    font-size: 1.0625rem;
  }

  section {
    display: grid;
    gap: 0.6rem;
    align-content: start;
    min-width: 0;
  }

  .what {
    padding: 1rem 1.25rem;
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--surface);
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

  .columns {
    display: grid;
    gap: 1.75rem 2rem;
    min-width: 0;
  }

  .right {
    display: grid;
    gap: 1.5rem;
    align-content: start;
    min-width: 0;
  }

  @media (min-width: 64rem) {
    .columns {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
  }
`;
