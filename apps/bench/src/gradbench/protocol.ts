import { NDArray } from "@chainrule/array";
import type { Module, Output } from "./module.ts";
import { modules } from "./modules.ts";

// GradBench's protocol: one JSON object a line. An evaluation sends messages, a tool answers each with one line.

/** The answer to one line. It carries the message's id, which is null where there is none to read. */
export interface Answer {
  readonly id: unknown;
  readonly tool?: string;
  readonly success?: boolean;
  readonly output?: unknown;
  readonly timings?: readonly Timing[];
  readonly error?: string;
}

/** How long one part of an evaluation took. */
export interface Timing {
  readonly name: string;
  readonly nanoseconds: number;
}

/** A message that cannot be answered as it wishes (`gradbench/message`). */
class MessageError extends Error {
  readonly code = "gradbench/message";

  constructor(message: string) {
    super(message);
    this.name = "MessageError";
  }
}

type Message = Readonly<Record<string, unknown>>;

/** Answers by kind of message. An analysis, as anything that newer evaluations may send, is only acknowledged. */
const answers: Readonly<Record<string, (message: Message) => Omit<Answer, "id">>> = {
  start: () => ({ tool: "chainrule" }),
  define: (message) => {
    moduleOf(message);
    return { success: true, timings: [] };
  },
  evaluate,
  analysis: () => ({}),
};

/** The answer to a line, whatever it holds: what fails is told in the answer. */
export function answer(line: string): Answer {
  let id: unknown = null;
  try {
    const message = parse(line);
    id = message["id"] ?? null;
    const kind = String(message["kind"]);
    if (!Object.hasOwn(answers, kind)) {
      const kinds = Object.keys(answers).join(", ");
      throw new MessageError(`Unsupported kind of message: ${kind}. Supported are ${kinds}.`);
    }
    return { id, ...answers[kind]!(message) };
  } catch (error) {
    return { id, success: false, error: error instanceof Error ? error.message : String(error) };
  }
}

function parse(line: string): Message {
  let message: unknown;
  try {
    message = JSON.parse(line);
  } catch (error) {
    throw new MessageError(`The line is no JSON: ${(error as Error).message}.`);
  }
  if (typeof message === "object" && message !== null && !Array.isArray(message)) return message as Message;
  throw new MessageError("The line is no JSON object; send one with id and kind.");
}

function moduleOf(message: Message): Module {
  const module = modules.get(String(message["module"]));
  if (module !== undefined) return module;
  throw new MessageError(
    `Unsupported module: ${message["module"]}. Supported are ${[...modules.keys()].join(", ")}.`,
  );
}

/** Runs a function as often and as long as its input asks for; each run has its timing. */
function evaluate(message: Message): Omit<Answer, "id"> {
  const module = moduleOf(message);
  const name = String(message["function"]);
  if (!Object.hasOwn(module, name)) {
    const names = Object.keys(module).join(", ");
    throw new MessageError(`Unsupported function of ${message["module"]}: ${name}. Supported are ${names}.`);
  }
  const { input } = message;
  const timings: Timing[] = [];
  const timed = <R>(part: string, work: () => R): R => {
    const start = process.hrtime.bigint();
    const result = work();
    timings.push({ name: part, nanoseconds: Number(process.hrtime.bigint() - start) });
    return result;
  };
  const run = timed("prepare", () => module[name]!(input));
  const { runs, seconds } = effortOf(input);
  let output: Output;
  let elapsed = 0;
  let count = 0;
  do {
    output = timed("evaluate", run);
    elapsed += timings.at(-1)!.nanoseconds;
    count += 1;
  } while (count < runs || elapsed < seconds * 1e9);
  return { success: true, output: plain(output), timings };
}

/** How often to run at least, and for how long. */
function effortOf(input: unknown): { runs: number; seconds: number } {
  const { min_runs: runs = 1, min_seconds: seconds = 0 } = (Object(input) ?? {}) as Record<string, unknown>;
  const areNumbers = typeof runs === "number" && typeof seconds === "number";
  if (!areNumbers || !Number.isFinite(runs) || !Number.isFinite(seconds)) {
    throw new MessageError("min_runs and min_seconds must be numbers.");
  }
  return { runs, seconds };
}

/** An output as JSON has it. */
function plain(output: Output): unknown {
  if (output instanceof NDArray) return output.toNested();
  if (Array.isArray(output)) return output.map(plain);
  if (typeof output === "number") return output;
  return Object.fromEntries(Object.entries(output).map(([key, part]) => [key, plain(part as Output)]));
}
