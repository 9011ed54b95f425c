import { doubleDouble, type UnaryName } from "@chainrule/special";
import { type Tensor, xlog1py, xlogy } from "@chainrule/tape";
import { describe, expect, it } from "vitest";
import { check } from "../check.ts";
import { crossCheck } from "../crossCheck.ts";
import { formulaSubject } from "../subject/formula.ts";
import { type Exactish, exactish, nearest } from "../voices/carrier.ts";
import { tapeVoice } from "../voices/tape.ts";
import { dualNumbers } from "./dualNumbers.ts";
import { dualSlopes, seedOf, stepRounding } from "./dualSlope.ts";
import { localSlope } from "./localSlope.ts";

const D = doubleDouble;
const dual = dualNumbers(exactish);
const at = (x: number) => ({ value: exactish.fromNumber(x), slope: exactish.fromNumber(1) });
const gapOf = ({ value, error }: Exactish, right: { readonly value: typeof value }): [number, number] => [
  Math.abs(D.toNumber(D.subtract(value, right.value))),
  error,
];

/** Derivatives by identities, in terms of other functions: written here alone, to hold the differences against. */
const identities: readonly [UnaryName, number, (x: Exactish) => Exactish][] = [
  ["exp", 0.7, exactish.exp],
  ["expm1", -0.3, exactish.exp],
  ["log", 1e-9, (x) => exactish.divide(exactish.fromNumber(1), x)],
  ["sin", 2.1, exactish.cos],
  ["cos", 2.1, (x) => exactish.negate(exactish.sin(x))],
  ["sinh", 1.3, exactish.cosh],
  ["cosh", -1.3, exactish.sinh],
  ["lgamma", 3.3, exactish.digamma],
  ["softplus", -30, exactish.sigmoid],
  ["softplus", 2, exactish.sigmoid],
  ["sqrt", 1e-12, (x) => exactish.divide(exactish.fromNumber(0.5), exactish.sqrt(x))],
  ["tanh", 0.4, (x) => exactish.subtract(exactish.fromNumber(1), exactish.integerPower(exactish.tanh(x), 2))],
];

describe("dual numbers", () => {
  it.each(identities)(
    "find the slope of %s at %d from values alone, within their bound",
    (name, x, right) => {
      const { slope } = dual[name](at(x));
      const truth = right(exactish.fromNumber(x));
      const [gap, error] = gapOf(slope!, truth);
      expect(gap).toBeLessThanOrEqual(error + truth.error);
      expect(error).toBeLessThan(1e-17 * Math.max(1, Math.abs(nearest(truth))));
    },
  );

  it("know a slope no better than the place where it is taken", () => {
    const near = { value: { value: D.fromNumber(1), error: 1e-10 }, slope: exactish.fromNumber(1) };
    const { slope } = dual.exp(near);
    expect(slope!.error).toBeGreaterThan(2.7e-10); // exp'' is 2.72
    expect(slope!.error).toBeLessThan(2.8e-10);
  });

  it("follow sums, products, quotients and whole powers exactly", () => {
    const x = at(3);
    const cube = dual.integerPower(x, 3);
    expect([nearest(cube.value), nearest(cube.slope!)]).toEqual([27, 27]);
    expect(nearest(dual.integerPower(x, -1).slope!)).toBe(-1 / 9);
    expect(nearest(dual.divide(dual.multiply(x, x), dual.add(x, dual.fromNumber(1))).slope!)).toBe(15 / 16);
    expect(dual.multiply(dual.fromNumber(2), dual.e).slope).toBeUndefined();
  });

  it.each([
    ["relu(x pi)", { x: 48 }, 1], // the chosen operand has a bound, so its own value is no certain tie with it
    ["max(pi, x)^2", { x: 0.25 }, 1],
    ["min(erf(x), 2 + x)", { x: 0.5 }, 1],
    ["x sin(y)", { x: 0, y: 2 }, 2], // 0 that moves is not nothing
  ] as const)("contradict nobody: %s", (text, at, order) => {
    const { parameters } = crossCheck(formulaSubject(text, at), { order });
    for (const { dualNumbers: seen, finiteDifference } of parameters.flatMap(({ entries }) => entries)) {
      expect(seen).toMatchObject({ contradicts: false });
      expect(seen!.error).toBeLessThan(1e-15);
      expect(finiteDifference).toMatchObject({ contradicts: false });
    }
  });

  it("know no slope of sin from steps over many of its periods", () => {
    for (const x of [exactish.exp(exactish.fromNumber(49.867991427890956)), exactish.fromNumber(3e18)]) {
      const { slope } = dual.sin({ value: x, slope: exactish.fromNumber(1) });
      const truth = exactish.cos(x);
      const [gap, error] = gapOf(slope!, truth);
      expect(Number.isNaN(gap) || gap <= error + truth.error, `at ${nearest(x)}`).toBe(true);
    }
  });

  it.each([xlogy, xlog1py])("nor do they or complex steps at x = 0 of x times a logarithm", (f) => {
    const { parameters } = check((x: Tensor, y: Tensor) => f(x, y), [0, 2]);
    for (const { complexStep, dualNumbers: seen } of parameters.flatMap(({ entries }) => entries))
      expect([complexStep?.contradicts, seen?.contradicts]).toEqual([false, false]);
  });

  it("know no slope at a kink or a jump, and the right one beside it", () => {
    expect(dual.abs(at(0)).slope!.error).toBe(Number.POSITIVE_INFINITY);
    expect(dual.floor(at(2)).slope!.error).toBe(Number.POSITIVE_INFINITY);
    expect(dual.max(at(2), dual.fromNumber(2)).slope!.error).toBe(Number.POSITIVE_INFINITY);
    expect(nearest(dual.abs(at(-1e-9)).slope!)).toBe(-1);
    expect(nearest(dual.max(at(2), dual.fromNumber(3)).slope ?? exactish.fromNumber(0))).toBe(0);
    expect(localSlope(D.log, D.fromNumber(-1)).error).toBe(Number.POSITIVE_INFINITY);
  });

  it("stand beside the voices at 20 digits, and contradict a mistake that both share", () => {
    const right = crossCheck(formulaSubject("gamma(x) sin(x y)", { x: 2.4, y: -0.9 }));
    for (const { entries } of right.parameters) {
      const { value, error, contradicts } = entries[0]!.dualNumbers!;
      expect(contradicts).toBe(false);
      expect(error).toBeLessThan(1e-20 * Math.abs(value));
    }
    const subject = formulaSubject("sin(x)", { x: 0.5 });
    const shared = { ...subject, f: ([x]: readonly unknown[]) => subject.f([x as number]) };
    const other = formulaSubject("sin(x) (1 + 10^(-18))", { x: 0.5 });
    const mixed = crossCheck({ ...shared, symbolic: other.symbolic });
    expect(mixed.parameters[0]!.entries[0]!.dualNumbers!.contradicts).toBe(true);
    expect(mixed.parameters[0]!.entries[0]!.complexStep!.contradicts).toBe(false);
  });

  it("count the roundings of a sum of thousands of terms", () => {
    const voice = tapeVoice(formulaSubject("sum(sin(k x), k, 1, 3000)", { x: 0.7 }));
    const rounding = stepRounding(voice)(seedOf(0, 0));
    const { value } = dualSlopes(voice)(seedOf(0, 0));
    expect(rounding).toBeGreaterThan(2 ** -50 * Math.abs(D.toNumber(value)));
    expect(rounding).toBeLessThan((1e-11 * (3000 * 3001)) / 2);
  });
});
