import { array } from "@chainrule/array";
import { customVjp, multiply, sin, sum, type Tensor } from "@chainrule/tape";
import { describe, expect, it } from "vitest";
import { check } from "../check.ts";
import { crossCheck } from "../crossCheck.ts";
import { faults } from "../faults/faults.ts";
import { formulaSubject } from "../subject/formula.ts";
import { noWitnesses } from "../witnesses/plan.ts";
import { type Agreement, agreementOf } from "./agreement.ts";
import { agreementMarkdown, agreementTable } from "./table.ts";

const all = [
  "symbolic",
  "tape",
  "tape in float64",
  "tape forward",
  "dual numbers",
  "complex step",
  "differences",
];

/** The pairs that are not in agreement. */
const apart = ({ pairs }: Agreement): string[] =>
  pairs.filter(({ verdict }) => verdict !== "agree").map(({ a, b }) => `${a}, ${b}`);

const subject = formulaSubject("x exp(-x y) / (1 + y^2)", { x: 0.7, y: -1.3 });

describe("the agreement matrix", () => {
  it("has every pair of seven witnesses, which agree where nothing is wrong", () => {
    const { agreement } = crossCheck(subject);
    expect(agreement!.witnesses.map(({ name }) => name)).toEqual(all);
    expect(agreement!.pairs.map(({ a, b }) => `${a}, ${b}`)).toEqual(
      all.flatMap((a, i) => all.slice(i + 1).map((b) => `${a}, ${b}`)),
    );
    expect(apart(agreement!)).toEqual([]);
    expect(agreement!.pairs.every(({ entries }) => entries === 2)).toBe(true);
  });

  it("sets the tape's reverse mode apart from all others where its backward pass is wrong by one part in 10^9", () => {
    const fault = faults.find(({ name }) => name === "part-per-billion")!.plant(0);
    expect(apart(crossCheck(subject, { fault }).agreement!)).toEqual([
      "symbolic, tape",
      "symbolic, tape in float64",
      "tape, tape forward",
      "tape, dual numbers",
      "tape, complex step",
      "tape, differences",
      "tape in float64, tape forward",
      "tape in float64, dual numbers",
      "tape in float64, complex step",
      "tape in float64, differences",
    ]);
  });

  it("leaves those apart that a wrong rule of one's own reaches", () => {
    const wrong = customVjp((x: Tensor) => sin(x), {
      backward: ([x], cotangent) => [multiply(cotangent, sin(x))],
    });
    const report = check((x: Tensor) => sum(wrong(x)), [array([0.3, 0.8])]);
    const names = apart(report.agreement!);
    for (const pair of ["symbolic, tape", "tape, dual numbers", "tape in float64, complex step"]) {
      expect(names).toContain(pair);
    }
    for (const pair of ["symbolic, dual numbers", "dual numbers, complex step", "symbolic, differences"]) {
      expect(names).not.toContain(pair);
    }
  });

  it("sets both voices apart from what needs no rule where they share a wrong formula", () => {
    const right = formulaSubject("sin(x)", { x: 0.5 });
    const wrong = formulaSubject("sin(x) (1 + 10^(-15))", { x: 0.5 });
    const names = apart(crossCheck({ ...right, symbolic: wrong.symbolic }).agreement!);
    expect(names).toContain("symbolic, dual numbers");
    expect(names).not.toContain("tape, dual numbers");
    expect(names).not.toContain("symbolic, differences"); // too small for them
  });

  it("leaves out witnesses that did not look, and entries without a derivative", () => {
    const { parameters } = crossCheck(subject, { witnesses: noWitnesses });
    expect(agreementOf(parameters).witnesses.map(({ name }) => name)).toEqual(all.slice(0, 3));
    const kink = crossCheck(formulaSubject("abs(x)", { x: 0 }));
    expect(kink.agreement).toEqual({ witnesses: [], pairs: [] });
  });

  it("cannot tell where bounds say nothing", () => {
    const { agreement } = crossCheck(formulaSubject("sin(1e12 x)", { x: 0.7 }));
    const cells = agreement!.pairs.filter(({ b }) => b === "differences");
    expect(cells.map(({ verdict }) => verdict)).not.toContain("disagree");
    expect(agreementTable(agreement!).rows.at(-1)).toContain("-");
  });

  it("is a table with a row a witness, as Markdown too", () => {
    const lines = agreementMarkdown(crossCheck(subject).agreement!).split("\n");
    expect(lines).toHaveLength(2 + all.length);
    for (const line of lines) expect(line.split("|")).toHaveLength(all.length + 3);
  });
});
