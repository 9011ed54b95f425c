import { XMLParser } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import { checkDocument } from "../document/checkDocument.ts";
import { readDocument } from "../document/readDocument.ts";
import { formatAs, formats } from "./format.ts";
import { toJUnit } from "./junit.ts";
import { resultsToLatex } from "./latex.ts";
import { toMarkdown } from "./markdown.ts";
import type { ResultSuite } from "./suite.ts";
import { suiteOfFindings, suitesOf } from "./suites.ts";

const reportOf = (text: string, at: object, more: object = {}) =>
  checkDocument(readDocument({ chainrule: 1, subject: { kind: "formula", text }, at, ...more }));
const agreeing = reportOf("x y", { x: 2, y: 3 });
const kinked = reportOf("relu(x)", { x: 0 });
const wrong = reportOf("x y", { x: 2, y: 3 }, { fault: "sign" });
const unknown = reportOf("log(x)", { x: -1 });
const wide = checkDocument(
  readDocument({
    chainrule: 1,
    subject: { kind: "network", text: "3 -> 5 tanh -> 2; loss=mse" },
    fault: "sign",
  }),
);
const claimed = checkDocument(
  readDocument({
    chainrule: 1,
    subject: { kind: "claim", of: { kind: "formula", text: "x y" }, gradient: { x: 3, y: "2 y" } },
    at: { x: 2, y: 3 },
  }),
);

const parsed = (xml: string) =>
  new XMLParser({
    ignoreAttributes: false,
    htmlEntities: true,
    attributeNamePrefix: "",
    isArray: (name) => /^test(suite|case)$/.test(name),
  }).parse(xml).testsuites;
const hostile: ResultSuite = {
  name: "a < b & \"c\" \u0007 '\ud800' | `d` \\ $x_1^2$ ~ 50% #1 {}",
  verdict: "agree",
  columns: ["a|b"],
  cases: [{ name: "<script>\n", outcome: "failed", cells: ["1 & 2"], message: "]]>" }],
  formulas: ["d/dlayers.0.weight = `"],
  notes: ["<b>"],
};

describe("each format of a small case", () => {
  it("markdown", () => {
    expect(formatAs(agreeing, "markdown").split("\n").slice(0, 6)).toEqual([
      "## ✓ agree: x y",
      "",
      "|  | symbolic | tape - symbolic | float64 error (bound) in ulp | verdict |",
      "| --- | --- | --- | --- | --- |",
      expect.stringMatching(/^\| ✓ x \| 3 \| 0 \| 0\.0 \(.*\) \| agree \|$/),
      expect.stringMatching(/^\| ✓ y \| 2 \| 0 \| 0\.0 \(.*\) \| agree \|$/),
    ]);
  });

  it("latex", () => {
    const lines = formatAs(agreeing, "latex").split("\n");
    expect(lines.slice(0, 3)).toEqual([
      "\\paragraph{x y} agree.",
      "\\[ \\frac{\\partial}{\\partial x} = y \\]",
      "\\[ \\frac{\\partial}{\\partial y} = x \\]",
    ]);
    expect(lines[3]).toBe("\\begin{tabular}{lrrrl}");
    expect(lines.find((line) => line.startsWith("y &"))).toMatch(/^y & 2 & 0 & .* & agree \\\\$/);
  });

  it("junit, read by a parser of another house", () => {
    const { tests, failures, errors, testsuite } = parsed(formatAs(wrong, "junit"));
    expect([tests, failures, errors, testsuite[0].skipped]).toEqual(["2", "1", "0", "0"]);
    expect(testsuite[0].name).toBe("x y");
    expect(testsuite[0].testcase.map(({ name }: { name: string }) => name)).toEqual(["x", "y"]);
    expect(testsuite[0].testcase[0].failure.message).toMatch(/^disagree: symbolic 3\.0*.*, tape -3/);
    expect(testsuite[0].testcase[1].failure).toBeUndefined();
  });

  it("junit: a kink is skipped, what cannot be judged is an error", () => {
    const kink = parsed(formatAs(kinked, "junit"));
    expect([kink.failures, kink.errors, kink.testsuite[0].skipped]).toEqual(["0", "0", "1"]);
    expect(kink.testsuite[0].testcase[0].skipped.message).toContain(
      "0 from the left, 1 from the right, 0 by convention",
    );
    const open = parsed(formatAs(unknown, "junit"));
    expect([open.failures, open.errors]).toEqual(["0", "2"]);
    expect(open.testsuite[0].testcase[1].name).toBe("the function itself");
  });

  it("sarif lists what did not pass, by its level and place", () => {
    const log = JSON.parse(formatAs(wrong, "sarif", "nets/a b.json"));
    expect([log.version, log.runs[0].tool.driver.name]).toEqual(["2.1.0", "chainrule"]);
    const [result, ...more] = log.runs[0].results;
    expect(more).toEqual([]);
    expect(result).toMatchObject({ ruleId: "gradient-disagrees", level: "error" });
    expect(result.locations[0].logicalLocations[0].fullyQualifiedName).toBe("x y: x");
    expect(result.locations[0].physicalLocation.artifactLocation.uri).toBe("nets/a%20b.json");
    const rules = log.runs[0].tool.driver.rules.map(({ id }: { id: string }) => id);
    for (const report of [wrong, kinked, unknown]) {
      for (const { ruleId } of JSON.parse(formatAs(report, "sarif")).runs[0].results)
        expect(rules).toContain(ruleId);
    }
    expect(JSON.parse(formatAs(agreeing, "sarif")).runs[0].results).toEqual([]);
  });

  it("text says first what is wrong with a claim", () => {
    const lines = formatAs(claimed, "text").split("\n");
    expect(lines[0]).toBe("CLAIM    disagree   1 of 2 arrays are wrong   gradient of x y");
    expect(lines.at(-1)).toBe(
      "held against two derivations, which agree: an error of any size would have been seen",
    );
    expect(lines.some((line) => /^y \(formula\) +2 y: not the derivative/.test(line))).toBe(true);
  });

  it("json is the report itself", () => {
    expect(JSON.parse(formatAs(claimed, "json"))).toMatchObject({
      claim: { verdict: "disagree" },
      subject: "x y",
    });
  });
});

it("long arrays are a line, and lines for what does not agree", () => {
  const [suite] = suitesOf(wide);
  const names = suite!.cases.map(({ name }) => name);
  expect(names[0]).toBe("layers.0.weight [5, 3]");
  expect(names.filter((name) => name.startsWith("layers.0.weight["))).toHaveLength(15);
  expect(names).toContain("layers.1.bias[1]");
});

it("what a claim is held against has a verdict of its own", () => {
  const headings = formatAs(claimed, "markdown").match(/^## .*$/gm);
  expect(headings).toEqual([expect.stringMatching(/^## ✓ agree/), expect.stringMatching(/^## ✗ disagree/)]);
});

it.each(formats)("%s of a claim names what is wrong", (format) => {
  expect(formatAs(claimed, format)).toMatch(/not the derivative, as/);
});

describe("text from outside", () => {
  it("stays text in XML", () => {
    const { testsuite } = parsed(toJUnit([hostile]));
    expect(testsuite[0].name).toBe("a < b & \"c\" \ufffd '\ufffd' | `d` \\ $x_1^2$ ~ 50% #1 {}");
    expect(testsuite[0].testcase[0].name).toBe("<script>\n");
  });

  it("stays text in Markdown: rows keep their columns, no tag is left", () => {
    const lines = toMarkdown([hostile]).split("\n");
    const rows = lines.filter((line) => line.startsWith("|"));
    for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(3);
    expect(lines.filter((line) => /(?<!\\)</.test(line))).toEqual([]);
  });

  it("stays text in LaTeX: no special character is bare", () => {
    const [first, formula] = resultsToLatex([hostile]).split("\n");
    const name = String.raw`a \textless{} b \& "c"   '�' \textbar{} @d@ \textbackslash{} \$x\_1\textasciicircum{}2\$ \textasciitilde{} 50\% \#1 \{\}`;
    expect(first).toBe(`\\paragraph{${name.replaceAll("@", "`")}} agree.`);
    expect(formula).toContain("\\text{layers.0.weight}");
    const turned = resultsToLatex([{ ...hostile, name: "\u202eevil\u200f" }]);
    expect(turned).toMatch(/^\\paragraph\{ evil \}/);
  });

  it("makes no link, no picture and no other character in Markdown", () => {
    const notes = ["![x](http://a.b/c.png)", "[x][y]", "[x]: http://a.b", "&lt;b&gt; &#60; a & b", "W[1, 2]"];
    const lines = toMarkdown([{ ...hostile, notes }])
      .split("\n")
      .slice(-5);
    expect(lines).toEqual([
      String.raw`- ![x\](http://a.b/c.png)`,
      String.raw`- [x\][y]`,
      String.raw`- [x\]: http://a.b`,
      String.raw`- \&lt;b\&gt; \&#60; a & b`.replace("#", "\\#"),
      "- W[1, 2]",
    ]);
  });
});

it("findings of the paper are suites too", () => {
  const suite = suiteOfFindings("S1", [
    { what: "a planted sign", outcome: "disagree", expected: "disagree", ulps: 3, boundUlps: 5 },
    { what: "a claim", outcome: "fails", expected: "holds", detail: "1 against 2" },
  ]);
  expect(suite.verdict).toBe("1 of 2 findings are not as they must be");
  const { failures, testsuite } = parsed(toJUnit([suite]));
  expect(failures).toBe("1");
  expect(testsuite[0].testcase[1].failure.message).toBe("fails, and must be holds: 1 against 2");
});
