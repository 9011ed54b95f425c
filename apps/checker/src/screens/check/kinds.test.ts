import { expect, test } from "vitest";
import { firstDocument } from "../../shell/document.ts";
import { documentOf, draftOf, type Tab } from "./draft.ts";
import { switched, type Typed } from "./kinds.ts";

test("a formula makes room for a network, and comes back as it was typed", () => {
  const kept = new Map<Tab, Typed>();
  const formula = { ...draftOf(firstDocument), text: "x^2", point: "x = 3", wrt: "" };
  const network = switched(formula, "network", kept);
  expect(documentOf(network, firstDocument)).toEqual({
    chainrule: 1,
    subject: { kind: "network", text: expect.stringContaining("->") },
  });
  const typed = { ...network, text: "5 -> 1; loss=sse", wrt: "layers.0.bias" };
  const back = switched(typed, "formula", kept);
  expect(back).toEqual({ ...formula, tab: "formula" });
  expect(switched(back, "network", kept)).toEqual(typed);
});

test("a claim can be of either", () => {
  const kept = new Map<Tab, Typed>();
  const formula = draftOf(firstDocument);
  const claim = switched(formula, "claim", kept);
  expect(claim).toEqual({ ...formula, tab: "claim" });
  expect(switched(claim, "formula", kept)).toEqual(formula);
  const network = switched(claim, "network", kept);
  expect(switched(network, "claim", kept)).toEqual({ ...network, tab: "claim" });
});
