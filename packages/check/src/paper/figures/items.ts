import { array } from "@chainrule/array";
import { equals, property } from "../findings.ts";
import type { Finding, PaperItem } from "../item.ts";
import { numberOf } from "../uses/newton.ts";
import { trainingCourse } from "./curves.ts";
import { descentPath, descentStart, landscape } from "./descent.ts";
import { figure, figureNames } from "./figures.ts";
import { signalsOf } from "./glorot.ts";

/**
 * S32: the paper cites searches for images; here every figure is drawn anew, from what it is to show.
 *
 * @example
 * ```ts
 * import { figureItem, isAsExpected } from "@chainrule/check";
 * (await figureItem.check()).every(isAsExpected); // => true
 * ```
 */
export const figureItem: PaperItem = {
  id: "S32",
  title: "the figures, drawn by our own code",
  check: figures,
};

function figures(): readonly Finding[] {
  return [...figureNames.map(drawn), ...shown()];
}

function drawn(name: (typeof figureNames)[number]): Finding {
  const svg = figure(name);
  const said = svg.includes("<title") && svg.includes("<desc") && svg.includes('role="img"');
  return property(`${name}: drawn, with a title and a description`, said, `${svg.length} characters of SVG`);
}

const spread = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length);

/** What the figures show is so: the signals of deep nets, the way down, the course of a training. */
function shown(): readonly Finding[] {
  const [standard, normalised] = [signalsOf("standard"), signalsOf("normalised")];
  const ratio = (layers: readonly (readonly number[])[], from: number, to: number): number =>
    spread(layers[from]!) / spread(layers[to]!);
  const [usual, better] = [ratio(standard.activations, 4, 0), ratio(normalised.activations, 4, 0)];
  const [usualBack, betterBack] = [ratio(standard.gradients, 0, 4), ratio(normalised.gradients, 0, 4)];
  const path = descentPath(descentStart, 0.08, 40).map(([x, y]) => numberOf(landscape(array([x!, y!]))));
  const { losses, accuracies } = trainingCourse(200);
  return [
    property(
      "glorot: with standard weights activations shrink from layer to layer, with normalised ones far less",
      usual < 0.25 && better > 2 * usual,
      `last over first layer ${usual.toFixed(3)} and ${better.toFixed(3)}`,
    ),
    property(
      "... and so do gradients on the way back",
      usualBack < 0.3 && betterBack > 2 * usualBack,
      `first over last layer ${usualBack.toFixed(3)} and ${betterBack.toFixed(3)}`,
    ),
    property(
      "descent: every step leads down",
      path.every((z, i) => i === 0 || z < path[i - 1]!),
      `${path[0]!.toFixed(3)} -> ${path.at(-1)!.toFixed(3)}`,
    ),
    property(
      "curves: the loss falls, the accuracy rises",
      losses.at(-1)! < losses[0]! / 2 && accuracies.at(-1)! > 0.9,
      `loss ${losses[0]!.toFixed(2)} -> ${losses.at(-1)!.toFixed(2)}, accuracy ${accuracies.at(-1)}`,
    ),
    equals("network: 20 weights are drawn", figure("network").split("<line").length - 1, 20),
  ];
}
