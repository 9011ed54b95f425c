import { describe, expect, it } from "vitest";
import { studyNet } from "../testing/faultStudy.ts";
import { faults, faultsOfSize } from "./faults.ts";

// A slice of the fault study, which scripts/fault-study.mjs runs in full.

const nets = [
  "4 -> 4 tanh -> 4 tanh -> 3 softmax; loss=ce",
  "3 -> 5 sigmoid(beta=2) -> 4 relu -> 4 relu -> 2 softmax; loss=mse",
  "3 -> 4 sigmoid -> 2 sigmoid; loss=bce",
];
const firstOrder = faults.filter(({ order }) => order === 1);

describe("the fault study", () => {
  const figures = nets.map((text, i) =>
    studyNet({ text, samples: 3, seed: i + 1 }, [...firstOrder, ...faultsOfSize(1e-9), ...faultsOfSize(1)], {
      perEntryLimit: 200,
    }),
  );

  it.each(figures)("$net: right gradients agree, within limits far below float64", (net) => {
    expect(net).toMatchObject({ falseAlarms: 0, inconclusive: 0 });
    expect(net.detectionLimit).toBeLessThan(1e-22);
    expect(Object.values(net.passes)).toEqual([true, true, true, true, true]);
  });

  it.each(figures)("$net: what is wrong by more than the limit disagrees, entry by entry", (net) => {
    for (const { fault, wrong, aboveLimit, missed, inconclusive, caught } of net.faults) {
      expect({ fault, missed, inconclusive, aboveLimit }).toEqual({
        fault,
        missed: 0,
        inconclusive: 0,
        aboveLimit: wrong,
      });
      expect(caught, fault).toBe(wrong > 0);
    }
  });

  it("has 24 kinds and more, and each shows in a net", () => {
    expect(firstOrder.length).toBeGreaterThanOrEqual(24);
    const shown = new Set(
      figures.flatMap((net) => net.faults.filter(({ wrong }) => wrong > 0).map(({ fault }) => fault)),
    );
    expect(firstOrder.filter(({ name }) => !shown.has(name)).map(({ name }) => name)).toEqual([]);
  });

  it("knows what the imitated rules let pass", () => {
    const passes = (fault: string): readonly string[] => {
      const { faults: of } = figures[0]!;
      const found = of.find((each) => each.fault === fault)!;
      return Object.entries(found.passes).flatMap(([rule, passed]) => (passed ? [rule] : []));
    };
    expect(passes("scaled by 1 + 1e-9")).toEqual([
      "gradcheck",
      "gradcheck, fast mode",
      "check_grads, one direction",
      "check_grad, 2-norm < 1e-6",
    ]);
    expect(passes("sign")).toEqual([]);
  });
});
