import { css } from "lit";

/** A place to drop files on, and below it what they can be used as. */
export const ownDataStyle = css`
  :host {
    display: grid;
    gap: 0.9rem;
    min-width: 0;
  }

  .drop {
    display: grid;
    justify-items: center;
    gap: 0.5rem;
    padding: 1.25rem 1rem;
    border: 1.5px dashed var(--edge);
    border-radius: 8px;
    font-size: 0.9375rem;
    text-align: center;
  }

  .drop.over {
    border-color: var(--accent);
    background: var(--sunken);
  }

  .drop p.muted {
    font-size: 0.8125rem;
  }

  .button {
    position: relative;
    display: inline-block;
    padding: 0.45rem 1rem;
    border: 1px solid var(--edge);
    border-radius: 6px;
    background: var(--surface);
    font-weight: 550;
    cursor: pointer;
  }

  .button:hover {
    background: var(--sunken);
  }

  .button input {
    position: absolute;
    inset: 0;
    width: 100%;
    min-height: 0;
    opacity: 0;
    cursor: pointer;
  }

  .button:focus-within {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }

  .summary {
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  table {
    width: auto;
  }

  th,
  td {
    padding: 0.2rem 0.9rem 0.2rem 0;
  }

  .uses {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr));
    gap: 1.5rem;
  }

  section {
    display: grid;
    gap: 0.6rem;
    align-content: start;
    justify-items: start;
    min-width: 0;
  }

  h2 {
    font-size: 0.9375rem;
    font-weight: 650;
  }

  .fields {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6rem;
  }

  .field {
    display: grid;
    gap: 0.2rem;
    width: 9rem;
  }

  .field label {
    color: var(--muted);
    font-size: 0.8125rem;
    font-weight: 500;
  }

  .what {
    font-size: 0.875rem;
    overflow-wrap: anywhere;
  }
`;
