import { expect, it } from "vitest";
import jax from "../../fixtures/jax.json" with { type: "json" };
import jaxTanh from "../../fixtures/jax-tanh.json" with { type: "json" };
import pytorch from "../../fixtures/pytorch.json" with { type: "json" };
import forgotten from "../../fixtures/pytorch-beta.json" with { type: "json" };
import { checkDocument } from "../document/checkDocument.ts";
import { readDocument } from "../document/readDocument.ts";

// Files as the exporters of the guide write them.

const graded = (file: unknown) => checkDocument(readDocument(file)).claim!;

it.each([
  ["PyTorch in float64", pytorch, 1e-12],
  ["JAX in float32", jax, 1e-3],
])("a right run of %s agrees", (_, file, limit) => {
  const { verdict, detectionLimit } = graded(file);
  expect(verdict).toBe("agree");
  expect(detectionLimit).toBeLessThan(limit);
});

it("a forgotten beta in both layers is one mistake", () => {
  const { verdict, firstWrongLayer, mistake } = graded(forgotten);
  expect([verdict, firstWrongLayer]).toEqual(["disagree", "layers.1"]);
  expect(mistake).toMatchObject({ operation: "multiply", looksLike: expect.stringContaining("beta") });
  expect(mistake!.entries).toHaveLength(2);
});

it("a wrong derivative of tanh in float32 is located in its layer, and recognised", () => {
  const { firstWrongLayer, parameters } = graded(jaxTanh);
  expect(firstWrongLayer).toBe("layers.0");
  expect(parameters[0]!.looksLike).toMatch(/^a known mistake: the derivative of tanh is 1 - tanh/);
  expect(parameters.slice(2).map(({ verdict }) => verdict)).toEqual(["agree", "agree"]);
});
