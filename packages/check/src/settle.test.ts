import { doubleDouble } from "@chainrule/special";
import { array, type DifferentiateOptions, inverse, multiply, sin, sum } from "@chainrule/tape";
import { describe, expect, it } from "vitest";
import rows from "../fixtures/settled.json" with { type: "json" };
import { exactRatio } from "./bridge/constant.ts";
import { check } from "./check.ts";
import { type CheckOptions, crossCheck } from "./crossCheck.ts";
import { type EntryEvidence, judgeZero } from "./entries.ts";
import { toJson } from "./report/json.ts";
import { overallVerdict } from "./report/overall.ts";
import { formatReport } from "./report/text.ts";
import type { EntryReport, Report } from "./report/types.ts";
import { settleLimit, settlement } from "./settle.ts";
import { formulaSubject } from "./subject/formula.ts";
import { relativeGap } from "./testing/decimal.ts";
import { doubleDoubles, type Exactish } from "./voices/carrier.ts";

interface Row {
  readonly formula: string;
  readonly at: Readonly<Record<string, number>>;
  readonly gradient: Readonly<Record<string, string>>;
}
const settledRows = rows as unknown as readonly Row[];

const run = ({ formula, at }: Pick<Row, "formula" | "at">, options: CheckOptions = {}): Report =>
  crossCheck(formulaSubject(formula, at), options);
const entriesOf = ({ parameters }: Report): readonly EntryReport[] =>
  parameters.flatMap(({ entries }) => entries);

/** Everything that reaches the first parameter, or only its first use, is 1 + 1e-20 times too large. */
function fault(everyUse: boolean): DifferentiateOptions {
  const factor = () => exactRatio(10n ** 20n + 1n, 10n ** 20n);
  let hits = 0;
  return {
    edges: ({ entry, contributions }) =>
      contributions.map((contribution, k) => {
        const input = entry.inputs[k];
        const hit = typeof input === "object" && "index" in input && input.index === 0;
        if (!hit || contribution === undefined) return contribution;
        hits += 1;
        return everyUse || hits === 1 ? multiply(contribution, factor()) : contribution;
      }),
  };
}

describe("where double-double is exhausted", () => {
  it.each(settledRows)("$formula at $at: open in 106 bits, settled in 60 digits", (row) => {
    expect(overallVerdict(run(row, { settle: "none" }))).toBe("inconclusive");
    const report = run(row);
    expect(overallVerdict(report)).toBe("agree");
    for (const { name, entries } of report.parameters) {
      const [entry] = entries;
      if (entry?.settledIn === undefined) continue;
      expect(entry.symbolic.replace(/^-?[0.]*|e.*|\./g, "").length).toBeGreaterThanOrEqual(59);
      for (const voice of [entry.symbolic, entry.tape]) {
        const gap = relativeGap(voice, row.gradient[name]!);
        expect(gap, `${name} ${voice}`).toBeLessThanOrEqual(entry.detectionLimit + 1e-49);
      }
    }
  });

  const sharp = settledRows.filter((row) =>
    entriesOf(run(row)).every((entry) => entry.detectionLimit < 1e-21),
  );

  it("a gradient that is wrong by 1e-20 disagrees there", () => {
    expect(sharp.length).toBeGreaterThan(12);
    for (const row of sharp) {
      const entry = entriesOf(run(row, { fault: fault(true) }))[0]!;
      expect(entry.settledIn, row.formula).toBe("60 digits");
      expect(entry.verdict, row.formula).toBe("disagree");
      expect(relativeGap(entry.tape, entry.symbolic)).toBeCloseTo(1e-20, 25);
    }
  });

  it("so does one whose first term alone is, however much of it cancels", () => {
    for (const row of sharp) expect(run(row, { fault: fault(false) }).verdict, row.formula).toBe("disagree");
  });
});

describe("which entries are settled", () => {
  const easy = { formula: "exp(x y)", at: { x: 0.3, y: 2 } };
  const hard = settledRows[0]!;

  it("by default the open ones only", () => {
    expect(entriesOf(run(easy)).map(({ settledIn }) => settledIn)).toEqual([undefined, undefined]);
    expect(entriesOf(run(hard))[0]!.settledIn).toBe("60 digits");
  });

  it("all, where asked", () => {
    const report = run(easy, { settle: "all" });
    for (const entry of entriesOf(report)) {
      expect(entry).toMatchObject({ settledIn: "60 digits", verdict: "agree" });
      expect(entry.detectionLimit).toBeLessThan(1e-70);
    }
    // d/dx exp(x y) = y exp(x y) at the double 0.3, by mpmath.
    const truth = "3.64423760078101786883240550448922030600803926824004671958713";
    expect(relativeGap(entriesOf(report)[0]!.symbolic, truth)).toBeLessThan(1e-49);
  });

  it("none, where asked", () => {
    const report = run(hard, { settle: "none" });
    expect(entriesOf(report)[0]).toMatchObject({ verdict: "inconclusive" });
    expect(entriesOf(report)[0]!.settledIn).toBeUndefined();
  });

  it("not where a value is not finite, nor where 77 digits cancel", () => {
    expect(entriesOf(run({ formula: "log(x) / x", at: { x: 0 } })).map((e) => e.settledIn)).toEqual([
      undefined,
    ]);
    const deep = entriesOf(run({ formula: "(1 - cos(x)) / x^2", at: { x: 1e-30 } }))[0]!;
    expect(deep).toMatchObject({ settledIn: "60 digits", verdict: "inconclusive" });
  });

  it("a value of 0 that all cancels, beside gradients that do not", () => {
    const report = check(
      (x) => sum(inverse(x)),
      [
        array([
          [1, 2],
          [3, 4],
        ]),
      ],
    ); // -2 + 1 + 3/2 - 1/2
    expect(Math.abs(report.value)).toBeLessThan(1e-15);
    expect(overallVerdict(report)).toBe("agree");
    const far = run({ formula: "erfc(x)", at: { x: 30 } }); // 2.6e-393 is no such 0
    expect(overallVerdict(far)).toBe("inconclusive");
  });

  describe("slopes of 0 that cancel", () => {
    const rows: readonly [string, Readonly<Record<string, number>>][] = [
      ["sin(x)^2 + cos(x)^2", { x: 0.7 }],
      ["exp(x) exp(-x)", { x: 1.3 }],
      ["cosh(x)^2 - sinh(x)^2 + y", { x: 0.4, y: 2 }],
      ["log(exp(x)) - x + 3", { x: 5.5 }],
    ];
    it.each(rows)("of %s at %j are 0 to 60 digits, which is said", (formula, at) => {
      const report = run({ formula, at });
      expect(overallVerdict(report)).toBe("agree");
      const zero = entriesOf(report)[0]!;
      expect(zero).toMatchObject({ settledIn: "60 digits", verdict: "agree" });
      expect(zero.zeroBelow).toBeLessThan(1e-58);
      expect(formatReport(report)).toMatch(/settled in 60 digits: x 0, or below \d\.\de-\d+/);
    });

    it("are none where one term is off by one part in 10^20", () => {
      const report = run({ formula: "sin(x)^2 + cos(x)^2", at: { x: 0.7 } }, { fault: fault(false) });
      expect(report.verdict).toBe("disagree");
      expect(entriesOf(report)[0]!.zeroBelow).toBeUndefined();
    });

    it("are none where a value is known to differ from 0, however little is known of it", () => {
      const judged = (value: number) => {
        const both = { value: doubleDouble.fromNumber(value), error: 1e-51 };
        const evidence = {
          carrier: doubleDoubles,
          symbolic: both,
          tape: both,
          scale: 0,
          tolerance: 1e-20,
          argument: 1,
        };
        return judgeZero(evidence as unknown as EntryEvidence<Exactish>, open, 1);
      };
      const open = { verdict: "inconclusive" } as EntryReport;
      expect(judged(1e-50)).toBe(open);
      expect(judged(1e-51)).toMatchObject({ verdict: "agree", zeroBelow: 4e-51 });
    });

    it("stay open where the value has no size either, or where the bound is as large as it", () => {
      expect(run({ formula: "log(exp(x)) - x", at: { x: 5.5 } }).verdict).toBe("inconclusive");
      expect(run({ formula: "(1 - cos(x)) / x^2", at: { x: 1e-30 } }).verdict).toBe("inconclusive");
    });
  });

  it("rows of a Hessian too", () => {
    const report = run({ formula: "(1 - cos(x)) / x^2", at: { x: 1e-8 } }, { order: 2 });
    expect(report.verdict).toBe("agree");
    // (1 - cos(x)) / x^2 = 1/2 - x^2/24 + x^4/720 - ...
    expect(relativeGap(entriesOf(report)[0]!.symbolic, `-0.08${"3".repeat(58)}`)).toBeLessThan(1e-15);
  });

  it("recorded functions too", () => {
    const report = check((x) => sin(x), [0.5], { settle: "all" });
    // cos(1/2) by mpmath.
    const truth = "0.877582561890372716116281582603829651991645197109744052997611";
    expect(relativeGap(entriesOf(report)[0]!.tape, truth)).toBeLessThan(1e-49);
  });

  it("not beyond the limit of operations, which is said", () => {
    const operations = { primal: 1, gradient: settleLimit + 1 };
    const never = (): never => {
      throw new RangeError("evaluated");
    };
    const voice = { gradient: [], operations, evaluate: never };
    const tape = { kernel: never, value: never, primal: never, gradient: never };
    const { entry, primal, notes } = settlement("inconclusive", voice as never, tape as never, 1e-9);
    expect(notes()).toEqual([]);
    expect(primal("inconclusive")).toBe("inconclusive");
    const report = { symbolic: "1", tape: "1", verdict: "inconclusive" } as EntryReport;
    expect(entry({} as never, 0, report)).toBe(report);
    expect(notes()).toEqual([expect.stringContaining("200001 operations")]);
  });
});

describe("the report shows it", () => {
  const report = run({ formula: "(exp(x) - 1) / x", at: { x: 1e-16 } });
  const digits = "0.500000000000000033333333333333333886592890801153433139170641";

  it("as text", () => {
    expect(formatReport(report)).toContain(`settled in 60 digits: x ${digits}`);
    const wrong = run({ formula: "(exp(x) - 1) / x", at: { x: 1e-16 } }, { fault: fault(true) });
    expect(wrong.verdict).toBe("disagree");
    expect(formatReport(wrong)).toMatch(/settled in 60 digits: x symbolic 0\.5\d+, tape 0\.5\d+/);
  });

  it("as JSON", () => {
    const [entry] = JSON.parse(toJson(report)).parameters[0].entries;
    expect(entry).toMatchObject({ settledIn: "60 digits", symbolic: digits, verdict: "agree" });
  });

  it("as few lines as a table has", () => {
    const many = { ...report.parameters[0]!, shape: [20] };
    const entries = Array.from({ length: 20 }, (_, index) => ({ ...many.entries[0]!, index }));
    const text = formatReport({ ...report, parameters: [{ ...many, entries }] });
    expect(text.match(/settled in/g)).toHaveLength(12);
    expect(text).toContain("... and 8 more");
  });

  it("and the float64 result is measured against it", () => {
    const [entry] = entriesOf(report);
    // In float64 exp(1e-16) - 1 is 0, so the derivative has no right digit.
    expect(entry!.ulps).toBeGreaterThan(1e15);
    expect(entry!.kernelWithinBound).toBe(true);
  });
});
