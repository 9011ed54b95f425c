/** Runs every example of the documentation, and holds the runner itself to its word. */
import { describe, expect, test } from "vitest";
import { moduleOf, writeExamples } from "./examples.mjs";
import { shown, throws, throwsLater } from "./shown.ts";

describe("examples", () => {
  for (const { name, file } of writeExamples()) test(name, () => import(/* @vite-ignore */ file));
});

describe("the runner", () => {
  const run = (code, value) => {
    const body = moduleOf({ language: "ts", path: "a.ts", line: 10, code: code.split("\n") });
    return new Function("shown", "throws", "f", body)(shown, throws, () => value);
  };

  test.each([
    ["f(); // => 3", 3],
    ["const y = f(); // => 3", 3],
    ["console.log(f()); // => 3", 3],
    ["f(\n  1,\n); // => [1, 2]", new Float64Array([1, 2])],
    [
      "f(); // => [[1, 2],\n     //     [3, 4]]",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ['f(); // => "x + x"', "x + x"],
    ["f(); // => x + x", "x + x"],
    ["f(); // => { a: [0.333..., -0] }", { a: [1 / 3, -0] }],
    ['f(); // => {"a":1}', { a: 1 }],
  ])("accepts %s", (code, value) => {
    expect(() => run(code, value)).not.toThrow();
  });

  test.each([
    ["f(); // => 3", 4],
    ["const y = f(); // => 3", 4],
    ["f(); // => 0.333...", 0.34],
    ["f(); // => 3", undefined],
    ["f(); // => x+x", "x + x"],
    ["f(); // throws a/b", 1],
  ])("refuses %s, with the place", (code, value) => {
    expect(() => run(code, value)).toThrow("a.ts:10: the example says");
  });

  test("an assertion that it cannot attach is an error, not a comment", () => {
    expect(() => moduleOf({ language: "ts", path: "a.ts", line: 10, code: ["", "// => 3"] })).toThrow(
      "a.ts:11",
    );
  });

  test.each(["js", "unclosed"])("a block of %s is an error", (language) => {
    expect(() => moduleOf({ language, path: "a.md", line: 3, code: [] })).toThrow("a.md:3");
  });

  test("a failure is known by its code or name", async () => {
    const fail = () => Promise.reject(Object.assign(new RangeError("no"), { code: "a/b" }));
    await expect(throwsLater(fail, "a/b", "a.ts:1")).resolves.toBeUndefined();
    await expect(throwsLater(fail, "RangeError", "a.ts:1")).resolves.toBeUndefined();
    await expect(throwsLater(fail, "a/c", "a.ts:1")).rejects.toThrow("a.ts:1: the example throws");
  });
});
