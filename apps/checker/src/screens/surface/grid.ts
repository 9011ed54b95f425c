import type { Landscape } from "./landscape.ts";
import type { Grid, Path } from "./model.ts";
import type { Plane } from "./plane.ts";

/** How many times the reach a path may stretch the picture by: one that runs away is cut off. */
const stretch = 3;

type Range = readonly [from: number, to: number];

/** What the picture covers: the reach about the start, and the paths as far as they stay near. */
export function rangesOf(plane: Plane, reach: number, paths: readonly Path[]): readonly [u: Range, v: Range] {
  const along = (start: number, places: readonly Float64Array[]): Range => {
    let [from, to] = [start - reach, start + reach];
    for (const values of places) {
      for (const value of values) {
        from = Math.min(from, Math.max(value - reach / 4, start - stretch * reach));
        to = Math.max(to, Math.min(value + reach / 4, start + stretch * reach));
      }
    }
    return [from, to];
  };
  return [
    along(
      plane.start[0],
      paths.map(({ u }) => u),
    ),
    along(
      plane.start[1],
      paths.map(({ v }) => v),
    ),
  ];
}

/** The loss at the points of a grid, row by row, or along a line; `onRow` hears of each row done. */
export function gridOf(
  landscape: Landscape,
  plane: Plane,
  [u, v]: readonly [Range, Range],
  size: number,
  onRow: (row: number) => void,
): Grid {
  const rows = landscape.point.length === 1 ? 1 : size;
  const values = new Float64Array(rows * size);
  const place = ([from, to]: Range, i: number): number => from + ((to - from) * i) / (size - 1);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < size; column++) {
      const loss = landscape.loss(plane.at(place(u, column), place(v, row)));
      values[row * size + column] = Number.isFinite(loss) ? loss : Number.NaN;
    }
    onRow(row);
  }
  return { size, rows, u, v, values };
}
