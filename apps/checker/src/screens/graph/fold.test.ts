import { expect, test } from "vitest";
import { graph } from "./task.ts";
import { sentenceOf, stepAt, usesOf } from "./walk.ts";

const document = {
  chainrule: 1,
  subject: { kind: "network", text: "2 -> 3 tanh -> 1; loss=mse" },
  seed: 7,
} as const;

test.each(["tensor", "scalar"] as const)(
  "what is said of a folded layer is true of the value that it shows: %s",
  async (kind) => {
    for (const open of [[], ["0"], ["1"]]) {
      const { graph: folded } = await graph({ document, kind, open });
      for (const { id, adjoint } of folded.nodes) {
        const uses = usesOf(folded, id);
        if (kind === "tensor" || uses.length === 0) continue;
        const sum = uses.reduce((total, { contribution }) => total + Number(contribution), 0);
        expect(sum).toBeCloseTo(Number(adjoint), 5);
        for (const { to, partial, contribution } of uses) {
          const by = Number(folded.nodes.find((node) => node.id === to)!.adjoint);
          if (partial !== undefined) expect(by * Number(partial)).toBeCloseTo(Number(contribution), 5);
        }
      }
    }
  },
);

test("a folded layer says where its last value's adjoint comes from, and nothing of the others", async () => {
  const { graph: folded } = await graph({ document, kind: "scalar", open: [] });
  const last = stepAt(folded, 2 * folded.nodes.length - 1);
  expect(sentenceOf(folded, last)).toMatch(/^adj\(layer 1\) = -?[\d.]+ from layer 2$/);
});
