import type { TableData } from "../../figures/data-table.ts";
import { short } from "../../figures/ticks.ts";
import type { Path, SurfaceResult } from "./model.ts";
import { optimizers } from "./settings.ts";

/** About so many steps of a path are told in a table. */
const told = 20;

/** The paths in figures: where each optimizer is after some of the steps. */
export function pathTable({ paths, axes: both }: SurfaceResult): TableData {
  const axes = both.filter((axis) => axis !== "");
  const steps = stepsTold(paths);
  const names = paths.map(({ optimizer }) => optimizers[optimizer].title);
  return {
    title: "The paths",
    caption: `Loss, ${axes.join(" and ")} of each optimizer`,
    columns: ["step", ...names.flatMap((name) => [`${name}: loss`, ...axes])],
    rows: steps.map((step) => [
      String(step),
      ...paths.flatMap(({ loss, u, v }) =>
        [loss, u, v].slice(0, axes.length + 1).map((values) => cell(values, step)),
      ),
    ]),
  };
}

/** Some figure of each optimizer over the steps. */
export function curveTable(
  title: string,
  curves: readonly { readonly name: string; readonly values: ArrayLike<number> }[],
): TableData {
  const longest = Math.max(0, ...curves.map(({ values }) => values.length - 1));
  return {
    title,
    caption: `${title} after some of the steps`,
    columns: ["step", ...curves.map(({ name }) => name)],
    rows: spaced(longest).map((step) => [String(step), ...curves.map(({ values }) => cell(values, step))]),
  };
}

/** The loss at some places of the curve. */
export function lineTable({ grid, axes }: SurfaceResult): TableData {
  const [from, to] = grid.u;
  const at = (i: number): string => short(from + ((to - from) * i) / (grid.size - 1));
  return {
    title: "The curve",
    caption: `The loss by ${axes[0]}`,
    columns: [axes[0], "loss"],
    rows: spaced(grid.size - 1).map((i) => [at(i), short(grid.values[i]!)]),
  };
}

/** The loss at some places of the grid. */
export function gridTable({ grid, axes }: SurfaceResult): TableData {
  const places = spaced(grid.size - 1, 8);
  const at = ([from, to]: readonly [number, number], i: number): string =>
    short(from + ((to - from) * i) / (grid.size - 1));
  return {
    title: "The map",
    caption: `The loss: ${axes[0]} across, ${axes[1]} down`,
    columns: [`${axes[1]} \\ ${axes[0]}`, ...places.map((column) => at(grid.u, column))],
    rows: places
      .toReversed()
      .map((row) => [
        at(grid.v, row),
        ...places.map((column) => short(grid.values[row * grid.size + column]!)),
      ]),
  };
}

function stepsTold(paths: readonly Path[]): readonly number[] {
  return spaced(Math.max(0, ...paths.map(({ loss }) => loss.length - 1)));
}

/** Whole numbers from 0 to the last, about so many, evenly spaced. */
function spaced(last: number, count = told): readonly number[] {
  const parts = Math.max(1, Math.min(last, count));
  return [...new Set(Array.from({ length: parts + 1 }, (_, i) => Math.round((i * last) / parts)))];
}

function cell(values: ArrayLike<number>, step: number): string {
  return step < values.length ? short(values[step]!, 5) : "–";
}
