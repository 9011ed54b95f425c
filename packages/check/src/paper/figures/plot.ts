import { label, polyline, tag } from "./svg.ts";

/** A rectangle of the drawing that shows a rectangle of numbers. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** Where a number stands. */
function place({ left, top, width, height, x, y }: Frame, px: number, py: number): readonly [number, number] {
  return [
    left + (width * (px - x[0])) / (x[1] - x[0]),
    top + height - (height * (py - y[0])) / (y[1] - y[0]),
  ];
}

/** The axes with their ticks, lines of a grid and names. */
export function axes(
  frame: Frame,
  ticks: { readonly x: readonly number[]; readonly y: readonly number[] },
  names: { readonly x: string; readonly y: string },
): string {
  const { left, top, width, height } = frame;
  const grid = { stroke: "currentColor", "stroke-opacity": 0.15 };
  const vertical = ticks.x.map((x) => {
    const [px] = place(frame, x, frame.y[0]);
    const line = polyline(
      [
        [px, top],
        [px, top + height],
      ],
      grid,
    );
    return line + label(px, top + height + 16, String(x), { "text-anchor": "middle" });
  });
  const horizontal = ticks.y.map((y) => {
    const [, py] = place(frame, frame.x[0], y);
    const line = polyline(
      [
        [left, py],
        [left + width, py],
      ],
      grid,
    );
    return line + label(left - 6, py + 4, String(y), { "text-anchor": "end" });
  });
  return tag(
    "g",
    {},
    ...vertical,
    ...horizontal,
    label(left + width / 2, top + height + 34, names.x, { "text-anchor": "middle" }),
    label(left, top - 8, names.y),
  );
}

/** The curve of some points. */
export function curve(
  frame: Frame,
  points: readonly (readonly [number, number])[],
  stroke: string,
  attributes: Readonly<Record<string, string | number>> = {},
): string {
  return polyline(
    points.map(([x, y]) => place(frame, x, y)),
    { stroke, "stroke-width": 2, ...attributes },
  );
}

/** So many numbers from one to another. */
export function steps(from: number, to: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
}
