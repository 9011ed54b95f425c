import { XMLParser } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import { outcomeOf } from "./testing/fakeIo.ts";

const formula = { chainrule: 1, subject: { kind: "formula", text: "x y" }, at: { x: 2, y: 3 } };
const grads = [
  { name: "x", shape: [], values: 3 },
  { name: "y", shape: [], values: -2 },
];
const json = (value: unknown): string => JSON.stringify(value);
const files = {
  "product.json": json(formula),
  "net.json": json({
    chainrule: 1,
    subject: { kind: "network", text: "2 -> 2 tanh -> 1; loss=mse" },
    seed: 4,
  }),
  "grads.json": json(grads),
  "claim.json": json({
    ...formula,
    subject: { kind: "claim", of: formula.subject, gradient: { x: 3, y: 2 } },
  }),
  "single.json": json({ x: 2.9999999999, y: 2 }),
  "broken.json": "{",
  "marked.json": `\ufeff${json(formula)}`,
  "wide.json": '\ufffd\ufffd{\0"\0',
  "list.json": "[1]",
  "strange.json": json({ "bn.running_mean": [0, 0], "layers.0.bias": [1, 2] }),
  "nan.json": '{"x": [NaN, 1.0], "y": -Infinity}',
  "report.json": json({ schema: "chainrule-report/1" }),
  "other.json": json({ ...formula, chainrule: 2 }),
};
const run = (...words: readonly string[]) => outcomeOf(words, files);
const parsed = (xml: string) =>
  new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "" }).parse(xml).testsuites;

describe("check of a document", () => {
  it("reads it, and options change it", async () => {
    for (const file of ["product.json", "marked.json"]) {
      expect((await run("check", file)).out).toMatch(/^VERDICT {2}agree {3}2 entries/);
    }
    const changed = await run("check", "product.json", "--at", "x=5", "--wrt", "y", "--format", "json");
    expect(JSON.parse(changed.out)).toMatchObject({
      value: 15,
      document: { ...formula, at: { x: 5, y: 3 }, wrt: ["y"] },
      versions: {
        chainrule: expect.stringMatching(/^\d+\.\d+\.\d+/),
        "@chainrule/check": expect.any(String),
      },
    });
    const { code, out } = await run("check", "net.json", "--plant", "sign", "--witnesses", "none");
    expect([code, out.includes("first wrong edge: ")]).toEqual([1, true]);
    expect(out).not.toMatch(/within \d/);
  });

  it("draws values from the seed, of formulas and of samples", async () => {
    expect((await run("check", "a b", "--seed", "7")).code).toBe(0);
    expect((await run("check", "--network", "2 -> 1; loss=mse")).code).toBe(0);
  });

  it("prints every format", async () => {
    const small = (format: string) =>
      run("check", "x y", "--at", "x=2,y=3", "--plant", "sign", "--format", format);
    const junit = parsed((await small("junit")).out);
    expect([junit.tests, junit.failures]).toEqual(["2", "1"]);
    expect((await small("markdown")).out).toContain("| ✗ x | 3 | -6.0 |");
    expect((await small("latex")).out).toContain("\\begin{tabular}");
    expect(JSON.parse((await small("sarif")).out).runs[0].results).toHaveLength(1);
    expect(JSON.parse((await small("json")).out).schema).toBe("chainrule-report/1");
    const file = await run("check", "product.json", "--plant", "sign", "--format", "sarif");
    expect(file.out).toContain('"uri": "product.json"');
  });

  const failOn: readonly [string, string[], number][] = [
    [
      "a disagreement that is no failure",
      ["2x", "--at", "x=1", "--plant", "sign", "--fail-on", "inconclusive"],
      0,
    ],
    [
      "a disagreement that is one",
      ["2x", "--at", "x=1", "--plant", "sign", "--fail-on", "disagree,kinks"],
      1,
    ],
    ["a kink that is no failure", ["relu(x)", "--at", "x=0", "--fail-on", "disagree,inconclusive"], 0],
    ["a kink that is one", ["relu(x)", "--at", "x=0", "--fail-on", "kinks"], 3],
    ["no failure at all", ["log(x)", "--at", "x=-1", "--fail-on", "none"], 0],
    ["what cannot be judged", ["log(x)", "--at", "x=-1", "--fail-on", "inconclusive"], 3],
  ];
  it.each(failOn)("--fail-on: %s", async (_, words, code) => {
    expect((await run("check", ...words)).code).toBe(code);
  });
});

describe("import", () => {
  it("grades a claim, and bare gradients of a document or a formula", async () => {
    expect((await run("import", "claim.json")).code).toBe(0);
    const named = await run("import", "grads.json", "--of", "product.json");
    expect(named.code).toBe(1);
    expect(named.out).toMatch(/^y +-2 +2 +-4\.0 .* disagree$/m);
    expect(named.out).toContain("one mistake explains every claimed number: a wrong sign, at multiply");
    expect((await run("import", "grads.json", "--of", "x y", "--at", "x=-2,y=3")).code).toBe(0);
  });

  it("by the precision of the numbers", async () => {
    const of = ["--of", "x y", "--at", "x=2,y=3"];
    expect((await run("import", "single.json", ...of)).code).toBe(1);
    expect((await run("import", "single.json", ...of, "--precision", "float32")).code).toBe(0);
    expect((await run("import", "single.json", ...of, "--precision", "9")).code).toBe(0);
    expect((await run("import", "single.json", ...of, "--decimals", "8")).code).toBe(0);
  });

  it("in every format", async () => {
    const junit = parsed(
      (await run("import", "grads.json", "--of", "product.json", "--format", "junit")).out,
    );
    expect([junit.tests, junit.failures]).toEqual(["4", "1"]);
  });
});

describe("verify", () => {
  const verified = async (change: (text: string) => string, ...words: readonly string[]) => {
    const { out } = await run("check", "sin(x) y", "--at", "x=0.5,y=3", "--format", "json");
    return outcomeOf(["verify", "report.json", ...words], { "report.json": change(out) });
  };

  it("derives a report again: 0 where it is the same to the last digit", async () => {
    const { code, out } = await verified((text) => text);
    expect([code, out.split("\n")]).toEqual([
      0,
      ["VERIFIED   every figure was derived again, to the last digit", "agree: sin(x) y"],
    ]);
  });

  it("1 where a number was tampered with, and says which", async () => {
    const { code, out } = await verified((text) => text.replace('"value": 1.4', '"value": 1.5'));
    expect(code).toBe(1);
    expect(out).toMatch(/^ {2}\$\.value: reported 1\.5\d+, derived 1\.4\d+$/m);
    const junit = await verified((text) => text.replace('"value": 1.4', '"value": 1.5'), "--format", "junit");
    expect(parsed(junit.out).failures).toBe("1");
  });

  it("3 where another machine may have rounded so, 0 where that is allowed", async () => {
    const rounded = (text: string): string =>
      text.replace(/"value": (1\.\d+)/, (_, x) => `"value": ${Number(x) + 2 ** -52}`);
    expect((await verified(rounded)).code).toBe(3);
    const allowed = await verified(rounded, "--allow-rounding", "--format", "json");
    expect([allowed.code, JSON.parse(allowed.out).outcome]).toEqual([0, "same within rounding"]);
  });
});

describe("explain", () => {
  it("writes the steps", async () => {
    const { code, out } = await run("explain", "x^2 sin(y)", "--wrt", "x");
    expect(code).toBe(0);
    expect(out).toMatch(/^ {2}power rule +d\/dx \(x\^2\) = 2\*x$/m);
    expect(out).not.toContain("d/dy");
    expect(JSON.parse((await run("explain", "x^3", "--order", "2", "--format", "json")).out)[0].order).toBe(
      2,
    );
    expect((await run("explain", "x^2", "--format", "latex")).out).toContain("\\text{(power rule)}");
    expect((await run("explain", "x^2", "--format", "markdown")).out).toContain("- power rule: $");
  });
});

describe("tensors", () => {
  it("are given at the point, or drawn from the seed by their shapes", async () => {
    expect((await run("check", "x' @ W @ x", "--at", "x=[1,2],W=[[1,2],[3,4]]")).out).toContain("x[1]");
    const drawn = await run("check", "x' @ W @ x", "--shapes", "x=[2],W=[2,2]", "--seed", "1", "--wrt", "x");
    expect([drawn.code, drawn.out.includes("x[1]")]).toEqual([0, true]);
    const explained = await run("explain", "x' @ W @ x", "--shapes", "x=[2],W=[2,2]", "--wrt", "x");
    expect(explained.out).toMatch(/^ {2}result .* = .*W.*x/m);
  });
});

it("says its version", async () => {
  expect(await run("--version")).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+/) });
});

describe("what cannot be", () => {
  const usage: readonly [string, readonly string[], string][] = [
    ["shapes that are none", ["check", "x", "--shapes", "x=[1.5]"], "check/document: $.subject.shapes.x[0]"],
    ["shapes of a document", ["check", "net.json", "--shapes", "x=[2]"], "--shapes goes with a formula"],
    ["a matrix without a shape", ["explain", "x @ W"], '--shapes "W=[2,2],x=[2]"'],
    ["a formula without a point", ["check", "x^2"], "--seed 1 draws"],
    [
      "a document that is none",
      ["check", "other.json"],
      "check/document: $.chainrule: 2 stands here; give 1",
    ],
    ["a file that is no JSON", ["check", "broken.json"], "cli/usage: broken.json is no JSON"],
    ["a file that is not there", ["check", "none.json"], "none.json cannot be read: there is no such file"],
    ["gradients that are not finite", ["import", "nan.json", "--of", "x y"], "It holds NaN or Infinity"],
    ["a report as a document", ["check", "report.json"], "use `chainrule verify report.json`"],
    ["a strange array", ["import", "strange.json", "--of", "net.json"], "none of the parameters"],
    ["data for a document", ["check", "net.json", "--data", "x.csv"], "--data goes with --network"],
    [
      "an unknown witness",
      ["check", "x", "--witnesses", "oracle"],
      'no witness "oracle"; choose from complex-step',
    ],
    ["an unknown verdict", ["check", "x", "--fail-on", "agree"], 'no verdict "agree"; choose from disagree'],
    ["a list without end", ["check", "x", "--at", "x=[1,2"], '"x=[1,2" is no assignment'],
    ["gradients of nothing", ["import", "grads.json"], "cli/usage: The file holds gradients only"],
    [
      "no gradients",
      ["import", "net.json"],
      "holds no gradients, but a network: use `chainrule check net.json`",
    ],
    ["a claim of a claim", ["import", "grads.json", "--of", "claim.json"], "is a claim itself"],
    ["a claim of two things", ["import", "claim.json", "--of", "x"], "leave --of out"],
    ["a list of no gradients", ["import", "list.json", "--of", "x"], "check/document: $.subject.gradient[0]"],
    ["a precision that is none", ["import", "grads.json", "--precision", "half"], '"half" is no precision'],
    [
      "two precisions",
      ["import", "grads.json", "--precision", "3", "--decimals", "2"],
      "cannot be used with",
    ],
    ["a document as a report", ["verify", "product.json"], "and no report of one: make that with"],
    ["no report", ["verify", "grads.json"], "check/document: $"],
    ["text in UTF-16", ["check", "wide.json"], "It looks like UTF-16: save it as UTF-8"],
    ["an explanation of no formula", ["explain", "x +"], "expr/syntax"],
    [
      "an explanation by no variable",
      ["explain", "x", "--wrt", "q"],
      'check/point: The formula has no variable "q"',
    ],
    ["an explanation as JUnit", ["explain", "x", "--format", "junit"], "Allowed choices are text, json"],
    ["a port that is none", ["serve", "--port", "70000"], '"70000" is no port'],
  ];
  it.each(usage)("%s exits with 2 and says what to do", async (_, words, message) => {
    const { code, out, error } = await run(...words);
    expect([code, out]).toEqual([2, ""]);
    expect(error).toContain(message);
    expect(error).not.toContain("    at ");
  });
});
