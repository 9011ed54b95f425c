import { readFile } from "node:fs/promises";
import type { Io } from "../io.ts";
import { run } from "../program.ts";

/** What a command line gave: its exit code, and everything it said. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly error: string;
  readonly progress: readonly string[];
}

/** Runs a command line on files that exist only here; URLs are read from disk, and every package has version 1.2.3. */
export async function outcomeOf(
  words: readonly string[],
  files: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const [out, error, progress]: [string[], string[], string[]] = [[], [], []];
  const io: Io = {
    out: (text) => void out.push(text),
    error: (text) => void error.push(text),
    progress: (text) => void progress.push(text),
    readText: async (path) => {
      if (path instanceof URL && path.pathname.endsWith("/package.json")) return '{ "version": "1.2.3" }';
      if (path instanceof URL) return readFile(path, "utf8");
      const text = files[path];
      if (text === undefined) throw Object.assign(new Error(`ENOENT: no file ${path}`), { code: "ENOENT" });
      return text;
    },
    readBytes: async (path) => readFile(path),
    untilInterrupted: async () => {},
  };
  const code = await run(words, io);
  return { code, out: out.join("\n"), error: error.join("\n"), progress };
}
