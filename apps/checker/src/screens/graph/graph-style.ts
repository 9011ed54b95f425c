import { css } from "lit";

/** The drawing over the whole width; below it the step, and the tree beside it where there is room. */
export const screenStyle = css`
  task-bar {
    margin-block: -1rem -0.75rem;
  }

  .bar,
  .layers,
  .controls {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
    font-size: 0.875rem;
  }

  .layers {
    gap: 0.4rem;
  }

  .layers small {
    color: var(--muted);
    font-weight: 400;
  }

  .walk {
    display: grid;
    gap: 0.6rem;
    min-width: 0;
  }

  .controls {
    gap: 0.35rem;
  }

  .controls button {
    min-width: 2.75rem;
    padding-inline: 0.6rem;
  }

  .controls svg {
    display: block;
    width: 0.9rem;
    height: 0.9rem;
    margin: auto;
    fill: currentcolor;
  }

  .controls button:disabled {
    color: var(--faint);
    cursor: default;
  }

  .controls .play {
    min-width: 5rem;
  }

  .controls input {
    flex: 1 1 8rem;
    max-width: 26rem;
    padding: 0;
    border: 0;
    background: none;
    accent-color: var(--accent);
  }

  .below {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.6rem 1.5rem;
  }

  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1.5rem;
    font-size: 0.8125rem;
  }

  .legend li::before {
    content: "";
    display: inline-block;
    width: 0.7rem;
    height: 0.7rem;
    margin-right: 0.4rem;
    border-radius: 3px;
    background: currentcolor;
    forced-color-adjust: none;
  }

  .primal {
    color: var(--good);
  }

  .adjoint {
    color: var(--accent);
  }
`;
