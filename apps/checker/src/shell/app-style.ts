import { css } from "lit";

/** The page around a screen. */
export const appStyle = css`
  :host {
    display: grid;
    grid-template-rows: auto 1fr auto;
    min-height: 100vh;
    min-height: 100dvh;
  }

  main,
  footer {
    width: 100%;
    max-width: 90rem;
    margin-inline: auto;
    padding-inline: clamp(1rem, 3vw, 2.5rem);
  }

  main {
    min-width: 0;
    min-height: calc(100dvh - 3.5rem); /* so that what comes below moves nothing that is seen */
  }

  .title {
    padding-block: clamp(1.25rem, 3vw, 2rem) clamp(1rem, 2vw, 1.5rem);
  }

  h1 {
    font-size: clamp(1.375rem, 1.2rem + 0.8vw, 1.75rem);
    font-weight: 680;
    letter-spacing: -0.02em;
    line-height: 1.25;
    width: fit-content;
  }

  h1:focus {
    outline: none;
  }

  h1:focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 4px;
  }

  .title p {
    max-width: 46rem;
    margin-top: 0.2rem;
    color: var(--muted);
  }

  .opening {
    position: absolute; /* so that what comes in its place is not moved */
    color: var(--muted);
    animation: appear 0s 500ms backwards;
  }

  @keyframes appear {
    from {
      visibility: hidden;
    }
  }

  .failure {
    display: grid;
    gap: 0.75rem;
    max-width: 46rem;
  }

  footer {
    padding-block: 3rem 1.5rem;
    color: var(--muted);
    font-size: 0.8125rem;
  }
`;
