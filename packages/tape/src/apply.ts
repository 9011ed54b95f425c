import type { Primitive } from "./primitive.ts";
import { type ActiveRecorder, innermost, isTracing, recorderOf } from "./recorder.ts";
import { type ArrayLike, abstractOf, asArray, type Concrete } from "./value.ts";

/**
 * The one dispatch: every operation goes through here.
 *
 * The innermost recorder among the inputs wins; it lowers its own values to primals, applies the primitive
 * again (which may reach the next recorder), and records. Where no recorder is left, the kernel runs.
 *
 * @example
 * ```ts
 * import { apply, grad, unary } from "@chainrule/tape";
 * const half = unary({
 *   name: "half",
 *   number: (x) => x / 2,
 *   scalar: (A, x) => A.divide(x, A.fromNumber(2)),
 *   partials: [0.5],
 * });
 * const f = (x: number) => apply(half, undefined, [x])[0];
 * f(3); // => 1.5
 * grad(f)(3); // => 0.5
 * ```
 */
export function apply<P>(
  primitive: Primitive<P>,
  params: P,
  inputs: readonly ArrayLike[],
): readonly ArrayLike[] {
  const recorder = innermost(primitive as Primitive, inputs);
  return recorder === undefined
    ? compute(primitive, params, inputs as readonly Concrete[])
    : recorder.record(primitive as Primitive, params, inputs);
}

/**
 * `apply` for primitives with one output.
 *
 * @example
 * ```ts
 * import { applyOne, unary } from "@chainrule/tape";
 * const half = unary({
 *   name: "half",
 *   number: (x) => x / 2,
 *   scalar: (A, x) => A.divide(x, A.fromNumber(2)),
 *   partials: [0.5],
 * });
 * applyOne(half, undefined, [3]); // => 1.5
 * ```
 */
export function applyOne<P>(primitive: Primitive<P>, params: P, inputs: readonly ArrayLike[]): ArrayLike {
  return apply(primitive, params, inputs)[0]!;
}

/** `applyOne` for one or two operands, without arrays, where they are numbers on one tape; undefined where not. */
export function applyNumber<P>(
  row: Primitive<P>,
  params: P,
  a: ArrayLike,
  b?: ArrayLike,
): ArrayLike | undefined {
  const recorder = (recorderOf(a) ?? recorderOf(b)) as ActiveRecorder | undefined;
  if (recorder === undefined || !recorder.open || isTracing()) return undefined;
  return recorder.recordNumber?.(row as Primitive, params, a, b);
}

/** Runs the kernel. An elementwise row of numbers alone gives a number: weak scalars stay weak. */
function compute<P>(primitive: Primitive<P>, params: P, inputs: readonly Concrete[]): readonly ArrayLike[] {
  const number = numberOf(primitive, params, inputs);
  if (number !== undefined) return [number];
  const outputs = primitive.shape(params, inputs.map(abstractOf));
  return primitive.kernel(params, inputs.map(asArray), outputs);
}

function numberOf<P>({ number }: Primitive<P>, params: P, inputs: readonly Concrete[]): number | undefined {
  if (number === undefined) return undefined;
  const [a, b] = [inputs[0], inputs[1]];
  if (inputs.length === 1) return typeof a === "number" ? number(a, params) : undefined;
  if (inputs.length === 2)
    return typeof a === "number" && typeof b === "number" ? number(a, b, params) : undefined;
  return inputs.every((x) => typeof x === "number") ? number(...inputs, params) : undefined;
}
