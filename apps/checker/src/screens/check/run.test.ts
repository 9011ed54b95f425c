import type { CheckDocument } from "@chainrule/check";
import { afterEach, expect, test, vi } from "vitest";
import { answer } from "../../worker/answer.ts";
import { sonar } from "../../worker/sonar.ts";
import { examples } from "./examples.ts";
import { faultChoices } from "./faultChoices.ts";
import type { CheckResult } from "./model.ts";
import { runCheck } from "./run.ts";

const formula = (
  text: string,
  at: CheckDocument["at"],
  more: Partial<CheckDocument> = {},
): CheckDocument => ({
  chainrule: 1,
  subject: { kind: "formula", text },
  ...(at && { at }),
  ...more,
});
const check = async (document: CheckDocument): Promise<CheckResult> => await runCheck(document, () => {});

afterEach(() => vi.restoreAllMocks());

test("a check is plain data, which a message can carry, and tells how far it is", async () => {
  const told: number[] = [];
  for (const { document } of examples) {
    const result = await runCheck(document, (fraction) => told.push(fraction));
    expect(structuredClone(result)).toEqual(result);
  }
  expect(told.length).toBeGreaterThan(0);
  expect(told.every((fraction) => fraction > 0 && fraction <= 1)).toBe(true);
});

test("second derivatives are in the order of the report's", async () => {
  const { derivatives, report } = await check(formula("x y^2", { x: 3, y: 0.5 }, { order: 2 }));
  const entries = report.parameters.map(({ entries: [entry] }) => entry!.kernel);
  expect(entries).toEqual([0, 1, 1, 6]); // of x y^2 at (3, 1/2): xx, xy, yx, yy
  expect(derivatives.map(({ variables }) => variables.join(""))).toEqual(["xx", "xy", "yx", "yy"]);
});

test("a planted fault is told, with what the usual rule says of it", async () => {
  const document = formula("x tanh(x w)", { x: 0.8, w: 1.25 }, { fault: "scale" });
  const { planted, verdict } = await check(document);
  expect(verdict).toBe("disagree");
  expect(planted).toMatchObject({ changes: true, usualRulePasses: true });
  expect(faultChoices.length).toBeGreaterThan(20);
});

test("the point has every variable, and no oracle is asked for a gradient that there is not", async () => {
  const { point } = await check(formula("w x", { w: 2, x: 3 }, { wrt: ["w"] }));
  expect(point.map(({ name }) => name).sort()).toEqual(["w", "x"]);
  const { verdict, oracles } = await check(formula("relu(x) + abs(y)", { x: 0, y: 0 }));
  expect(verdict).toBe("not differentiable here");
  const infinite = await check(formula("1/x + y", { x: 0, y: 1 }));
  for (const { outcome } of [...oracles, ...infinite.oracles]) expect(outcome).toBe("does not apply");
});

test("digits in 60 stand beside those in 30", async () => {
  const { sixty, report } = await check(formula("exp(x)", { x: 1 }));
  expect(sixty![0]![0]).toMatch(/^2\.7182818284590452353602874713526624977572470936999/); // e
  expect(report.parameters[0]!.entries[0]!.symbolic).toMatch(/^2\.71828182845904523536028747135/);
});

test("of a network what must hold of its layers and samples is asked, too, and a planted fault fails there", async () => {
  const document = {
    chainrule: 1,
    subject: { kind: "network", text: "2 -> 3 tanh -> 1; loss=mse" },
  } as const;
  const outcomes = async (more: Partial<CheckDocument>) =>
    new Map((await check({ ...document, ...more })).oracles.map(({ oracle, outcome }) => [oracle, outcome]));
  const mean = "gradient of a mean = mean of gradients";
  expect((await outcomes({})).get(mean)).toBe("holds");
  expect((await outcomes({ fault: "missing-unbroadcast" })).get(mean)).toBe("fails");
});

test.each([
  ["log(1 + exp(x))", "softplus"],
  ["exp(x) - 1", "expm1"],
  ["log(1 + x)", "log1p"],
])("%s has a form that keeps digits, %s", async (text, name) => {
  const { stable } = await check(formula(text, { x: 0.5 }));
  expect(stable?.functions.map((each) => each.name)).toEqual([name]);
});

test("a formula that keeps its digits has no other form", async () => {
  expect((await check(formula("softplus(x) + sin(x)", { x: 0.5 }))).stable).toBeUndefined();
});

test("a formula that nobody could read is not shown", async () => {
  const deep = `${"sin(".repeat(500)}x${")".repeat(500)}`;
  const { derivatives, verdict } = await check(formula(deep, { x: 1 }));
  expect(verdict).toBe("agree");
  expect(derivatives[0]!.markup).toBeUndefined();
});

test("a preview has the formula and its variables in order, with their shapes", async () => {
  const input = { text: "sum(W @ a_1) + b", isNetwork: false, shapes: { W: [2, 3], a_1: [3] } };
  expect(await answer({ id: 1, task: "preview", input }, () => {})).toMatchObject({
    parameters: [
      { name: "W", shape: [2, 3] },
      { name: "a_1", shape: [3] },
      { name: "b", shape: [] },
    ],
    markup: expect.stringMatching(/^<math/),
  });
});

test("sonar data that are not there are asked for", async () => {
  vi.spyOn(globalThis, "fetch").mockResolvedValue(new Response("", { status: 404 }));
  await expect(async () => sonar.check()).rejects.toMatchObject({ code: "checker/data" });
});
