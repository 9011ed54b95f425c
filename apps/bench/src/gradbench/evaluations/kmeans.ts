import { full, type NDArray } from "@chainrule/array";
import {
  type ArrayLike,
  argmin,
  asArray,
  at,
  concat,
  concrete,
  divide,
  expandDims,
  grad,
  jvp,
  square,
  subtract,
  sum,
  take,
} from "@chainrule/tape";
import { arrayIn, fieldsOf } from "../input.ts";
import type { Module, Output } from "../module.ts";

/** Σᵢ minⱼ |Cⱼ - Pᵢ|²: the minimum is taken at the nearest centroid, which small changes of C do not change. */
function cost(centroids: ArrayLike, points: NDArray): ArrayLike {
  const nearest = nearestCentroids(asArray(concrete(centroids)), points);
  return sum(square(subtract(points, take(centroids, nearest))));
}

/** So many differences of coordinates are held at once. */
const BLOCK = 1 << 16;

/** For each point the index of the nearest centroid, for one block of points after the other. */
function nearestCentroids(centroids: NDArray, points: NDArray): ArrayLike {
  const [n, d] = points.shape as [number, number];
  const size = Math.max(1, Math.floor(BLOCK / (d * centroids.shape[0]!)));
  const blocks = Array.from({ length: Math.ceil(n / size) }, (_, i) => {
    const block = at(points, { start: i * size, stop: (i + 1) * size });
    const distances = sum(square(subtract(expandDims(block, 1), centroids)), { axis: -1 });
    return argmin(distances, { axis: -1 });
  });
  return concat(blocks);
}

/** Newton's direction. The Hessian is diagonal, so its product with a vector of ones is all of it. */
function direction(centroids: NDArray, points: NDArray): ArrayLike {
  const gradient = grad((c: ArrayLike) => cost(c, points));
  const { value, tangent } = jvp(gradient)([centroids], [full(centroids.shape, 1)]);
  return divide(value, tangent);
}

/** K-means clustering. */
export const kmeans: Module = {
  cost: prepared((centroids, points) => cost(centroids, points) as NDArray),
  dir: prepared((centroids, points) => direction(centroids, points) as NDArray),
};

function prepared(f: (centroids: NDArray, points: NDArray) => Output): Module[string] {
  return (input) => {
    const fields = fieldsOf(input);
    const points = arrayIn(fields, "points", [undefined, undefined]);
    const centroids = arrayIn(fields, "centroids", [undefined, points.shape[1]]);
    return () => f(centroids, points);
  };
}
