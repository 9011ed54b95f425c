import { describe, expect, it } from "vitest";
import byHand from "../../fixtures/claims-by-hand.json" with { type: "json" };
import { checkDocument } from "../document/checkDocument.ts";
import { readDocument } from "../document/readDocument.ts";
import type { NestedNumbers } from "../document/types.ts";

// Right gradients as NumPy computes them by the usual formulas, in which saturated units cancel.

const graded = (file: unknown) => checkDocument(readDocument(file)).claim!;
const negated = (numbers: NestedNumbers): NestedNumbers =>
  typeof numbers === "number" ? -numbers : numbers.map(negated);

describe.each(["float64", "float32", "float16"])("computed in %s", (format) => {
  const files = byHand.filter(({ subject }) => subject.precision === format);
  const claims = files.map(graded);

  it("rounding is not called a mistake", () => {
    expect(claims.filter(({ verdict }) => verdict === "disagree")).toEqual([]);
    const sure = claims.filter(({ verdict }) => verdict === "agree");
    expect(sure.length).toBeGreaterThan(claims.length / 2);
  });

  it("a wrong sign is", () => {
    for (const file of files.slice(0, 3)) {
      const { gradient } = file.subject;
      const wrong = { ...gradient, "layers.1.bias": negated(gradient["layers.1.bias"]) };
      expect(graded({ ...file, subject: { ...file.subject, gradient: wrong } }).verdict).not.toBe("agree");
    }
  });
});

it("numbers that are typed in are rounded to the format too", () => {
  const of = { kind: "formula", text: "x y" } as const;
  const claim = (precision: string) =>
    graded({
      chainrule: 1,
      subject: { kind: "claim", of, gradient: { x: Math.fround(0.1), y: Math.fround(0.7) }, precision },
      at: { x: 0.7, y: 0.1 },
    });
  expect(claim("float32").verdict).toBe("agree");
  expect(claim("float64").verdict).toBe("disagree");
});
