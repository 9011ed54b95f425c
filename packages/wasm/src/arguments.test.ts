import { functionsOf, untypedFailure } from "@chainrule/testing";
import { expect, test } from "vitest";
import * as all from "./index.ts";

// Callers without types may give anything, but for expressions: those are checked by TypeScript, and modules by `isValid`.

const gemm = all.createGemm()!;
const lengths = { rows: 1, columns: 1, depth: 2 };
const [a, out] = [Float64Array.of(1, 2), new Float64Array(1)];
const gathered = { a, x: a, table: Int32Array.of(0, 1), rows: 1, examples: 1, channels: 1, area: 2 };
const doors = {
  ...Object.fromEntries(functionsOf(all)),
  multiply: (product: never) => gemm.multiply(product),
  multiplyGathered: (product: never) => gemm.multiplyGathered(product),
};
const usual = [
  ...[
    { a, b: a, out, ...lengths },
    { a: null, b: a, out, ...lengths },
    { a, b: a, out, ...lengths, depth: 2n },
  ],
  ...[{ a, b: a, out: [0], ...lengths }, { a: ["x", 1], b: a, out, ...lengths }, { ...lengths }],
  { ...gathered, taps: 2, windows: 1, onBlock: () => undefined },
  { ...gathered, taps: 2, windows: 1, onBlock: null },
  { ...gathered, taps: 2, windows: 1, x: null },
  { ...gathered, taps: 2, windows: 1, table: [0, 1], onBlock: () => undefined },
  ...[{ dtype: "float32" }, { dtype: "constructor" }, { keptBytes: null }, { dtype: null }],
];

test.each(functionsOf(doors))("%s fails with a code, whatever it is given", async (_, f) => {
  expect(await untypedFailure(f, usual)).toBeUndefined();
});
