import { crossCheck, formulaSubject } from "@chainrule/check";
import { expect, test } from "vitest";
import { reasonsFor } from "./tolerance.ts";

const formulaReason = (text: string, x: number): string => {
  const report = crossCheck(formulaSubject(text, { x }));
  return reasonsFor(report.parameters[0]!.entries[0]!, report)[0]!.text;
};

test.each([
  ["x^2 sin(x)", 1.5, /leave room for a relative error of \d\.\de-\d\d; any larger one would be seen\.$/],
  ["2 x", 1.5, /Here nothing is rounded: an error of any size would be seen\.$/],
  ["1/x", 0, /Here no bound holds, so there is nothing to compare\.$/],
])("what the bounds leave unseen: %s", (text, x, reason) => {
  expect(formulaReason(text, x)).toMatch(reason);
});
