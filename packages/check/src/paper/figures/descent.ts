import { array } from "@chainrule/array";
import { type ArrayLike, add, at, grad, multiply, square, subtract, type Tensor } from "@chainrule/tape";
import { numberOf, numbersOf } from "../uses/newton.ts";
import { steps } from "./plot.ts";
import { colours, drawing, label, polyline, tag } from "./svg.ts";

/** A bowl with two hollows, of which the left one is deeper. */
export function landscape(point: ArrayLike): Tensor {
  const [x, y] = [at(point, 0), at(point, 1)];
  const hollows = multiply(0.5, square(subtract(square(x), 1)));
  return add(add(hollows, multiply(0.15, x)), multiply(0.4, square(y))) as Tensor;
}

/** Where the way down begins. */
export const descentStart: readonly [number, number] = [0.2, 1.3];

/** The points that gradient descent passes. */
export function descentPath(
  start: readonly [number, number],
  rate: number,
  count: number,
): readonly (readonly number[])[] {
  const slope = grad(landscape);
  const path = [[...start] as readonly number[]];
  for (let k = 0; k < count; k++) {
    const point = path.at(-1)!;
    const g = numbersOf(slope(array([...point])) as never);
    path.push(point.map((x, i) => x - rate * g[i]!));
  }
  return path;
}

const heightAt = (x: number, y: number): number => numberOf(landscape(array([x, y])));

/** Seen from above and from the side. */
function seen(x: number, y: number, z: number): readonly [number, number] {
  return [220 + 88 * x + 40 * y, 190 - 45 * z - 45 * y];
}

/** A still of gradient descent on a surface: the net of the surface, and the way down. */
export function descentFigure(): string {
  const [across, along] = [steps(-1.6, 1.6, 25), steps(-1.4, 1.4, 15)];
  const grid = { stroke: "currentColor", "stroke-opacity": 0.3, "stroke-width": 0.7 };
  const rows = along.map((y) =>
    polyline(
      across.map((x) => seen(x, y, heightAt(x, y))),
      grid,
    ),
  );
  const columns = across.map((x) =>
    polyline(
      along.map((y) => seen(x, y, heightAt(x, y))),
      grid,
    ),
  );
  const path = descentPath(descentStart, 0.08, 40).map(([x, y]) => seen(x!, y!, heightAt(x!, y!)));
  const [[startX, startY], [endX, endY]] = [path[0]!, path.at(-1)!];
  return drawing(
    {
      id: "descent",
      title: "Gradient descent on a surface",
      description:
        "A surface with two hollows, drawn as a net of lines. From a point high at the back forty steps against the gradient lead into the nearer hollow, which is not the deeper one.",
      width: 440,
      height: 250,
    },
    ...rows,
    ...columns,
    polyline(path, { stroke: colours.orange, "stroke-width": 2.5 }),
    ...path.map(([cx, cy]) => tag("circle", { cx, cy, r: 2.2, fill: colours.orange })),
    label(startX + 6, startY - 6, "start"),
    label(endX - 6, endY + 20, "minimum", { "text-anchor": "end" }),
  );
}
