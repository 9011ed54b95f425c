import { add, multiply } from "../operations/arithmetic.ts";
import { stack } from "../operations/joins.ts";
import { sum } from "../operations/reductions.ts";
import type { RuleReplacements } from "../transforms/arguments.ts";
import { grad, vjp } from "../transforms/grad.ts";
import { jvp } from "../transforms/jvp.ts";
import { vmap } from "../transforms/vmap.ts";
import { type ArrayLike, abstractOf, asArray, concrete, shapeOf, type Tensor } from "../value.ts";
import { drawn, generator } from "./random.ts";

// Consistency of the rules of whatever a function applies. A failed check throws, with what differs.

/** A function of several arrays. */
export type ArrayFunction = (...xs: Tensor[]) => ArrayLike;

/** What a check needs to know. */
export interface CheckOptions {
  readonly seed?: number;
  readonly rules?: RuleReplacements;
  /** Relative difference allowed between the two sides of an identity. */
  readonly tolerance?: number;
}

/** The two sides of an identity differ. */
export class CheckFailure extends Error {}

function assertClose(what: string, left: ArrayLike, right: ArrayLike, tolerance: number): void {
  const [p, q] = [elementsOf(left), elementsOf(right)];
  if (p.length !== q.length) throw new CheckFailure(`${what}: ${p.length} elements against ${q.length}`);
  const scale = Math.max(1e-3, ...p.map(Math.abs), ...q.map(Math.abs));
  p.forEach((x, i) => {
    if (!(Math.abs(x - q[i]!) <= tolerance * scale)) {
      throw new CheckFailure(`${what}: element ${i} is ${x} against ${q[i]} (scale ${scale})`);
    }
  });
}

function elementsOf(x: ArrayLike): number[] {
  return Array.from(asArray(concrete(x)).toTypedArray());
}

function inner(xs: readonly ArrayLike[], ys: readonly ArrayLike[]): ArrayLike {
  return xs.map((x, i) => sum(multiply(x, ys[i]!)) as ArrayLike).reduce((a, b) => add(a, b));
}

type Spread = (xs: readonly Tensor[]) => ArrayLike;

/** <J v, w> = <v, J' w>: the jvp and vjp rules of all rows applied fit each other. */
export function checkTranspose(
  f: ArrayFunction,
  inputs: readonly Tensor[],
  options: CheckOptions = {},
): void {
  const { seed = 1, rules = {}, tolerance = 1e-12 } = options;
  const next = generator(seed);
  const g: Spread = (xs) => f(...xs);
  const v = inputs.map((x) => drawn(next, x.shape));
  const { value, tangent } = jvp(g, { rules })([inputs], [v]);
  const w = drawn(next, shapeOf(value));
  const { pullback } = vjp(g, { rules })(inputs);
  const cotangents = pullback(w) as unknown as ArrayLike[];
  cotangents.forEach((c, i) => {
    if (String(shapeOf(c)) !== String(inputs[i]!.shape) || abstractOf(c).dtype !== inputs[i]!.dtype) {
      throw new CheckFailure(`cotangent ${i} has shape [${shapeOf(c)}] and dtype ${abstractOf(c).dtype}`);
    }
  });
  assertClose("<Jv, w> = <v, J'w>", inner([tangent as ArrayLike], [w]), inner(v, cotangents), tolerance);
}

/** The gradient of <w, f> as a function of the inputs joined in one list. */
function weightedGradient(
  f: ArrayFunction,
  w: ArrayLike,
  rules: RuleReplacements,
): (xs: readonly Tensor[]) => readonly Tensor[] {
  const weighted = (xs: readonly Tensor[]): ArrayLike => sum(multiply(f(...xs), w)) as ArrayLike;
  return grad(weighted, { rules }) as unknown as (xs: readonly Tensor[]) => readonly Tensor[];
}

/** <H v, u> = <H u, v>, forward over reverse; and reverse over reverse gives the same. */
export function checkSecondOrder(
  f: ArrayFunction,
  inputs: readonly Tensor[],
  options: CheckOptions = {},
): void {
  const { seed = 2, rules = {}, tolerance = 1e-11 } = options;
  const next = generator(seed);
  const w = drawn(next, shapeOf(f(...inputs)));
  const [v, u] = [inputs.map((x) => drawn(next, x.shape)), inputs.map((x) => drawn(next, x.shape))];
  const g = weightedGradient(f, w, rules);
  const along = (direction: readonly Tensor[]): readonly ArrayLike[] =>
    jvp(g, { rules })([inputs], [direction]).tangent as unknown as readonly ArrayLike[];
  assertClose("<Hv, u> = <Hu, v>", inner(along(v), u), inner(along(u), v), tolerance);
  const directional = (xs: readonly Tensor[]): ArrayLike => inner(g(xs), v);
  const reversed = grad(directional, { rules })(inputs) as unknown as readonly ArrayLike[];
  assertClose(
    "reverse over reverse = forward over reverse",
    inner(reversed, u),
    inner(along(v), u),
    tolerance,
  );
}

/** The derivative of t -> h(t) at 0 by Richardson extrapolation of central differences. */
function differences(h: (t: number) => number[], step: number): number[] {
  const central = (s: number): number[] => {
    const [p, q] = [h(s), h(-s)];
    return p.map((x, i) => (x - q[i]!) / (2 * s));
  };
  const table = [central(step), central(step / 2), central(step / 4)];
  const once = [0, 1].map((k) => table[k]!.map((x, i) => (4 * table[k + 1]![i]! - x) / 3));
  return once[0]!.map((x, i) => (16 * once[1]![i]! - x) / 15);
}

/** Each of the first three derivatives along a direction against differences of the one before it. */
export function checkDifferences(
  f: ArrayFunction,
  inputs: readonly Tensor[],
  options: CheckOptions = {},
): void {
  const { seed = 3, rules = {}, tolerance = 2e-8 } = options;
  const next = generator(seed);
  const v = inputs.map((x) => drawn(next, x.shape));
  const moved = (t: number): Tensor[] => inputs.map((x, i) => add(x, multiply(t, v[i]!)));
  let lower: Spread = (xs) => f(...xs);
  for (const order of [1, 2, 3]) {
    const below = lower;
    const derivative: Spread = (xs) => jvp(below, { rules })([xs], [v]).tangent as ArrayLike;
    const wanted = differences((t) => elementsOf(below(moved(t))), 2 ** -7);
    assertClose(`derivative ${order} against differences`, derivative(inputs), stack(wanted), tolerance);
    lower = derivative;
  }
}

/** The batch rules against a loop, of the function and of its gradient; each input batched alone and all together. */
export function checkBatch(f: ArrayFunction, inputs: readonly Tensor[], options: CheckOptions = {}): void {
  const { seed = 4, tolerance = 1e-13, rules = {} } = options;
  const next = generator(seed);
  const w = drawn(next, shapeOf(f(...inputs)));
  const gradient = (...xs: Tensor[]): readonly ArrayLike[] => weightedGradient(f, w, rules)(xs);
  const choices = [inputs.map(() => true), ...inputs.map((_, i) => inputs.map((_, k) => k === i))];
  for (const chosen of inputs.length === 1 ? [[true]] : choices) {
    const examples = [0, 1, 2].map((k) =>
      inputs.map((x, i) => (chosen[i] ? add(x, multiply(k * 1e-2, drawn(next, x.shape))) : x)),
    );
    const batches = inputs.map((x, i) => (chosen[i] ? stack(examples.map((example) => example[i]!)) : x));
    const inAxes = chosen.map((isBatched) => (isBatched ? 0 : null));
    const whole = vmap((...xs: Tensor[]) => [f(...xs), ...gradient(...xs)], { inAxes })(
      ...batches,
    ) as unknown as ArrayLike[];
    const looped = examples.map((example) => [f(...example), ...gradient(...example)]);
    whole.forEach((result, k) => {
      assertClose(`batch [${chosen}] of result ${k}`, result, stack(looped.map((one) => one[k]!)), tolerance);
    });
  }
}

/** All checks of one function at one point. */
export function checkAll(f: ArrayFunction, inputs: readonly Tensor[], options: CheckOptions = {}): void {
  checkTranspose(f, inputs, options);
  checkSecondOrder(f, inputs, options);
  checkDifferences(f, inputs, options);
  checkBatch(f, inputs, options);
}
