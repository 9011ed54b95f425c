import { describe, expect, it } from "vitest";
import binary from "../fixtures/binary.json" with { type: "json" };
import elementwise from "../fixtures/elementwise.json" with { type: "json" };
import layers from "../fixtures/layers.json" with { type: "json" };
import linalg from "../fixtures/linalg.json" with { type: "json" };
import reduction from "../fixtures/reduction.json" with { type: "json" };
import shape from "../fixtures/shape.json" with { type: "json" };
import windows from "../fixtures/windows.json" with { type: "json" };
import { add, multiply, sum, type Tensor } from "./index.ts";
import { decode, decodeTensor, type EncodedTensor, type GoldenCase } from "./testing/golden.ts";
import { type Adapter, GOLDEN_OPERATIONS } from "./testing/golden-operations.ts";
import { grad } from "./transforms/grad.ts";
import { jvp } from "./transforms/jvp.ts";
import { type ArrayLike, asArray, concrete } from "./value.ts";

// Golden cases, PyTorch 1.13.1: values, vector-Jacobian products, Hessian-vector products.

const FILES = { elementwise, binary, reduction, shape, linalg, windows, layers } as unknown as Readonly<
  Record<string, { cases: GoldenCase[] }>
>;

/** Operations of the fixtures that are not here yet. */
const ABSENT: Readonly<Record<string, readonly string[]>> = {
  elementwise: [],
  binary: [],
  reduction: [],
  shape: [],
  windows: [],
  layers: [],
  linalg: [],
};

/** Where PyTorch is less accurate than float64 allows, by case: the relative difference it explains. */
const INACCURATE: Readonly<Record<string, number>> = {
  // Its gradient multiplies by 1/6 in single precision.
  "elementwise/hardsigmoid/0": 2 ** -24,
};

function expectClose(what: string, got: ArrayLike, wanted: EncodedTensor, relative: number): void {
  const result = asArray(concrete(got));
  expect(result.shape, `${what}: shape`).toEqual(wanted.shape);
  const elements = result.toTypedArray();
  wanted.data.map(decode).forEach((b, i) => {
    const a = elements[i]!;
    const close = Object.is(a, b) || Math.abs(a - b) <= 1e-12 + relative * Math.abs(b);
    expect(close, `${what}: element ${i} is ${a}, wanted ${b}`).toBe(true);
  });
}

/** Inputs by name, those with gradients apart from the others. */
function inputsOf({ inputs }: GoldenCase): { variable: string[]; values: Record<string, Tensor> } {
  const values = Object.fromEntries(
    Object.entries(inputs).map(([name, tensor]) => [name, decodeTensor(tensor)]),
  );
  return { variable: Object.keys(inputs).filter((name) => inputs[name]!.grad), values };
}

function outputsOf(
  adapter: Adapter,
  values: Record<string, Tensor>,
  { attrs }: GoldenCase,
): readonly ArrayLike[] {
  const outputs = adapter(values, attrs);
  return Array.isArray(outputs) ? outputs : [outputs as ArrayLike];
}

function check(adapter: Adapter, golden: GoldenCase): void {
  const { variable, values } = inputsOf(golden);
  const relative = INACCURATE[golden.id] ?? 1e-9;
  outputsOf(adapter, values, golden).forEach((output, i) => {
    expectClose(`output ${i}`, output, golden.outputs[i]!, relative);
  });
  const cotangents = golden.cotangents ?? [];
  if (variable.length === 0 || !cotangents.some((c) => c !== null)) return;
  const weighted = (xs: readonly Tensor[]): ArrayLike => {
    const outputs = outputsOf(
      adapter,
      { ...values, ...Object.fromEntries(variable.map((name, i) => [name, xs[i]!])) },
      golden,
    );
    const terms = outputs.flatMap((y, i) =>
      cotangents[i] ? [sum(multiply(y, decodeTensor(cotangents[i])))] : [],
    );
    return terms.reduce((p, q) => add(p, q));
  };
  const gradient = grad(weighted) as unknown as (xs: readonly Tensor[]) => readonly Tensor[];
  const primals = variable.map((name) => values[name]!);
  gradient(primals).forEach((g, i) => {
    const wanted = golden.grads?.[variable[i]!];
    if (wanted) expectClose(`gradient by ${variable[i]}`, g, wanted, relative);
  });
  if (golden.hvp === undefined && !golden.hvpZero) return;
  const directions = variable.map((name) => decodeTensor(golden.tangents?.[name] ?? golden.inputs[name]!));
  const product = jvp(gradient)([primals], [directions]).tangent as unknown as readonly Tensor[];
  product.forEach((h, i) => {
    const wanted = golden.hvp?.[variable[i]!] ?? zeroLike(golden.inputs[variable[i]!]!);
    expectClose(`Hessian product by ${variable[i]}`, h, wanted, relative);
  });
}

function zeroLike(tensor: EncodedTensor): EncodedTensor {
  return { ...tensor, data: tensor.data.map(() => 0) };
}

describe.each(Object.entries(FILES))("%s", (file, { cases }) => {
  const here = cases.filter(({ op }) => GOLDEN_OPERATIONS.has(op));
  it.each(here.map((golden) => [golden.id, golden] as const))("%s", (_, golden) => {
    check(GOLDEN_OPERATIONS.get(golden.op)!, golden);
  });
  it("leaves out only operations that are not here", () => {
    const absent = new Set(cases.filter(({ op }) => !GOLDEN_OPERATIONS.has(op)).map(({ op }) => op));
    expect([...absent].sort()).toEqual([...ABSENT[file]!].sort());
  });
});
