#!/usr/bin/env node
import { readFile } from "node:fs/promises";
import type { Io } from "./io.ts";
import { run } from "./program.ts";

const clearLine = "\r\u001b[K";

const io: Io = {
  out: (text) => process.stdout.write(`${text}\n`),
  error: (text) => process.stderr.write(`${text}\n`),
  progress: (text) => {
    if (process.stderr.isTTY) process.stderr.write(`${clearLine}${text}`);
  },
  readText: (path) => readFile(path, "utf8"),
  readBytes: (path) => readFile(path),
  untilInterrupted: () => new Promise(() => {}), // the signal ends the process
};

// Whoever reads may have had enough, as `head` has: that is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

process.exitCode = await run(process.argv.slice(2), io);
