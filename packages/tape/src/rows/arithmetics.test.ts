import { array } from "@chainrule/array";
import { boundedFloat64, type DoubleDouble, doubleDouble } from "@chainrule/special";
import { describe, expect, it } from "vitest";
import { type Elements, evaluate } from "../evaluate.ts";
import { add, multiply } from "../operations/arithmetic.ts";
import { reshape } from "../operations/moves.ts";
import { sum } from "../operations/reductions.ts";
import type { ArrayFunction } from "../testing/checks.ts";
import { SAMPLES } from "../testing/samples.ts";
import { grad } from "../transforms/grad.ts";
import { trace } from "../transforms/trace.ts";
import { type ArrayLike, asArray, concrete, type Tensor } from "../value.ts";

// Every row has a kernel and a scalar function (or a rule of its family): in double-double, where no kernel
// runs, values and gradients must be the same to float64's accuracy; in the bounded arithmetic, the bound must hold.

/** A direction with few bits, so that steps along it are exact. */
function directionOf(i: number, x: Tensor): number[] {
  return Array.from({ length: x.size }, (_, k) => 1 + ((3 * k + i) % 5) / 4);
}

/** The derivative of the sum of all outputs along the direction, by the vjp rules. */
function directional(f: ArrayFunction, inputs: readonly Tensor[]): (xs: readonly Tensor[]) => ArrayLike {
  const gradient = grad((xs: readonly Tensor[]) => sum(f(...xs))) as unknown as (
    xs: readonly Tensor[],
  ) => Tensor[];
  const v = inputs.map((x, i) => reshape(array(directionOf(i, x)), x.shape));
  return (xs) =>
    gradient(xs)
      .map((g, i) => sum(multiply(g, v[i]!)))
      .reduce((p, q) => add(p, q));
}

/** x + t v in double-double. */
function movedBy(x: Tensor, v: readonly number[], t: number): Elements<DoubleDouble> {
  const A = doubleDouble;
  const elements = Array.from(asArray(concrete(x)).toTypedArray());
  return { shape: x.shape, data: elements.map((e, k) => A.add(A.fromNumber(e), A.fromNumber(t * v[k]!))) };
}

/** The derivative at 0 by central differences at three steps, extrapolated: error about 1e-24. */
function richardson(h: (t: number) => DoubleDouble): DoubleDouble {
  const A = doubleDouble;
  const central = (t: number): DoubleDouble => A.divide(A.subtract(h(t), h(-t)), A.fromNumber(2 * t));
  const [a, b, c] = [central(2 ** -14), central(2 ** -15), central(2 ** -16)] as const;
  const refine = (p: DoubleDouble, q: DoubleDouble, weight: number): DoubleDouble =>
    A.divide(A.subtract(A.multiply(A.fromNumber(weight), q), p), A.fromNumber(weight - 1));
  return refine(refine(a, b, 4), refine(b, c, 4), 16);
}

function numbersOf(x: ArrayLike): number[] {
  return Array.from(asArray(concrete(x)).toTypedArray());
}

describe.each(SAMPLES.map((sample) => [sample.name, sample] as const))("%s", (name, { f, inputs }) => {
  const value = (xs: readonly Tensor[]): ArrayLike => f(...xs);
  const gradient = grad((xs: readonly Tensor[]) =>
    sum(multiply(f(...xs), f(...xs))),
  ) as unknown as typeof value;

  it.each([
    ["value", value],
    ["gradient", gradient],
  ] as const)("has the same %s in double-double", (_, g) => {
    const program = trace(g)(inputs);
    const kernel = evaluate(program, inputs).flatMap(numbersOf);
    const exact = evaluate(program, inputs, doubleDouble).flatMap(({ data }) =>
      data.map(doubleDouble.toNumber),
    );
    expect(kernel.length).toBe(exact.length);
    const scale = Math.max(...exact.map(Math.abs));
    kernel.forEach((x, i) => {
      expect(Math.abs(x - exact[i]!), `${name}, element ${i}: ${x} and ${exact[i]}`).toBeLessThanOrEqual(
        1e-13 * scale,
      );
    });
  });

  it("has derivative rules exact enough for double-double", () => {
    const program = trace(value)(inputs);
    const [along] = evaluate(trace(directional(f, inputs))(inputs), inputs, doubleDouble);
    const sums = (t: number): DoubleDouble => {
      const moved = inputs.map((x, i) => movedBy(x, directionOf(i, x), t));
      return evaluate(program, moved, doubleDouble)
        .flatMap(({ data }) => data)
        .reduce(doubleDouble.add);
    };
    const [wanted, got] = [richardson(sums), along!.data[0]!];
    const difference = doubleDouble.toNumber(doubleDouble.subtract(wanted, got));
    expect(Math.abs(difference)).toBeLessThanOrEqual(
      1e-20 * Math.max(1, Math.abs(doubleDouble.toNumber(wanted))),
    );
  });

  it("has a bound that holds", () => {
    const program = trace(value)(inputs);
    const exact = evaluate(program, inputs, doubleDouble).flatMap(({ data }) =>
      data.map(doubleDouble.toNumber),
    );
    const bounded = evaluate(program, inputs, boundedFloat64).flatMap(({ data }) => data);
    bounded.forEach(({ value: x, error }, i) => {
      expect(Math.abs(x - exact[i]!)).toBeLessThanOrEqual(error + Math.abs(exact[i]!) * 2 ** -53);
    });
  });
});
