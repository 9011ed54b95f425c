import { functionsOf, untypedFailure } from "@chainrule/testing";
import { expect, test } from "vitest";
import * as all from "./index.ts";

// Callers without types may give anything. Whatever that is, a function works or throws an error with a code.

/**
 * Loops over storage, which trust the kernels that call them: a check would cost as much as what they do; and kernels that trust
 * callers who have resolved shapes and dtypes, as the rows of the tape have. Each has a door that checks.
 */
const trusting = new Set([
  ...["addRun", "subtractRun", "multiplyRun", "scaleRun", "pairwiseSum"],
  ...[
    "addElements",
    "broadcastOf",
    "convert",
    "copyView",
    "dtypeBeside",
    "foldAxes",
    "mapEach",
    "mapPairs",
    "newElements",
    "widest",
  ],
]);

const { array } = all;
const matrix = array([
  [1, 2],
  [3, 4],
]);
const walk = { taps: 1, size: 2, stride: 1, dilation: 1, inputDilation: 1, low: 0 };
const usual = [
  ...[matrix, array([1, 0]), array([[[[1, 2]]]]), [matrix, matrix], (x: number) => x],
  ...[0, 1, -1, [2, 2], [1, 0], "float64", "int32", "left", { dtype: "int32" }],
  ...[
    { contract: [[1], [0]], batch: [[], []] },
    { contract: [[1], null], batch: [] },
  ],
  ...[[walk], [walk, walk], [{ ...walk, stride: null }], [{ low: 1, high: 0, interior: 0 }], [{ start: 0 }]],
];

const checked = functionsOf(all).filter(([name]) => !trusting.has(name));

test("all but few functions check what they are given", () => {
  expect(functionsOf(all).length - checked.length).toBe(trusting.size);
});

test.each(checked)("%s fails with a code, whatever it is given", async (_, f) => {
  expect(await untypedFailure(f, usual)).toBeUndefined();
});
