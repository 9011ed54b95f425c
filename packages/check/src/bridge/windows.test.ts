import { array, type NDArray } from "@chainrule/array";
import { evaluate, type TensorValue } from "@chainrule/expr";
import { float64 } from "@chainrule/special";
import {
  type ArrayLike,
  avgPool2d,
  conv1d,
  conv2d,
  convTranspose1d,
  maxPool1d,
  maxPool2d,
  multiply,
  evaluate as run,
  square,
  sum,
  tanh,
  trace,
} from "@chainrule/tape";
import { describe, expect, it } from "vitest";
import { check } from "../check.ts";
import { faults } from "../faults/faults.ts";
import { overallVerdict } from "../report/overall.ts";
import { bindingsOf } from "../voices/symbolic.ts";
import { lift } from "./lift.ts";

/** Values without repetition. */
function filled(shape: readonly number[], seed = 1): NDArray {
  const size = shape.reduce((product, length) => product * length, 1);
  return array(
    Array.from({ length: size }, (_, i) => Math.sin(seed + 1.3 * i)),
    { shape },
  );
}

type Function = (x: ArrayLike, w: ArrayLike) => ArrayLike;

const functions: readonly (readonly [string, Function, readonly number[], readonly number[]])[] = [
  ["conv1d", (x, w) => conv1d(x, w), [1, 2, 4], [2, 2, 2]],
  [
    "conv1d with steps",
    (x, w) => conv1d(x, w, { stride: 2, dilation: 2, padding: [[1, 2]] }),
    [2, 1, 5],
    [1, 1, 2],
  ],
  ["conv1d in groups", (x, w) => conv1d(x, w, { groups: 2 }), [1, 2, 3], [2, 1, 2]],
  ["conv2d", (x, w) => conv2d(x, w, { padding: 1 }), [1, 1, 2, 3], [2, 1, 2, 2]],
  ["convTranspose1d", (x, w) => convTranspose1d(x, w, { stride: 2, padding: 1 }), [1, 2, 3], [2, 1, 3]],
  ["avgPool2d", (x, w) => multiply(w, avgPool2d(x, 2, { padding: 1, countPadding: false })), [3, 2], [2, 2]],
  ["maxPool1d", (x, w) => multiply(w, maxPool1d(x, 2, { stride: 1 })), [2, 4], [2, 3]],
  ["maxPool2d", (x, w) => multiply(w, maxPool2d(x, [2, 3])), [4, 3], [2, 1]],
];

describe.each(functions)("%s", (_, f, shape, weights) => {
  const [x, w] = [filled(shape), filled(weights, 2)];

  it("has the same value as an expression", () => {
    const program = trace(f)(x, w);
    const { expression, inputs, constants } = lift(program, ["x", "w"]);
    const parameters = [
      { name: "x", value: x },
      { name: "w", value: w },
    ];
    const bindings = bindingsOf({ expression, variables: inputs, constants }, parameters);
    const found = evaluate(expression, bindings) as TensorValue;
    const [expected] = run(program, [x, w], float64);
    expect(found.shape).toEqual(expected!.shape);
    expect(Array.from(found.data)).toEqual(expected!.data.map((value) => expect.closeTo(value, 14)));
  });

  it("has the same gradient in both voices, and no kink", () => {
    const loss = (x: ArrayLike, w: ArrayLike) => sum(square(f(x, w)));
    const report = check(loss, [x, w]);
    expect(overallVerdict(report)).toBe("agree");
    expect(report.notes).toEqual([]);
    expect(report.detectionLimit).toBeLessThan(1e-25);
    const sign = faults.find(({ name }) => name === "sign")!.plant(0);
    expect(overallVerdict(check(loss, [x, w], { fault: sign }))).toBe("disagree");
  });
});

it("largest elements beside padding stay on the tape, which the report says", () => {
  const report = check((x: ArrayLike) => sum(tanh(maxPool1d(x, 2, { padding: 1 }))), [filled([4])]);
  expect(report.notes.join()).toContain('"windowMax" cannot be written as an expression: its windows reach');
  expect(overallVerdict(report)).toBe("agree");
});
