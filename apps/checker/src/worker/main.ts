import { failureOf } from "../errors.ts";
import { answer } from "./answer.ts";
import type { Reply, Request } from "./protocol.ts";

const reply = (message: Reply): void => self.postMessage(message);

/** Answers one request; a task that waits (training does) lets no other begin. */
async function serve({ data: request }: MessageEvent<Request>): Promise<void> {
  const { id } = request;
  try {
    const result = await answer(request, (progress) => reply({ id, kind: "progress", progress }));
    reply({ id, kind: "done", result });
  } catch (error) {
    reply({ id, kind: "failed", failure: failureOf(error) });
  }
}

let last: Promise<void> = Promise.resolve();
self.addEventListener("message", (event: MessageEvent<Request>) => {
  last = last.then(() => serve(event));
});
