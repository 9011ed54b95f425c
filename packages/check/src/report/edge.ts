import { formatWrongEdge } from "../locate/locate.ts";
import type { Report } from "./types.ts";

/** Where the backward pass goes wrong first, if that was looked for. */
export function edgeLines({ firstWrongEdge }: Report): readonly string[] {
  return firstWrongEdge === undefined ? [] : [`first wrong edge: ${formatWrongEdge(firstWrongEdge)}`];
}
