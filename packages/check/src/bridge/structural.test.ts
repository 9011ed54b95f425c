import { array, type NDArray } from "@chainrule/array";
import { evaluate, parse, type TensorValue, toText } from "@chainrule/expr";
import { boundedDoubleDouble, doubleDouble } from "@chainrule/special";
import {
  type ArrayLike,
  add,
  broadcastTo,
  contract,
  expandDims,
  full,
  grad,
  logSoftmax,
  logSumExp,
  matmul,
  max,
  min,
  multiply,
  type Pairing,
  permuteDims,
  prod,
  reshape,
  evaluate as run,
  softmax,
  sort,
  squeeze,
  sum,
  tanh,
  trace,
  variance,
} from "@chainrule/tape";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Exactish } from "../voices/carrier.ts";
import { bindingsOf } from "../voices/symbolic.ts";
import { lift } from "./lift.ts";
import { lower } from "./lower.ts";
import { NotLiftedError } from "./notLifted.ts";

type Operation = (...args: ArrayLike[]) => ArrayLike;

/** An array of any fixed numbers between -2 and 2, all different. */
function filled(shape: readonly number[], phase = 0): NDArray {
  const size = shape.reduce((product, length) => product * length, 1);
  return array(
    Array.from({ length: size }, (_, i) => 2 * Math.sin(1.7 * i + phase + 0.3)),
    { shape },
  );
}

/** Traces, lifts, evaluates both in double-double, and compares shapes and elements. */
function expectSameValue(f: Operation, args: readonly NDArray[]): void {
  const program = trace((...xs: ArrayLike[]) => f(...xs))(...args);
  const names = args.map((_, i) => `x${i}`);
  const { expression, inputs, constants } = lift(program, names);
  const parameters = args.map((value, i) => ({ name: names[i]!, value }));
  const bindings = bindingsOf({ expression, variables: inputs, constants }, parameters);
  const found = evaluate(expression, bindings, { arithmetic: boundedDoubleDouble }) as
    | Exactish
    | TensorValue<Exactish>;
  const symbolic = "data" in found ? found : { shape: [], data: [found] };
  const recorded = run(program, args, boundedDoubleDouble)[0]!;
  expect(symbolic.shape).toEqual([...recorded.shape]);
  expect(symbolic.data.length).toBe(recorded.data.length);
  Array.from(symbolic.data).forEach((left, i) => {
    const right = recorded.data[i]!;
    const gap = Math.abs(doubleDouble.toNumber(doubleDouble.subtract(left.value, right.value)));
    expect(gap, `element ${i}`).toBeLessThanOrEqual(left.error + right.error);
    const size = Math.max(1, Math.abs(doubleDouble.toNumber(right.value)));
    // A product of 256 factors has a bound of 3.8e-29 of its value, which may be in the hundreds.
    expect(left.error + right.error).toBeLessThan(1e-28 * size);
  });
}

const shape = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });

/** A shape, and some of its axes counted from either end. */
const shapeWithAxes = shape.chain((lengths) =>
  fc.record({
    lengths: fc.constant(lengths),
    axes: fc
      .subarray(lengths.map((_, i) => i))
      .chain((axes) =>
        fc
          .array(fc.boolean(), { minLength: axes.length, maxLength: axes.length })
          .map((fromEnd) => axes.map((axis, i) => (fromEnd[i] ? axis - lengths.length : axis))),
      ),
    keepDims: fc.boolean(),
  }),
);

const reductions: readonly [string, typeof sum][] = [
  ["sum", sum],
  ["max", max],
  ["min", min],
  ["prod", prod],
  ["logSumExp", logSumExp],
];

describe("reductions", () => {
  it.each(reductions)("%s over any axes", (_, reduction) => {
    fc.assert(
      fc.property(shapeWithAxes, ({ lengths, axes, keepDims }) => {
        expectSameValue((x) => reduction(x!, { axis: axes, keepDims }), [filled(lengths)]);
      }),
      { numRuns: 25 },
    );
  });

  it("variance, which is made of several", () => {
    expectSameValue((x) => variance(x!, { axis: 1 }), [filled([3, 4])]);
  });

  it("sums and products of nothing are 0 and 1", () => {
    expectSameValue((x) => sum(x!, { axis: 1 }), [filled([2, 0])]);
    expectSameValue((x) => prod(x!, { axis: 1 }), [filled([2, 0])]);
  });
});

describe("moves", () => {
  it("permuteDims in any order", () => {
    const permutations = shape.chain((lengths) =>
      fc.tuple(
        fc.constant(lengths),
        fc.shuffledSubarray(
          lengths.map((_, i) => i),
          { minLength: lengths.length },
        ),
      ),
    );
    fc.assert(
      fc.property(permutations, ([lengths, order]) => {
        expectSameValue((x) => permuteDims(x!, order), [filled(lengths)]);
      }),
      { numRuns: 40 },
    );
  });

  it("broadcastTo larger shapes, and broadcasting in elementwise operations", () => {
    const pairs = shape.chain((lengths) =>
      fc
        .tuple(fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), fc.integer({ min: 0, max: 3 }))
        .map(([ones, dropped]) => ({
          wide: lengths,
          small: lengths.map((length, i) => (ones[i] ? 1 : length)).slice(Math.min(dropped, lengths.length)),
        })),
    );
    fc.assert(
      fc.property(pairs, ({ wide, small }) => {
        expectSameValue((x) => broadcastTo(x!, wide), [filled(small)]);
        expectSameValue((x, y) => add(multiply(x!, y!), x!), [filled(small), filled(wide, 1)]);
        expectSameValue((x, y) => multiply(x!, y!), [filled(wide), filled(small, 1)]);
      }),
      { numRuns: 40 },
    );
  });

  it("reshape where axes of length 1 come and go", () => {
    expectSameValue((x) => reshape(x!, [1, 3, 1, 2]), [filled([3, 2])]);
    expectSameValue((x) => reshape(x!, [3, 2]), [filled([3, 1, 2, 1])]);
    expectSameValue((x) => expandDims(x!, 0), [filled([3])]);
    expectSameValue((x) => squeeze(x!), [filled([1, 3, 1])]);
    expectSameValue((x) => reshape(x!, []), [filled([1, 1])]);
    expectSameValue((x) => multiply(x!, reshape(sum(x!), [1, 1])), [filled([2, 2])]);
  });
});

/** Two arrays with paired axes: some contracted, some batch, the free ones beside them, all in shuffled places. */
const pairing = fc
  .record({
    contracted: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 }),
    batch: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 }),
    freeA: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 }),
    freeB: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 }),
    seedA: fc.integer(),
    seedB: fc.integer(),
  })
  .map(({ contracted, batch, freeA, freeB, seedA, seedB }) => {
    const a = shuffled([...batch, ...contracted, ...freeA], seedA);
    const b = shuffled([...batch, ...contracted, ...freeB], seedB);
    const places = (order: readonly number[], from: number, count: number) =>
      Array.from({ length: count }, (_, i) => order.indexOf(from + i));
    const pairs: Pairing = {
      batch: [places(a.order, 0, batch.length), places(b.order, 0, batch.length)],
      contract: [
        places(a.order, batch.length, contracted.length),
        places(b.order, batch.length, contracted.length),
      ],
    };
    return { a: a.lengths, b: b.lengths, pairs };
  });

function shuffled(lengths: readonly number[], seed: number) {
  const order = lengths
    .map((_, i) => ({ i, key: Math.sin(seed + 7 * i) }))
    .sort((x, y) => x.key - y.key)
    .map(({ i }) => i);
  return { order, lengths: order.map((i) => lengths[i]!) };
}

describe("contract", () => {
  it("with any batch, contracted and free axes", () => {
    fc.assert(
      fc.property(pairing, ({ a, b, pairs }) => {
        expectSameValue((x, y) => contract(x!, y!, pairs), [filled(a), filled(b, 1)]);
      }),
      { numRuns: 60 },
    );
  });

  it("of an array with itself, and of matrices with leading axes", () => {
    expectSameValue((x) => matmul(x!, permuteDims(x!, [1, 0])), [filled([3, 2])]);
    expectSameValue((x, y) => matmul(x!, y!), [filled([2, 3, 4]), filled([2, 4, 2], 1)]);
    expectSameValue((x, y) => matmul(x!, y!), [filled([2, 3, 4]), filled([4], 1)]);
  });
});

describe("softmax and logSoftmax", () => {
  it("along the last axis", () => {
    fc.assert(
      fc.property(shape, (lengths) => {
        expectSameValue((x) => softmax(x!), [filled(lengths)]);
        expectSameValue((x) => logSoftmax(x!), [filled(lengths)]);
        expectSameValue((x) => logSoftmax(x!, lengths.length - 1), [filled(lengths)]);
      }),
      { numRuns: 15 },
    );
  });
});

describe("constants", () => {
  it("numbers stay numbers, arrays become symbols that are bound to them, each once", () => {
    const captured = filled([2], 5);
    const f: Operation = (x) => add(multiply(x!, captured), multiply(captured, 0.1));
    expectSameValue(f, [filled([2])]);
    const { constants } = lift(trace(f)(filled([2])), ["x"]);
    expect([...constants]).toEqual([["constant_1", captured]]);
    expectSameValue((x) => multiply(x!, full([2, 3], 0.25)), [filled([3])]);
  });

  it("do not take the name of an input", () => {
    const program = trace((x: ArrayLike, y: ArrayLike) => add(multiply(x, filled([2])), y))(
      filled([2], 1),
      filled([2], 2),
    );
    const { inputs, constants } = lift(program, ["constant_1", "constant_1"]);
    const names = [...inputs.map(({ name }) => name), ...constants.keys()];
    expect(new Set(names).size).toBe(3);
  });
});

describe("functions made by other means", () => {
  it("a gradient inside of a function is lifted with it", () => {
    const inner = (y: ArrayLike) => sum(multiply(y, tanh(y)));
    expectSameValue((x) => multiply(grad(inner)(x!) as ArrayLike, x!), [filled([3])]);
  });

  it("a formula that was lowered comes back as a formula of the same value, constants exact", () => {
    const lowered = lower(parse("0.1 x^2 + pi sin(x / 3) - e^x"));
    expectSameValue((x) => lowered({ x: x! }), [array(0.7)]);
    const { expression } = lift(trace((x: ArrayLike) => lowered({ x }))(0.7), ["x"]);
    expect(toText(expression)).toContain("x^2/10");
  });
});

describe("what is not lifted", () => {
  const cases: readonly [string, Operation, NDArray, string][] = [
    ["sort", (x) => sort(x!), filled([3]), "argsort"],
    ["full with what is no number", (x) => add(x!, full([2], Number.NaN)), filled([2]), "full"],
  ];
  it.each(cases)("%s", (_, f, x, primitive) => {
    const lifting = () => lift(trace(f)(x), ["x"]);
    expect(lifting).toThrow(NotLiftedError);
    expect(lifting).toThrow(expect.objectContaining({ primitive, code: "check/not-lifted" }));
  });
});
