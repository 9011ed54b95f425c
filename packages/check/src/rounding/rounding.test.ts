import { array } from "@chainrule/array";
import { describe, expect, it } from "vitest";
import { crossCheck } from "../crossCheck.ts";
import { formulaSubject } from "../subject/formula.ts";
import { networkSubject } from "../subject/network.ts";
import { roundingOf, roundingOfReport } from "./rounding.ts";

const samples = (rows: number, columns: number) =>
  array(
    Array.from({ length: rows * columns }, (_, i) => Math.sin(1.7 * i)),
    { shape: [rows, columns] },
  );
const hidden = Array.from({ length: 5 }, () => "8 sigmoid").join(" -> ");
const net = networkSubject(`4 -> ${hidden} -> 3 softmax; loss=ce`, {
  inputs: samples(3, 4),
  targets: array([0, 2, 1]),
});

describe("rounding by layer", () => {
  const layers = roundingOf(net);

  it("has every layer with its parameters, and a cell for each entry", () => {
    expect(layers.map(({ layer }) => layer)).toEqual([0, 1, 2, 3, 4, 5].map((k) => `layers.${k}`));
    for (const { parameters } of layers) {
      for (const { shape, cells, worst, ulps } of parameters) {
        expect(cells.length).toBe(shape.reduce((size, length) => size * length, 1));
        expect(cells[worst]).toBe(ulps);
        expect(Math.max(...cells)).toBe(ulps);
      }
    }
    expect(JSON.parse(JSON.stringify(layers))).toEqual(layers);
  });

  it("stays within bounds, which grow on the way back", () => {
    for (const { ulps, boundUlps, relative, detectionLimit } of layers) {
      expect(ulps).toBeLessThanOrEqual(boundUlps);
      expect(relative).toBeLessThan(1e-13);
      expect(relative).toBeGreaterThan(0);
      expect(detectionLimit).toBeLessThan(1e-20);
    }
    expect(layers[0]!.detectionLimit).toBeGreaterThan(layers[5]!.detectionLimit);
  });

  it("shows where digits are lost", () => {
    const report = crossCheck(formulaSubject("(1 - cos(x)) / x^2 + y^2", { x: 1e-3, y: 3 }));
    const [x, y] = roundingOfReport(report);
    expect([x!.layer, y!.layer]).toEqual(["x", "y"]);
    expect(x!.ulps).toBeGreaterThan(1e6);
    expect(x!.relative).toBeGreaterThan(1e-10);
    const { kernel, symbolic } = report.parameters[0]!.entries[0]!;
    const ratio = Math.abs(kernel - Number(symbolic)) / Math.abs(kernel) / x!.relative;
    expect(ratio).toBeCloseTo(1, 6);
    expect(y).toMatchObject({ ulps: 0, relative: 0 });
  });

  it("can be cancelled", () => {
    expect(() => roundingOf(net, { signal: { aborted: true } })).toThrow(
      expect.objectContaining({ code: "check/cancelled" }),
    );
  });
});
