import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { EngineName } from "../engines/engine.ts";
import { isThere } from "../engines/engines.ts";
import type { Answer, Question } from "./protocol.ts";

/** A system in a process of its own, which is ended when it does not answer in time, and started again when asked next. */
export interface EngineProcess {
  readonly name: EngineName;
  /** Never fails: what went wrong is the answer. */
  readonly ask: (question: Question, limit?: number) => Promise<Answer>;
  readonly stop: () => void;
}

/** Seconds that a question may take. */
const defaultLimit = 20;

/** The process of a system; it starts at the first question. */
export function engineProcess(name: EngineName): EngineProcess {
  let child: Promise<ChildProcess | undefined> | undefined;
  const stop = () => {
    void child?.then((running) => running?.kill("SIGKILL"));
    child = undefined;
  };
  const ask = async (question: Question, limit = defaultLimit): Promise<Answer> => {
    if (!isThere(name)) return { failure: "not installed" };
    child ??= startChild(name);
    const running = await child;
    const reply = running && (await nextMessage(running, limit, () => running.send(question)));
    if (reply === undefined) stop();
    return reply ?? { failure: `no answer in ${limit} s` };
  };
  return { name, ask, stop };
}

async function startChild(name: EngineName): Promise<ChildProcess | undefined> {
  const child = fork(fileURLToPath(new URL("child.ts", import.meta.url)), [name], {
    execArgv: ["--conditions=@chainrule/source"],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  const ready = await nextMessage(child, defaultLimit, () => true);
  if (ready === undefined) child.kill("SIGKILL");
  return ready && child;
}

/** The next message after `send`; undefined if there is none in time, or never will be one. */
function nextMessage(child: ChildProcess, limit: number, send: () => boolean): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const done = (answer: Answer | undefined) => {
      clearTimeout(timer);
      child.off("message", onMessage).off("exit", onExit);
      resolve(answer);
    };
    const onMessage = (message: unknown) => done(message as Answer);
    const onExit = () => done(undefined);
    const timer = setTimeout(() => done(undefined), limit * 1000);
    child.on("message", onMessage).on("exit", onExit);
    if (!child.connected) done(undefined);
    else send();
  });
}
