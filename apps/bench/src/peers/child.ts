/** The process of one system: it loads the system named by its argument, and answers questions one by one. */
import type { Engine, Job } from "../engines/engine.ts";
import { engines } from "../engines/engines.ts";
import { now } from "./clock.ts";
import type { Answer, ProcessArgument, Question } from "./protocol.ts";

const name = process.argv[2] as ProcessArgument;
const engine = await engines[name].create();
const started = new Map<string, () => number>();

/**
 * The time of one run: of this thread alone where Node tells it, so that other work on the machine does not count; that of
 * the clock on the wall where others share the work, which is never less.
 */
function time(job: Job, repeats: number): Answer {
  const key = JSON.stringify(job);
  const run = started.get(key) ?? engine.start(job);
  started.set(key, run);
  let result = 0;
  const [before, start] = [now(), performance.now()];
  for (let k = 0; k < repeats; k++) result = run();
  const [worked, elapsed] = [now() - before, performance.now() - start];
  return { milliseconds: (engine.isThreaded ? elapsed : worked) / repeats, elapsed, result };
}

function answer(question: Question, { derivative, repeated }: Engine): Answer {
  switch (question.ask) {
    case "derivative":
      return { text: derivative(question.text) };
    case "repeated":
      return { text: repeated(question.text, question.order) };
    case "time":
      return time(question.job, question.repeats);
  }
}

process.on("message", (question: Question) => {
  try {
    process.send?.(answer(question, engine));
  } catch (error) {
    const failure = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    process.send?.({ failure: failure.slice(0, 200) } satisfies Answer);
  }
});
process.send?.({ text: "ready" } satisfies Answer);
