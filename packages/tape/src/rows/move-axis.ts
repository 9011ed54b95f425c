import { applyOne } from "../apply.ts";
import { type ArrayLike, shapeOf } from "../value.ts";
import { permuteDims } from "./move.ts";

/** `x` with the axis at place `from` brought to place `to`, both counted from the front. */
export function moveAxis(x: ArrayLike, from: number, to: number): ArrayLike {
  if (from === to) return x;
  const rank = shapeOf(x).length;
  const order = Array.from({ length: rank }, (_, axis) => axis - rank).filter((axis) => axis !== from - rank);
  order.splice(to, 0, from - rank);
  return applyOne(permuteDims, { axes: order }, [x]);
}
