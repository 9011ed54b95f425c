import { array, type NDArray } from "@chainrule/array";
import {
  type ArrayLike,
  add,
  customVjp,
  divide,
  exp,
  type Linear,
  log1p,
  matmul,
  matrixTranspose,
  mean,
  multiply,
  recordTape,
  shapeOf,
  sigmoid,
  sin,
  softmax,
  square,
  sum,
  TapeVariable,
  tanh,
} from "@chainrule/tape";
import { describe, expect, it } from "vitest";
import { functionSubject } from "../subject/function.ts";
import { networkSubject } from "../subject/network.ts";
import type { Subject } from "../subject/subject.ts";
import { locate } from "./locate.ts";

/** A way to spoil what an edge contributes. */
type Spoil = (contribution: Linear) => Linear;

const scaled =
  (factor: number): Spoil =>
  (contribution) =>
    contribution === undefined ? undefined : multiply(contribution, factor);

/** One element, in the middle, is off. */
const oneElement =
  (factor: number): Spoil =>
  (contribution) => {
    if (contribution === undefined) return undefined;
    const shape = shapeOf(contribution);
    const size = shape.reduce((product, length) => product * length, 1);
    const factors = Array.from({ length: size }, (_, i) => (i === size >> 1 ? factor : 1));
    return multiply(contribution, array(factors, { shape }));
  };

const spoils: Readonly<Record<string, Spoil>> = {
  sign: scaled(-1),
  double: scaled(2),
  "1e-9": scaled(1 + 1e-9),
  missing: () => undefined,
  "one element by 1e-9": oneElement(1 + 1e-9),
};

/** An edge by the line of its operation's first output, and the number of the input. */
interface Target {
  readonly line: number;
  readonly entry: number;
  readonly input: number;
}

const pointOf = ({ parameters }: Subject) => parameters.map(({ value }) => value);

/** Every edge that contributes anything. */
function edgesOf(subject: Subject): readonly Target[] {
  const tape = recordTape((values: ArrayLike[]) => subject.f(values))(pointOf(subject));
  const found: Target[] = [];
  tape.backward([1], ({ entry, contributions }) => {
    contributions.forEach((contribution, input) => {
      if (!(entry.inputs[input] instanceof TapeVariable) || contribution === undefined) return;
      const elements =
        typeof contribution === "number" ? [contribution] : [...(contribution as NDArray).toTypedArray()];
      if (elements[elements.length >> 1] === 0 || elements.every((x) => Number(x) === 0)) return;
      found.push({ line: entry.outputs[0]!.index, entry: tape.entries.indexOf(entry), input });
    });
  });
  return found;
}

/** How many faults were planted, one at a time; each is named exactly. */
function plantEverywhere(subject: Subject): number {
  expect(locate(subject)).toBeUndefined();
  let planted = 0;
  for (const { line, entry, input } of edgesOf(subject)) {
    for (const [name, spoil] of Object.entries(spoils)) {
      const edge = locate(subject, {
        edges: (step) =>
          step.entry.outputs[0]!.index === line
            ? step.contributions.map((c, i) => (i === input ? spoil(c) : c))
            : step.contributions,
      });
      expect(edge, `${name} at entry ${entry}, input ${input}`).toMatchObject({ entry, input });
      planted += 1;
    }
  }
  return planted;
}

/** A graph of scalars in which values are used several times. */
function scalarGraph(seed: number, size: number): (x: ArrayLike, y: ArrayLike) => ArrayLike {
  let state = seed;
  const pick = (count: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
  const choices = Array.from({ length: size }, () => [pick(7), pick(1000), pick(1000)] as const);
  return (x, y) => {
    const values: ArrayLike[] = [x, y];
    for (const [operation, i, j] of choices) {
      const [a, b] = [
        values[values.length - 1 - (i % Math.min(3, values.length))]!,
        values[j % values.length]!,
      ];
      values.push(
        [
          () => sin(add(a, b)),
          () => multiply(tanh(a), b),
          () => sigmoid(multiply(a, b)),
          () => divide(a, add(1.5, square(b))),
          () => exp(multiply(-0.1, square(a))),
          () => log1p(square(add(a, b))),
          () => add(multiply(a, 0.7), sin(b)),
        ][operation]!(),
      );
    }
    return values.at(-1)!;
  };
}

const samples = (rows: number, columns: number, phase: number): NDArray =>
  array(
    Array.from({ length: rows * columns }, (_, i) => Math.sin(1.7 * i + phase)),
    { shape: [rows, columns] },
  );

describe("the first wrong edge", () => {
  it("of graphs of scalars is named exactly, for every edge and every fault down to 1e-9", () => {
    let planted = 0;
    for (let seed = 1; seed <= 10; seed++) {
      planted += plantEverywhere(functionSubject(scalarGraph(seed, 12), [0.6, -0.4]));
    }
    expect(planted).toBeGreaterThan(500);
  });

  it.each([
    "3 -> 4 sigmoid -> 2 softmax; loss=ce",
    "3 -> 5 tanh -> 4 tanh -> 2 sigmoid; loss=mse",
    "3 -> 4 relu -> 4 sigmoid -> 2 sigmoid; loss=bce",
  ])("of the net %s is named exactly", (text) => {
    const targets = array([0, 1, 1, 0, 1].map((k) => (k === 0 ? [1, 0] : [0, 1])));
    const planted = plantEverywhere(networkSubject(text, { inputs: samples(5, 3, 0), targets }));
    expect(planted).toBeGreaterThan(40);
  });

  it("is the one nearest to the output, where several are wrong", () => {
    const subject = functionSubject((x: ArrayLike) => sin(exp(sin(x))), [0.5]);
    expect(locate(subject, { edges: ({ contributions }) => contributions.map(scaled(2)) })).toMatchObject({
      entry: 2,
      operation: "sin",
      leadsTo: "exp (entry 1)",
    });
  });

  it("is found in a rule of one's own", () => {
    const own = customVjp((x: ArrayLike) => square(x), {
      backward: ([x], cotangent) => [multiply(cotangent, x)],
    });
    const subject = functionSubject((x: ArrayLike) => sum(multiply(own(x) as ArrayLike, 3)), [array([1, 2])]);
    expect(locate(subject)).toMatchObject({
      operation: "custom",
      leadsTo: "x",
      index: 0,
      found: 3,
      right: 6,
    });
  });
});

describe("what a wrong edge looks like", () => {
  const x = array([
    [0.3, -0.2],
    [0.9, 0.4],
  ]);
  const own = (f: (x: ArrayLike) => ArrayLike, backward: (x: ArrayLike, cotangent: ArrayLike) => ArrayLike) =>
    customVjp(f, { backward: ([a], cotangent) => [backward(a, cotangent)] });
  const likeness = (f: (x: ArrayLike) => ArrayLike, rules: Parameters<typeof locate>[1] = {}) =>
    locate(
      functionSubject(
        (a: ArrayLike) =>
          sum(
            multiply(
              f(a),
              array([
                [1, 2],
                [3, 5],
              ]),
            ),
          ),
        [x],
      ),
      rules,
    )?.looksLike;
  const withVjp = (
    name: string,
    rule: (cotangent: ArrayLike, input: ArrayLike, output: ArrayLike) => ArrayLike,
  ) => ({
    rules: {
      [name]: () => ({
        vjp: (
          [cotangent]: readonly Linear[],
          { inputs, outputs }: { inputs: readonly ArrayLike[]; outputs: readonly ArrayLike[] },
        ) => [rule(cotangent!, inputs[0]!, outputs[0]!)],
      }),
    },
  });

  it("names mistakes that people make", () => {
    expect(likeness(sigmoid, withVjp("sigmoid", (c, _, y) => multiply(c, y)) as never)).toBe(
      "the function in the place of its derivative",
    );
    expect(likeness(sigmoid, withVjp("sigmoid", (c) => c) as never)).toBe("a derivative left out");
    const slope = (z: ArrayLike) => multiply(sigmoid(z), add(1, multiply(-1, sigmoid(z))));
    expect(likeness(sigmoid, withVjp("sigmoid", (c, _, y) => multiply(c, slope(y))) as never)).toBe(
      "the derivative at the function's value, not at its argument",
    );
    expect(likeness(own(square, (a, c) => multiply(multiply(4, a), c)))).toBe("a factor of 2");
    expect(
      likeness(
        own(
          (a) => matmul(a, a),
          (a, c) => add(matmul(c, a), matmul(matrixTranspose(a), c)),
        ),
      ),
    ).toBeUndefined();
    expect(
      likeness(
        own(
          (a) => multiply(a, 2),
          (_, c) => multiply(2, matrixTranspose(c)),
        ),
      ),
    ).toBe("a transposed matrix");
  });

  it("knows sums from means", () => {
    const rows = samples(5, 3, 1);
    const total = own(
      (a) => sum(a, { axis: 0 }),
      (a, c) => multiply(add(multiply(a, 0), c), 1 / 5),
    );
    const subject = functionSubject((a: ArrayLike) => sum(square(total(a) as ArrayLike)), [rows]);
    expect(locate(subject)?.looksLike).toBe("a mean in the place of a sum");
    const average = own(
      (a) => mean(a, { axis: 0 }),
      (a, c) => add(multiply(a, 0), c),
    );
    const other = functionSubject((a: ArrayLike) => sum(square(average(a) as ArrayLike)), [rows]);
    expect(locate(other)?.looksLike).toBe("a sum in the place of a mean");
  });

  it("says nothing where nothing is wrong", () => {
    expect(likeness((a) => softmax(a))).toBeUndefined();
  });
});
