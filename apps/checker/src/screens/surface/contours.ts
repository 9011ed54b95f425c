import type { Grid } from "./model.ts";

/** A point of the grid, in columns and rows, and the value there. */
type Corner = readonly [x: number, y: number, value: number];

/** One height of the loss: the region at or above it and the line along it, as SVG paths in grid units. */
export interface Contour {
  readonly level: number;
  readonly region: string;
  readonly line: string;
}

/**
 * Heights at which contours are drawn: quantiles of the values, so that a flat valley shows as much as a steep slope.
 * The lowest is the least value.
 */
export function levelsOf(values: Float64Array, count: number): readonly number[] {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length === 0) return [];
  const quantile = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))]!;
  return [...new Set(Array.from({ length: count }, (_, i) => quantile(i / count)))];
}

/** The band of a value: the place of the last level that it reaches; where it is not finite, the highest. */
export function bandOf(value: number, levels: readonly number[]): number {
  if (Number.isNaN(value)) return levels.length - 1;
  return Math.max(
    0,
    levels.findLastIndex((level) => level <= value),
  );
}

/** The contours of a grid: each of its cells is two triangles, over which the loss is taken as linear. */
export function contoursOf({ size, values }: Grid, levels: readonly number[]): readonly Contour[] {
  const top = levels.at(-1) ?? 0;
  const heights = values.map((value) => (Number.isNaN(value) ? Math.max(top, 0) * 2 + 1 : value));
  return levels.map((level) => ({ level, ...contourAt(size, heights, level) }));
}

function contourAt(size: number, heights: Float64Array, level: number): Omit<Contour, "level"> {
  const region: string[] = [];
  const line: string[] = [];
  for (let row = 0; row + 1 < size; row++) {
    let from: number | undefined; // the first column of a run of cells wholly above
    for (let column = 0; column < size; column++) {
      const cell = column + 1 < size ? cornersOf(size, heights, row, column) : undefined;
      if (cell?.every(([, , value]) => value >= level)) {
        from ??= column;
        continue;
      }
      if (from !== undefined) region.push(`M${from} ${row}H${column}V${row + 1}H${from}Z`);
      from = undefined;
      if (cell?.some(([, , value]) => value >= level)) cutCell(cell, level, region, line);
    }
  }
  return { region: region.join(""), line: line.join("") };
}

/** The corners of a cell, around it. */
function cornersOf(size: number, heights: Float64Array, row: number, column: number): readonly Corner[] {
  const corner = (x: number, y: number): Corner => [x, y, heights[y * size + x]!];
  return [corner(column, row), corner(column + 1, row), corner(column + 1, row + 1), corner(column, row + 1)];
}

function cutCell([a, b, c, d]: readonly Corner[], level: number, region: string[], line: string[]): void {
  for (const triangle of [
    [a!, b!, c!],
    [a!, c!, d!],
  ]) {
    const { above, crossing } = cut(triangle, level);
    if (above.length > 2) region.push(`M${above.map(show).join("L")}Z`);
    if (crossing.length === 2) line.push(`M${crossing.map(show).join("L")}`);
  }
}

type Place = readonly [x: number, y: number];

/** The part of a triangle at or above a level, and where the level crosses its sides. */
export function cut(
  triangle: readonly Corner[],
  level: number,
): { readonly above: readonly Place[]; readonly crossing: readonly Place[] } {
  const above: Place[] = [];
  const crossing: Place[] = [];
  triangle.forEach((from, i) => {
    const to = triangle[(i + 1) % triangle.length]!;
    if (from[2] >= level) above.push([from[0], from[1]]);
    if (from[2] >= level === to[2] >= level) return;
    const share = (level - from[2]) / (to[2] - from[2]);
    const place: Place = [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
    above.push(place);
    crossing.push(place);
  });
  return { above, crossing };
}

function show([x, y]: Place): string {
  return `${round(x)} ${round(y)}`;
}

function round(x: number): number {
  return Math.round(x * 100) / 100;
}
