import { boundedFloat64, doubleDouble } from "@chainrule/special";
import { describe, expect, it } from "vitest";
import { evaluate } from "../evaluate.ts";
import { multiply } from "../operations/arithmetic.ts";
import { sum } from "../operations/reductions.ts";
import { SAMPLES } from "../testing/samples.ts";
import { grad } from "../transforms/grad.ts";
import { trace } from "../transforms/trace.ts";
import { type ArrayLike, asArray, concrete, type Tensor } from "../value.ts";

// Every row has a kernel and a scalar function (or a rule of its family): in double-double, where no kernel
// runs, values and gradients must be the same to float64's accuracy; in the bounded arithmetic, the bound must hold.

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
