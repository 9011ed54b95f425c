import { functionsOf, untypedFailure } from "@chainrule/testing";
import { expect, test } from "vitest";
import * as all from "./index.ts";

// Callers without types may give anything. Whatever that is, a function works or throws an error with a code.

/**
 * Readers of what this package made itself, such as a report or a judgement, and differences, which witnesses take at every
 * entry; the last one takes nothing, and is slow.
 */
const trusting = new Set([
  ...["judge", "judgeAtKink", "worstVerdict", "entryName", "overallVerdict", "worstEntry", "brief"],
  ...[
    "agreementOf",
    "agreementTable",
    "agreementMarkdown",
    "formatReport",
    "toJson",
    "toJUnit",
    "toMarkdown",
  ],
  ...["suiteOfFindings", "suitesOf", "resultsToLatex", "toSarif", "formatAs", "formatSuites"],
  ...["derivationsOf", "formatDerivations", "formatWrongEdge", "roundingOfReport", "lift", "isAsExpected"],
  ...["askPublished", "centralDifference", "finiteDifference", "differentiationMethods"],
]);

const formula = { kind: "formula", text: "x y" };
const usual = [
  ...[(x: unknown) => x, [0.5], "x y", "1 -> 1", 0.5, { x: 1, y: 2 }, { order: 2 }, { wrt: ["x"] }, formula],
  ...[all.formulaSubject("x y", { x: 1, y: 2 }), { chainrule: 1, subject: formula, at: { x: 1, y: 2 } }],
  ...[
    { chainrule: 1, subject: null },
    { chainrule: 1, subject: { kind: "claim" } },
    { name: 5 },
    { argnums: 0 },
  ],
];

const checked = functionsOf(all).filter(([name]) => !trusting.has(name));

test("all functions but these check what they are given", () => {
  expect(functionsOf(all).length - checked.length).toBe(trusting.size);
});

test.each(checked)("%s fails with a code, whatever it is given", async (_, f) => {
  expect(await untypedFailure(f, usual)).toBeUndefined();
});
