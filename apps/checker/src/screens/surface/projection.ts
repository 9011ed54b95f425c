import type { Grid } from "./model.ts";

/** From where the relief is looked at, in degrees. */
export interface View {
  /** Around the vertical axis. */
  readonly turn: number;
  /** Above the horizon. */
  readonly tilt: number;
}

/** A place of the picture: x to the right and y down, both within about -1 and 1, and how near it is. */
export interface Projected {
  readonly x: number;
  readonly y: number;
  readonly depth: number;
}

/** Parallel projection of the box in which u, v and height run from -1/2 to 1/2. */
export function projector({ turn, tilt }: View): (u: number, v: number, height: number) => Projected {
  const [cosTurn, sinTurn] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
  const [cosTilt, sinTilt] = [Math.cos((tilt * Math.PI) / 180), Math.sin((tilt * Math.PI) / 180)];
  return (u, v, height) => {
    const across = u * cosTurn - v * sinTurn;
    const away = u * sinTurn + v * cosTurn;
    return {
      x: across,
      y: -height * cosTilt * 0.7 + -away * sinTilt,
      depth: away * cosTilt - height * sinTilt,
    };
  };
}

/** The part of the picture that the whole box fills, with a little room, as an SVG view box. */
export function viewBoxOf(view: View): string {
  const project = projector(view);
  const ends = [-0.5, 0.5];
  const corners = ends.flatMap((u) => ends.flatMap((v) => ends.map((height) => project(u, v, height).y)));
  const [top, bottom] = [Math.min(...corners) - 0.04, Math.max(...corners) + 0.04];
  return `-0.75 ${top.toFixed(3)} 1.5 ${(bottom - top).toFixed(3)}`;
}

/** How a loss becomes a height from -1/2 to 1/2, and what the axis says. */
export interface Scale {
  readonly name: "loss" | "log loss";
  height(loss: number): number;
}

/** Linear, or logarithmic where the values are positive and span more than two powers of ten. */
export function scaleOf(values: Float64Array): Scale {
  const finite = values.filter((value) => !Number.isNaN(value));
  const [least, most] = finite.reduce(([a, b], x) => [Math.min(a, x), Math.max(b, x)], [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ] as [number, number]);
  const logarithmic = least > 0 && most / least > 100;
  const measure = logarithmic ? Math.log : (x: number): number => x;
  const [from, to] = [measure(least), measure(most)];
  const clamp = (x: number): number => Math.min(0.5, Math.max(-0.5, x));
  return {
    name: logarithmic ? "log loss" : "loss",
    height: (loss) => {
      if (Number.isNaN(loss)) return 0.5;
      if (!(to > from)) return 0;
      return clamp((measure(Math.max(loss, least)) - from) / (to - from) - 0.5);
    },
  };
}

/** One facet of the relief: the corners of its outline, and the loss in its middle. */
export interface Facet {
  readonly points: string;
  readonly loss: number;
}

/** The facets of a grid, farthest first: those that are nearer cover what is behind them. */
export function facetsOf(grid: Grid, scale: Scale, view: View, every: number): readonly Facet[] {
  const project = projector(view);
  const count = Math.floor((grid.size - 1) / every);
  const at = (column: number, row: number): number => grid.values[row * every * grid.size + column * every]!;
  const corner = (column: number, row: number): Projected =>
    project(column / count - 0.5, row / count - 0.5, scale.height(at(column, row)));
  const corners = Array.from({ length: (count + 1) ** 2 }, (_, i) =>
    corner(i % (count + 1), Math.floor(i / (count + 1))),
  );
  const facets = Array.from({ length: count * count }, (_, i) => {
    const [column, row] = [i % count, Math.floor(i / count)];
    const places = [
      [column, row],
      [column + 1, row],
      [column + 1, row + 1],
      [column, row + 1],
    ].map(([x, y]) => corners[y! * (count + 1) + x!]!);
    return {
      points: places.map(({ x, y }) => `${x.toFixed(4)},${y.toFixed(4)}`).join(" "),
      loss: (at(column, row) + at(column + 1, row + 1)) / 2,
      depth: groundDepth(view, (column + 0.5) / count - 0.5, (row + 0.5) / count - 0.5),
    };
  });
  return facets.sort((a, b) => b.depth - a.depth);
}

/** How far away a place of the ground is: a height field is painted in the order of its ground. */
function groundDepth(view: View, u: number, v: number): number {
  return projector(view)(u, v, 0).depth;
}
