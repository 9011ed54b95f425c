import type { CheckDocument } from "@chainrule/check";
import { expect, test } from "vitest";
import { firstDocument } from "../../shell/document.ts";
import { mayHaveLeftovers, withoutLeftovers } from "./leftovers.ts";

const typed = (text: string, more: Partial<CheckDocument> = {}): CheckDocument => ({
  ...firstDocument,
  ...more,
  subject: { kind: "formula", text },
});

test("values and names of the formula before go with it", () => {
  expect(withoutLeftovers(typed("x^2 w"), firstDocument, ["x", "w"])).toEqual({
    chainrule: 1,
    subject: { kind: "formula", text: "x^2 w" },
    at: { w: 0.3 },
    wrt: ["w"],
  });
  const nothing = withoutLeftovers(typed("x^2"), firstDocument, ["x"]);
  expect([nothing.at, nothing.wrt]).toEqual([undefined, undefined]);
});

test("what was typed stays, right or wrong", () => {
  const more = { at: { x: 2, w: 0.31 }, wrt: ["x", "v"] };
  expect(withoutLeftovers(typed("x^2", more), firstDocument, ["x"])).toMatchObject(more);
});

test("only another formula has leftovers, or a network after a formula", () => {
  const network = (text: string): CheckDocument => ({ chainrule: 1, subject: { kind: "network", text } });
  expect(mayHaveLeftovers(typed("x"), firstDocument)).toBe(true);
  expect(mayHaveLeftovers(network("2 -> 1; loss=mse"), firstDocument)).toBe(true);
  expect(mayHaveLeftovers({ ...firstDocument, seed: 3 }, firstDocument)).toBe(false);
  expect(mayHaveLeftovers(network("2 -> 1; loss=mse"), network("3 -> 1; loss=mse"))).toBe(false); // names of other frameworks
});
