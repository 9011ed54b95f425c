import { css } from "lit";

/** The layout of the fields: the formula over the whole width, the choices in a row where there is room. */
export const formStyle = css`
  form,
  .field {
    display: grid;
    gap: 0.35rem;
    min-width: 0;
    align-content: start;
  }

  form {
    gap: 1rem;
  }

  #formula {
    font-size: 1.0625rem;
  }

  .choices {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 1rem 0.75rem;
  }

  .point {
    grid-column: 1 / -1;
  }

  @media (min-width: 40rem) {
    .choices {
      grid-template-columns: minmax(0, 2fr) minmax(7rem, 1fr) minmax(9rem, 1fr);
    }

    .point {
      grid-column: auto;
    }
  }

  .note {
    font-size: 0.875rem;
    min-width: 0;
  }

  .preview {
    padding: 0.25rem 0;
    font-size: 1.25rem;
  }

  .preview math {
    text-align: left;
    width: max-content;
  }

  .actions {
    display: flex;
    gap: 0.75rem;
  }

  .actions [type="button"] {
    animation: appear 0s 150ms backwards;
  }

  @keyframes appear {
    from {
      opacity: 0;
    }
  }
`;
