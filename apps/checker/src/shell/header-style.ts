import { css } from "lit";

/** One row where there is room; below that the navigation is a second row, of two lines on phones. */
export const headerStyle = css`
  :host {
    border-bottom: 1px solid var(--line);
    background: var(--surface);
  }

  header {
    display: grid;
    grid-template: "name tools" "nav nav" / auto 1fr;
    align-items: center;
    gap: 0 1.5rem;
    max-width: 90rem;
    min-height: 3.5rem;
    margin-inline: auto;
    padding-inline: clamp(1rem, 3vw, 2.5rem);
  }

  .skip {
    position: absolute;
    z-index: 2;
    top: 0.5rem;
    left: 0.5rem;
    padding: 0.6rem 1rem;
    border-radius: 6px;
    background: var(--accent);
    color: var(--on-accent);
    transform: translateY(-200%);
  }

  .skip:focus {
    transform: none;
  }

  .name {
    grid-area: name;
    display: inline-flex;
    align-items: center;
    justify-self: start;
    gap: 0.45rem;
    min-height: 3rem;
    color: var(--ink);
    font-size: 1.0625rem;
    font-weight: 680;
    letter-spacing: -0.015em;
    text-decoration: none;
  }

  svg {
    width: 1.15rem;
    height: 1.15rem;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  svg .filled {
    fill: currentcolor;
    stroke: none;
  }

  .name svg {
    width: 1.4rem;
    height: 1.4rem;
    color: var(--accent);
  }

  nav {
    grid-area: nav;
    min-width: 0;
  }

  ul {
    display: grid;
    grid-template-columns: repeat(4, 1fr);
    margin-inline: -0.5rem;
    padding-bottom: 0.25rem;
  }

  nav a {
    display: grid;
    place-items: center;
    min-height: 2.25rem;
    padding-inline: 0.25rem;
    border-radius: 6px;
    color: var(--muted);
    font-size: 0.875rem;
    font-weight: 550;
    text-decoration: none;
    white-space: nowrap;
  }

  nav a:hover {
    background: var(--sunken);
    color: var(--ink);
  }

  nav a[aria-current="page"] {
    background: var(--accent-ground);
    color: var(--accent);
  }

  .tools {
    grid-area: tools;
    display: flex;
    justify-content: end;
    min-width: 0;
    align-items: center;
    gap: 0.125rem;
    margin-right: -0.6rem;
  }

  .told {
    padding-right: 0.5rem;
    color: var(--muted);
    font-size: 0.8125rem;
    line-height: 1.3;
    text-align: right;
  }

  .tools button {
    display: grid;
    flex: none;
    place-items: center;
    width: 2.5rem;
    padding: 0;
    border-color: transparent;
    background: transparent;
    color: var(--muted);
  }

  .tools button:hover {
    background: var(--sunken);
    color: var(--ink);
  }

  @media (min-width: 44rem) {
    ul {
      grid-template-columns: repeat(8, auto);
      justify-content: start;
      gap: 0.125rem;
    }

    nav a {
      padding-inline: 0.75rem;
    }
  }

  @media (min-width: 72rem) {
    header {
      grid-template: "name nav tools" / auto 1fr auto;
    }

    ul {
      margin: 0;
      padding: 0;
    }
  }
`;
