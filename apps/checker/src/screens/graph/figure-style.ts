import { css } from "lit";

/** A drawing that scrolls in both directions within its frame. */
export const figureStyle = css`
  :host {
    min-width: 0;
  }

  .frame {
    max-height: var(--tallest, 34rem);
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--surface);
    overflow: auto;
    overscroll-behavior: contain;
  }

  svg {
    display: block;
    margin: auto;
  }

  .edge {
    fill: none;
    stroke: var(--edge);
    stroke-width: 1.25;
  }

  .edge.forward {
    stroke: var(--good);
    stroke-width: 2.5;
  }

  .edge.backward {
    stroke: var(--accent);
    stroke-width: 2.5;
  }

  marker path {
    fill: context-stroke;
  }

  .node {
    cursor: pointer;
  }

  .node rect {
    fill: var(--ground);
    stroke: var(--edge);
    stroke-width: 1.25;
  }

  .node.input rect {
    fill: var(--surface);
    stroke-dasharray: 4 3;
  }

  .node.group rect {
    fill: var(--sunken);
    stroke-width: 2;
  }

  .node:hover rect {
    stroke: var(--ink);
  }

  .node.current.forward rect {
    fill: var(--good-ground);
    stroke: var(--good);
    stroke-width: 2.5;
    stroke-dasharray: none;
  }

  .node.current.backward rect {
    fill: var(--accent-ground);
    stroke: var(--accent);
    stroke-width: 2.5;
    stroke-dasharray: none;
  }

  text {
    font: 12px var(--mono);
    fill: var(--ink);
  }

  .name {
    font-weight: 650;
  }

  .made {
    fill: var(--muted);
  }

  .op {
    fill: var(--muted);
    text-anchor: end;
  }

  .primal {
    fill: var(--good);
  }

  .adjoint {
    fill: var(--accent);
  }
`;
