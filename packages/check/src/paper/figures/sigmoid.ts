import { differentiate, evaluate, parse } from "@chainrule/expr";
import { axes, curve, type Frame, steps } from "./plot.ts";
import { colours, drawing, label } from "./svg.ts";

/** The sigmoid and its derivative, from our own formulas. */
export function sigmoidFigure(): string {
  const frame: Frame = { left: 44, top: 28, width: 380, height: 200, x: [-6, 6], y: [0, 1] };
  const f = parse("sigmoid(x)");
  const slope = differentiate(f, "x");
  const curveOf = (e: typeof f, colour: string): string =>
    curve(
      frame,
      steps(-6, 6, 121).map((x) => [x, evaluate(e, { x }) as number] as const),
      colour,
    );
  return drawing(
    {
      id: "sigmoid",
      title: "The sigmoid and its derivative",
      description:
        "An S-shaped curve from 0 at the left to 1 at the right, through 1/2 at 0; below it a bell, its derivative, 1/4 at 0.",
      width: 440,
      height: 270,
    },
    axes(frame, { x: [-6, -3, 0, 3, 6], y: [0, 0.25, 0.5, 0.75, 1] }, { x: "x", y: "f" }),
    curveOf(f, colours.blue),
    curveOf(slope, colours.orange),
    label(330, 50, "f", { fill: colours.blue }),
    label(270, 168, "f' = f (1 - f)", { fill: colours.orange }),
  );
}
