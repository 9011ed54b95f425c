import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { modules } from "./modules.ts";
import { answer } from "./protocol.ts";

const ask = (message: object) => answer(JSON.stringify(message));

describe("the protocol", () => {
  test("start names the tool, an analysis is only acknowledged", () => {
    expect(ask({ id: 0, kind: "start", eval: "hello" })).toEqual({ id: 0, tool: "chainrule" });
    expect(ask({ id: 7, kind: "analysis", of: 6, valid: true })).toEqual({ id: 7 });
  });

  test("define says whether there is such a module", () => {
    for (const module of modules.keys()) {
      expect(ask({ id: 1, kind: "define", module })).toMatchObject({ id: 1, success: true });
    }
    const refused = ask({ id: 2, kind: "define", module: "toString" });
    expect(refused).toMatchObject({
      id: 2,
      success: false,
      error: expect.stringContaining("Unsupported module"),
    });
  });

  test("evaluate gives output and timings", () => {
    const evaluated = ask({ id: 3, kind: "evaluate", module: "hello", function: "double", input: 3 });
    expect(evaluated).toMatchObject({ id: 3, success: true, output: 6 });
    expect(evaluated.timings?.map(({ name }) => name)).toEqual(["prepare", "evaluate"]);
    for (const { nanoseconds } of evaluated.timings!) expect(Number.isInteger(nanoseconds)).toBe(true);
  });

  test("evaluate runs as often, and as long, as it is asked to", () => {
    const runs = (effort: object) => {
      const input = { x: [0, 0], ...effort };
      const { timings } = ask({ id: 4, kind: "evaluate", module: "lse", function: "gradient", input });
      return timings!.filter(({ name }) => name === "evaluate").map(({ nanoseconds }) => nanoseconds);
    };
    expect(runs({})).toHaveLength(1);
    expect(runs({ min_runs: 5, min_seconds: 0 })).toHaveLength(5);
    const long = runs({ min_runs: 1, min_seconds: 0.02 });
    expect(long.reduce((sum, time) => sum + time, 0)).toBeGreaterThanOrEqual(2e7);
    expect(long.slice(0, -1).reduce((sum, time) => sum + time, 0)).toBeLessThan(2e7);
  });

  test.each([
    ["", "no JSON"],
    ["{", "no JSON"],
    ["[]", "no JSON object"],
    ["null", "no JSON object"],
    ['{"id": 5}', "Unsupported kind of message: undefined"],
    ['{"id": 5, "kind": "constructor"}', "Unsupported kind of message: constructor"],
    ['{"id": 5, "kind": "evaluate"}', "Unsupported module: undefined"],
    ['{"id": 5, "kind": "evaluate", "module": "hello"}', "Unsupported function of hello: undefined"],
    ['{"id": 5, "kind": "evaluate", "module": "hello", "function": "toString"}', "Unsupported function"],
    ['{"id": 5, "kind": "evaluate", "module": "hello", "function": "square"}', '"input" is no number'],
    ['{"id": 5, "kind": "evaluate", "module": "lse", "function": "primal", "input": []}', "is no object"],
    ['{"id": 5, "kind": "evaluate", "module": "lse", "function": "primal", "input": {"x": [[1], 2]}}', ""],
    ['{"id": 5, "kind": "evaluate", "module": "lse", "function": "primal", "input": {"x": [[1]]}}', "[any]"],
    [
      '{"id": 5, "kind": "evaluate", "module": "lse", "function": "primal", "input": {"x": [1], "min_runs": "2"}}',
      "numbers",
    ],
    [
      '{"id": 5, "kind": "evaluate", "module": "det", "function": "primal", "input": {"A": [1], "ell": 2}}',
      "[4]",
    ],
    [
      '{"id": 5, "kind": "evaluate", "module": "det", "function": "primal", "input": {"A": [], "ell": 21}}',
      "at most 20",
    ],
    [
      '{"id": 5, "kind": "evaluate", "module": "ode", "function": "primal", "input": {"x": [1], "s": 0.5}}',
      "integer",
    ],
    [
      `{"id": 5, "kind": "evaluate", "module": "lse", "function": "primal", "input": {"x": ${"[".repeat(1e5)}${"]".repeat(1e5)}}}`,
      "",
    ],
  ])("answers bad line %#", (line, error) => {
    const refused = answer(line);
    expect(refused).toMatchObject({ success: false, error: expect.stringContaining(error) });
    expect(refused.id).toBe(line.includes('"id"') ? 5 : null);
  });

  test("the tool answers each line, whatever the one before was", () => {
    const lines = [
      '{"id": 0, "kind": "start"}',
      "{",
      '{"id": "x", "kind": "evaluate", "module": "hello", "function": "square", "input": 4}',
    ];
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ["--conditions=@chainrule/source", fileURLToPath(new URL("tool.ts", import.meta.url))],
      { input: lines.join("\n"), encoding: "utf8" },
    );
    expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
    const answers = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(answers).toMatchObject([
      { id: 0, tool: "chainrule" },
      { id: null, success: false },
      { id: "x", success: true, output: 16 },
    ]);
  });
});
