import { css } from "lit";

/** The layout of the fields: the formula over the whole width, the rest in rows where there is room. */
export const formStyle = css`
  form {
    display: grid;
    gap: 0.9rem;
    padding: clamp(0.9rem, 2vw, 1.25rem);
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--surface);
  }

  .field {
    display: grid;
    gap: 0.3rem;
    min-width: 0;
    align-content: start;
  }

  #text {
    font-size: 1.0625rem;
  }

  .row {
    display: grid;
    gap: 0.9rem 0.75rem;
  }

  .note {
    min-width: 0;
    min-height: 1.3em;
    font-size: 0.8125rem;
  }

  .note.formula,
  .note.claim {
    min-height: 3.5rem;
  }

  .preview {
    display: grid;
    align-items: center;
    min-height: 3.5rem;
    font-size: 1.25rem;
  }

  .preview math {
    text-align: left;
    width: max-content;
  }

  .drawing {
    display: flex;
    gap: 0.5rem;
  }

  .drawing .field {
    flex: 1 1 4rem;
  }

  .drawing button {
    margin-top: 1.62rem;
    align-self: start;
    flex: none;
    font-size: 0.9rem;
    white-space: nowrap;
  }

  details .row {
    padding-top: 0.75rem;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.75rem;
  }

  .actions .main {
    min-width: 7rem;
  }

  .late {
    animation: appear 0s 150ms backwards;
  }

  @keyframes appear {
    from {
      opacity: 0;
    }
  }

  @media (min-width: 48rem) {
    .row {
      grid-template-columns: minmax(0, 2.2fr) minmax(0, 1fr) minmax(15rem, 1fr);
    }

    .row.two {
      grid-template-columns: minmax(0, 1fr) minmax(0, 3fr);
    }

    .row.claim {
      grid-template-columns: minmax(0, 3fr) minmax(0, 1fr);
    }
  }
`;
