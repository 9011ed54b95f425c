import { array, type NDArray } from "@chainrule/array";
import {
  type ArrayLike,
  add,
  cos,
  greater,
  ifElse,
  multiply,
  sin,
  sort,
  square,
  stopGradient,
  sum,
  tanh,
  type Value,
} from "@chainrule/tape";
import { describe, expect, it } from "vitest";
import { check } from "../check.ts";
import { crossCheck } from "../crossCheck.ts";
import { faults } from "../faults/faults.ts";
import { overallVerdict } from "../report/overall.ts";
import type { Report } from "../report/types.ts";
import { formulaSubject } from "./formula.ts";
import { functionSubject } from "./function.ts";
import { PointError } from "./lowered.ts";
import { NetworkSubjectError, networkSubject } from "./network.ts";

const entriesOf = (report: Report) => report.parameters.flatMap(({ entries }) => entries);
const names = ({ parameters }: { readonly parameters: readonly { readonly name: string }[] }) =>
  parameters.map(({ name }) => name);

describe("formulaSubject", () => {
  it("differentiates by all variables in alphabetical order, or by those asked for in that order", () => {
    const at = { z: 1, a: 2, m: 3 };
    expect(names(formulaSubject("z a m", at))).toEqual(["a", "m", "z"]);
    const some = formulaSubject("z a m", at, { wrt: ["z", "a"] });
    expect(names(some)).toEqual(["z", "a"]);
    expect(entriesOf(crossCheck(some)).map(({ kernel }) => kernel)).toEqual([6, 3]);
  });

  const wrong: readonly [string, string, Record<string, number>, string[] | undefined, string][] = [
    ["a variable without a value", "x + y", { x: 1 }, undefined, "y"],
    ["a value for no variable", "x", { x: 1, t: 2 }, undefined, "t"],
    ["a value that is not finite", "x", { x: Number.NaN }, undefined, "x"],
    ["an infinite value", "x", { x: Number.POSITIVE_INFINITY }, undefined, "x"],
    ["a derivative by what does not occur", "x", { x: 1 }, ["q"], "q"],
    ["a variable to differentiate by twice", "x", { x: 1 }, ["x", "x"], "x"],
    ["names that every object has", "toString", {}, undefined, "toString"],
    ["a value of a formula without variables", "2 + 3", { x: 1 }, undefined, "x"],
  ];
  it.each(wrong)("refuses %s", (_, formula, at, wrt, variable) => {
    const make = () => formulaSubject(formula, at, wrt && { wrt });
    expect(make).toThrow(PointError);
    expect(make).toThrow(expect.objectContaining({ code: "check/point", variable }));
  });

  it("takes variables by any name", () => {
    const at = JSON.parse('{"__proto__": 2, "constructor": 3}') as Record<string, number>;
    const report = crossCheck(formulaSubject("__proto__^2 constructor", at));
    expect(entriesOf(report).map(({ kernel }) => kernel)).toEqual([12, 4]);
  });

  it("passes on what the parser says of a text", () => {
    expect(() => formulaSubject("x +", { x: 1 })).toThrow(expect.objectContaining({ code: "expr/syntax" }));
  });
});

describe("functionSubject", () => {
  const x = array([0.1, -0.2, 0.7]);

  it("names a lone array x, and entries of trees by their paths", () => {
    expect(names(functionSubject((a: ArrayLike) => sum(a), [x]))).toEqual(["x"]);
    const tree = { layers: [{ weight: x, bias: 2 }] };
    const f = ({
      layers: [{ weight, bias }],
    }: typeof tree & { layers: [{ weight: NDArray; bias: number }] }) => sum(multiply(weight, bias));
    expect(names(functionSubject(f, [tree]))).toEqual(["layers.0.weight", "layers.0.bias"]);
    expect(names(functionSubject((a: ArrayLike, b: ArrayLike) => sum(add(a, b)), [x, 2]))).toEqual([
      "x1",
      "x2",
    ]);
  });

  it("keeps trees apart whose paths read the same, and constants from parameters of their name", () => {
    const tree = { "a.b": 2, a: { b: 3 }, constant_1: array([1, 2, 3]) };
    const f = (t: typeof tree) => multiply(multiply(t["a.b"], square(t.a.b)), sum(multiply(t.constant_1, x)));
    const report = check(f, [tree]);
    expect(overallVerdict(report)).toBe("agree");
    expect(report.parameters.map(({ verdict }) => verdict)).toEqual(["agree", "agree", "agree"]);
    expect(report.notes).toEqual([]);
  });

  it("differentiates by chosen arguments only", () => {
    const f = (a: ArrayLike, b: ArrayLike) => sum(multiply(sin(a), b));
    const report = check(f, [x, 3], { argnums: [1] });
    expect(names(report)).toEqual(["x"]);
    expect(report.parameters[0]!.shape).toEqual([]);
  });

  it("takes its name from the function, or as told", () => {
    const energy = (a: ArrayLike) => sum(square(a));
    expect(functionSubject(energy, [x]).name).toBe("energy");
    expect(functionSubject((a: ArrayLike) => sum(a), [x], { name: "total" }).name).toBe("total");
    expect(
      functionSubject(
        (
          () => (a: ArrayLike) =>
            sum(a)
        )(),
        [x],
      ).name,
    ).toBe("function");
  });

  it("checks float32 parameters with bounds of that precision", () => {
    const single = array([0.1, 0.2, 3], { dtype: "float32" });
    const report = check((a: ArrayLike) => sum(tanh(multiply(0.1, a))), [single]);
    expect(overallVerdict(report)).toBe("agree");
    expect(Math.max(...entriesOf(report).map(({ ulps }) => ulps))).toBeGreaterThan(1e6);
    expect(report.detectionLimit).toBeLessThan(1e-25);
  });
});

describe("functions that read values while they run", () => {
  const signed = (a: Value) => (Number(a.item()) > 0 ? sin(a) : multiply(2, cos(a)));

  it.each([
    [0.5, Math.cos(0.5)],
    [-0.5, -2 * Math.sin(-0.5)],
  ])("are checked along the path taken at %s, which the report says", (x, derivative) => {
    const report = check(signed, [x]);
    expect(overallVerdict(report)).toBe("agree");
    expect(entriesOf(report)[0]!.kernel).toBe(derivative);
    expect(report.notes.join()).toContain("path taken");
    expect(overallVerdict(check(signed, [x], { order: 2 }))).toBe("agree");
  });

  it("a fault on that path is caught", () => {
    const fault = faults.find(({ name }) => name === "sign")!.plant(0);
    expect(overallVerdict(check(signed, [0.5], { fault }))).toBe("disagree");
  });
});

describe("functions that have no expression", () => {
  const x = array([0.1, -0.2, 0.7]);
  const cases: readonly [string, (a: ArrayLike) => ArrayLike, string][] = [
    ["sort", (a) => sum(multiply(sort(a), array([1, 2, 3]))), "argsort"],
    [
      "ifElse",
      (a) =>
        ifElse(
          greater(sum(a), 0),
          (b: ArrayLike) => sum(sin(b)),
          (b: ArrayLike) => sum(b),
          a,
        ),
      "ifElse",
    ],
  ];

  it.each(cases)(
    "%s: the complex step takes the place of the symbols, and the report says so",
    (_, f, row) => {
      const report = check(f, [x]);
      expect(overallVerdict(report)).toBe("agree");
      expect(report.notes.join()).toContain(`"${row}" cannot be written as an expression`);
      expect(report.formulas).toBeUndefined();
      expect(report.cost).toEqual({ primal: 0, gradient: 0 });
      expect(report.detectionLimit).toBeLessThan(1e-9);
    },
  );

  it.each(cases)("%s: planted faults are caught all the same", (_, f) => {
    for (const name of ["sign", "scale", "zero-first-layer"]) {
      const fault = faults.find((each) => each.name === name)!.plant(0);
      const report = check(f, [x], { fault });
      expect(overallVerdict(report), name).toBe("disagree");
    }
  });

  it("stopGradient is no derivative of the value, which the check says", () => {
    const report = check((a: ArrayLike) => sum(multiply(stopGradient(a), a)), [x]);
    expect(overallVerdict(report)).toBe("disagree");
    expect(report.notes.join()).toContain("it stops derivatives");
  });
});

describe("networkSubject", () => {
  const inputs = array([
    [0, 1],
    [1, 1],
    [0.5, -1],
  ]);
  const column = array([1, 0, 1]);
  const make =
    (text: string, data: object = {}) =>
    () =>
      networkSubject(text, { inputs, targets: column, ...data });

  it("takes the first rows, says how many, and names every parameter", () => {
    const subject = networkSubject("2 -> 3 tanh -> 1; loss=mse", { inputs, targets: column, rows: 2 });
    expect(subject.name).toBe("2 -> 3 tanh -> 1; loss=mse on 2 samples");
    expect(names(subject)).toEqual(["layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias"]);
    expect(subject.symbolic).toBeDefined();
  });

  it("weights follow the seed; uniform=a keeps them below a", () => {
    const weightsOf = (text: string, seed: number) =>
      Array.from((make(text, { seed })().parameters[0]!.value as NDArray).toTypedArray(), Number);
    expect(weightsOf("2 -> 3 -> 1", 1)).toEqual(weightsOf("2 -> 3 -> 1", 1));
    expect(weightsOf("2 -> 3 -> 1", 1)).not.toEqual(weightsOf("2 -> 3 -> 1", 2));
    const small = weightsOf("2 -> 30 -> 1; uniform=0.25", 3).map(Math.abs);
    expect(Math.max(...small)).toBeLessThan(0.25);
    expect(Math.max(...small)).toBeGreaterThan(0.2);
  });

  it("classes are one-hot rows: both forms are the same loss", () => {
    const classes = array([2, 0, 1]);
    const hot = array([
      [0, 0, 1],
      [1, 0, 0],
      [0, 1, 0],
    ]);
    const text = "2 -> 3 softmax; loss=ce";
    const column = array([[2], [0], [1]]);
    const [a, b, c] = [classes, hot, column].map((targets) => crossCheck(make(text, { targets })()));
    expect([a!.value, c!.value]).toEqual([b!.value, b!.value]);
    expect(overallVerdict(a!)).toBe("agree");
  });

  it("the last activation is taken together with its loss, from logits of any size", () => {
    const parameters = { layers: [{ weight: array([[2000, -800]]), bias: array([0]) }] };
    const targets = array([1, 1, 1]);
    const report = crossCheck(make("2 -> 1 sigmoid; loss=bce", { parameters, targets })());
    expect(report.value).toBeCloseTo(800 / 3, 10);
    expect(overallVerdict(report)).toBe("agree");
  });

  const wrong: readonly [string, () => unknown, string][] = [
    ["an unknown loss", make("2 -> 1; loss=huber"), 'no loss "huber"'],
    ["a loss that every object has", make("2 -> 1; loss=constructor"), 'no loss "constructor"'],
    ["an unknown option", make("2 -> 1; lose=mse"), 'no option "lose"'],
    ["a spread that is no positive number", make("2 -> 1; uniform=-1"), "uniform=-1"],
    ["an option given twice", make("2 -> 1; loss=mse; loss=sse"), "given twice"],
    [
      "no samples",
      make("2 -> 1", { inputs: array([], { shape: [0, 2] }), targets: array([]) }),
      "no samples",
    ],
    ["parameters of another network", make("2 -> 1", { parameters: {} }), "layers.0.weight, layers.0.bias"],
    ["data of another width", make("3 -> 1"), "takes 3 inputs"],
    ["data that are no matrix", make("2 -> 1", { inputs: array([1, 2]) }), "takes 2 inputs"],
    ["targets of another length", make("2 -> 1", { targets: array([1]) }), "3 samples, but 1 targets"],
    [
      "targets of another width",
      make("2 -> 1", {
        targets: array([
          [1, 2],
          [1, 2],
          [1, 2],
        ]),
      }),
      "1 outputs",
    ],
    ["no rows", make("2 -> 1", { rows: 0 }), "0 rows"],
    ["more rows than there are", make("2 -> 1", { rows: 4 }), "4 rows"],
    [
      "a class that is no output",
      make("2 -> 2 softmax; loss=ce", { targets: array([0, 1, 2]) }),
      "2 is no class",
    ],
    [
      "a class that is no number",
      make("2 -> 2 softmax; loss=ce", { targets: array([0, 1, 0.5]) }),
      "0.5 is no class",
    ],
  ];
  it.each(wrong)("refuses %s", (_, attempt, message) => {
    expect(attempt).toThrow(NetworkSubjectError);
    expect(attempt).toThrow(expect.objectContaining({ code: "check/network" }));
    expect(attempt).toThrow(message);
  });

  it("passes on what the reader of network descriptions says, with its place", () => {
    expect(make("2 -> 3 wobble -> 1")).toThrow(/no activation "wobble"/);
  });
});
