import { array } from "@chainrule/array";
import { describe, expect, it } from "vitest";
import { crossCheck } from "./crossCheck.ts";
import { networkSubject } from "./subject/network.ts";
import { noWitnesses } from "./witnesses/plan.ts";

/** Any fixed numbers between -1 and 1. */
const samples = (rows: number, columns: number, phase: number) =>
  array(
    Array.from({ length: rows * columns }, (_, i) => Math.sin(1.7 * i + phase)),
    { shape: [rows, columns] },
  );

describe("a tanh net 100 wide and 8 deep", () => {
  const layers = Array.from({ length: 8 }, () => "100 tanh").join(" -> ");
  const subject = networkSubject(`100 -> ${layers} -> 1; loss=mse`, {
    inputs: samples(1, 100, 0),
    targets: samples(1, 1, 1),
  });

  it("is conclusive for every one of its 80,901 parameters, where float64 bounds alone exclude nothing", () => {
    const report = crossCheck(subject, { witnesses: noWitnesses });
    expect(report.parameters.reduce((sum, { entries }) => sum + entries.length, 0)).toBe(80_901);
    expect(report.verdict).toBe("agree");
    expect(report.detectionLimit).toBeLessThan(1e-15);
  }, 60_000);
});
