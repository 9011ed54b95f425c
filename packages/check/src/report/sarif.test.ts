import { Ajv2020, type AnySchema } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import schema from "../../fixtures/sarif-2.1.0.json" with { type: "json" };
import { certify } from "../certificate/certify.ts";
import { readDocument } from "../document/readDocument.ts";
import { formatAs } from "./format.ts";
import { toSarif } from "./sarif.ts";
import { suitesOf } from "./suites.ts";

// The official schema of SARIF 2.1.0, and a validator of another house.

/** RFC 3986: the characters it allows, percent signs before two hexadecimal digits, and a scheme before the first colon. */
const isReference = (text: string): boolean =>
  /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[\da-fA-F]{2})*$/.test(text) && !/^[^A-Za-z/?#][^/?#]*:/.test(text);
const isLog = new Ajv2020({
  strict: false,
  allErrors: true,
  formats: {
    uri: (text: string) => isReference(text) && /^[A-Za-z][\w+.-]*:/.test(text),
    "uri-reference": isReference,
    "date-time": (text: string) => !Number.isNaN(Date.parse(text)),
  },
}).compile(schema as AnySchema);

const reportOf = (subject: object, more: object) => certify(readDocument({ chainrule: 1, subject, ...more }));
const product = { kind: "formula", text: "x y" };
const [at, fault] = [{ x: 2, y: 3 }, "sign"];
const reports = {
  agree: reportOf(product, { at }),
  disagree: reportOf(product, { at, fault }),
  kink: reportOf({ kind: "formula", text: "relu(x)" }, { at: { x: 0 } }),
  inconclusive: reportOf({ kind: "formula", text: "log(x)" }, { at: { x: -1 } }),
  network: reportOf({ kind: "network", text: "3 -> 5 tanh -> 2; loss=mse" }, { fault }),
  claim: reportOf({ kind: "claim", of: product, gradient: { x: 3, y: "2 y" } }, { at }),
};

describe("the official schema", () => {
  it.each(Object.entries(reports))("holds for %s", (_, report) => {
    for (const artifact of [undefined, "nets/a b#1?.json", "/tmp/\ud800<ü>.json", "c:\\nets\\a.json"]) {
      const versions = { chainrule: "1.2.3" };
      const log: unknown = JSON.parse(formatAs({ ...report, versions }, "sarif", artifact));
      expect(isLog(log), JSON.stringify(isLog.errors)).toBe(true);
    }
  });

  it("refuses what is none", () => {
    const log = JSON.parse(toSarif(suitesOf(reports.disagree), { artifact: "a.json" }));
    const [result] = log.runs[0].results;
    for (const wrong of [{ level: "fatal" }, { message: {} }, { what: 1 }]) {
      expect(isLog({ ...log, runs: [{ ...log.runs[0], results: [{ ...result, ...wrong }] }] })).toBe(false);
    }
    const uri = { physicalLocation: { artifactLocation: { uri: "a b.json" } } };
    expect(isLog({ ...log, runs: [{ ...log.runs[0], results: [{ ...result, locations: [uri] }] }] })).toBe(
      false,
    );
  });
});

describe("what a code host shows", () => {
  const runOf = (report: keyof typeof reports) => JSON.parse(toSarif(suitesOf(reports[report]))).runs[0];

  it("has a rule for each result, with the same level", () => {
    for (const name of ["disagree", "kink", "inconclusive", "network", "claim"] as const) {
      const { results, tool } = runOf(name);
      expect(results.length).toBeGreaterThan(0);
      for (const { ruleId, level } of results) {
        const rule = tool.driver.rules.find(({ id }: { id: string }) => id === ruleId);
        expect(rule.defaultConfiguration.level).toBe(level);
      }
    }
  });

  it("names the first wrong edge", () => {
    const [{ toolExecutionNotifications }] = runOf("network").invocations;
    expect(toolExecutionNotifications[0].message.text).toMatch(
      /^3 -> 5 tanh -> 2; loss=mse on 8 samples: first wrong edge: layers\.0: contract \(entry 0\) -> layers\.0\.weight/,
    );
  });
});
