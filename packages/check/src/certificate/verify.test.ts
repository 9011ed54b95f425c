import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agreementOf } from "../agreement/agreement.ts";
import { checkDocument } from "../document/checkDocument.ts";
import { readDocument } from "../document/readDocument.ts";
import { toJson } from "../report/json.ts";
import { verifyReport } from "./verify.ts";

const report = checkDocument(
  readDocument({ chainrule: 1, subject: { kind: "formula", text: "sin(x y) / y" }, at: { x: 0.7, y: 3 } }),
);
const text = toJson(report);
// biome-ignore lint/suspicious/noExplicitAny: tampering goes anywhere
const tampered = (change: (report: any) => void) => {
  const copy = JSON.parse(text);
  change(copy);
  return verifyReport(copy);
};

describe("verifyReport", () => {
  it.each([
    ["a formula", report],
    [
      "a kink",
      checkDocument(
        readDocument({ chainrule: 1, subject: { kind: "formula", text: "relu(x)" }, at: { x: 0 } }),
      ),
    ],
    [
      "infinities",
      checkDocument(
        readDocument({ chainrule: 1, subject: { kind: "formula", text: "log(x)" }, at: { x: 0 } }),
      ),
    ],
    [
      "a network by its seed, with a fault",
      checkDocument(
        readDocument({
          chainrule: 1,
          subject: { kind: "network", text: "2 -> 2 tanh -> 1" },
          seed: 5,
          fault: "sign",
        }),
      ),
    ],
  ])("of %s as it was written: the same", (_, each) => {
    const { outcome, differences } = verifyReport(JSON.parse(toJson(each)));
    expect([outcome, differences]).toEqual(["same", []]);
  });

  it("who made it does not matter", () => {
    expect(tampered((copy) => (copy.versions = { "@chainrule/check": "9.9.9" })).outcome).toBe("same");
  });

  // biome-ignore lint/suspicious/noExplicitAny: tampering goes anywhere
  const forged: readonly [string, (report: any) => void, string][] = [
    ["the verdict", (r) => (r.verdict = "disagree"), "$.verdict"],
    [
      "an entry's verdict",
      (r) => (r.parameters[1].entries[0].verdict = "inconclusive"),
      "$.parameters[1].entries[0].verdict",
    ],
    ["the point", (r) => (r.document.at.x = 0.71), "$.parameters[0].entries[0].kernel"],
    [
      "the kernel's value",
      (r) => (r.parameters[0].entries[0].kernel *= 1 + 1e-9),
      "$.parameters[0].entries[0].kernel",
    ],
    [
      "the 20th digit",
      (r) => {
        const [entry] = r.parameters[0].entries;
        const digit = entry.symbolic.at(22) === "0" ? "1" : "0";
        entry.symbolic = entry.symbolic.slice(0, 22) + digit + entry.symbolic.slice(23);
      },
      "$.parameters[0].entries[0].symbolic",
    ],
    ["the detection limit", (r) => (r.detectionLimit /= 100), "$.detectionLimit"],
    ["an entry left out", (r) => r.parameters.pop(), "$.parameters[1]"],
    ["an entry that is added", (r) => r.parameters.push(r.parameters[0]), "$.parameters[2]"],
    ["a field that is added", (r) => (r.honest = true), "$.honest"],
    ["a note that is added", (r) => r.notes.push("All is well."), "$.notes[0]"],
    ["a subject of another name", (r) => (r.subject = "cos(x)"), "$.subject"],
    ["another formula", (r) => (r.formulas[0] = "d/dx = 1"), "$.formulas[0]"],
  ];
  it.each(forged)("catches %s", (_, change, path) => {
    const { outcome, differences } = tampered(change);
    expect(outcome).toBe("different");
    expect(differences.map((each) => each.path)).toContain(path);
  });

  it("tells roundings of another machine from forgeries, and shows them all the same", () => {
    const { outcome, differences } = tampered((copy) => {
      const [entry] = copy.parameters[0].entries;
      entry.kernel *= 1 + 2 ** -52;
      entry.ulps += 0.5;
      entry.symbolic = `${entry.symbolic.slice(0, -1)}${(Number(entry.symbolic.at(-1)) + 1) % 10}`;
      copy.agreement = agreementOf(copy.parameters);
    });
    expect(outcome).toBe("same within rounding");
    expect(differences.map(({ path }) => path.split(".").at(-1))).toEqual(["symbolic", "kernel", "ulps"]);
  });

  it("the size and the sign of a mistake are no roundings", () => {
    const of = { kind: "formula", text: "x^2 y" };
    const subject = { kind: "claim", of, gradient: { x: 12, y: -9 } };
    const claim = toJson(checkDocument(readDocument({ chainrule: 1, subject, at: { x: 3, y: 2 } })));
    for (const difference of [18, -18.18, -36]) {
      const copy = JSON.parse(claim);
      expect(copy.claim.parameters[1].entries[0].difference).toBe(-18);
      copy.claim.parameters[1].entries[0].difference = difference;
      expect(verifyReport(copy).outcome).toBe("different");
    }
  });

  it("any number changed by a part in a thousand shows", () => {
    const places: [object, string][] = [];
    const collect = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      for (const [key, each] of Object.entries(value)) {
        if (typeof each === "number" && each !== 0) places.push([value, key]);
        else collect(each);
      }
    };
    const { document: _, ...figures } = JSON.parse(text);
    collect(figures);
    fc.assert(
      fc.property(fc.nat(places.length - 1), (i) => {
        const copy = JSON.parse(text);
        const { document, ...rest } = copy;
        places.length = 0;
        collect(rest);
        const [holder, key] = places[i]! as [Record<string, number>, string];
        holder[key]! *= 1.001;
        return verifyReport({ ...rest, document }).outcome !== "same";
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ["nothing", null, "$"],
    ["another schema", { ...JSON.parse(text), schema: "chainrule-report/0" }, "$.schema"],
    ["no document", { schema: "chainrule-report/1" }, "$.document"],
    ["a document that is none", { schema: "chainrule-report/1", document: { chainrule: 1 } }, "$.document"],
  ])("refuses %s", (_, value, path) => {
    expect(() => verifyReport(value)).toThrow(expect.objectContaining({ code: "check/document", path }));
  });
});
