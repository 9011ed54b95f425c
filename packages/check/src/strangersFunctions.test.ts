import {
  type ArrayLike,
  array,
  concat,
  cumulativeLogSumExp,
  customVjp,
  exp,
  logaddexp,
  logSoftmax,
  multiply,
  sin,
  sum,
  take,
  where,
} from "@chainrule/tape";
import { describe, expect, it } from "vitest";
import { check } from "./check.ts";
import { overallVerdict } from "./report/overall.ts";

const NOTHING = Number.NEGATIVE_INFINITY;

it("a function that gives something else each time is told so", () => {
  let calls = 0;
  const report = check((x) => multiply(x, ++calls), [1.5]);
  expect(overallVerdict(report)).toBe("disagree");
  expect(report.notes.join()).toMatch(
    /^The function gives \d+(\.\d+)? and then \d+(\.\d+)? at this same point/,
  );
  const wrong = customVjp((x) => exp(x), { backward: (_, w) => [w] });
  expect(check((x) => wrong(x), [1.5]).notes.join()).not.toContain("same point");
});

describe("an infinity that is exact, beside values that are rounded", () => {
  const mask = array([true, false, true]);
  const kept = array([0, 2], { dtype: "int32" });
  const cases: readonly (readonly [string, (a: ArrayLike) => ArrayLike, number[]])[] = [
    ["a logarithm's zero", (a) => sum(logaddexp(array([NOTHING]), exp(a))), [0.3]],
    [
      "sums over prefixes, which start with it",
      (a) => sum(sin(cumulativeLogSumExp(a))),
      [0.3, -1, 2, 0.5, 3],
    ],
    ["logits that are masked", (a) => sum(take(logSoftmax(where(mask, exp(a), NOTHING)), kept)), [0.3, 1, 2]],
  ];
  it.each(cases)("%s: derivatives are known", (_, f, at) => {
    const report = check(f, [array(at)]);
    expect(overallVerdict(report)).toBe("agree");
    expect(report.detectionLimit).toBeLessThan(1e-25);
  });

  it("and a wrong one is seen", () => {
    const wrong = customVjp((a) => exp(a), {
      backward: ([a], w) => [multiply(w, multiply(exp(a), 1 + 1e-12))],
    });
    const f = (a: ArrayLike) => sum(logaddexp(concat([array([NOTHING]), array([0.5])]), wrong(a)));
    expect(overallVerdict(check(f, [array([0.3, 0.3])]))).toBe("disagree");
  });
});
