import { faults } from "@chainrule/check";
import { describe, expect, it } from "vitest";
import { exitCodeOf, exitCodes } from "./exitCodes.ts";
import type { Io } from "./io.ts";
import { run } from "./program.ts";
import { outcomeOf } from "./testing/fakeIo.ts";

describe("help", () => {
  it("of the program names the commands and the exit codes", async () => {
    const { code, out } = await outcomeOf(["--help"]);
    expect(code).toBe(0);
    for (const word of ["check", "paper", "Exit codes: 0 agree, 1 disagree, 2 usage, 3", "130"]) {
      expect(out).toContain(word);
    }
  });

  it("of check has every option, examples, and every fault with what it is", async () => {
    const { code, out } = await outcomeOf(["check", "--help"]);
    expect(code).toBe(0);
    const options = "at wrt network data target batch seed order plant tolerance allow-kinks format".split(
      " ",
    );
    for (const option of options) expect(out).toContain(`--${option}`);
    for (const { name, description } of faults) {
      expect(out).toContain(name);
      expect(out).toContain(description);
    }
    expect(out.match(/^ {2}chainrule check /gm)!.length).toBeGreaterThan(3);
  });

  it("of paper says what it runs", async () => {
    const { code, out } = await outcomeOf(["paper", "--help"]);
    expect(code).toBe(0);
    expect(out).toContain("--only <items>");
    expect(out).toContain("sonar");
  });

  it("is what an empty command line gets, as a mistake", async () => {
    const { code, error } = await outcomeOf([]);
    expect(code).toBe(2);
    expect(error).toContain("Usage: chainrule");
  });

  it("an unknown command is a mistake", async () => {
    const { code, error } = await outcomeOf(["chek"]);
    expect(code).toBe(2);
    expect(error).toContain("unknown command 'chek'");
  });

  it("its own examples run", async () => {
    const { out } = await outcomeOf(["check", "--help"]);
    const lines = out.match(/^ {2}chainrule check .*--at.*$/gm)!;
    const words = (line: string) =>
      Array.from(line.trim().matchAll(/"([^"]*)"|(\S+)/g), ([, quoted, plain]) => quoted ?? plain!).slice(1);
    const codes = await Promise.all(lines.map(async (line) => (await outcomeOf(words(line))).code));
    expect(codes).toEqual(lines.map((line) => (line.includes("--plant") ? 1 : 0)));
  });
});

describe("exit codes", () => {
  it("follow the verdict", () => {
    expect(exitCodeOf("agree", { allowKinks: false })).toBe(0);
    expect(exitCodeOf("disagree", { allowKinks: true })).toBe(1);
    expect(exitCodeOf("inconclusive", { allowKinks: true })).toBe(3);
    expect(exitCodeOf("not differentiable here", { allowKinks: false })).toBe(3);
    expect(exitCodeOf("not differentiable here", { allowKinks: true })).toBe(0);
  });

  it("an error that is ours ends with 70 and shows where it was thrown", async () => {
    const said: string[] = [];
    const fail = (thrown: unknown): Io => ({
      out: () => {
        throw thrown;
      },
      error: (text) => void said.push(text),
      progress: () => {},
      readText: async () => "{}",
      readBytes: async () => new Uint8Array(),
      untilInterrupted: async () => {},
    });
    const words = ["check", "x", "--at", "x=1"];
    expect(await run(words, fail(new RangeError("boom")))).toBe(exitCodes.internal);
    expect(said[0]).toMatch(/RangeError: boom\n +at /);
    expect(await run(words, fail("a string"))).toBe(exitCodes.internal);
    expect(said[1]).toBe("a string");
  });
});
