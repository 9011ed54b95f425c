import type { Reply, Request } from "../worker/protocol.ts";

/** A worker that does nothing of itself: a test answers in its place. */
export class FakeWorker extends EventTarget implements Worker {
  onmessage: Worker["onmessage"] = null;
  onmessageerror: Worker["onmessageerror"] = null;
  onerror: Worker["onerror"] = null;
  /** What was asked, in order. */
  readonly received: Request[] = [];
  terminated = false;

  postMessage(request: Request): void {
    this.received.push(request);
  }

  terminate(): void {
    this.terminated = true;
  }

  /** Answers. */
  reply(message: Reply): void {
    this.dispatchEvent(new MessageEvent("message", { data: message }));
  }
}
