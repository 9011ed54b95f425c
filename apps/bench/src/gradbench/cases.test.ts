import { describe, expect, test } from "vitest";
import { difference, storedCases, TOLERANCE } from "./cases.ts";
import { modes } from "./evaluations/descent.ts";
import { squaredMiss } from "./evaluations/particle.ts";
import { modules } from "./modules.ts";
import { caseRows } from "./suite.ts";

const cases = storedCases();

test("there are cases for every function of every module", () => {
  const found = new Map(cases.map(({ module, expected }) => [module, Object.keys(expected)]));
  expect(new Set(found.keys())).toEqual(new Set(modules.keys()));
  for (const [name, functions] of found) expect(functions).toEqual(Object.keys(modules.get(name)!));
});

describe("the stored cases", () => {
  const quick = cases.filter(({ module }) => module !== "particle");
  test.each(quick.map((stored) => [stored.id, stored] as const))("%s", (_, stored) => {
    expect(caseRows([stored]).filter(({ verdict }) => verdict !== "pass")).toEqual([]);
  });

  test("particle, in one mode; the derivatives of its objective are equal in all", () => {
    const [{ expected, ...stored }] = cases.filter(({ module }) => module === "particle") as [
      (typeof cases)[0],
    ];
    const [row] = caseRows([{ ...stored, expected: { rr: expected["rr"] } }]);
    expect(row).toMatchObject({ verdict: "pass" });
    const slopes = (["ff", "fr", "rf", "rr"] as const).map(([outer, inner]) => {
      const { value, gradient } = modes[outer as "f" | "r"]((w) => squaredMiss(modes[inner as "f" | "r"], w))(
        [0.4],
      );
      return [value, gradient()[0]];
    });
    for (const slope of slopes) expect(difference(slopes[0], slope)).toBeLessThan(1e-14);
  });
});

describe("difference", () => {
  test("is GradBench's measure", () => {
    expect(difference({ a: [1, 2] }, { a: [1, 2] })).toBe(0);
    expect(difference([0, 0], [0, 1e-3])).toBe(1e-3);
    expect(difference(100, 101)).toBe(1 / 201);
    expect(difference([1, 1], [1 + 1e-9, 1])).toBeGreaterThan(TOLERANCE);
  });

  test("is NaN for other forms", () => {
    for (const other of [[1], [1, 2, 3], { a: 1, b: 2 }, 1, undefined, [1, null], [1, Number.NaN]]) {
      expect(difference([1, 2], other)).toBeNaN();
    }
  });
});
