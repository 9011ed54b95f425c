import { decimal60 } from "@chainrule/special";
import { describe, expect, test } from "vitest";
import { differentiate, parse, simplify } from "../index.ts";
import {
  badSimplification,
  type Complaint,
  changedAtEdges,
  inaccurate,
  type Subject,
  subjectOf,
  wider,
  wrongDerivatives,
  wrongValues,
} from "../testing/sweep/complaints.ts";
import { scalarGrammar } from "../testing/sweep/grammar.ts";
import { generate, shrink, textOf } from "../testing/sweep/phrase.ts";
import { createRandom } from "../testing/sweep/random.ts";
import { truthOf } from "../testing/sweep/truth.ts";

const at = { x: 0.75, y: -1.25 };

function properties(complaints: Iterable<Complaint>): string[] {
  return [...complaints].map(({ property }) => property);
}

function truth(text: string) {
  return truthOf(parse(text), at, { x: 1 })!;
}

describe("the sweep's own truth", () => {
  test("derivatives of exp(2x) are those that everyone knows, to 25 digits and more", () => {
    const { value, first, second } = truth("exp(2*x)");
    const ratio = (a: typeof value) =>
      decimal60.toNumber(decimal60.subtract(decimal60.divide(a, value), two(a)));
    const two = (a: typeof value) => decimal60.fromNumber(a === first ? 2 : 4);
    expect(Math.abs(ratio(first))).toBeLessThan(1e-40);
    expect(Math.abs(ratio(second))).toBeLessThan(1e-30);
  });

  test("there is none at a kink, a jump or a pole", () => {
    for (const text of ["abs(x - 0.75)", "floor(4*x)", "1/(x - 0.75)", "sqrt(x - 0.75)"])
      expect(truthOf(parse(text), at, { x: 1 }), text).toBeUndefined();
  });
});

/** A subject with one part replaced by what another text gives. */
function planted(text: string, faults: Partial<Record<keyof Subject, string>>): Subject {
  const wrong = Object.entries(faults).map(([part, fault]) => [part, parse(fault)]);
  return { ...subjectOf(parse(text), "x", 2), ...Object.fromEntries(wrong) };
}

describe("a planted fault is noticed", () => {
  const text = "x^2*sin(x)";
  test.each<[string, Partial<Record<keyof Subject, string>>, string]>([
    ["sign", { derivative: "2*x*sin(x) - x^2*cos(x)" }, "derivative, forwards"],
    [
      "factor",
      { simplifiedDerivative: "x*(2*sin(x) + 1.0000000000000000001*x*cos(x))" },
      "derivative, simplified",
    ],
    ["dropped term", { second: "2*sin(x) + 4*x*cos(x)" }, "second derivative"],
    ["another function", { simplified: "x^2*sin(x) + 1e-27*x" }, "derivative of what is simplified"],
  ])("%s of a derivative", (_, faults, property) => {
    expect(properties(wrongDerivatives(planted(text, faults), "x", at, truth(text)))).toEqual([property]);
  });

  test("a value that simplification changes in its 35th digit", () => {
    const subject = planted(text, { simplified: "x^2*sin(x) + 1e-35" });
    expect(properties(wrongValues(subject, at, truth(text)))).toEqual(["value, simplified"]);
  });

  test("a form that loses float64's digits", () => {
    const right = "1 - cos(x/1e6)";
    const subject = planted(right, { derivative: "((1e6 + x) - 1e6)/1e12 - x^3/6e24" });
    expect(properties(inaccurate(subject, "x", at, truth(right)))).toEqual([]);
    const lost = planted("x^2", { derivative: "exp(log(x + 1e9)) - 1e9 + x" });
    expect(properties(inaccurate(lost, "x", at, truth("x^2")))).toEqual(["float64 derivative, raw"]);
  });

  test("a result that grows, and one that is not settled", () => {
    const [e, larger] = [parse("x + y"), parse("sin(x)*cos(x) + y")];
    expect(properties(badSimplification("it", e, larger))).toContain("it grows");
    expect(properties(badSimplification("it", parse("x + x + x"), parse("x + x")))).toEqual([
      "it is not settled",
    ]);
  });

  test("a new kink, a new hole, and a wider domain", () => {
    expect(properties(changedAtEdges(parse("x^2 + 0*y"), parse("abs(x)^2")))).toContain(
      "simplified has a new kink",
    );
    expect(properties(changedAtEdges(parse("x + 0*y"), parse("x^2/x")))).toContain(
      "simplified is wrong at an edge",
    );
    const negative = [{ x: -1.5, y: 0.5 }];
    expect(properties(wider(parse("log(x)"), parse("log(abs(x))"), negative))).toHaveLength(1);
  });
});

describe("random texts", () => {
  const texts = Array.from({ length: 200 }, (_, seed) =>
    textOf(generate(createRandom(seed), scalarGrammar, "s", 9)),
  );

  test("are the same for the same seed, and else different", () => {
    expect(textOf(generate(createRandom(7), scalarGrammar, "s", 9))).toBe(texts[7]);
    expect(new Set(texts).size).toBeGreaterThan(180);
  });

  test("all parse, differentiate and simplify", () => {
    for (const text of texts) expect(() => simplify(differentiate(parse(text), "x")), text).not.toThrow();
  });

  test("shrink to the smallest that still fails", () => {
    const phrase = generate(
      createRandom(3),
      { s: { leaves: ["x", "y"], families: [{ weight: 1, forms: ["sin(#1)", "#1*#2"] }] } },
      "s",
      20,
    );
    const small = shrink(phrase, { s: { leaves: ["x", "y"], families: [] } }, (text) => text.includes("sin"));
    expect(textOf(small)).toMatch(/^sin\([xy]\)$/);
  });
});
