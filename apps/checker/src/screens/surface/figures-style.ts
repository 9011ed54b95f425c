import { css } from "lit";

/** The picture, and the curves beside or below it. */
export const figuresStyle = css`
  :host {
    display: grid;
    gap: 2rem;
    min-width: 0;
  }

  figure {
    display: grid;
    gap: 0.6rem;
    align-content: start;
    min-width: 0;
    margin: 0;
  }

  figcaption {
    font-weight: 650;
  }

  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 1rem;
  }

  .switch {
    display: flex;
  }

  .switch button {
    min-height: 2.125rem;
    padding-block: 0.15rem;
    border-radius: 6px 0 0 6px;
    white-space: nowrap;
  }

  .switch button + button {
    margin-left: -1px;
    border-radius: 0 6px 6px 0;
  }

  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1.5rem;
    font-size: 0.875rem;
  }

  .legend.small {
    gap: 0.15rem 1rem;
    font-size: 0.8125rem;
  }

  .legend li {
    display: flex;
    align-items: center;
    gap: 0.45rem;
  }

  .legend svg {
    width: 1.75rem;
    height: 0.625rem;
    stroke: var(--series);
    stroke-width: 2.5;
  }

  .value {
    font-variant-numeric: tabular-nums;
    font-weight: 600;
  }

  .whose {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    font-weight: 450;
  }

  .whose select {
    width: auto;
    min-height: 2.125rem;
    padding-block: 0.1rem;
  }

  .stills {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr));
    gap: 0.75rem;
    color: var(--muted);
    font-size: 0.8125rem;
  }

  .note {
    color: var(--muted);
    font-size: 0.875rem;
  }

  .curves {
    display: grid;
    gap: 1.75rem 2rem;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr));
    min-width: 0;
  }

  @media (min-width: 80rem) {
    :host {
      grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
    }

    .curves {
      grid-template-columns: minmax(0, 1fr);
      align-content: start;
    }
  }
`;
