import { css } from "lit";

/** One narrow column of fields. */
export const surfaceFormStyle = css`
  form {
    display: grid;
    gap: 1.25rem;
  }

  fieldset {
    display: grid;
    gap: 0.6rem;
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend {
    padding: 0 0 0.35rem;
    font-size: 0.875rem;
    font-weight: 600;
  }

  .pair {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 0.6rem;
  }

  .stack {
    display: grid;
    gap: 0.1rem;
  }

  .field {
    display: grid;
    gap: 0.2rem;
    min-width: 0;
  }

  .field label {
    color: var(--muted);
    font-size: 0.8125rem;
    font-weight: 500;
  }

  .choice {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-height: 2rem;
    font-size: 0.9rem;
    font-weight: 450;
  }

  .choice input {
    flex: none;
    width: 1.05rem;
    min-height: 1.05rem;
    height: 1.05rem;
    margin: 0;
    accent-color: var(--accent);
  }

  ul {
    display: grid;
    gap: 0.35rem;
  }

  li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 6.5rem;
    align-items: center;
    gap: 0.6rem;
  }

  .rate {
    min-height: 2.125rem;
    padding-block: 0.2rem;
  }

  .rate:disabled {
    opacity: 0.55;
  }

  .actions {
    display: flex;
    gap: 0.75rem;
  }
`;
