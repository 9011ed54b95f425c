#!/usr/bin/env node
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { exitCodes } from "./exitCodes.ts";
import { type Io, standardInput } from "./io.ts";
import { run } from "./program.ts";

const clearLine = "\r\u001b[K";

const io: Io = {
  out: (line) => process.stdout.write(`${line}\n`),
  error: (line) => process.stderr.write(`${line}\n`),
  progress: (line) => {
    if (process.stderr.isTTY) process.stderr.write(`${clearLine}${line}`);
  },
  readText: (path) => (path === standardInput ? text(process.stdin) : readFile(path, "utf8")),
  readBytes: (path) => readFile(path),
  untilInterrupted: () => new Promise(() => {}), // the signal ends the process
};

// Whoever reads may have had enough, as `head` has: that is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") return process.exit();
  io.error(`The result could not be written: ${error.message}`);
  process.exit(exitCodes.internal); // and no verdict
});

// Where nobody reads messages, there is nothing to do about it.
process.stderr.on("error", () => {});

// Whatever goes wrong here is no verdict, so not 1.
process.on("uncaughtException", (error) => {
  io.error(error.stack ?? error.message);
  process.exit(exitCodes.internal);
});

process.exitCode = await run(process.argv.slice(2), io);
