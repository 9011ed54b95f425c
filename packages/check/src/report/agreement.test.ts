import { describe, expect, it } from "vitest";
import { crossCheck } from "../crossCheck.ts";
import { faults } from "../faults/faults.ts";
import { formulaSubject } from "../subject/formula.ts";
import { noWitnesses } from "../witnesses/plan.ts";
import { formatReport } from "./text.ts";

const subject = formulaSubject("sin(x) y", { x: 0.5, y: 2 });

describe("the footer's line about all witnesses", () => {
  it("counts the pairs that agree, and those that cannot tell", () => {
    expect(formatReport(crossCheck(subject))).toContain("of 21 pairs of 7 witnesses 21 agree\n");
    const near = crossCheck(formulaSubject("1 / (x - 1)", { x: 1 + 1e-9 }));
    expect(formatReport(near)).toContain("of 15 pairs of 6 witnesses 15 agree\n");
    const few = crossCheck(subject, { witnesses: noWitnesses });
    expect(formatReport(few)).toContain("of 3 pairs of 3 witnesses 3 agree\n");
  });

  it("names those that disagree", () => {
    const fault = faults.find(({ name }) => name === "sign")!.plant(0);
    const text = formatReport(crossCheck(subject, { fault }));
    expect(text).toContain("11 agree, and 10 DISAGREE: symbolic / tape, symbolic / tape in float64, tape /");
  });
});
