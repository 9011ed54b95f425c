import { array } from "@chainrule/array";
import { doubleDouble } from "@chainrule/special";
import { describe, expect, it } from "vitest";
import { verifyReport } from "../certificate/verify.ts";
import { crossCheck } from "../crossCheck.ts";
import { checkDocument } from "../document/checkDocument.ts";
import { readDocument } from "../document/readDocument.ts";
import { complexStepError } from "../entries.ts";
import { faults } from "../faults/faults.ts";
import { targetOf } from "../faults/gradcheck.ts";
import { toJson } from "../report/json.ts";
import { formatReport } from "../report/text.ts";
import { networkSubject } from "../subject/network.ts";
import { boundOf, type Exactish, exactish, nearest } from "../voices/carrier.ts";
import { tapeVoice } from "../voices/tape.ts";
import { alongRandomDirections, type BoundedGradient } from "./randomDirections.ts";

const samples = (rows: number, columns: number, phase: number) =>
  array(
    Array.from({ length: rows * columns }, (_, i) => Math.sin(1.7 * i + phase)),
    { shape: [rows, columns] },
  );

/** The first array has 1200 entries; of these the sample looks at every 150th. */
const subject = networkSubject("30 -> 40 tanh -> 3 softmax; loss=ce", {
  inputs: samples(2, 30, 0),
  targets: array([0, 2]),
});
const voice = tapeVoice(subject);
const values = voice.gradient(exactish);
const bounds = voice.gradient(voice.kernelBounds);

const bounded = (parameter: number): BoundedGradient => {
  const scale = Math.max(...values[parameter]!.map((value) => Math.abs(nearest(value))));
  const errors = values[parameter]!.map(
    ({ error }, i) => error + complexStepError(scale, boundOf(bounds[parameter]![i]!)),
  );
  return { values: values[parameter]!, errors };
};

/** A right gradient with a wrong entry. */
const wrongAt = ({ values, errors }: BoundedGradient, index: number, change: (x: number) => number) => ({
  values: values.with(index, {
    value: doubleDouble.fromNumber(change(nearest(values[index]!))),
    error: values[index]!.error,
  } satisfies Exactish),
  errors,
});

describe("random directions of an array", () => {
  const right = bounded(0);

  it("contradict no right gradient, whatever the seed", () => {
    for (let parameter = 0; parameter < values.length; parameter += 1) {
      for (let seed = 0; seed < 60; seed += 1) {
        const seen = alongRandomDirections(voice, parameter, bounded(parameter), { count: 2, seed })!;
        expect(seen.contradicts).toBe(false);
        expect(seen.deviation).toBeLessThan(0.25);
      }
    }
  });

  it.each([
    ["zero", () => 0],
    ["of the wrong sign", (x: number) => -x],
    ["off by a millionth", (x: number) => x * (1 + 1e-6)],
  ])("see one entry, which nothing else looks at, %s", (_, change) => {
    const seen = alongRandomDirections(voice, 0, wrongAt(right, 77, change));
    expect(seen!.contradicts).toBe(true);
  });

  it("see an error of the size that they promise in any entry, from any seed", () => {
    const { seenAbove } = alongRandomDirections(voice, 0, right)!;
    for (let seed = 0; seed < 40; seed += 1) {
      const wrong = wrongAt(right, 29 * seed, (x) => x + 1.01 * seenAbove);
      expect(alongRandomDirections(voice, 0, wrong, { count: 3, seed })!.contradicts).toBe(true);
    }
  });

  it("promise by the normal distribution: of equal bounds E, one entry, a norm of sqrt(2/pi) 3 (sqrt(2/pi) + 6) E / p", () => {
    const { seenAbove, missProbability } = alongRandomDirections(
      tapeVoice({ ...subject, f: () => 0 }),
      0,
      {
        values: right.values.map(() => exactish.fromNumber(0)),
        errors: right.values.map((_, i) => (i === 0 ? 1 : 0)),
      },
      { count: 1, seed: 1 },
    )!;
    const p = missProbability - Math.exp(-18);
    expect(seenAbove * p).toBeCloseTo(Math.sqrt(2 / Math.PI) * 3 * (Math.sqrt(2 / Math.PI) + 6), 12);
  });

  it("say nothing where a slope or a bound is not finite", () => {
    const errors = right.errors.with(3, Number.POSITIVE_INFINITY);
    expect(alongRandomDirections(voice, 0, { ...right, errors })).toBeUndefined();
  });
});

describe("a check of more than 1,000 parameters", () => {
  const report = crossCheck(subject);

  it("has random directions of the arrays that no witness looks at entirely, and says what they exclude", () => {
    expect(report.parameters.map(({ name, directions }) => [name, directions?.contradicts])).toEqual([
      ["layers.0.weight", false],
      ["layers.0.bias", false],
      ["layers.1.weight", false],
      ["layers.1.bias", undefined],
    ]);
    expect(report.notes).toEqual([]);
    for (const { directions, entries } of report.parameters.slice(0, 3)) {
      const norm = Math.hypot(...entries.map(({ kernel }) => kernel));
      expect(directions!.seenAbove).toBeLessThan(1e-7 * norm);
    }
    expect(formatReport(report)).toMatch(
      /3 random directions an array confirms 3 of 3 arrays: errors of a norm above .* at most 1\.0e-6/,
    );
  });

  it("notes the arrays that directions contradict", () => {
    const fault = faults.find(({ name }) => name === "sign")!.plant(targetOf(subject));
    const { notes, parameters } = crossCheck(subject, { fault });
    const wrong = parameters.filter(({ directions }) => directions?.contradicts).map(({ name }) => name);
    expect(wrong.length).toBeGreaterThan(0);
    for (const name of wrong) {
      expect(notes).toContainEqual(expect.stringContaining(`CONTRADICTS the gradient by ${name}: off by`));
    }
  });

  it("is a certificate like any other", () => {
    const document = readDocument({
      chainrule: 1,
      subject: { kind: "network", text: "30 -> 40 tanh -> 1" },
      witnesses: ["complex step"],
    });
    const certified = JSON.parse(toJson(checkDocument(document)));
    expect(certified.parameters[0].directions.count).toBe(3);
    expect(verifyReport(certified).outcome).toBe("same");
    certified.parameters[0].directions.seenAbove /= 100;
    expect(verifyReport(certified).outcome).toBe("different");
  });
});
