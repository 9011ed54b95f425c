import fc from "fast-check";
import { expect, test } from "vitest";
import { firstDocument } from "../../shell/document.ts";
import { documentOf, draftOf } from "./draft.ts";
import { examples } from "./examples.ts";
import { parsePoint, pointText } from "./point.ts";

test("fields that nobody has changed stand for the document that they show", () => {
  for (const { document } of examples) expect(documentOf(draftOf(document), document)).toEqual(document);
  const all = { ...firstDocument, seed: 7, order: 2, fault: "sign", witnesses: ["complex step"] } as const;
  expect(documentOf(draftOf(all), all)).toEqual(all);
});

test("any text in the fields is a document or a typed error", () => {
  const text = fc.string({ unit: "grapheme" });
  const draft = fc.record({
    tab: fc.constantFrom("formula", "network", "claim"),
    text,
    point: text,
    seed: text,
    wrt: text,
    order: fc.constantFrom("1", "2", "3"),
    fault: text,
    claimed: text,
    precision: fc.constantFrom("float64", "float32", "6"),
  } as const);
  fc.assert(
    fc.property(draft, (fields) => {
      try {
        expect(documentOf(fields, firstDocument).chainrule).toBe(1);
      } catch (error) {
        expect(error).toMatchObject({ code: expect.stringMatching(/^checker\//) });
      }
    }),
  );
});

test("samples are kept while the layers are the same, and only then", () => {
  const data = { inputs: [[1, 2]], targets: [[0]] };
  const before = { chainrule: 1, subject: { kind: "network", text: "2 -> 1; loss=mse", data } } as const;
  const draft = draftOf(before);
  expect(documentOf({ ...draft, text: "2 -> 1; loss=sse" }, before).subject).toMatchObject({ data });
  expect(documentOf({ ...draft, text: "3 -> 1; loss=mse" }, before).subject).not.toHaveProperty("data");
});

test("a claim by lines and by JSON", () => {
  const claim = { ...draftOf(firstDocument), tab: "claim" as const };
  const subjectOf = (claimed: string) =>
    documentOf({ ...claim, claimed, precision: "3" }, firstDocument).subject;
  expect(subjectOf("w = (a == 1)\nb = 2")).toMatchObject({
    gradient: { w: "(a == 1)", b: "2" },
    precision: 3,
  });
  expect(subjectOf('{"w": [1, 2]}')).toMatchObject({ gradient: { w: [1, 2] } });
  expect(subjectOf('[{"name": "w", "shape": [], "values": 1}]')).toMatchObject({ gradient: [{ name: "w" }] });
});

test("a point is read as it is written", () => {
  const point = {
    W: [
      [1, -2.5e-7],
      [3, 4],
    ],
    x: 0.1,
    "layers.0.bias": [0, 1],
  };
  expect(parsePoint(pointText(point))).toEqual(point);
});
