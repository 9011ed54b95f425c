import { claimErrata } from "./claims.ts";
import type { Erratum } from "./erratum.ts";
import { formulaErrata } from "./formulas.ts";
import { gradientErrata } from "./gradients.ts";
import { layerErrata } from "./layers.ts";

const number = ({ id }: Erratum): number => Number(id.slice(1));

/**
 * The errata of the paper, E1 to E21: each with what is printed and what is right, and findings that tell them apart.
 * Engines agree on a wrong formula, so it takes a property to see it: an area, a minimum, a shape, a count.
 *
 * @example
 * ```ts
 * import { errata, isAsExpected } from "@chainrule/check";
 * errata.length; // => 21
 * const gaussian = errata.find(({ id }) => id === "E1");
 * gaussian?.broken.findings().every(isAsExpected); // => true
 * gaussian?.mended.expected; // => "agree"
 * ```
 */
export const errata: readonly Erratum[] = [
  ...formulaErrata,
  ...layerErrata,
  ...gradientErrata,
  ...claimErrata,
].sort((a, b) => number(a) - number(b));
