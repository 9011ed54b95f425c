import { afterEach, expect, test, vi } from "vitest";
import { PointSyntaxError } from "../formula/point.ts";
import { answer } from "./answer.ts";
import { checkFormula, NoVariablesError } from "./checkFormula.ts";
import { faultChoices, UnknownFaultError } from "./faultChoices.ts";
import type { FormulaInput } from "./protocol.ts";
import { DataNotFoundError, sonar } from "./sonar.ts";

const plain: FormulaInput = { formula: "x y^2", point: "x = 3, y = 0.5", order: 1, fault: "" };
const check = (more: Partial<FormulaInput> = {}) => checkFormula({ ...plain, ...more }, () => {});

afterEach(() => vi.restoreAllMocks());

test("a check is plain data, which a message can carry", () => {
  const result = check({ fault: "sign" });
  expect(structuredClone(result)).toEqual(result);
  expect(result.value).toBe(0.75);
  expect(result.report.parameters.map(({ name }) => name)).toEqual(["x", "y"]);
  expect(result.derivatives.map(({ by }) => by.length)).toEqual([1, 1]);
});

test("second derivatives are in the order of the report's", () => {
  const { derivatives, report, value } = check({ order: 2 });
  const entries = report.parameters.map(({ entries: [entry] }) => entry!.kernel);
  expect(entries).toEqual([0, 1, 1, 6]); // of x y^2 at (3, 1/2): xx, xy, yx, yy
  expect(derivatives.map(({ by }) => by.map((variable) => /<mi>(\w)/.exec(variable)![1]).join(""))).toEqual([
    "xx",
    "xy",
    "yx",
    "yy",
  ]);
  expect(value).toBe(0.75);
});

test("every fault on offer shows in some formula, and the usual rule is asked of first derivatives only", () => {
  const formula = "exp(x) tanh(x y)";
  for (const { name } of faultChoices) {
    const order = name === "second-order" ? 2 : 1;
    const { planted, verdict } = check({ formula, fault: name, order });
    expect({ name, changes: planted?.changes, verdict }).toEqual({
      name,
      changes: true,
      verdict: "disagree",
    });
    expect(planted?.usualRulePasses === undefined).toBe(order === 2);
  }
});

test("what cannot be checked is told by a typed error", () => {
  expect(() => check({ formula: "2 + 3", point: "" })).toThrow(NoVariablesError);
  expect(() => check({ fault: "dropped-sum" })).toThrow(UnknownFaultError);
  expect(() => check({ point: "x" })).toThrow(PointSyntaxError);
});

test("a formula that nobody could read is not shown", () => {
  const deep = `${"sin(".repeat(500)}x${")".repeat(500)}`;
  const { derivatives, verdict } = check({ formula: deep, point: "x = 1" });
  expect(verdict).toBe("agree");
  expect(derivatives[0]!.markup).toBeUndefined();
});

test("a preview has the formula and its variables in order", async () => {
  const request = { id: 1, task: "preview", input: "z + a_1" } as const;
  expect(await answer(request, () => {})).toMatchObject({
    variables: ["a_1", "z"],
    markup: expect.stringMatching(/^<math/),
  });
});

test("sonar data that are not there are asked for", async () => {
  vi.spyOn(globalThis, "fetch").mockResolvedValue(new Response("", { status: 404 }));
  await expect(async () => sonar.check()).rejects.toThrow(DataNotFoundError);
});
