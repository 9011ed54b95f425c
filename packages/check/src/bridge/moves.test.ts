import { array, type NDArray } from "@chainrule/array";
import { evaluate, type TensorValue } from "@chainrule/expr";
import { float64 } from "@chainrule/special";
import {
  type ArrayLike,
  at,
  concat,
  cumulativeSum,
  diagonal,
  flip,
  logSoftmax,
  multiply,
  pad,
  permuteDims,
  reshape,
  roll,
  evaluate as run,
  softmax,
  square,
  stack,
  sum,
  take,
  takeAlongAxis,
  tile,
  trace,
  tril,
  vectorNorm,
} from "@chainrule/tape";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { check } from "../check.ts";
import { faults } from "../faults/faults.ts";
import { overallVerdict } from "../report/overall.ts";
import { bindingsOf } from "../voices/symbolic.ts";
import { lift } from "./lift.ts";

/** Values without repetition. */
function filled(shape: readonly number[]): NDArray {
  const size = shape.reduce((product, length) => product * length, 1);
  return array(
    Array.from({ length: size }, (_, i) => Math.sin(1 + 1.3 * i)),
    { shape },
  );
}

const int = (values: unknown) => array(values as number[], { dtype: "int32" });

type Move = (x: ArrayLike) => ArrayLike;

const moves: readonly (readonly [name: string, move: Move, shape: readonly number[]])[] = [
  [
    "a slice with steps",
    (x) => at(x, { start: 1, stop: 4, step: 2 }, { start: 3, stop: 0, step: -1 }),
    [5, 4],
  ],
  ["a slice of the last axis", (x) => at(x, "...", { start: 1 }), [2, 3]],
  ["flip along one axis", (x) => flip(x, 0), [3, 2]],
  ["flip along all axes", (x) => flip(x), [3, 2]],
  ["reshape that mixes axes", (x) => reshape(x, [3, 2, 2]), [4, 3]],
  ["reshape to a list and back", (x) => reshape(multiply(reshape(x, [12]), filled([12])), [2, 6]), [3, 4]],
  ["concat along the first axis", (x) => concat([x, multiply(2, x), filled([1, 3])], 0), [2, 3]],
  ["concat along the last axis", (x) => concat([filled([2, 2]), x], -1), [2, 3]],
  ["stack", (x) => stack([x, square(x)], 1), [2, 3]],
  [
    "pad",
    (x) =>
      pad(x, [
        [1, 2],
        [0, 1],
      ]),
    [2, 3],
  ],
  ["take with repetition and from the end", (x) => take(x, int([2, 0, -1, 2]), 0), [3, 2]],
  [
    "take by a matrix",
    (x) =>
      take(
        x,
        int([
          [1, 0],
          [2, 2],
        ]),
        1,
      ),
    [2, 3],
  ],
  [
    "takeAlongAxis",
    (x) =>
      takeAlongAxis(
        x,
        int([
          [2, 0],
          [1, -1],
        ]),
        1,
      ),
    [2, 3],
  ],
  ["cumulativeSum along the first axis", (x) => cumulativeSum(x, 0), [3, 2]],
  ["cumulativeSum along the last axis", (x) => cumulativeSum(x), [3, 2]],
  ["cumulativeSum along the middle axis", (x) => cumulativeSum(x, 1), [2, 3, 2]],
  ["softmax along the first axis", (x) => softmax(x, 0), [3, 2]],
  ["logSoftmax along the middle axis", (x) => logSoftmax(x, 1), [2, 3, 2]],
  ["tile", (x) => tile(x, [2, 2]), [2, 3]],
  ["roll", (x) => roll(x, 1, 0), [3, 2]],
  ["tril", (x) => tril(x), [3, 3]],
  ["diagonal", (x) => diagonal(x), [3, 3]],
  ["permuteDims", (x) => permuteDims(x, [2, 0, 1]), [2, 3, 2]],
  ["a norm along an axis", (x) => vectorNorm(x, { axis: 0 }), [3, 2]],
];

describe("rows that move elements", () => {
  it.each(moves)("%s has the same value as an expression", (_, move, shape) => {
    const x = filled(shape);
    const program = trace(move)(x);
    const { expression, inputs, constants } = lift(program, ["x"]);
    const parameters = [{ name: "x", value: x }];
    const found = evaluate(
      expression,
      bindingsOf({ expression, variables: inputs, constants }, parameters),
    ) as TensorValue;
    const [expected] = run(program, [x], float64);
    expect(found.shape).toEqual(expected!.shape);
    expect(Array.from(found.data)).toEqual(expected!.data.map((value) => expect.closeTo(value, 14)));
  });

  it.each(moves)("%s has the same gradient in both voices, and no kink", (_, move, shape) => {
    const loss = (x: ArrayLike) => sum(square(move(multiply(x, filled(shape)))));
    const report = check(loss, [filled(shape)]);
    expect(overallVerdict(report)).toBe("agree");
    expect(report.notes).toEqual([]);
    expect(report.detectionLimit).toBeLessThan(1e-25);
    const sign = faults.find(({ name }) => name === "sign")!.plant(0);
    expect(overallVerdict(check(loss, [filled(shape)], { fault: sign }))).toBe("disagree");
  });

  it("any reshape", () => {
    const shapes = fc.constantFrom([12], [1, 12], [3, 4], [4, 3], [2, 6], [2, 2, 3], [3, 1, 4], [2, 3, 2, 1]);
    fc.assert(
      fc.property(shapes, shapes, (from, to) => {
        const x = filled(from);
        const program = trace((y: ArrayLike) => reshape(y, to))(x);
        const { expression, inputs, constants } = lift(program, ["x"]);
        const bindings = bindingsOf({ expression, variables: inputs, constants }, [{ name: "x", value: x }]);
        const found = evaluate(expression, bindings) as TensorValue;
        expect(Array.from(found.data)).toEqual(Array.from(x.toTypedArray()));
      }),
      { numRuns: 30 },
    );
  });
});
