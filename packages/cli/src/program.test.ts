import { faults } from "@chainrule/check";
import { describe, expect, it } from "vitest";
import { exitCodeOf, exitCodes } from "./exitCodes.ts";
import type { Io } from "./io.ts";
import { run } from "./program.ts";
import { outcomeOf } from "./testing/fakeIo.ts";

describe("what is printed", () => {
  const name = "\u001b[2J\u001b]0;title\u0007\u009b\u202e\u200fw";
  const files = { "grads.json": JSON.stringify([{ name, shape: [], values: 1 }]) };
  const written = String.raw`\u001b[2J\u001b]0;title\u0007\u009b\u202e\u200fw`;

  it.each(["text", "json", "junit", "markdown", "latex", "sarif"])(
    "as %s commands no terminal",
    async (format) => {
      const words = ["import", "grads.json", "--of", "x^2", "--at", "x=3", "--format", format];
      const { code, out } = await outcomeOf(words, files);
      expect(code).toBe(1);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: none of these may be left
      expect(out).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\p{Bidi_Control}]/u);
      if (format === "text") expect(out).toContain(`Names are taken in order, by shape: ${written} is x.`);
      if (format === "json") expect(JSON.parse(out).document.subject.gradient[0].name).toBe(name);
    },
  );

  it("as a message neither", async () => {
    const { code, error } = await outcomeOf(["check", "x\u001b[2J", "--at", "x=3"]);
    expect(code).toBe(2);
    expect(error).not.toContain("\u001b");
  });
});

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
