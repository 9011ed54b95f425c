import { css } from "lit";

/** What every component starts from. */
export const base = css`
  :host {
    display: block;
    min-width: 0; /* what is wide scrolls within, and widens no grid around it */
    overflow-wrap: break-word;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  [hidden] {
    display: none !important;
  }

  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }

  h2 {
    font-size: 1.25rem;
    font-weight: 650;
    letter-spacing: -0.01em;
    line-height: 1.3;
  }

  ul,
  ol {
    list-style: none;
  }

  a {
    color: var(--accent);
    text-decoration-thickness: 1px;
    text-underline-offset: 0.18em;
  }

  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
    border-radius: 3px;
  }

  code,
  pre {
    font-family: var(--mono);
    font-size: 0.9em;
  }

  math {
    font-family: var(--math);
  }

  .muted {
    color: var(--muted);
  }

  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media (forced-colors: active) {
    [aria-current="page"],
    [aria-current="step"],
    [aria-checked="true"],
    [aria-pressed="true"],
    [aria-selected="true"] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;

/** Buttons and the fields of forms. */
export const controls = css`
  button,
  input,
  textarea,
  select {
    font: inherit;
    color: inherit;
    min-height: 2.5rem;
    border: 1px solid var(--edge);
    border-radius: 6px;
    background: var(--surface);
  }

  button {
    padding: 0.35rem 1rem;
    font-weight: 550;
    cursor: pointer;
    transition: background-color 120ms;
  }

  button:hover {
    background: var(--sunken);
  }

  button.small {
    justify-self: start;
    min-height: 2rem;
    padding: 0.15rem 0.8rem;
    font-size: 0.875rem;
  }

  button[aria-pressed="true"] {
    border-color: var(--accent);
    background: var(--accent-ground, var(--sunken));
    color: var(--accent);
  }

  button.main {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
  }

  button.main:hover {
    background: color-mix(in oklab, var(--accent) 88%, var(--ink));
  }

  input,
  textarea,
  select {
    width: 100%;
    min-width: 0;
    padding: 0.35rem 0.7rem;
  }

  input,
  textarea {
    font-family: var(--mono);
    font-size: 0.95rem;
  }

  textarea {
    line-height: 1.45;
    resize: vertical;
  }

  ::placeholder {
    color: var(--faint);
    opacity: 1;
  }

  [aria-invalid="true"] {
    border-color: var(--bad);
    box-shadow: inset 0 0 0 1px var(--bad);
  }

  label {
    font-size: 0.875rem;
    font-weight: 600;
  }
`;
