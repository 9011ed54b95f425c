import { spawn } from "node:child_process";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it, vi } from "vitest";

interface Ended {
  readonly code: number | string | null | undefined;
  readonly out: string;
  readonly error: string;
}

/** The program's main module in a process of its own, on sources: Node strips their types. */
function ownProcess(...words: readonly string[]): Promise<Ended> {
  const main = fileURLToPath(new URL("main.ts", import.meta.url));
  const child = spawn(process.execPath, ["--conditions=@chainrule/source", main, ...words]);
  const said = { out: "", error: "" };
  child.stdout.on("data", (text: Buffer) => {
    said.out += text;
  });
  child.stderr.on("data", (text: Buffer) => {
    said.error += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, ...said }));
  });
}

/** The same in this process. */
async function thisProcess(...words: readonly string[]): Promise<Ended> {
  const { argv, exitCode } = process;
  const said = { out: "", error: "" };
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    said.out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    said.error += String(text);
    return true;
  });
  vi.resetModules();
  process.argv = [process.execPath, "chainrule", ...words];
  try {
    await import("./main.ts");
    return { code: process.exitCode, ...said };
  } finally {
    process.argv = argv;
    process.exitCode = exitCode;
  }
}

const { typescript } = process.features as { readonly typescript?: string | false };

describe.each([
  ["in this process", thisProcess],
  ...(typescript === undefined || typescript === false ? [] : [["in its own process", ownProcess] as const]),
] as const)("main, %s", (_, main) => {
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  it("writes the report to standard output and ends with 0", async () => {
    const { code, out, error } = await main("check", "x^2", "--at", "x=3");
    expect([code, error]).toEqual([0, ""]);
    expect(out).toMatch(/^VERDICT {2}agree.*\n$/s);
  }, 30_000);

  it("ends with 1 where the voices disagree", async () => {
    expect((await main("check", "x^2", "--at", "x=3", "--plant", "sign")).code).toBe(1);
  }, 30_000);

  it("writes messages to standard error and ends with 2", async () => {
    const words = ["check", "--network", "1 -> 1", "--data", "/no/such/file.csv", "--target", "y"];
    const { code, out, error } = await main(...words);
    expect([code, out]).toEqual([2, ""]);
    expect(error).toMatch(/^cli\/usage: .*file\.csv cannot be read/);
  }, 30_000);

  it("ends with 3 at a kink", async () => {
    expect((await main("check", "abs(x)", "--at", "x=0")).code).toBe(3);
  }, 30_000);
});

describe("progress", () => {
  it("is shown in one line of a terminal, each time in the place of the last", async () => {
    const terminal = process.stderr.isTTY;
    process.stderr.isTTY = true;
    try {
      const { error } = await thisProcess("check", "x y", "--at", "x=1,y=2");
      const [before, ...shown] = error.split("\r\u001b[K");
      expect([before, shown.at(-2), shown.at(-1)]).toEqual(["", "checking 100 %", ""]);
      const steps = shown.slice(0, -1).map((text) => Number(/^checking (\d+) %$/.exec(text)?.[1]));
      expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    } finally {
      process.stderr.isTTY = terminal;
      vi.restoreAllMocks();
    }
  });
});

it("a minus for a file is what is piped in", async () => {
  const document = { chainrule: 1, subject: { kind: "formula", text: "x^2" }, at: { x: 3 } };
  const piped = vi.spyOn(process, "stdin", "get");
  piped.mockReturnValue(Readable.from([JSON.stringify(document)]) as typeof process.stdin);
  const { code, out } = await thisProcess("check", "-", "--plant", "sign", "--format", "sarif");
  expect(code).toBe(1);
  expect(JSON.parse(out).runs[0].results[0].locations[0].physicalLocation).toBeUndefined();
  piped.mockReturnValue(Readable.from(["{"]) as typeof process.stdin);
  expect((await thisProcess("verify", "-")).error).toContain("standard input is no JSON");
  vi.restoreAllMocks();
});

it("a reader that has had enough is no error", async () => {
  const exit = vi.spyOn(process, "exit").mockImplementation((() => {}) as () => never);
  const known = process.stdout.listeners("error");
  await thisProcess("explain", "x");
  const added = process.stdout.listeners("error").filter((listener) => !known.includes(listener));
  expect(added).toHaveLength(1);
  process.stdout.off("error", added[0] as () => void);
  added[0]!(Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
  expect(exit).toHaveBeenCalledOnce();
  const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  added[0]!(new Error("disk full"));
  expect(said).toHaveBeenCalledWith("The result could not be written: disk full\n");
  expect(exit).toHaveBeenLastCalledWith(70);
  vi.restoreAllMocks();
});

it("an error that nobody caught is no verdict", async () => {
  const exit = vi.spyOn(process, "exit").mockImplementation((() => {}) as () => never);
  const known = process.listeners("uncaughtException");
  await thisProcess("explain", "x");
  const added = process.listeners("uncaughtException").filter((listener) => !known.includes(listener));
  expect(added).toHaveLength(1);
  process.off("uncaughtException", added[0]!);
  const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  added[0]!(new Error("lost"), "uncaughtException");
  expect(said).toHaveBeenCalledWith(expect.stringMatching(/^Error: lost\n/));
  expect(exit).toHaveBeenLastCalledWith(70);
  vi.restoreAllMocks();
});
