import { describe, expect, it } from "vitest";
import { subjectOf } from "../document/subjectOf.ts";
import type { CheckDocument, NestedNumbers } from "../document/types.ts";
import { faults } from "../faults/faults.ts";
import { faultNames } from "../faults/names.ts";
import { askDocument } from "./document.ts";
import type { OracleResult } from "./result.ts";

const network = { kind: "network", text: "3 -> 4 tanh -> 2 sigmoid; loss=bce" } as const;

const failed = (results: readonly OracleResult[]): string[] =>
  results.filter(({ outcome }) => outcome === "fails").map(({ oracle }) => oracle);

/** Parameters that are none of the initial ones. */
const at = Object.fromEntries(
  subjectOf({ chainrule: 1, subject: network }).parameters.map(({ name, value }, p) => {
    const { shape } = value as { readonly shape: readonly number[] };
    const row = (i: number, length: number): number[] =>
      Array.from({ length }, (_, j) => Math.sin(1 + 3 * p + 5 * i + j));
    const values: NestedNumbers =
      shape.length === 1 ? row(0, shape[0]!) : Array.from({ length: shape[0]! }, (_, i) => row(i, shape[1]!));
    return [name, values];
  }),
);

describe("the oracles of a document", () => {
  it("ask a network about its loss at the parameters of the document", () => {
    const results = askDocument({ chainrule: 1, subject: network, at });
    expect(failed(results)).toEqual([]);
    expect(results.filter(({ outcome }) => outcome === "holds").length).toBeGreaterThanOrEqual(4);
    const found = (of: readonly OracleResult[]): unknown =>
      of.find(({ oracle }) => oracle.startsWith("hidden units"))?.figures["right"];
    expect(found(results)).not.toBe(found(askDocument({ chainrule: 1, subject: network })));
  });

  it("fail where a fault is planted, in claims too, and whatever is left out of the gradient", () => {
    const planted: CheckDocument = { chainrule: 1, subject: network, at, fault: "missing-unbroadcast" };
    const names = failed(askDocument(planted));
    expect(names).toContain("gradient of a mean = mean of gradients");
    expect(failed(askDocument({ ...planted, wrt: ["layers.1.weight"] }))).toEqual(names);
    const claim = { kind: "claim", of: network, gradient: { "layers.1.bias": [0, 0] } } as const;
    expect(failed(askDocument({ ...planted, subject: claim }))).toEqual(names);
  });

  it("ask a formula what holds of any function", () => {
    const subject = { kind: "formula", text: "x^2 / y" } as const;
    const document: CheckDocument = { chainrule: 1, subject, at: { x: 3, y: 2 } };
    expect(askDocument(document).map(({ outcome }) => outcome)).toEqual(["holds", "holds", "holds", "holds"]);
    expect(failed(askDocument({ ...document, fault: "sign" }))).not.toEqual([]);
  });
});

it("keeps the list of names in step with the faults", () => {
  expect(faultNames).toEqual(faults.map(({ name }) => name));
});
