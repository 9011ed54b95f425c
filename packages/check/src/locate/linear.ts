import { NDArray, zeros } from "@chainrule/array";
import type { ArrayLike, Primitive } from "@chainrule/tape";

/** Operations that are linear in each input while the others stay. */
const inEach: ReadonlySet<string> = new Set([
  ...["contract", "multiply", "negate", "convolve"],
  ...["reshape", "broadcastTo", "permuteDims", "slice", "flip", "sum", "cumulativeSum", "windowSum"],
]);

/** Operations that are linear in all inputs together. */
const inAll: ReadonlySet<string> = new Set(["add", "subtract", "concat"]);

/** Whether an operation is linear in its input number k, the others at their values or at 0. */
export function isLinear({ name }: Pick<Primitive, "name">, k: number): boolean {
  return inEach.has(name) || inAll.has(name) || (name === "divide" && k === 0);
}

/** The inputs of an operation, all at 0 where it is linear in all of them together. */
export function othersAtZero(
  { name }: Pick<Primitive, "name">,
  inputs: readonly ArrayLike[],
): readonly ArrayLike[] {
  return inAll.has(name) ? inputs.map((x) => (x instanceof NDArray ? zeros(x.shape) : 0)) : inputs;
}
