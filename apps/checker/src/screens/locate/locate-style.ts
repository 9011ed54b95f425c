import { css } from "lit";

/** The choice above, both passes beside the edge where they part. */
export const locateStyle = css`
  .choose {
    display: grid;
    gap: 0.75rem;
  }

  task-bar {
    margin-block: -0.5rem;
  }

  .field {
    display: grid;
    gap: 0.35rem;
    min-width: 0;
  }

  form.field {
    padding-top: 0.6rem;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.75rem;
  }

  .lead {
    max-width: 46rem;
  }

  .side {
    display: grid;
    gap: 0.6rem;
    align-content: start;
    min-width: 0;
  }

  .side {
    order: -1;
  }

  @media (min-width: 64rem) {
    .side {
      order: 0;
    }

    .columns {
      grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
    }

    .side {
      position: sticky;
      top: 1rem;
    }
  }
`;
