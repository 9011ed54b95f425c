import { describe, expect, test } from "vitest";
import { checkDocument } from "../document/checkDocument.ts";
import { readDocument } from "../document/readDocument.ts";
import { claimSuite } from "./claim.ts";
import { formatAs } from "./format.ts";

const network = { kind: "network", text: "6 -> 8 tanh -> 3 softmax; loss=ce" } as const;
const right = checkDocument({ chainrule: 1, subject: network, seed: 3 });

/** A claim of the right gradient with each entry of the first weight multiplied by a factor. */
function claimWith(factor: (k: number) => number) {
  const gradient = right.parameters.map(({ name, shape, entries }) => ({
    name,
    shape,
    values: entries.map(({ kernel }, k) => (name === "layers.0.weight" ? factor(k) * kernel : kernel)),
  }));
  const report = checkDocument(
    readDocument({ chainrule: 1, subject: { kind: "claim", of: network, gradient }, seed: 3 }),
  );
  return { report, suite: claimSuite(report.subject, report.claim!) };
}

describe("the table of a graded claim", () => {
  test("sums up long arrays, and lists short ones", () => {
    const { suite } = claimWith(() => 1);
    expect(suite.verdict).toBe("agree");
    expect(suite.cases.map(({ name, cells }) => `${name}: ${cells[0]}`).slice(0, 2)).toEqual([
      "layers.0.weight [8, 6]: 48 entries",
      `layers.0.bias[0]: ${right.parameters[1]!.entries[0]!.kernel}`,
    ]);
    expect(suite.cases.every(({ outcome, message }) => outcome === "passed" && message === "")).toBe(true);
  });

  test("lists the worst of a long array that is wrong, in their order, and names layer and mistake", () => {
    const { suite } = claimWith(() => -1);
    const [whole, ...listed] = suite.cases.filter(({ name }) => name.startsWith("layers.0.weight"));
    expect(whole!.cells[0]).toBe("48 entries, 48 wrong");
    expect(whole!.message).toMatch(/^disagree: looks like a wrong sign/);
    expect(listed).toHaveLength(5);
    expect(listed.map(({ name }) => name)).toEqual(listed.map(({ name }) => name).toSorted());
    expect(suite.notes.slice(0, 2)).toEqual([
      "going back from the output, layers.0 is the first layer that is wrong",
      expect.stringMatching(
        /^one mistake explains every claimed number: a wrong sign, at \w+ \(entr.*\) -> \w+/,
      ),
    ]);
  });

  test("names the one entry that is wrong among many, in every format", () => {
    const { report, suite } = claimWith((k) => (k === 7 ? 1.5 : 1));
    const wrong = suite.cases.filter(({ outcome }) => outcome !== "passed");
    expect(wrong.map(({ name }) => name)).toEqual(["layers.0.weight [8, 6]", "layers.0.weight[1, 1]"]);
    expect(suite.notes).toContain("worst entry: layers.0.weight[1, 1]");
    for (const format of ["text", "json", "junit", "markdown", "latex", "sarif"] as const) {
      const { kernel } = right.parameters[0]!.entries[7]!;
      expect(formatAs(report, format)).toContain(String(1.5 * kernel).slice(0, 8));
    }
  });
});

test.each([
  ["sin(x)^2", "sin(2x)", 2, "proved equal to the derivative at every point", "agree"],
  ["x^3", "3 x^3/x", 2, "proved equal to the derivative wherever both are defined", "agree"],
  ["floor(x) x", "-ceil(-x)", 2.5, "equal to the derivative at", "agree"],
  ["x^2", "x^2", 2, "not the derivative, as x = ", "disagree"],
])("%s: the formula %s", (text, claimed, x, note, verdict) => {
  const subject = { kind: "claim", of: { kind: "formula", text }, gradient: { x: claimed } };
  const [graded] = checkDocument(readDocument({ chainrule: 1, subject, at: { x } })).claim!.parameters;
  expect(graded).toMatchObject({ verdict, formula: expect.stringContaining(`${claimed}: ${note}`) });
});
