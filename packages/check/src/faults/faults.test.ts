import { array, type NDArray } from "@chainrule/array";
import { multiply, sin, softplus, sum, tanh, vecdot } from "@chainrule/tape";
import { describe, expect, it } from "vitest";
import { check } from "../check.ts";
import { crossCheck } from "../crossCheck.ts";
import { overallVerdict } from "../report/overall.ts";
import { formatReport } from "../report/text.ts";
import type { Report } from "../report/types.ts";
import { worstEntry } from "../report/worst.ts";
import { formulaSubject } from "../subject/formula.ts";
import { networkSubject } from "../subject/network.ts";
import { elementsOf } from "../subject/subject.ts";
import { tapeVoice } from "../voices/tape.ts";
import { noWitnesses } from "../witnesses/plan.ts";
import type { Fault } from "./fault.ts";
import { faults } from "./faults.ts";
import { gradcheckOf, targetOf } from "./gradcheck.ts";

/** Any fixed numbers between -1 and 1. */
const samples = (rows: number, columns: number, phase: number): NDArray =>
  array(
    Array.from({ length: rows * columns }, (_, i) => Math.sin(1.7 * i + phase)),
    { shape: [rows, columns] },
  );

const fault = (name: string): Fault => faults.find((each) => each.name === name)!;
const witnesses = noWitnesses;

/** Names of the parameter arrays that a report contradicts. */
const contradicted = ({ parameters }: Report): string[] =>
  parameters.filter(({ verdict }) => verdict === "disagree").map(({ name }) => name);

describe("a sigmoid net with five hidden layers", () => {
  const hidden = Array.from({ length: 5 }, () => "10 sigmoid").join(" -> ");
  const subject = networkSubject(`8 -> ${hidden} -> 3 sigmoid; loss=mse; uniform=0.3`, {
    inputs: samples(4, 8, 0),
    targets: samples(4, 3, 1),
  });
  const target = targetOf(subject);
  const layers = [0, 1, 2, 3, 4, 5].map((i) => `layers.${i}`);

  it("has a first layer whose whole gradient is below the absolute tolerance of gradcheck", () => {
    const first = tapeVoice(subject).kernel()[target]!;
    expect(Math.max(...first.map(Math.abs))).toBeLessThan(1e-5);
    expect(first.every((g) => g !== 0)).toBe(true);
  });

  it("agrees where nothing is wrong, and gradcheck passes it too", () => {
    expect(overallVerdict(crossCheck(subject, { witnesses }))).toBe("agree");
    expect(gradcheckOf(subject)).toBe(true);
  });

  const expectations: readonly [string, readonly string[], { readonly gradcheckPasses: boolean }][] = [
    ["zero-first-layer", ["layers.0.weight"], { gradcheckPasses: true }],
    ["sign", ["layers.0.weight"], { gradcheckPasses: true }],
    ["scale", ["layers.0.weight"], { gradcheckPasses: true }],
    [
      "dropped-sum",
      layers.slice(0, -1).flatMap((layer) => [`${layer}.weight`, `${layer}.bias`]),
      { gradcheckPasses: false },
    ],
    ["missing-unbroadcast", layers.map((layer) => `${layer}.bias`), { gradcheckPasses: false }],
  ];
  it.each(expectations)("%s is caught in %j; the usual rule: %j", (name, parameters, { gradcheckPasses }) => {
    const planted = fault(name).plant(target);
    const report = crossCheck(subject, { fault: planted, witnesses });
    expect(overallVerdict(report)).toBe("disagree");
    expect(contradicted(report)).toEqual(parameters);
    expect(parameters).toContain(worstEntry(report)!.parameter.name);
    const [headline] = formatReport(report).split("\n");
    expect(headline).toMatch(/^VERDICT {2}disagree/);
    expect(parameters.some((parameter) => headline!.includes(`${parameter}[`))).toBe(true);
    expect(gradcheckOf(subject, planted)).toBe(gradcheckPasses);
  });

  it("second-order agrees to first order and is caught in every layer to second", () => {
    const planted = fault("second-order").plant(target);
    expect(overallVerdict(crossCheck(subject, { fault: planted, witnesses }))).toBe("agree");
    const second = crossCheck(subject, { fault: planted, witnesses, order: 2 });
    expect(overallVerdict(second)).toBe("disagree");
    expect(contradicted(second)).toContain("H v layers.0.weight");
    expect(overallVerdict(crossCheck(subject, { witnesses, order: 2 }))).toBe("agree");
  });

  it("the table-free witnesses see a fault that both voices would share", () => {
    const report = crossCheck(subject, {
      fault: fault("scale").plant(target),
      witnesses: { ...noWitnesses, complexStep: 0, finiteDifference: 0 },
    });
    const { entries } = report.parameters[target]!;
    const witnessed = entries.filter(({ complexStep }) => complexStep !== undefined);
    expect(witnessed.length).toBeGreaterThanOrEqual(8);
    expect(witnessed.length).toBeLessThanOrEqual(12);
    for (const { complexStep, symbolic, tape } of witnessed) {
      expect(complexStep!.contradicts).toBe(false);
      expect(complexStep!.value / Number(symbolic)).toBeCloseTo(1, 12);
      expect(Number(tape) / complexStep!.value).toBeCloseTo(1.001, 9);
    }
  });
});

describe("right gradients", () => {
  const inputs = samples(5, 4, 0.3);
  const column = array([1, 0, 1, 1, 0]);
  const classes = array([0, 2, 1, 2, 0]);
  const numbers = samples(5, 3, 2);
  const probabilities = array(
    [0.2, 0.9, 0.5].flatMap((p) => [p, 1 - p, p / 2, p, 0.1]),
    { shape: [5, 3] },
  );
  const nets: readonly [string, NDArray][] = [
    ["4 -> 5 sigmoid -> 3 sigmoid; loss=mse", numbers],
    ["4 -> 6 tanh -> 6 tanh -> 3; loss=sse", numbers],
    ["4 -> 7 relu -> 3; loss=mse", numbers],
    ["4 -> 3 gaussian(mu=0.5, sigma=0.8) -> 3; loss=sse", numbers],
    ["4 -> 5 softplus -> 3 softplus; loss=mse", numbers],
    ["4 -> 5 sigmoid(beta=2) -> 1 sigmoid; loss=bce", column],
    ["4 -> 5 tanh -> 3 sigmoid; loss=bce", probabilities],
    ["4 -> 5 tanh -> 3 softmax; loss=ce", classes],
    ["4 -> 8 relu -> 8 tanh -> 3 softmax; loss=ce; uniform=0.7", classes],
    ["4 -> 5 softmax -> 3; loss=sse", numbers],
    ["4 -> 3 softmax; loss=mse; uniform=2", numbers],
    ["4 -> 3 piecewiseLinear(m=0.25, b=0.5, xMin=-2, xMax=2) -> 3; loss=mse", numbers],
  ];
  it.each(nets)("%s", (text, targets) => {
    const subject = networkSubject(text, { inputs, targets });
    const first = crossCheck(subject);
    expect(overallVerdict(first)).toBe("agree");
    expect(first.detectionLimit).toBeLessThan(1e-20);
    const entries = first.parameters.flatMap((parameter) => parameter.entries);
    expect(entries.filter(({ complexStep }) => complexStep?.contradicts !== false)).toEqual([]);
    expect(entries.filter(({ finiteDifference }) => finiteDifference?.contradicts)).toEqual([]);
    expect(overallVerdict(crossCheck(subject, { order: 2, witnesses }))).toBe("agree");
  });

  it("of arrays of any rank, with values used several times", () => {
    const f = (w: NDArray, x: NDArray) => sum(multiply(tanh(multiply(w, x)), softplus(w)));
    expect(overallVerdict(check(f, [samples(2, 3, 0), samples(1, 3, 1)]))).toBe("agree");
  });
});

describe("dropped-path", () => {
  const planted = fault("dropped-path");
  it("is caught where a value is used twice, in a formula and in a function", () => {
    const formula = formulaSubject("sin(x) x", { x: 0.7 });
    expect(contradicted(crossCheck(formula, { fault: planted.plant(0) }))).toEqual(["x"]);
    const f = (w: NDArray) => sum(multiply(sin(w), w));
    expect(contradicted(check(f, [samples(2, 2, 1)], { fault: planted.plant(0) }))).toEqual(["x"]);
  });

  it("is nothing where every value is used once", () => {
    const once = formulaSubject("sin(exp(x))", { x: 0.7 });
    expect(overallVerdict(crossCheck(once, { fault: planted.plant(0) }))).toBe("agree");
  });
});

describe("dropped-sum", () => {
  it("changes nothing where there is no sum over units to go back through", () => {
    const planted = fault("dropped-sum").plant(0);
    const dot = (a: NDArray) => vecdot(a, array([3, 4]));
    expect(overallVerdict(check(dot, [array([1, 2])], { fault: planted }))).toBe("agree");
  });
});

describe("the list of faults", () => {
  it("names each once, with the order that it shows in", () => {
    expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
    expect(faults.filter(({ order }) => order === 2).map(({ name }) => name)).toEqual(["second-order"]);
  });

  it("hits the first matrix, and where there is none the first parameter", () => {
    const net = networkSubject("2 -> 2 tanh -> 1", { inputs: samples(1, 2, 0), targets: samples(1, 1, 0) });
    expect(net.parameters[targetOf(net)]!.name).toBe("layers.0.weight");
    expect(targetOf(formulaSubject("a b", { a: 1, b: 2 }))).toBe(0);
    expect(elementsOf(2)).toEqual(Float64Array.of(2));
  });

  it.each(["zero-first-layer", "sign", "scale"])("%s is caught in a formula of scalars", (name) => {
    const report = crossCheck(formulaSubject("a tanh(b)", { a: 2, b: 0.5 }), { fault: fault(name).plant(0) });
    expect(contradicted(report)).toEqual(["a"]);
  });
});
