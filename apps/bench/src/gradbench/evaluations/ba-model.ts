import type { NDArray } from "@chainrule/array";
import {
  type ArrayLike,
  add,
  at,
  divide,
  multiply,
  sinc,
  sqrt,
  square,
  stack,
  subtract,
  take,
} from "@chainrule/tape";

/** How many numbers describe a camera, a point, and what an observation depends on: those and its weight. */
export const CAMERA = 11;
export const POINT = 3;
export const SEEN: number = CAMERA + POINT + 1;

/** Cameras that saw points; an observation is of one point by one camera. */
export interface Problem {
  /** `[11, cameras]`: rotation (axis and angle, 3), centre (3), focal length, principal point (2), distortion (2). */
  readonly cameras: NDArray;
  /** `[3, points]`. */
  readonly points: NDArray;
  /** `[observations]`. */
  readonly weights: NDArray;
  /** `[2, observations]`: where it was seen. */
  readonly features: NDArray;
  /** `[observations]`: which camera, which point. */
  readonly cameraOf: NDArray;
  readonly pointOf: NDArray;
}

/** Three coordinates, each for all observations. */
type Vector = readonly [ArrayLike, ArrayLike, ArrayLike];

/** What the errors of an observation depend on, each observation with a copy of its own: 15 arrays `[observations]`. */
export interface Seen {
  readonly rotation: Vector;
  readonly centre: Vector;
  readonly focalLength: ArrayLike;
  readonly principalPoint: readonly [ArrayLike, ArrayLike];
  readonly distortion: readonly [ArrayLike, ArrayLike];
  readonly point: Vector;
  readonly weight: ArrayLike;
}

/** Cameras, points and weights of the observations. */
export function seen({ cameras, points, weights, cameraOf, pointOf }: Problem): Seen {
  const [camera, point] = [take(cameras, cameraOf, 1), take(points, pointOf, 1)];
  const rows = (x: ArrayLike, from: number): Vector => [at(x, from), at(x, from + 1), at(x, from + 2)];
  return {
    rotation: rows(camera, 0),
    centre: rows(camera, 3),
    focalLength: at(camera, 6),
    principalPoint: [at(camera, 7), at(camera, 8)],
    distortion: [at(camera, 9), at(camera, 10)],
    point: rows(point, 0),
    weight: weights,
  };
}

/** w (projection - feature): `[observations, 2]`. */
export function reprojectionErrors(seen: Seen, features: NDArray): ArrayLike {
  const errors = project(seen).map((u, i) => multiply(seen.weight, subtract(u, at(features, i))));
  return stack(errors, 1);
}

/** Where a camera sees a point: turned to the camera, divided by the depth, distorted, magnified and moved. */
function project({ rotation, centre, focalLength, principalPoint, distortion, point }: Seen): ArrayLike[] {
  const [x, y, depth] = rotate(rotation, combine(subtract, point, centre));
  const [u, v] = [divide(x, depth), divide(y, depth)];
  const r2 = add(square(u), square(v));
  const [k1, k2] = distortion;
  const magnified = multiply(focalLength, add(1, multiply(r2, add(k1, multiply(k2, r2)))));
  return [add(multiply(magnified, u), principalPoint[0]), add(multiply(magnified, v), principalPoint[1])];
}

/**
 * Rodrigues' rotation about the axis r by the angle θ = |r|: X + sin θ/θ r × X + (1 - cos θ)/θ² r × (r × X), which is
 * smooth at r = 0 too.
 */
function rotate(r: Vector, x: Vector): Vector {
  const turns = multiply(1 / Math.PI, sqrt(add(add(square(r[0]), square(r[1])), square(r[2]))));
  const once = cross(r, x);
  const twice = cross(r, once);
  const sine = sinc(turns);
  const versine = multiply(0.5, square(sinc(multiply(0.5, turns))));
  const turned = combine((a, b) => add(multiply(sine, a), multiply(versine, b)), once, twice);
  return combine(add, x, turned);
}

function cross(a: Vector, b: Vector): Vector {
  const minor = (i: 0 | 1 | 2, j: 0 | 1 | 2): ArrayLike =>
    subtract(multiply(a[i], b[j]), multiply(a[j], b[i]));
  return [minor(1, 2), minor(2, 0), minor(0, 1)];
}

function combine(f: (a: ArrayLike, b: ArrayLike) => ArrayLike, a: Vector, b: Vector): Vector {
  return [f(a[0], b[0]), f(a[1], b[1]), f(a[2], b[2])];
}

/** 1 - w². */
export const weightErrors = (weight: ArrayLike): ArrayLike => subtract(1, square(weight));
