import { array, type NDArray } from "@chainrule/array";
import {
  type ArrayLike,
  add,
  at,
  divide,
  multiply,
  permuteDims,
  sinc,
  sqrt,
  square,
  subtract,
  sum,
  take,
} from "@chainrule/tape";

/** How many numbers describe a camera, a point, and what an observation depends on: those and its weight. */
export const CAMERA = 11;
export const POINT = 3;
export const SEEN: number = CAMERA + POINT + 1;

/** Cameras that saw points: 11 numbers a camera, 3 a point; an observation is of one point by one camera. */
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

/** What the residuals of an observation depend on, each observation with a copy of its own. */
export interface Seen<T = ArrayLike> {
  /** `[11, observations]`. */
  readonly camera: T;
  /** `[3, observations]`. */
  readonly point: T;
  /** `[observations]`. */
  readonly weight: T;
}

/** Cameras and points of the observations. */
export function seen({ cameras, points, weights, cameraOf, pointOf }: Problem): Seen<NDArray> {
  return {
    camera: take(cameras, cameraOf, 1) as NDArray,
    point: take(points, pointOf, 1) as NDArray,
    weight: weights,
  };
}

/** w (projection - feature): `[observations, 2]`. */
export function reprojectionErrors({ camera, point, weight }: Seen, features: NDArray): ArrayLike {
  return permuteDims(multiply(weight, subtract(project(camera, point), features)), [1, 0]);
}

/** Where a camera sees a point: `[11, n], [3, n] -> [2, n]`. */
function project(camera: ArrayLike, point: ArrayLike): ArrayLike {
  const [rotation, centre] = [at(camera, { stop: 3 }), at(camera, { start: 3, stop: 6 })];
  const [focalLength, principalPoint] = [at(camera, 6), at(camera, { start: 7, stop: 9 })];
  const [k1, k2] = [at(camera, 9), at(camera, 10)];
  const inCamera = rotate(rotation, subtract(point, centre));
  const flat = divide(at(inCamera, { stop: 2 }), at(inCamera, 2));
  const r2 = sum(square(flat), { axis: 0 });
  const distortion = add(1, multiply(r2, add(k1, multiply(k2, r2))));
  return add(multiply(multiply(distortion, focalLength), flat), principalPoint);
}

/**
 * Rodrigues' rotation about the axis r by the angle θ = |r|: X + sin θ/θ r × X + (1 - cos θ)/θ² r × (r × X), which is
 * smooth at r = 0 too.
 */
function rotate(r: ArrayLike, x: ArrayLike): ArrayLike {
  const turns = multiply(sqrt(sum(square(r), { axis: 0 })), 1 / Math.PI);
  const once = cross(r, x);
  const half = sinc(multiply(0.5, turns));
  const twice = multiply(multiply(0.5, square(half)), cross(r, once));
  return add(x, add(multiply(sinc(turns), once), twice));
}

/** a × b of vectors along the first axis: aᵢ₊₁ bᵢ₊₂ - aᵢ₊₂ bᵢ₊₁. */
function cross(a: ArrayLike, b: ArrayLike): ArrayLike {
  const [next, afterNext] = [array([1, 2, 0], { dtype: "int32" }), array([2, 0, 1], { dtype: "int32" })];
  return subtract(multiply(take(a, next), take(b, afterNext)), multiply(take(a, afterNext), take(b, next)));
}

/** 1 - w². */
export const weightErrors = (weight: ArrayLike): ArrayLike => subtract(1, square(weight));
