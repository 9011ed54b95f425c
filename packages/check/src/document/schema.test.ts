import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import documentSchema from "../../schema/document.schema.json" with { type: "json" };
import reportSchema from "../../schema/report.schema.json" with { type: "json" };
import { toJson } from "../report/json.ts";
import { checkDocument } from "./checkDocument.ts";
import { readDocument } from "./readDocument.ts";
import { DocumentError } from "./reader.ts";

// The published schemas are held against a validator of another house: what we read and write fits them.

const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
const isDocument = ajv.compile(documentSchema);
const isReport = ajv.compile(reportSchema);

const formula = { kind: "formula", text: "relu(x) y" };
const network = {
  kind: "network",
  text: "2 -> 2 tanh -> 1; loss=mse",
  data: {
    inputs: [
      [0, 1],
      [1, 1],
    ],
    targets: [[1], [0]],
  },
};
const documents: readonly (readonly [string, object])[] = [
  ["a formula", { subject: formula, at: { x: 1, y: 2 }, wrt: ["x"], order: 2, tolerance: 1e-9 }],
  ["a kink", { subject: formula, at: { x: 0, y: 2 } }],
  ["a point outside the domain", { subject: { kind: "formula", text: "log(x)" }, at: { x: -1 } }],
  ["a vertical slope", { subject: { kind: "formula", text: "sqrt(x)" }, at: { x: 0 } }],
  [
    "what is settled in 60 digits",
    { subject: { kind: "formula", text: "(1 - cos(x)) / x^2" }, at: { x: 1e-12 } },
  ],
  ["a network of more than 1,000 parameters", { subject: { kind: "network", text: "30 -> 40 tanh -> 1" } }],
  ["a network", { subject: network, seed: 3, fault: "sign", witnesses: ["complex step"] }],
  [
    "a claim by formulas",
    { subject: { kind: "claim", of: formula, gradient: { x: "y", y: 2 } }, at: { x: 1, y: 2 } },
  ],
  [
    "a claim by numbers",
    {
      subject: {
        kind: "claim",
        of: network,
        gradient: [{ name: "layers.0.weight", shape: [2, 2], values: [1, 2, 3, 4] }],
        precision: { decimals: 3 },
      },
    },
  ],
];

describe("the published schemas", () => {
  it.each(documents)("hold for %s and its report", (_, fields) => {
    const document = readDocument({ chainrule: 1, ...fields });
    expect(isDocument(document), ajv.errorsText(isDocument.errors)).toBe(true);
    const report = JSON.parse(
      toJson({ ...checkDocument(document), versions: { "@chainrule/check": "1.2.3" } }),
    );
    expect(isReport(report), ajv.errorsText(isReport.errors)).toBe(true);
    expect(isReport({ ...report, honest: true })).toBe(false);
    expect(isReport({ ...report, verdict: "fine" })).toBe(false);
  });

  it.each([
    [{}],
    [{ chainrule: 2, subject: formula }],
    [{ chainrule: 1, subject: { kind: "formula" } }],
    [{ chainrule: 1, subject: { kind: "formula", text: undefined } }],
    [{ chainrule: 1, subject: { ...network, data: { inputs: undefined, targets: [1] } } }],
    [{ chainrule: 1, subject: formula, sed: 1 }],
    [{ chainrule: 1, subject: formula, at: { x: "1" } }],
    [{ chainrule: 1, subject: formula, order: 4 }],
    [{ chainrule: 1, subject: { kind: "claim", of: formula, gradient: { x: true } } }],
  ])("refuse %j, as the reader does", (document) => {
    expect(isDocument(document)).toBe(false);
    expect(() => readDocument(document)).toThrow(DocumentError);
  });

  it("whatever the reader reads fits the schema", () => {
    const numbers = fc.oneof(fc.double({ noNaN: true }), fc.array(fc.integer()), fc.anything());
    const subject = fc.oneof(
      fc.record({ kind: fc.constant("formula"), text: fc.string() }),
      fc.record({
        kind: fc.constant("network"),
        text: fc.string(),
        data: fc.record({ inputs: numbers, targets: numbers }),
      }),
      fc.record({
        kind: fc.constant("claim"),
        of: fc.record({ kind: fc.constant("formula"), text: fc.string() }),
        gradient: fc.dictionary(fc.string(), fc.oneof(fc.string(), numbers)),
        precision: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constant("float32")),
      }),
    );
    const any = fc.record({
      chainrule: fc.constant(1),
      subject,
      at: fc.dictionary(fc.string(), numbers),
      seed: fc.integer(),
    });
    fc.assert(
      fc.property(any, (value) => {
        try {
          return isDocument(readDocument(value));
        } catch (error) {
          return error instanceof DocumentError;
        }
      }),
    );
  });
});
