import type { CheckDocument } from "@chainrule/check";
import { expect, test } from "vitest";
import { graph } from "../graph/task.ts";
import { derivation } from "./task.ts";

const derived = (document: CheckDocument, by: string, layer = 0) => {
  const { steps } = derivation({ document, by, layer, layout: "denominator" });
  const { nodes } = graph({ document, kind: "tensor", open: "all" }).graph;
  const madeBy = (id: number | undefined) => nodes.find((node) => node.id === id)?.made;
  return steps.map(({ rule, node }) => [rule, madeBy(node)?.replaceAll(/v\d+|layers\.\d\.|\[.*\]/g, "_")]);
};

test("each step of a formula is about the value that the tape has for it", () => {
  const document = {
    chainrule: 1,
    subject: { kind: "formula", text: "x^2 sin(x y)" },
    at: { x: 1.5, y: 2 },
  } as const;
  const steps = new Map(derived({ ...document, wrt: ["x"] }, "x") as [string, string][]);
  expect(steps.get("power rule")).toBe("x^2");
  expect(steps.get("constant factor")).toBe("x × y");
  expect(steps.get("chain rule with sin")).toBe("sin(_)");
  expect(steps.get("product rule")).toBe("_ × _");
  expect(steps.get("result")).toBe("_ × _");
});

test("each step of a layer, too, wherever it stands in its network", () => {
  const subject = { kind: "network", text: "3 -> 4 tanh -> 2 sigmoid; loss=mse" } as const;
  for (const layer of [0, 1]) {
    const made = derived({ chainrule: 1, subject, seed: 7 }, "W", layer).map(([, node]) => node);
    const name = ["tanh", "sigmoid"][layer];
    expect(made).toEqual(expect.arrayContaining([`${name}(_)`, "_ + _bias", "_ @ _weight"]));
  }
});
