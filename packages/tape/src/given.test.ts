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
