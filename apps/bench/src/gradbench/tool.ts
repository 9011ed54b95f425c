/** GradBench's tool: reads messages from standard input, one a line, and writes an answer to each. */
import { createInterface } from "node:readline";
import { answer } from "./protocol.ts";

for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  process.stdout.write(`${JSON.stringify(answer(line))}\n`);
}
