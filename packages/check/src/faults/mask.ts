import { array } from "@chainrule/array";
import { type ArrayLike, multiply, shapeOf } from "@chainrule/tape";

/** A value with all but the first place of one axis set to zero; a scalar as it is. */
export function firstAlong(x: ArrayLike, axis: number): ArrayLike {
  return maskedAlong(x, axis, (i) => (i === 0 ? 1 : 0));
}

/** A value times a factor for each place of one axis; a scalar as it is. */
export function maskedAlong(
  x: ArrayLike,
  axis: number,
  factor: (place: number, length: number) => number,
): ArrayLike {
  const shape = shapeOf(x);
  const at = axis < 0 ? axis + shape.length : axis;
  if (shape.length === 0) return x;
  const length = shape[at]!;
  const mask = Array.from({ length }, (_, i) => factor(i, length));
  return multiply(x, array(mask, { shape: shape.map((_, i) => (i === at ? length : 1)) }));
}

/** A value times a factor for each element. */
export function masked(x: ArrayLike, factor: (index: number, size: number) => number): ArrayLike {
  const shape = shapeOf(x);
  const size = shape.reduce((product, length) => product * length, 1);
  if (shape.length === 0) return multiply(x, factor(0, 1));
  return multiply(
    x,
    array(
      Array.from({ length: size }, (_, i) => factor(i, size)),
      { shape },
    ),
  );
}
