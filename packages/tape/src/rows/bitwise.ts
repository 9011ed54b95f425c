import { DTypeError, isFloat, map1, map2 } from "@chainrule/array";
import type { Arithmetic } from "@chainrule/special";
import { elementwise } from "../families.ts";
import type { Primitive } from "../primitive.ts";
import { elementwiseShape } from "../promotion.ts";
import type { Abstract, ArrayLike } from "../value.ts";

/** Integers and truths only; numbers alone count as `int32`. */
function integerShape(
  name: string,
  result: "kept" | "same",
  inputs: readonly Abstract[],
): readonly Abstract[] {
  const out = elementwiseShape(name, result, inputs);
  if (out.weak) return [out];
  if (!isFloat(out.dtype)) return [out];
  const given = inputs.map(({ dtype }) => dtype).join(" and ");
  throw new DTypeError(
    out.dtype,
    `${name} works on bits, and there is no integer dtype for ${given}; use astype.`,
  );
}

/** In any arithmetic: integers are doubles, so their bits are combined as such. */
const onDoubles =
  (combine: (a: number, b: number) => number) =>
  <T>(A: Arithmetic<T>, a: T, b: T): T =>
    A.fromNumber(combine(A.toNumber(a), A.toNumber(b)));

/* @__NO_SIDE_EFFECTS__ */
function bitwise(
  name: string,
  combine: (a: number, b: number) => number,
  result: "kept" | "same" = "kept",
): Primitive<undefined> {
  return elementwise<[ArrayLike, ArrayLike], undefined>(
    { name, number: (a, b) => combine(a, b), scalar: onDoubles(combine), partials: [undefined, undefined] },
    (_, [a, b], [out]) => [map2(combine, a!, b!, out!.dtype)],
    { shape: (_, inputs) => integerShape(name, result, inputs) },
  );
}

export const bitwiseAnd: Primitive<undefined> = bitwise("bitwiseAnd", (a, b) => a & b);
export const bitwiseOr: Primitive<undefined> = bitwise("bitwiseOr", (a, b) => a | b);
export const bitwiseXor: Primitive<undefined> = bitwise("bitwiseXor", (a, b) => a ^ b);

/** What leaves the word on the left is lost. */
export const bitwiseLeftShift: Primitive<undefined> = bitwise(
  "bitwiseLeftShift",
  (a, b) => (b < 32 ? a << b : 0),
  "same",
);

/** floor(a / 2^b): the sign stays. */
export const bitwiseRightShift: Primitive<undefined> = bitwise(
  "bitwiseRightShift",
  (a, b) => Math.floor(a / 2 ** b),
  "same",
);

/** Every bit of an integer; of a truth, its opposite. */
export const bitwiseInvert: Primitive<undefined> = /* @__PURE__ */ elementwise<[ArrayLike], undefined>(
  {
    name: "bitwiseInvert",
    number: (x) => ~x,
    scalar: (A, x) => A.fromNumber(~A.toNumber(x)),
    partials: [undefined],
  },
  (_, [x], [out]) => [map1(out!.dtype === "bool" ? (e) => 1 - e : (e) => ~e, x!, out!.dtype)],
  { shape: (_, inputs) => integerShape("bitwiseInvert", "kept", inputs) },
);
