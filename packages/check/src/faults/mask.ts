import { array } from "@chainrule/array";
import { type ArrayLike, multiply, shapeOf } from "@chainrule/tape";

/** A value with all but the first place of one axis set to zero; a scalar as it is. */
export function firstAlong(x: ArrayLike, axis: number): ArrayLike {
  const shape = shapeOf(x);
  const at = axis < 0 ? axis + shape.length : axis;
  if (shape.length === 0) return x;
  const length = shape[at]!;
  const mask = Array.from({ length }, (_, i) => (i === 0 ? 1 : 0));
  return multiply(x, array(mask, { shape: shape.map((_, i) => (i === at ? length : 1)) }));
}
