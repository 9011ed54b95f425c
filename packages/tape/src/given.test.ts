import * as arrays from "@chainrule/array";
import { expect, test } from "vitest";
import * as tape from "./index.ts";

// Callers without types may give anything. Whatever that is, an operation works or throws an error with a code.

const x = arrays.array([
  [1, 2],
  [3, 4],
]);
const strange: readonly unknown[] = [undefined, null, x, "a", {}, 1, [null], [[1]], () => x, [x, null]];

/** No argument, one of each kind, and each kind after what operations want first. */
const given: readonly (readonly unknown[])[] = [
  [],
  ...[[], [x], [x, x], [[x, x]], ["ij", x], [() => x], [x, [0, 1]], [() => x, () => x], [x, [1, 1]]].flatMap(
    (first) => strange.map((last) => [...first, last]),
  ),
];

type Callable = (...args: readonly unknown[]) => unknown;

/** The failures without code of a function, and of a function that it gives. */
function untyped(f: Callable, depth = 0): string[] {
  return given.flatMap((args) => {
    try {
      const result = f(...args);
      return typeof result === "function" && depth === 0 ? untyped(result as Callable, 1) : [];
    } catch (error) {
      return (error as { code?: unknown } | undefined)?.code === undefined ? [String(error)] : [];
    }
  });
}

test("every function refuses what it cannot take by an error with a code", () => {
  const { array, full, zeros, ones, eye } = arrays;
  const functions = Object.entries({ ...tape, array, full, zeros, ones, eye }).filter(
    ([name, value]) => typeof value === "function" && !/^[A-Z]/.test(name),
  );
  expect(functions.length).toBeGreaterThan(300);
  const failures = functions.flatMap(([name, f]) =>
    [...new Set(untyped(f as Callable))].map((failure) => `${name}: ${failure}`),
  );
  expect(failures).toEqual([]);
});

test.each<[string, () => unknown, string]>([
  ["jacobian", () => tape.jacobian(tape.exp, { mode: "fwd" as never })(x), "reverse, forward"],
  ["jacobian", () => tape.jacobian(tape.exp, { mode: 1 as never })(x), "reverse, forward"],
  [
    "sparseJacobian",
    () => tape.sparseJacobian(tape.exp, tape.sparsity([[0]], 1), { mode: "fwd" as never }),
    "forward, reverse",
  ],
  ["meshgrid", () => tape.meshgrid([x], { indexing: "yx" as never }), "ij, xy"],
  [
    "pad",
    () =>
      tape.pad(
        x,
        [
          [0, 1],
          [0, 1],
        ],
        { mode: "toString" as never },
      ),
    "constant, edge, reflect",
  ],
  ["scatter", () => tape.scatter(x, x, x, { combine: "toString" as never }), "set, add, multiply"],
  ["quantile", () => tape.quantile(x, 0.5, { method: "toString" as never }), "linear"],
])("%s refuses a word that chooses nothing", (operation, call, known) => {
  expect(call).toThrow(tape.ArgumentError);
  expect(call).toThrow(new RegExp(`^${operation}: there is no .*; use one of .*${known}`));
});

test.each<[string, (options: never) => unknown, string, string]>([
  ["sum", (o) => tape.sum(x, o), "keepdims", "axis, keepDims"],
  ["mean", (o) => tape.mean(x, o), "axes", "axis, keepDims"],
  ["variance", (o) => tape.variance(x, o), "ddof", "axis, keepDims, correction"],
  ["vectorNorm", (o) => tape.vectorNorm(x, o), "ord", "axis, keepDims, order"],
  ["argmax", (o) => tape.argmax(x, o), "dim", "axis, keepDims"],
  ["trapezoid", (o) => tape.trapezoid(x, o), "dx", "step, at, axis"],
  ["topK", (o) => tape.topK(x, 1, o), "dim", "axis, largest"],
  [
    "pad",
    (o) =>
      tape.pad(
        x,
        [
          [0, 0],
          [0, 0],
        ],
        o,
      ),
    "constant_values",
    "mode, value",
  ],
  ["full", (o) => tape.full([1], 1, o), "type", "dtype"],
  ["quantile", (o) => tape.quantile(x, 0.5, o), "interpolation", "axis, keepDims, method"],
  ["cholesky", (o) => tape.cholesky(x, o), "lower", "upper"],
  ["maxPool1d", (o) => tape.maxPool1d(x, 1, o), "pad", "stride, dilation, padding, ceilMode, countPadding"],
  ["uniform", (o) => tape.random.uniform(tape.random.key(0), [1], o), "min", "low, high, dtype"],
  ["categorical", (o) => tape.random.categorical(tape.random.key(0), x, o), "dim", "axis, shape"],
  ["grad", (o) => tape.grad(tape.sum, o), "argnum", "argnums, rules, edges, anomaly, positions"],
  [
    "valueAndGrad",
    (o) => tape.valueAndGrad(tape.sum, o),
    "hasAux",
    "argnums, rules, edges, anomaly, positions, aux",
  ],
  ["jacobian", (o) => tape.jacobian(tape.sum, o), "aux", "argnums, rules, edges, anomaly, positions, mode"],
  [
    "sparseJacobian",
    (o) => tape.sparseJacobian(tape.sum, tape.sparsity([[0]], 1), o),
    "aux",
    "argnums, .*, mode",
  ],
  [
    "sparseHessian",
    (o) => tape.sparseHessian(tape.sum, tape.sparsity([[0]], 1), o),
    "mode",
    "argnums, .*positions",
  ],
  ["vmap", (o) => tape.vmap(tape.sum, o), "in_axes", "inAxes, outAxes"],
  ["trace", (o) => tape.trace(tape.sum, o), "argnums", "static"],
  ["scan", (o) => tape.scan((c) => [c, c], 0, x, o), "steps", "length, reverse"],
])("%s refuses unknown options", (operation, call, option, known) => {
  const refused = (): unknown => call({ [option]: 1 } as never);
  expect(refused).toThrow(tape.ArgumentError);
  expect(refused).toThrow(new RegExp(`^${operation}: there is no option "${option}"; use ${known}.$`));
});
