import { array } from "@chainrule/array";
import { type ArrayLike, exp, multiply, sort, sum, tanh } from "@chainrule/tape";
import { describe, expect, it } from "vitest";
import { check } from "../check.ts";
import { crossCheck } from "../crossCheck.ts";
import { faults } from "../faults/faults.ts";
import { formulaSubject } from "../subject/formula.ts";
import { networkSubject } from "../subject/network.ts";
import { noWitnesses } from "../witnesses/plan.ts";
import { toJson } from "./json.ts";
import { brief, scientific } from "./numbers.ts";
import { entryName, largest, overallVerdict } from "./overall.ts";
import { formatReport } from "./text.ts";
import type { EntryReport, ParameterReport, Report } from "./types.ts";
import { worstEntry } from "./worst.ts";

const plain: EntryReport = {
  index: 0,
  symbolic: "1.00",
  tape: "1.00",
  difference: 0,
  kernel: 1,
  verdict: "agree",
  detectionLimit: 1e-30,
  ulps: 0.5,
  boundUlps: 4,
  kernelWithinBound: true,
};

const parameter = (
  name: string,
  shape: readonly number[],
  ...entries: Partial<EntryReport>[]
): ParameterReport => ({
  name,
  shape,
  verdict: "agree",
  entries: entries.map((change, index) => ({ ...plain, index, ...change })),
});

const report = (change: Partial<Report> = {}): Report => ({
  schema: "chainrule-report/1",
  subject: "f",
  order: 1,
  value: 1,
  primalVerdict: "agree",
  verdict: "agree",
  kernelWithinBounds: true,
  detectionLimit: 1e-30,
  parameters: [parameter("x", [], {})],
  cost: { primal: 1, gradient: 2 },
  notes: [],
  ...change,
});

describe("worstEntry", () => {
  const worstOf = (...entries: Partial<EntryReport>[]) =>
    worstEntry({ parameters: [parameter("w", [entries.length], ...entries)] })!.entry.index;

  it("is the worst verdict, then a kernel outside its bound, then the most ulps, then the first", () => {
    expect(worstOf({ ulps: 9 }, { verdict: "disagree" }, { kernelWithinBound: false })).toBe(1);
    expect(worstOf({ verdict: "inconclusive" }, { verdict: "not differentiable here" }, {})).toBe(0);
    expect(worstOf({ ulps: 9 }, { kernelWithinBound: false }, {})).toBe(1);
    expect(worstOf({ ulps: 1 }, { ulps: 2 }, { ulps: 2 })).toBe(1);
    expect(worstOf({}, {}, {})).toBe(0);
  });

  it("is looked for in all parameters, and there is none of nothing", () => {
    const parameters = [parameter("a", [], {}), parameter("b", [2], {}, { ulps: 3 })];
    expect(worstEntry({ parameters })).toMatchObject({ parameter: { name: "b" }, entry: { index: 1 } });
    expect(worstEntry({ parameters: [] })).toBeUndefined();
  });
});

describe("overallVerdict", () => {
  it("is the worst of formula, primal and kernel", () => {
    expect(overallVerdict(report())).toBe("agree");
    expect(overallVerdict(report({ primalVerdict: "disagree" }))).toBe("disagree");
    expect(overallVerdict(report({ verdict: "inconclusive" }))).toBe("inconclusive");
    expect(overallVerdict(report({ kernelWithinBounds: false }))).toBe("disagree");
    expect(overallVerdict(report({ verdict: "not differentiable here" }))).toBe("not differentiable here");
  });
});

describe("entryName and largest", () => {
  it("gives the indices of a flat place in row-major order, from 0", () => {
    const of = (shape: readonly number[], index: number) => entryName(parameter("w", shape), index);
    expect(of([], 0)).toBe("w");
    expect(of([5], 3)).toBe("w[3]");
    expect(of([4, 3], 7)).toBe("w[2, 1]");
    expect(of([2, 3, 4], 23)).toBe("w[1, 2, 3]");
    expect(of([1, 1], 0)).toBe("w[0, 0]");
  });

  it("takes the largest over all entries, 0 of none", () => {
    expect(largest([parameter("a", [2], { ulps: 1 }, { ulps: 7 })], ({ ulps }) => ulps)).toBe(7);
    expect(largest([], ({ ulps }) => ulps)).toBe(0);
  });
});

describe("figures", () => {
  it("are short", () => {
    expect([0, 0.04, 12.34, 999.94, 1234, 1e22, Infinity, Number.NaN].map(brief)).toEqual([
      "0.0",
      "0.0",
      "12.3",
      "999.9",
      "1.2e+3",
      "1.0e+22",
      "Infinity",
      "NaN",
    ]);
    expect([0, -0, 1, -0.04321, 99.4, 99.6, 0.00999, -2.55e-31, Infinity].map(scientific)).toEqual([
      "0",
      "0",
      "1.0",
      "-0.043",
      "99",
      "1.0e+2",
      "1.0e-2",
      "-2.5e-31",
      "Infinity",
    ]);
  });

  it("stand in columns that begin at the same place, without blanks at the end", () => {
    const text = formatReport(crossCheck(formulaSubject("x^2 + longName", { x: 1234.5, longName: 1 })));
    const lines = text.split("\n");
    expect(lines.filter((line) => line.endsWith(" "))).toEqual([]);
    const head = lines.find((line) => line.includes("symbolic "))!;
    const rows = lines.filter((line) => /^(x|longName) /.test(line));
    expect(rows.map((row) => row[head.indexOf("symbolic")])).toEqual(["1", "2"]);
    expect(rows.map((row) => row.slice(head.indexOf("verdict")))).toEqual(["agree", "agree"]);
  });
});

describe("formatReport", () => {
  const lines = (each: Report) => formatReport(each).split("\n");

  it("begins with the verdict, the count, the worst entry and the subject, then the formulas", () => {
    const [headline, ...rest] = lines(crossCheck(formulaSubject("x^2 + y", { x: 3, y: 1 })));
    expect(headline).toMatch(/^VERDICT {2}agree {3}2 entries {3}worst: x {3}x\^2 \+ y$/);
    expect(rest.slice(0, 2)).toEqual([expect.stringMatching(/^d\/dx = /), "d/dy = 1"]);
  });

  it("says so where nothing is excluded", () => {
    const text = formatReport(crossCheck(formulaSubject("log(x)", { x: -1 })));
    expect(text).toContain("\nno error can be excluded; float64");
    expect(text).not.toContain("Infinity");
    expect(text).toMatch(/^x +NaN +NaN +- +- +- +inconclusive$/m);
    const exp = formatReport(crossCheck(formulaSubject("exp(x)", { x: 1 })));
    expect(exp).toMatch(/^relative errors above \d\.\de-3\d would have been seen; float64/m);
  });

  it("has a line for every scalar entry, with each witness", () => {
    const text = lines(crossCheck(formulaSubject("x^2 + y", { x: 3, y: 1 })));
    const [head, x, y] = text.slice(text.indexOf("") + 1);
    for (const witness of ["symbolic", "tape", "float64", "complex step", "finite difference", "verdict"]) {
      expect(head).toContain(witness);
    }
    expect(x).toMatch(/^x +6 .*ulp .*within .*agree$/);
    expect(y).toMatch(/^y +1 .*agree$/);
  });

  it("sums an array of many entries up in one line, by the worst", () => {
    const f = (w: ArrayLike) => sum(tanh(w));
    const text = formatReport(check(f, [array(Array.from({ length: 13 }, (_, i) => i / 10))]));
    expect(text).toMatch(/x \[13\] +13 entries +worst x\[\d+\] .*confirms +agree/);
    expect(text).not.toContain("x[3] ");
    expect(formatReport(check(f, [array([1, 2, 3])]))).toContain("x[2] ");
  });

  it("says what is excluded, what it cost, and every note", () => {
    const text = formatReport(
      check((x: ArrayLike) => sum(multiply(sort(x), array([1, 2]))), [array([1, 2])]),
    );
    expect(text).toMatch(/would have been seen; float64 errors are within their bounds: yes/);
    expect(text).toContain('note: The operation "argsort" cannot be written as an expression');
    expect(formatReport(crossCheck(formulaSubject("x y z", { x: 1, y: 2, z: 3 })))).toMatch(
      /shared graph: \d+, \d\.\d\d times the function's 2/,
    );
  });

  it("shows a kink with both sides", () => {
    const text = formatReport(crossCheck(formulaSubject("relu(x)", { x: 0 })));
    expect(text).toMatch(/^VERDICT {2}not differentiable here/);
    expect(text).toMatch(/^x .* - +- +not differentiable here: 0 from the left, 1 from the right$/m);
    expect(text).toContain("\nno error can be excluded; float64");
  });

  it("names the order where it is the second", () => {
    expect(lines(crossCheck(formulaSubject("x y", { x: 1, y: 2 }), { order: 2 }))[0]).toContain("order 2");
  });

  it("shows a kernel outside its bounds and contradicting witnesses", () => {
    const contradicting = { value: 2, error: 1e-15, deviation: 1e15, contradicts: true };
    const entry = { ...plain, complexStep: contradicting, kernelWithinBound: false };
    const one = formatReport(report({ kernelWithinBounds: false, parameters: [parameter("x", [], entry)] }));
    expect(one).toContain("within their bounds: NO");
    expect(one).toContain("off 1.0 CONTRADICTS");
    const many = new Array(20).fill(entry) as EntryReport[];
    expect(formatReport(report({ parameters: [parameter("w", [20], ...many)] }))).toContain(
      "20 contradicted",
    );
    const silent = { ...plain, finiteDifference: { ...contradicting, error: Infinity, contradicts: false } };
    expect(formatReport(report({ parameters: [parameter("x", [], silent)] }))).toMatch(/ - +- +agree/);
  });

  it("says so where the function itself is in doubt", () => {
    expect(formatReport(report({ primalVerdict: "disagree" }))).toContain(
      "own value in the two voices: disagree",
    );
    expect(formatReport(report())).not.toContain("own value");
    const outside = formatReport(crossCheck(formulaSubject("log(x)", { x: -1 })));
    expect(outside).toContain("the function has no finite value here: NaN");
  });

  it("of a faulty network leads with the entry that is wrong", () => {
    const subject = networkSubject("2 -> 8 tanh -> 1", { inputs: array([[0.5, -1]]), targets: array([[1]]) });
    const fault = faults.find(({ name }) => name === "sign")!.plant(0);
    const text = formatReport(crossCheck(subject, { fault }));
    expect(text).toMatch(/^VERDICT {2}disagree {3}33 entries {3}worst: layers\.0\.weight\[\d, \d\]/);
    expect(text).toMatch(/layers\.0\.weight \[8, 2\] +16 entries, 16 wrong .*disagree/);
    expect(text).toMatch(/layers\.0\.bias\[7\] .*agree/);
  });

  it("writes out formulas only where they can be read", () => {
    const long = Array.from({ length: 80 }, (_, i) => `sin(${i + 1} x) cos(${i + 2} x)`).join(" + ");
    expect(crossCheck(formulaSubject(long, { x: 0.1 })).formulas).toEqual([]);
    expect(check((x: ArrayLike) => sum(multiply(x, x)), [array([1, 2])]).formulas).toEqual([]);
  });
});

describe("toJson", () => {
  const both: readonly Report[] = [
    crossCheck(formulaSubject("x^2 sin(y)", { x: 3, y: 1 })),
    check((x: ArrayLike) => sum(exp(x)), [array([1, 2])]),
    crossCheck(formulaSubject("relu(x)", { x: 0 }), { witnesses: noWitnesses }), // others have no slope there
  ];
  it("is the whole report", () => {
    for (const each of both) expect(JSON.parse(toJson(each))).toEqual(JSON.parse(JSON.stringify(each)));
    expect(JSON.parse(toJson(both))).toHaveLength(3);
  });

  it("has words for numbers that are not finite, wherever they are", () => {
    const parsed = JSON.parse(toJson(crossCheck(formulaSubject("log(x)", { x: -1 })))) as Report;
    expect([parsed.value, parsed.detectionLimit]).toEqual(["NaN", "Infinity"]);
    const odd = report({ value: Number.NEGATIVE_INFINITY, detectionLimit: Number.POSITIVE_INFINITY });
    expect(JSON.parse(toJson(odd))).toMatchObject({ value: "-Infinity", detectionLimit: "Infinity" });
    expect(toJson(odd)).not.toContain("null");
  });
});
