import { expect, test } from "vitest";
import apply from "./apply.ts?raw";
import cotangents from "./cotangents.ts?raw";
import recorder from "./recorder.ts?raw";
import tape from "./tape.ts?raw";
import wengert from "./wengert.ts?raw";

/** Lines that are neither blank nor comment. */
function linesOfCode(text: string): number {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^\s*\/\/.*$/gm, "");
  return code.split("\n").filter((line) => line.trim() !== "").length;
}

test("the core of reverse mode, which ARCHITECTURE.md tells to read in this order, has at most 400 lines of code", () => {
  const core = { recorder, apply, wengert, cotangents, tape };
  const lines = Object.values(core).map(linesOfCode);
  expect(Math.min(...lines)).toBeGreaterThan(10);
  expect(lines.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(400);
});
