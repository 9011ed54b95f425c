import { describe, expect, it } from "vitest";
import { sum } from "../operations/reductions.ts";
import type { Primitive } from "../primitive.ts";
import { checkBatch, checkDifferences, checkSecondOrder, checkTranspose } from "../testing/checks.ts";
import { SAMPLES } from "../testing/samples.ts";
import { hvp } from "../transforms/jacobian.ts";
import { recordTape } from "../transforms/record.ts";
import type { Tensor } from "../value.ts";
import * as activations from "./activations.ts";
import * as bessel from "./bessel.ts";
import * as bitwise from "./bitwise.ts";
import * as contract from "./contract.ts";
import * as cumulative from "./cumulative.ts";
import * as elementwise from "./elementwise.ts";
import * as exponential from "./exponential.ts";
import * as gather from "./gather.ts";
import * as linalgDeterminant from "./linalg-determinant.ts";
import * as linalgExponential from "./linalg-exponential.ts";
import * as linalgFactor from "./linalg-factor.ts";
import * as linalgSolve from "./linalg-solve.ts";
import * as linalgSpectral from "./linalg-spectral.ts";
import * as move from "./move.ts";
import * as normal from "./normal.ts";
import * as piecewise from "./piecewise.ts";
import * as powers from "./powers.ts";
import * as reduce from "./reduce.ts";
import * as reductions from "./reductions.ts";
import * as scatter from "./scatter.ts";
import * as sinc from "./sinc.ts";
import * as slicing from "./slicing.ts";
import * as softmax from "./softmax.ts";
import * as sorting from "./sorting.ts";
import * as special from "./special.ts";
import * as trigonometric from "./trigonometric.ts";
import * as windows from "./windows.ts";

const MODULES = [
  activations,
  bessel,
  bitwise,
  contract,
  cumulative,
  elementwise,
  exponential,
  gather,
  linalgDeterminant,
  linalgExponential,
  linalgFactor,
  linalgSolve,
  linalgSpectral,
  move,
  normal,
  piecewise,
  powers,
  reduce,
  reductions,
  scatter,
  sinc,
  slicing,
  softmax,
  sorting,
  special,
  trigonometric,
  windows,
];

function isRow(value: unknown): value is Primitive {
  return typeof value === "object" && value !== null && "vjp" in value;
}

describe.each(SAMPLES.map((sample) => [sample.name, sample] as const))("%s", (_, { f, inputs }) => {
  it("has fitting jvp and vjp", () => checkTranspose(f, inputs));
  it("has a symmetric second derivative", () => checkSecondOrder(f, inputs));
  it("agrees with differences in the first three derivatives", () => checkDifferences(f, inputs));
  it("has batch rules that agree with a loop", () => checkBatch(f, inputs));
});

describe("the samples", () => {
  it("apply every row that has a derivative, and is differentiated", () => {
    const applied = new Set<string>();
    for (const { f, inputs } of SAMPLES) {
      const tape = recordTape((xs: readonly Tensor[]) => sum(f(...xs)))(inputs);
      for (const entry of tape.entries) applied.add(entry.primitive.name);
      expect(() => hvp((xs: readonly Tensor[]) => sum(f(...xs)))([inputs], inputs)).not.toThrow();
    }
    const rows = MODULES.flatMap((module) => Object.values(module).filter(isRow));
    const withoutSample = rows
      .map((row) => row.name)
      .filter((name) => !applied.has(name) && !NO_DERIVATIVE.has(name));
    expect(withoutSample).toEqual([]);
  });
});

/** Rows whose output carries no derivative or that only derivative rules apply; they have tests of their own. */
const NO_DERIVATIVE = new Set([
  "sign",
  "floor",
  "ceil",
  "round",
  "trunc",
  "heaviside",
  "floorDivide",
  "equal",
  "notEqual",
  "less",
  "lessEqual",
  "greater",
  "greaterEqual",
  "isNaN",
  "isFinite",
  "isInfinite",
  "logicalNot",
  "logicalAnd",
  "logicalOr",
  "logicalXor",
  "any",
  "all",
  "argmax",
  "windowArgmax",
  "argmin",
  "argsort",
  "bitwiseAnd",
  "bitwiseInvert",
  "bitwiseLeftShift",
  "bitwiseOr",
  "bitwiseRightShift",
  "bitwiseXor",
  "cumulativeArgmax",
  "cumulativeArgmin",
  "lastWriters",
  "nextAfter",
  "searchSorted",
  "difference",
  "scale",
  "scatterAddAlongAxis",
  "shiftOf",
  "stopGradient",
]);
