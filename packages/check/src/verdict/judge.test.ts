import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BoundError, type Comparison, judge, judgeAtKink, type Verdict, worstVerdict } from "./judge.ts";

const near: Comparison = { difference: 0, left: 1, right: 1, leftError: 1e-20, rightError: 1e-20, scale: 1 };

describe("judge", () => {
  const cases: [string, Partial<Comparison>, Verdict][] = [
    ["equal within bounds", {}, "agree"],
    ["just inside K (E1 + E2)", { difference: 3.9e-20 }, "agree"],
    ["just outside K (E1 + E2)", { difference: 4.1e-20 }, "disagree"],
    ["a difference of either sign", { difference: -1e-12 }, "disagree"],
    ["bounds too wide to mean anything", { leftError: 1e-9 }, "inconclusive"],
    ["wide bounds do not hide a gross fault", { leftError: 1e-3, difference: 1 }, "disagree"],
    ["exact zeros", { left: 0, right: 0, leftError: 0, rightError: 0, scale: 0 }, "agree"],
    ["zero against a tiny number", { left: 0, right: 1e-30, difference: -1e-30, scale: 0 }, "inconclusive"],
    ["zeroed gradient of a tiny layer", { left: 0, right: 1e-9, difference: -1e-9, scale: 1e-9 }, "disagree"],
    ["NaN in one voice", { left: Number.NaN, difference: Number.NaN }, "inconclusive"],
    ["NaN in both", { left: Number.NaN, right: Number.NaN, difference: Number.NaN }, "inconclusive"],
    ["an infinite bound", { rightError: Number.POSITIVE_INFINITY }, "inconclusive"],
    [
      "the same infinity",
      { left: Number.POSITIVE_INFINITY, right: Number.POSITIVE_INFINITY, difference: Number.NaN },
      "not differentiable here",
    ],
    [
      "the same overflow",
      {
        left: Number.POSITIVE_INFINITY,
        right: Number.POSITIVE_INFINITY,
        difference: Number.NaN,
        rightError: Number.POSITIVE_INFINITY,
      },
      "inconclusive",
    ],
    [
      "opposite infinities",
      {
        left: Number.POSITIVE_INFINITY,
        right: Number.NEGATIVE_INFINITY,
        difference: Number.POSITIVE_INFINITY,
      },
      "inconclusive",
    ],
  ];
  it.each(cases)("%s", (_, change, verdict) => {
    expect(judge({ ...near, ...change }).verdict).toBe(verdict);
  });

  it("states as detection limit the smallest relative fault it would see", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-30, max: 1e-13, noNaN: true }), (error) => {
        const bounds = { ...near, leftError: error, rightError: error };
        const { detectionLimit } = judge(bounds);
        expect(judge({ ...bounds, difference: 1.001 * detectionLimit }).verdict).toBe("disagree");
        expect(judge({ ...bounds, difference: 0.999 * detectionLimit }).verdict).not.toBe("disagree");
      }),
    );
  });

  it("refuses a negative bound", () => {
    expect(() => judge({ ...near, rightError: -1 })).toThrow(BoundError);
  });
});

describe("worstVerdict", () => {
  it("lets one disagreement decide, and no evidence agree", () => {
    expect(worstVerdict([])).toBe("agree");
    expect(worstVerdict(["agree", "not differentiable here"])).toBe("not differentiable here");
    expect(worstVerdict(["not differentiable here", "inconclusive", "agree"])).toBe("inconclusive");
    expect(worstVerdict(["disagree", "inconclusive"])).toBe("disagree");
  });
});

describe("judgeAtKink", () => {
  it("accepts any value between the sides, whichever side is larger", () => {
    expect(judgeAtKink([0, 0.5, 1], { left: 0, right: 1 })).toBe("not differentiable here");
    expect(judgeAtKink([-1, 0], { left: 1, right: -1 })).toBe("not differentiable here");
  });
  it("catches a voice outside the interval, or without a value", () => {
    expect(judgeAtKink([0, 1.01], { left: 0, right: 1 })).toBe("disagree");
    expect(judgeAtKink([Number.NaN], { left: 0, right: 1 })).toBe("disagree");
  });
  it("has no interval at a jump", () => {
    expect(judgeAtKink([0], { left: Number.NaN, right: Number.NaN })).toBe("not differentiable here");
  });
});
