import { array } from "@chainrule/array";
import {
  type ArrayLike,
  add,
  at,
  concat,
  divide,
  multiply,
  sqrt,
  square,
  subtract,
  sum,
  type Tensor,
} from "@chainrule/tape";
import type { Objective } from "./newton.ts";

/** Rosenbrock's valley (1960): `100 (y - x^2)^2 + (1 - x)^2`, least at (1, 1). */
export function rosenbrock(point: ArrayLike): Tensor {
  const [x, y] = [at(point, 0), at(point, 1)];
  return add(multiply(100, square(subtract(y, square(x)))), square(subtract(1, x))) as Tensor;
}

/**
 * The time that a bead takes down a wire of straight pieces, from rest at (0, 0) to (pi, 2), with a gravity of 1.
 *
 * The pieces end at the depths `2 (i/n)^2`, close to each other where the bead is slow; how far along they end is free. At the
 * depth y the speed is `sqrt(2 y)`, and a straight piece takes its length over the mean of the speeds at its ends.
 */
export function descentTime(pieces: number): Objective {
  const depths = array(Array.from({ length: pieces + 1 }, (_, i) => 2 * (i / pieces) ** 2));
  const speeds = sqrt(multiply(2, depths));
  const [upper, lower] = [{ stop: -1 }, { start: 1 }];
  const heights = subtract(at(depths, lower), at(depths, upper));
  const meanSpeeds = divide(add(at(speeds, lower), at(speeds, upper)), 2);
  return (inner) => {
    const along = concat([array([0]), inner, array([Math.PI])]);
    const widths = subtract(at(along, lower), at(along, upper));
    const lengths = sqrt(add(square(widths), square(heights)));
    return sum(divide(lengths, meanSpeeds)) as Tensor;
  };
}

/** Snell's law of the quickest wire: on every piece the sine of its angle to the vertical over its mean speed. */
export function sinesOverSpeeds(pieces: number, inner: readonly number[]): readonly number[] {
  const depth = (i: number): number => 2 * (i / pieces) ** 2;
  const along = [0, ...inner, Math.PI];
  return Array.from({ length: pieces }, (_, i) => {
    const [width, height] = [along[i + 1]! - along[i]!, depth(i + 1) - depth(i)];
    const speed = (Math.sqrt(2 * depth(i)) + Math.sqrt(2 * depth(i + 1))) / 2;
    return width / Math.hypot(width, height) / speed;
  });
}
