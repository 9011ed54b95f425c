import { matrixExponential as kernel } from "@chainrule/array";
import { zerosLike } from "../operations/creation.ts";
import { at } from "../operations/indexing.ts";
import { concat } from "../operations/joins.ts";
import { matrixTranspose } from "../operations/moves.ts";
import type { Primitive } from "../primitive.ts";
import { type ArrayLike, shapeOf } from "../value.ts";
import { floats, linalg, matrixOf, sideOf, through } from "./linalg.ts";

/**
 * exp(A). The derivative along E stands in the upper right block of exp [[A, E], [0, A]]; the transposed map is that at A'.
 * Source: R. Mathias, A chain rule for matrix functions and applications, 1996.
 */
export const matrixExponential: Primitive<undefined> = /* @__PURE__ */ linalg<undefined>({
  name: "matrixExponential",
  shape: (_, [a]) => {
    sideOf("matrixExponential", a!);
    return [floats(a!.shape, a!)];
  },
  kernel: (_, [a]) => [kernel(a!)],
  reads: "inputs",
  vjp: ([cotangent], { inputs: [a] }) => [through(cotangent, a!, (g) => along(matrixTranspose(a!), g))],
  jvp: ([tangent], { inputs: [a], outputs: [y] }) => [through(tangent, y!, (t) => along(a!, t))],
});

function along(a: ArrayLike, direction: ArrayLike): ArrayLike {
  const n = shapeOf(a).at(-1)!;
  const upper = concat([a, direction], -1);
  const lower = concat([zerosLike(a), a], -1);
  const whole = matrixOf(matrixExponential, undefined, concat([upper, lower], -2));
  return at(whole, "...", { stop: n }, { start: n });
}
