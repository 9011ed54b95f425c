import type { Landscape } from "./landscape.ts";
import type { PlaneChoice } from "./model.ts";
import { SurfaceSettingError } from "./settings.ts";

/**
 * A plane in the space of all parameters: an origin, and two directions at right angles of length 1. Of one parameter it
 * is a line: the second direction is zero, and its axis has no name.
 */
export interface Plane {
  readonly axes: readonly [u: string, v: string];
  /** The point of the check in coordinates of the plane. */
  readonly start: readonly [u: number, v: number];
  readonly first: Float64Array;
  readonly second: Float64Array;
  /** The point at coordinates. */
  at(u: number, v: number): Float64Array;
  /** The coordinates of the point of the plane that is nearest. */
  project(point: Float64Array): readonly [u: number, v: number];
}

/** The plane through the point of a landscape. @throws {@link SurfaceSettingError} for entries that are not there */
export function planeOf({ entries, point }: Landscape, choice: PlaneChoice): Plane {
  const [only] = entries;
  if (only !== undefined && entries.length === 1)
    return plane(point, Float64Array.of(1), Float64Array.of(0), [only, ""], [point[0]!, 0]);
  if (choice.kind === "random") {
    const [first, second] = orthonormal(point.length, choice.seed);
    return plane(point, first, second, ["random direction 1", "random direction 2"], [0, 0]);
  }
  const places = [choice.first, choice.second].map((name) => placeOf(entries, name));
  if (places[0] === places[1]) {
    throw new SurfaceSettingError(
      "entries",
      `Both axes are ${choice.first}; choose two different parameters.`,
    );
  }
  const [first, second] = places.map((place) => unit(point.length, place));
  const start = places.map((place) => point[place]!) as [number, number];
  return plane(point, first!, second!, [choice.first, choice.second], start);
}

function plane(
  point: Float64Array,
  first: Float64Array,
  second: Float64Array,
  axes: readonly [string, string],
  start: readonly [number, number],
): Plane {
  return {
    axes,
    start,
    first,
    second,
    at: (u, v) => point.map((x, i) => x + (u - start[0]) * first[i]! + (v - start[1]) * second[i]!),
    project: (other) => {
      const moved = other.map((x, i) => x - point[i]!);
      return [start[0] + dot(moved, first), start[1] + dot(moved, second)];
    },
  };
}

function placeOf(entries: readonly string[], name: string): number {
  const place = entries.indexOf(name);
  if (place >= 0) return place;
  const few = `${entries.slice(0, 6).join(", ")}${entries.length > 6 ? ", ..." : ""}`;
  throw new SurfaceSettingError("entries", `There is no parameter "${name.slice(0, 40)}"; there are ${few}.`);
}

function unit(length: number, place: number): Float64Array {
  const direction = new Float64Array(length);
  direction[place] = 1;
  return direction;
}

export function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, x, i) => sum + x * b[i]!, 0);
}

/** Two random directions at right angles. */
function orthonormal(length: number, seed: number): readonly [Float64Array, Float64Array] {
  const draw = normals(seed);
  const first = scaled(Float64Array.from({ length }, draw));
  const other = Float64Array.from({ length }, draw);
  const along = dot(other, first);
  return [first, scaled(other.map((x, i) => x - along * first[i]!))];
}

function scaled(direction: Float64Array): Float64Array {
  const norm = Math.sqrt(dot(direction, direction));
  return direction.map((x) => x / norm);
}

/** Normally distributed numbers that follow from a seed (mulberry32, Box and Muller). */
function normals(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}
