import { call, type Expression, type FunctionName, number, symbol } from "@chainrule/expr";
import { type ArrayLike, multiply, type Replacement, trace } from "@chainrule/tape";
import { describe, expect, it } from "vitest";
import { tapeFunctions } from "../bridge/functions.ts";
import { crossCheck } from "../crossCheck.ts";
import { overallVerdict } from "../report/overall.ts";
import { formulaSubject } from "../subject/formula.ts";
import type { Subject } from "../subject/subject.ts";

/** Every cotangent that a rule sends back, too large by one part in 10^12: less than any float64 test would see. */
const slightlyWrong: Replacement = (row) => ({
  vjp: (cotangents, application) =>
    row.vjp(cotangents, application).map((cotangent) => cotangent && multiply(cotangent, 1 + 2 ** -40)),
});

/** Every smooth function of expr's table, or a smooth piece of it, at a point where no partial derivative is 0. */
const smooth: Partial<Readonly<Record<FunctionName, readonly number[]>>> = {
  exp: [0.7],
  log: [0.7],
  log1p: [0.7],
  expm1: [0.7],
  cbrt: [0.7],
  log1mexp: [0.7],
  sin: [0.7],
  cos: [0.7],
  tan: [0.7],
  cot: [0.7],
  sec: [0.7],
  csc: [0.7],
  asin: [0.7],
  acos: [0.7],
  atan: [0.7],
  acot: [0.7],
  asec: [1.7],
  acsc: [1.7],
  sinc: [0.7],
  sincDerivative: [2, 0.7],
  sinh: [0.7],
  cosh: [0.7],
  tanh: [0.7],
  coth: [0.7],
  sech: [0.7],
  csch: [0.7],
  asinh: [0.7],
  acosh: [1.7],
  atanh: [0.7],
  acoth: [1.7],
  asech: [0.7],
  acsch: [0.7],
  logCosh: [0.7],
  atan2: [0.7, -1.3],
  hypot: [0.7, -1.3],
  abs: [-0.7],
  mod: [0.7, 0.3],
  max: [0.7, 0.3],
  min: [0.7, 0.3],
  erf: [0.7],
  erfc: [0.7],
  erfcx: [0.7],
  erfcxDerivative: [2, 0.7],
  gamma: [0.7],
  lgamma: [0.7],
  digamma: [0.7],
  polygamma: [2, 0.7],
  sigmoid: [0.7],
  softplus: [0.7],
  logSigmoid: [0.7],
  logit: [0.7],
  softsign: [0.7],
  logaddexp: [0.7, -1.3],
  relu: [0.7],
  gaussian: [0.7, 0.1, 0.9],
  piecewiseLinear: [0.7, 0.25, 0.5, -2, 2],
};

const names = Object.keys(smooth) as FunctionName[];

/** Functions whose first argument is an order, a number. */
const families: ReadonlySet<FunctionName> = new Set(["polygamma", "sincDerivative", "erfcxDerivative"]);

/** A function of expr's table on variables x0, x1, ... at its point; an order is a number. */
function subjectOf(name: FunctionName): Subject {
  const point = smooth[name]!;
  const args = point.map((x, i): Expression => (families.has(name) && i === 0 ? number(x) : symbol(`x${i}`)));
  const free = point.map((x, i) => [`x${i}`, x] as const).filter((_, i) => args[i]!.kind === "symbol");
  const wrt = free.map(([variable]) => variable).slice(0, name === "piecewiseLinear" ? 3 : undefined);
  return formulaSubject(call(name, ...args), Object.fromEntries(free), { wrt });
}

/** Names of the rows that the tape runs through from the parameters to the result. */
function rowsOf({ f, parameters }: Subject): readonly string[] {
  const program = trace((...xs: ArrayLike[]) => f(xs))(...parameters.map(({ value }) => value));
  return [...new Set(program.entries.map(({ primitive }) => primitive.name))];
}

/** Rows through which no derivative passes at these points: constants (and their root), conditions. */
const inert = new Set(["exactPi", "sqrt", "less", "lessEqual"]);

describe("the rules of the smooth functions", () => {
  it.each(names)("%s: both voices agree far below float64", (name) => {
    const report = crossCheck(subjectOf(name));
    expect(overallVerdict(report)).toBe("agree");
    expect(report.detectionLimit).toBeLessThan(1e-24);
  });

  it.each(names)("%s: a rule of the tape wrong by 1e-12 is caught", (name) => {
    const subject = subjectOf(name);
    const differentiated = rowsOf(subject).filter((row) => !inert.has(row));
    expect(differentiated.length).toBeGreaterThan(0);
    for (const row of differentiated) {
      const report = crossCheck(subject, { fault: { rules: { [row]: slightlyWrong } } });
      expect(report.verdict, `${name}, ${row}`).toBe("disagree");
    }
  });

  it("cover the table but for constants, conditions and functions with derivative 0", () => {
    const others = ["pi", "e", "sign", "step", "floor", "ceil", "round"];
    const conditions = ["less", "lessEqual", "equal", "and", "or", "not", "kronecker"];
    expect([...names, ...others, ...conditions].sort()).toEqual(Object.keys(tapeFunctions).sort());
  });
});
