import { nameIn, requireGiven } from "../../given.ts";
import { curvesFigure } from "./curves.ts";
import { descentFigure } from "./descent.ts";
import { glorotFigure } from "./glorot.ts";
import { networkFigure } from "./network.ts";
import { shoeFigure } from "./shoe.ts";
import { sigmoidFigure } from "./sigmoid.ts";

/** The name of a figure. */
export type FigureName = "network" | "sigmoid" | "glorot" | "descent" | "curves" | "shoe";

const makers: { readonly [N in FigureName]: () => string } = {
  network: networkFigure,
  sigmoid: sigmoidFigure,
  glorot: glorotFigure,
  descent: descentFigure,
  curves: curvesFigure,
  shoe: shoeFigure,
};

/**
 * The names of the paper's figures, in its order.
 *
 * @example
 * ```ts
 * import { figureNames } from "@chainrule/check";
 * figureNames; // => ["network", "sigmoid", "glorot", "descent", "curves", "shoe"]
 * ```
 */
export const figureNames: readonly FigureName[] = Object.keys(makers) as FigureName[];

/**
 * A figure of the paper as SVG, drawn from our own formulas, nets and descents: with a title and a description, and with lines
 * in the colour of the text around it.
 *
 * @example
 * ```ts
 * import { figure } from "@chainrule/check";
 * figure("sigmoid").startsWith("<svg"); // => true
 * ```
 */
export function figure(name: FigureName): string {
  requireGiven({ name }, { name: nameIn(makers) });
  return makers[name]();
}
