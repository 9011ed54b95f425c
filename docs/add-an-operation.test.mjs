import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";

// `contributing/add-an-operation.md`, followed to the letter: its blocks go into a copy of the package, and what it says is there
// then has to be there.

const root = fileURLToPath(new URL("../", import.meta.url));
const guide = readFileSync(join(root, "contributing/add-an-operation.md"), "utf8");
const copy = join(root, "packages/tape/artifacts/add-an-operation");

/** What the guide says: which block goes into which file, after which line of it (at its end where none is named). */
const steps = [
  ...guide.matchAll(/(?:At the end of|In)\s+`([^`]+)`(?:, after `([^`]+)`)?:\n\n```text\n(.*?)\n```\n/gs),
].map(([, file, after, block]) => ({ file, after, block }));

/** A text with a block in its place. */
function withBlock(text, after, block) {
  if (after === undefined) return `${text}\n${block}\n`;
  const places = text.split(`\n${after}\n`);
  expect(places.length, `lines "${after}"`).toBeGreaterThan(1);
  return [places[0], after, block, places.slice(1).join(`\n${after}\n`)].join("\n");
}

rmSync(copy, { recursive: true, force: true });
cpSync(join(root, "packages/tape/src"), join(copy, "src"), {
  recursive: true,
  filter: (path) => !path.endsWith(".test.ts"),
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));
for (const { file, after, block } of steps) {
  const changed = withBlock(readFileSync(join(root, file), "utf8"), after, block);
  if (file.startsWith("packages/tape/"))
    writeFileSync(join(copy, file.slice("packages/tape/".length)), changed);
}

describe("the guide for adding an operation", () => {
  test("has a block for the row, the operation, its export, its sample and its lifted form", () => {
    expect(steps.map(({ file }) => file.replace(/^packages\/(tape|check)\/src\//, ""))).toEqual([
      "rows/trigonometric.ts",
      "operations/trigonometric.ts",
      "operations/index.ts",
      "testing/samples.ts",
      "bridge/lift.test.ts",
    ]);
  });

  test("gives an operation with right values, at any order, in batches", async () => {
    const at = (file) => import(/* @vite-ignore */ join(copy, "src", file));
    const { grad, gudermannian } = await at("index.ts");
    // atan(sinh(1)) and sech(1) by mpmath, in 25 digits: 0.8657694832396586242896018 and 0.6480542736638853995749773.
    expect(gudermannian(1)).toBeCloseTo(0.8657694832396586, 15);
    expect(grad(gudermannian)(1)).toBeCloseTo(0.6480542736638855, 15);
    const { SAMPLES } = await at("testing/samples.ts");
    const { checkAll } = await at("testing/checks.ts");
    const { f, inputs } = SAMPLES.find(({ name }) => name === "gudermannian");
    checkAll(f, inputs);
  });

  test("gives what compiles", () => {
    writeFileSync(join(copy, "tsconfig.json"), '{ "extends": "../../tsconfig.json", "include": ["src"] }');
    const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
    expect(execFileSync(process.execPath, [tsc, "-p", copy, "--noEmit"], { encoding: "utf8" })).toBe("");
  });
});
