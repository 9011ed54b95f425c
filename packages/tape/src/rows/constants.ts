import { adopt } from "@chainrule/array";
import { elementwise } from "../families.ts";
import type { Primitive } from "../primitive.ts";

/** π, which no double holds: an elementwise row without inputs. */
export const pi: Primitive<undefined> = /* @__PURE__ */ elementwise<[], undefined>(
  { name: "pi", number: () => Math.PI, scalar: (A) => A.pi, partials: [] },
  () => [adopt(Float64Array.of(Math.PI), [])],
  { shape: () => [{ shape: [], dtype: "float64", weak: true }], vjp: () => [] },
);
