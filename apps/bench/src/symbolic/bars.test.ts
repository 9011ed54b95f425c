import { describe, expect, test } from "vitest";
import { createChainrule } from "../engines/chainrule.ts";
import type { EngineName } from "../engines/engine.ts";
import type { EngineProcess } from "../peers/process.ts";
import type { Answer, Question } from "../peers/protocol.ts";
import type { Row } from "../report/row.ts";
import { bundleRow } from "./bundle.ts";
import { operationsRow } from "./gradients.ts";
import { networkRow } from "./network.ts";
import { sizeRows } from "./size.ts";
import { towerRows } from "./tower.ts";

/** The bars that are no matter of time hold without any other library. */
const { derivative, repeated } = createChainrule(false);

function answer(question: Question): Answer {
  if (question.ask === "derivative") return { text: derivative(question.text) };
  return question.ask === "repeated"
    ? { text: repeated(question.text, question.order) }
    : { failure: "no clock" };
}

function processOf(name: EngineName): EngineProcess {
  const ask = async (question: Question) =>
    name === "chainrule" ? answer(question) : { failure: "not installed" };
  return { name, ask, stop: () => {} };
}

function expectPass(rows: readonly Row[]): void {
  expect(rows.filter(({ verdict }) => verdict !== "pass")).toEqual([]);
}

test("simplified derivatives are no larger than the best correct ones", async () => {
  const rows = await sizeRows(processOf);
  expect(rows).toHaveLength(17);
  expectPass(rows);
});

test("the eighth derivative is small", async () => {
  expectPass(await towerRows(processOf));
});

describe("gradients cost at most three times the function", () => {
  test.each(["product", "logistic"] as const)("%s", (family) => {
    expectPass([100, 1_000].map((n) => operationsRow(family, n)));
  });
});

test("the Hessian of a net costs at most 30 times its loss", () => {
  expectPass([networkRow()]);
});

test("differentiating takes no more than 29.6 kB; the bar of 20 kB is missed", async () => {
  const { ours } = await bundleRow(false);
  expect(Number.parseFloat(ours)).toBeLessThanOrEqual(29.6);
});
