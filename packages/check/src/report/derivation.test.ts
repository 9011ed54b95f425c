import { expect, it } from "vitest";
import { derivationsOf, formatDerivations } from "./derivation.ts";

it("shows every rule in turn, by every variable", () => {
  const derivations = derivationsOf("x^2 sin(y)", {});
  expect(derivations.map(({ variable }) => variable)).toEqual(["x", "y"]);
  const text = formatDerivations(derivations);
  expect(text).toMatch(/^d\/dx {2}x\^2 sin\(y\)$/m);
  expect(text).toMatch(/^ {2}power rule +d\/dx \(x\^2\) = 2\*x$/m);
  expect(text).toMatch(/^ {2}result +d\/dy \(.*\) = x\^2\*cos\(y\)$/m);
});

it("follows order and choice", () => {
  const [only, ...more] = derivationsOf("x^3 y", { wrt: ["x"], order: 2 });
  expect(more).toEqual([]);
  expect(only!.steps.at(-1)).toMatchObject({ rule: "result", after: "6*x*y" });
  expect(only!.steps.at(-1)!.latex).toMatch(/^\\frac\{\\partial\^\{2\}\}\{\\partial x\^\{2\}\}/);
  expect(formatDerivations([only!])).toContain("d^2/dx^2");
});

it("refuses what does not occur", () => {
  expect(() => derivationsOf("x", { wrt: ["q"] })).toThrow(expect.objectContaining({ code: "check/point" }));
});
