import { readFileSync } from "node:fs";
import { differentiate, parse, simplify, toText } from "@chainrule/expr";
import { expect, test } from "vitest";
import { countNodes } from "../counter/nodes.ts";

/** Formulas of calculus, statistics and physics, and the shorter of SymPy's derivative and what its simplify makes of it. */
const { cases } = JSON.parse(
  readFileSync(new URL("../../fixtures/textbook.json", import.meta.url), "utf8"),
) as { readonly cases: readonly { readonly of: string; readonly sympy: string }[] };

function sizes({ of, sympy }: { readonly of: string; readonly sympy: string }): readonly [number, number] {
  const ours = toText(simplify(differentiate(parse(of), "x")));
  return [countNodes(ours), countNodes(sympy.replaceAll("**", "^"))];
}

test("derivatives of 267 textbook formulas are seldom larger than SymPy's, and more often smaller", () => {
  const pairs = cases.map(sizes);
  expect(pairs).toHaveLength(267);
  expect(pairs.filter(([ours, theirs]) => ours > theirs).length).toBeLessThanOrEqual(32);
  expect(pairs.filter(([ours, theirs]) => ours < theirs).length).toBeGreaterThanOrEqual(82);
});
