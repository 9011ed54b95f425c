import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { overallVerdict } from "../report/overall.ts";
import { checkDocument } from "./checkDocument.ts";
import { readDocument } from "./readDocument.ts";
import { DocumentError } from "./reader.ts";
import { subjectOf } from "./subjectOf.ts";

const formula = { chainrule: 1, subject: { kind: "formula", text: "sin(x y)" }, at: { x: 1, y: 2 } };
const network = { chainrule: 1, subject: { kind: "network", text: "2 -> 3 tanh -> 2 softmax; loss=ce" } };
const withSubject = (more: object) => ({ ...network, subject: { ...network.subject, ...more } });
const errorOf = (document: unknown): DocumentError => {
  try {
    readDocument(document);
  } catch (error) {
    if (error instanceof DocumentError) return error;
    throw error;
  }
  throw new DocumentError("-", "it was read");
};
const namesOf = (document: unknown) => subjectOf(readDocument(document)).parameters.map(({ name }) => name);
const deep = (levels: number): unknown => {
  let value: unknown = 1;
  for (let i = 0; i < levels; i++) value = [value];
  return value;
};

describe("readDocument", () => {
  const whole = {
    ...formula,
    seed: 7,
    wrt: ["x"],
    order: 2,
    witnesses: ["complex step"],
    fault: "sign",
  };

  it("gives back what it was given, copied", () => {
    expect(readDocument(whole)).toEqual(whole);
    expect(readDocument(JSON.parse(JSON.stringify(whole)))).toEqual(whole);
    expect(readDocument(whole).at).not.toBe(whole.at);
  });

  const claimed = (gradient: unknown, more: object = {}) => ({
    ...formula,
    subject: { kind: "claim", of: formula.subject, gradient, ...more },
  });
  it.each([
    [{ x: "y cos(x y)", y: 3 }],
    [[{ name: "x", shape: [], values: 3 }]],
    [[{ name: "W", shape: [2, 1], values: [[1], [2]] }]],
  ])("reads the claim %j", (gradient) => {
    expect(readDocument(claimed(gradient, { precision: "float32" }))).toEqual(
      claimed(gradient, { precision: "float32" }),
    );
  });

  const wrong: readonly [string, unknown, string][] = [
    ["no object", 7, "$"],
    ["nothing", null, "$"],
    ["a list", [formula], "$"],
    ["no version", { subject: formula.subject }, "$"],
    ["another version", { ...formula, chainrule: 2 }, "$.chainrule"],
    ["a field that nobody knows", { ...formula, sed: 1 }, "$.sed"],
    ["no subject", { chainrule: 1 }, "$"],
    ["a subject without kind", { chainrule: 1, subject: { text: "x" } }, "$.subject.kind"],
    ["a kind that every object has", { chainrule: 1, subject: { kind: "constructor" } }, "$.subject.kind"],
    ["a text that is none", { chainrule: 1, subject: { kind: "formula", text: 7 } }, "$.subject.text"],
    [
      "a text without end",
      { chainrule: 1, subject: { kind: "formula", text: "x".repeat(100_001) } },
      "$.subject.text",
    ],
    ["a value that is no number", { ...formula, at: { x: "1" } }, "$.at.x"],
    ["a value that is not finite", { ...formula, at: { x: Number.NaN } }, "$.at.x"],
    ["a ragged array", { ...formula, at: { "W 1": [[1, 2], [3]] } }, '$.at["W 1"][1]'],
    ["an array of too many axes", { ...formula, at: { x: deep(9) } }, "$.at.x"],
    ["an array without end", { ...formula, at: { x: deep(100_000) } }, "$.at.x"],
    ["a list with holes", { ...formula, at: { x: new Array(3) } }, "$.at.x[0]"],
    ["a seed below 0", { ...formula, seed: -1 }, "$.seed"],
    ["order 4", { ...formula, order: 4 }, "$.order"],
    ["a witness that is none", { ...formula, witnesses: ["oracle"] }, "$.witnesses[0]"],
    ["a fault that is none", { ...formula, fault: "gremlin" }, "$.fault"],
    ["targets that are missing", withSubject({ data: { inputs: [[1, 2]] } }), "$.subject.data"],
    [
      "a length below 0",
      { ...formula, subject: { ...formula.subject, shapes: { W: [-1] } } },
      "$.subject.shapes.W[0]",
    ],
    ["a claim of a claim", claimed({}, { of: claimed({}).subject }), "$.subject.of.kind"],
    ["a claim that is neither", claimed({ x: true }), "$.subject.gradient.x"],
    ["a precision of no digits", claimed({}, { precision: 0 }), "$.subject.precision"],
    ["a precision of no name", claimed({}, { precision: "half" }), "$.subject.precision"],
    [
      "an array that is named twice",
      claimed([
        { name: "x", shape: [], values: 1 },
        { name: "x", shape: [], values: 1 },
      ]),
      "$.subject.gradient[1].name",
    ],
  ];
  it.each(wrong)("refuses %s and names the place", (_, document, path) => {
    const error = errorOf(document);
    expect([error.code, error.path]).toEqual(["check/document", path]);
    expect(error.message.length).toBeLessThan(2000);
  });

  it("takes names that every object has for names, and leaves prototypes alone", () => {
    const text = '{ "chainrule": 1, "subject": { "kind": "formula", "text": "__proto__^2 constructor" },';
    const document = readDocument(JSON.parse(`${text} "at": { "__proto__": 2, "constructor": 3 } }`));
    expect(checkDocument(document).parameters.flatMap(({ entries }) => entries.map((e) => e.kernel))).toEqual(
      [12, 4],
    );
    expect(Object.getPrototypeOf(document.at)).toBe(Object.prototype);
  });

  it("of anything at all: a document or a typed error", () => {
    const anything = fc.oneof(
      fc.anything(),
      fc.record({ chainrule: fc.constant(1), subject: fc.anything(), at: fc.anything() }),
      fc.record({
        chainrule: fc.constant(1),
        subject: fc.record({ kind: fc.constantFrom("formula", "network", "claim"), text: fc.anything() }),
      }),
    );
    fc.assert(
      fc.property(anything, (value) => {
        try {
          return readDocument(value).chainrule === 1;
        } catch (error) {
          return error instanceof DocumentError;
        }
      }),
    );
  });
});

describe("subjectOf", () => {
  it("draws values that are missing from the seed, each for its name alone", () => {
    const at = (text: string, seed: number) => {
      const subject = subjectOf(readDocument({ chainrule: 1, subject: { kind: "formula", text }, seed }));
      return Object.fromEntries(subject.parameters.map(({ name, value }) => [name, value]));
    };
    expect(at("a b", 3)["b"]).toBe(at("b c", 3)["b"]);
    expect(at("a b", 3)["b"]).not.toBe(at("a b", 4)["b"]);
    expect(at("a b", 3)["b"]).not.toBe(at("a b", 3)["a"]);
  });

  it("without a seed, a value that is missing is an error", () => {
    const document = readDocument({ ...formula, at: { x: 1 } });
    expect(() => subjectOf(document)).toThrow(expect.objectContaining({ code: "check/point" }));
  });

  it.each([
    "2 -> 3 tanh -> 3 softmax; loss=ce",
    "2 -> 2 sigmoid; loss=bce",
    "2 -> 1 sigmoid; loss=bce",
    "3 -> 2; loss=mse",
    "3 -> 2 softmax; loss=sse",
  ])("makes samples for %s", (text) => {
    const document = readDocument({ chainrule: 1, subject: { kind: "network", text } });
    expect(overallVerdict(checkDocument(document))).toBe("agree");
  });

  it("differentiates by chosen parameters only, at parameters given by our names or by foreign ones", () => {
    const weight = [
      [1, 2],
      [3, 4],
      [5, 6],
    ];
    const some = { ...network, wrt: ["layers.1.bias", "layers.0.weight"] };
    expect(namesOf(some)).toEqual(some.wrt);
    const ours = checkDocument(readDocument({ ...some, at: { "layers.0.weight": weight } }));
    const foreign = checkDocument(readDocument({ ...some, at: { "fc1.weight": weight } }));
    expect(foreign.value).toBe(ours.value);
    expect(foreign.notes.join()).toContain("fc1.weight is layers.0.weight");
    expect(ours.value).not.toBe(checkDocument(readDocument(some)).value);
    expect(overallVerdict(ours)).toBe("agree");
  });

  const wrong: readonly [string, object, string][] = [
    ["a shape that does not fit", { at: { "layers.0.weight": [[1, 2, 3]] } }, "transpose what is not"],
    ["a flattened shape", { at: { "layers.0.weight": [1, 2, 3, 4, 5, 6] } }, "reshape what is flattened"],
    [
      "a name that is none of several",
      { at: { "layers.0.bias": [1, 2, 3], bias: [1, 2] } },
      '"bias" of shape [2]',
    ],
    ["a shape that is nowhere", { at: { bias: [1, 2, 3, 4] } }, "is none of the parameters"],
  ];
  it.each(wrong)("refuses %s", (_, more, message) => {
    expect(() => subjectOf(readDocument({ ...network, ...more }))).toThrow(message);
  });

  it.each([["layers.9.bias"], ["layers.0.bias", "layers.0.bias"]])(
    "refuses to differentiate by %s",
    (...wrt) => {
      expect(() => subjectOf(readDocument({ ...network, wrt }))).toThrow(
        expect.objectContaining({ code: "check/point" }),
      );
    },
  );
});

describe("checkDocument", () => {
  it("follows order, witnesses and fault, and its report holds the document", () => {
    const report = checkDocument(readDocument({ ...formula, order: 2, witnesses: [] }));
    expect(report.document).toEqual({ ...formula, order: 2, witnesses: [] });
    expect(report.order).toBe(2);
    expect(report.parameters[0]!.entries[0]!.complexStep).toBeUndefined();
    const step = checkDocument(readDocument({ ...formula, witnesses: ["complex step"] }));
    expect(step.parameters[0]!.entries[0]!.finiteDifference).toBeUndefined();
    expect(step.parameters[0]!.entries[0]!.complexStep).toBeDefined();
    expect(checkDocument(readDocument({ ...formula, fault: "sign" })).verdict).toBe("disagree");
  });
});
