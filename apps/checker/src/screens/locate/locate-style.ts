import { css } from "lit";

/** The choice above, both passes beside the edge where they part. */
export const locateStyle = css`
  .choose {
    display: grid;
    gap: 0.75rem;
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

  scroll-box {
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--surface);
  }

  tbody tr:last-child > * {
    border-bottom: 0;
  }

  th:first-child {
    padding-left: 1rem;
  }

  th small {
    display: block;
    max-width: 15rem;
    color: var(--muted);
    font: 0.75rem var(--mono);
    overflow-wrap: anywhere;
    white-space: normal;
  }

  @media (max-width: 40rem) {
    th small {
      width: 7.5rem;
    }
  }

  .mark {
    display: block;
    color: var(--bad);
    font-size: 0.75rem;
  }

  .first > * {
    background: var(--bad-ground);
  }

  .first > :first-child {
    box-shadow: inset 3px 0 0 var(--bad);
  }

  .follows code.wrong {
    color: var(--muted);
  }

  .first code.wrong {
    color: var(--bad);
    font-weight: 650;
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
