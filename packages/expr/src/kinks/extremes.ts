import type { Algebra } from "../algebra/algebra.ts";
import type { Expression } from "../node.ts";
import { isSteady, type KinkRow } from "./row.ts";

export const max: KinkRow = {
  kindAt: (args) => (isTied(args, Math.max(...args)) ? "kink" : undefined),
  directional: (A, args, tangents, self) => slopeOfExtreme(A, "max", args, tangents, self),
};

export const min: KinkRow = {
  kindAt: (args) => (isTied(args, Math.min(...args)) ? "kink" : undefined),
  directional: (A, args, tangents, self) => slopeOfExtreme(A, "min", args, tangents, self),
};

function slopeOfExtreme(
  A: Algebra,
  name: "max" | "min",
  args: readonly Expression[],
  tangents: readonly Expression[],
  self: Expression,
): Expression {
  return A.call(name, ...args.map((arg, k) => contender(A, name, arg, tangents[k]!, self)));
}

/**
 * What an argument adds to the slope of an extreme: its own, if it is extreme itself, else nothing. One that jumps may
 * become the extreme, or cease to be.
 */
export function contender(
  A: Algebra,
  name: "max" | "min",
  arg: Expression,
  tangent: Expression,
  self: Expression,
): Expression {
  const first = A.multiply(name === "max" ? 1 : -1, A.power(0, -1));
  const steady = A.piecewise(tangent, A.call("equal", arg, self), A.negate(first));
  return A.piecewise(steady, isSteady(A, [tangent]), first);
}

function isTied(args: readonly number[], extreme: number): boolean {
  return args.filter((x) => x === extreme).length > 1;
}
