import type { CheckDocument } from "@chainrule/check";
import { expect, test } from "vitest";
import { paperFiles, reportFiles } from "./task.ts";

const document: CheckDocument = {
  chainrule: 1,
  subject: { kind: "formula", text: "sin(x y)" },
  at: { x: 1, y: 2 },
  seed: 7,
};
const parsed = (text: string) => new DOMParser().parseFromString(text, "application/xml");

test("a check is written in every format, each as what it says it is", () => {
  const { files, brief, citation } = reportFiles({ ...document, fault: "sign" }, () => {});
  expect(brief).toBe("disagree: sin(x y)");
  const texts = new Map(files.map(({ fileName, text }) => [fileName, text]));
  expect([...texts.keys()].map((name) => name.split(".")[1])).toEqual([
    "txt",
    "json",
    "xml",
    "md",
    "tex",
    "sarif",
  ]);
  expect(JSON.parse(texts.get("check.json")!)).toMatchObject({ schema: "chainrule-report/1", document });
  expect(JSON.parse(texts.get("check.sarif")!)).toMatchObject({ version: "2.1.0" });
  expect(parsed(texts.get("check.xml")!).querySelectorAll("testcase failure").length).toBeGreaterThan(0);
  expect(citation).toMatch(
    /^Gradient of sin\(x y\); at x = 1, y = 2; with the fault "sign" planted; verdict: disagree/,
  );
  expect(citation).toContain("seed 7");
});

test("a wrong claim is reported as one, though both derivations agree", () => {
  const { subject: of, ...rest } = document;
  const claim = { ...rest, subject: { kind: "claim", of, gradient: { x: "cos(x y)" } } } as CheckDocument;
  const { brief, citation } = reportFiles(claim, () => {});
  expect(brief).toMatch(/^disagree: /);
  expect(citation).toContain("verdict: disagree; seed 7");
});

test("findings on the paper are written with what was not as expected as a failure", () => {
  const finding = { what: "the <area> is 1", outcome: "holds", expected: "holds", asExpected: true } as const;
  const wrong = { ...finding, what: "it is least at p", outcome: "fails", asExpected: false } as const;
  const files = paperFiles([
    { id: "S3", title: "sigmoid", findings: [finding] },
    { id: "E2", title: "cross-entropy", findings: [finding, wrong] },
  ]);
  expect(files.map(({ fileName }) => fileName)).toEqual([
    "paper.json",
    "paper.xml",
    "paper.md",
    "paper.tex",
    "paper.sarif",
  ]);
  const report = parsed(files[1]!.text);
  expect(report.querySelector("parsererror")).toBeNull();
  expect(report.querySelectorAll("testcase")).toHaveLength(3);
  expect(
    [...report.querySelectorAll("failure")].map((each) => each.parentElement!.getAttribute("name")),
  ).toEqual(["it is least at p"]);
  expect(JSON.parse(files[0]!.text)).toHaveLength(2);
});
