import { css, unsafeCSS } from "lit";

/** How many bands of the loss are told apart by colour. */
export const bandCount = 14;

const fills = Array.from({ length: bandCount }, (_, band) => {
  const share = Math.round((100 * band) / (bandCount - 1));
  const colour = `color-mix(in oklab, var(--heat-high) ${share}%, var(--heat-low))`;
  return `.band-${band} { fill: ${colour}; stroke: ${colour}; }`;
}).join("\n");

/** From low to high: one hue that darkens by day and fades by night, so that the paths stand out on it. */
export const bandStyle = css`
  :host {
    --heat-low: light-dark(#fdf3d8, #2a5c86);
    --heat-high: light-dark(#8fa6c4, #191c24);
  }

  ${unsafeCSS(fills)}
`;
