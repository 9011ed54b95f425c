import { describe, expect, it } from "vitest";
import fixture from "../../fixtures/mlp.json" with { type: "json" };
import { checkDocument } from "../document/checkDocument.ts";
import { readDocument } from "../document/readDocument.ts";
import type { NamedArray } from "../document/types.ts";
import { overallVerdict } from "../report/overall.ts";

interface Tensor {
  readonly shape: number[];
  readonly data: number[];
}
interface Case {
  readonly id: string;
  readonly attrs: { readonly dims: number[]; readonly hidden: string; readonly loss: string };
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly loss: number;
  readonly grads: Readonly<Record<string, Tensor>>;
}

const cases = fixture.cases as unknown as readonly Case[];

const hidden: Readonly<Record<string, string>> = {
  sigmoid: "sigmoid",
  sigmoid_beta: "sigmoid(beta=2.5)",
  tanh: "tanh",
  relu: "relu",
  gaussian: "bump(sigma=0.7071067811865476)",
  identity: "identity",
  piecewise_linear: "piecewiseLinear(m=0.5, b=0.5, xMin=-1, xMax=1)",
  softplus: "softplus",
  gelu: "gelu",
  silu: "silu",
};
const output: Readonly<Record<string, string>> = {
  cross_entropy: "softmax; loss=ce",
  bce: "sigmoid; loss=bce",
  mse: "identity; loss=mse",
};

function textOf({ dims, hidden: name, loss }: Case["attrs"]): string {
  const [first, ...rest] = dims;
  const layers = rest.map((units, i) => `${units} ${i === rest.length - 1 ? output[loss] : hidden[name]}`);
  return [first, ...layers].join(" -> ");
}

const nested = ({ shape: [rows, columns], data }: Tensor) =>
  columns === undefined
    ? data
    : Array.from({ length: rows! }, (_, i) => data.slice(i * columns, (i + 1) * columns));
const named = (tensors: Case["grads"]): NamedArray[] =>
  Object.entries(tensors).map(([name, { shape, data }]) => ({ name, shape, values: data }));

function documentOf({ attrs, inputs: { x, y, ...parameters }, grads }: Case, gradient = named(grads)) {
  const data = { inputs: nested(x!), targets: nested(y!) };
  return readDocument({
    chainrule: 1,
    subject: { kind: "claim", of: { kind: "network", text: textOf(attrs), data }, gradient },
    at: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, nested(value)])),
    witnesses: [],
  });
}

describe("gradients of PyTorch, imported as claims", () => {
  it.each(cases.map((each) => [each.id, each] as const))("%s agrees", (_, each) => {
    const report = checkDocument(documentOf(each));
    expect(overallVerdict(report)).toBe("agree");
    expect(report.value).toBeCloseTo(each.loss, 14);
    expect(report.claim!.detectionLimit).toBeLessThan(1e-10);
    expect(report.claim!.parameters).toHaveLength(2 * (each.attrs.dims.length - 1));
    expect(report.claim!.notes.join()).toContain("W1 is layers.0.weight");
  });

  it.each(cases.map((each, i) => [each.id, each, i] as const))(
    "%s with one entry off by 1e-6 of its size: that entry is named",
    (_, each, i) => {
      const parameters = named(each.grads);
      const p = i % parameters.length;
      const values = parameters[p]!.values as readonly number[];
      const k = values.findIndex((x) => x !== 0);
      const changed = { ...parameters[p]!, values: values.with(k, values[k]! * (1 + 1e-6)) };
      const { claim, verdict } = checkDocument(documentOf(each, parameters.with(p, changed)));
      expect([verdict, claim!.verdict]).toEqual(["agree", "disagree"]);
      const wrong = claim!.parameters.flatMap(({ name, entries }) =>
        entries.filter((entry) => entry.verdict === "disagree").map(({ index }) => [name, index]),
      );
      const name = `layers.${Math.floor(p / 2)}.${p % 2 === 0 ? "weight" : "bias"}`;
      expect(wrong).toEqual([[name, k]]);
      expect(claim!.worst).toMatch(new RegExp(`^${name}\\[`));
      expect(claim!.firstWrongLayer).toBe(`layers.${Math.floor(p / 2)}`);
      expect([claim!.mistake, claim!.parameters[p]!.looksLike]).toEqual([undefined, undefined]); // it looks like none
    },
  );

  it.each([
    ["float32", Math.fround],
    [5, (x: number) => Number(x.toPrecision(5))],
    [{ decimals: 4 }, (x: number) => Number(x.toFixed(4))],
  ] as const)(
    "of precision %j: rounded ones agree, and disagree where more digits are claimed",
    (precision, round) => {
      for (const each of cases.slice(0, 4)) {
        const rounded = named(each.grads).map((array) => ({
          ...array,
          values: (array.values as readonly number[]).map(round),
        }));
        const document = documentOf(each, rounded);
        expect(checkDocument(document).claim!.verdict).toBe("disagree");
        const coarse = readDocument({ ...document, subject: { ...document.subject, precision } });
        const { claim } = checkDocument(coarse);
        expect(
          claim!.parameters.flatMap(({ entries }) => entries.map(({ verdict }) => verdict)),
        ).not.toContain("disagree");
        expect(claim!.detectionLimit).toBeGreaterThan(1e-8);
      }
    },
  );
});
