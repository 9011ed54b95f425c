import { expect, test } from "vitest";
import { firstDocument } from "../shell/document.ts";
import { FakeWorker } from "../testing/fakeWorker.ts";
import { workerRunner } from "./runner.ts";

const typed = (text: string) => ({ text, isNetwork: false, shapes: {} });

/** A runner over fake workers, and the workers that it has made. */
function faked(): { runner: ReturnType<typeof workerRunner>; made: FakeWorker[] } {
  const made: FakeWorker[] = [];
  const runner = workerRunner(() => {
    made.push(new FakeWorker());
    return made.at(-1)!;
  });
  return { runner, made };
}

test("progress, then the result, each to its own task", async () => {
  const { runner, made } = faked();
  const seen: number[] = [];
  const input = firstDocument;
  const first = runner.start("check", input, (fraction) => seen.push(fraction));
  const second = runner.start("preview", typed("x"));
  expect(made).toHaveLength(1);
  expect(made[0]!.received).toEqual([
    { id: 1, task: "check", input },
    { id: 2, task: "preview", input: typed("x") },
  ]);
  made[0]!.reply({ id: 1, kind: "progress", progress: 0.5 });
  made[0]!.reply({ id: 2, kind: "done", result: "markup" });
  made[0]!.reply({ id: 1, kind: "failed", failure: { code: "expr/syntax", message: "no" } });
  expect(await second.outcome).toEqual({ state: "done", result: "markup" });
  expect(await first.outcome).toEqual({ state: "failed", failure: { code: "expr/syntax", message: "no" } });
  expect(seen).toEqual([0.5]);
});

test("cancelling terminates the worker; the next task gets a new one", async () => {
  const { runner, made } = faked();
  const [first, second] = [runner.start("preview", typed("x")), runner.start("preview", typed("y"))];
  first.cancel();
  expect(made[0]!.terminated).toBe(true);
  expect(await first.outcome).toEqual({ state: "cancelled" });
  expect(await second.outcome).toEqual({ state: "cancelled" });
  const third = runner.start("preview", typed("z"));
  first.cancel(); // has ended: nothing more to cancel
  made[1]!.reply({ id: 3, kind: "done", result: 1 });
  expect(await third.outcome).toEqual({ state: "done", result: 1 });
  expect(made[1]!.terminated).toBe(false);
});

test("a worker that crashes fails its tasks, with a remedy", async () => {
  const { runner, made } = faked();
  const run = runner.start("faults", undefined);
  made[0]!.dispatchEvent(new ErrorEvent("error", { message: "out of memory." }));
  expect(await run.outcome).toEqual({
    state: "failed",
    failure: { code: "checker/worker", message: "out of memory. Reload the page." },
  });
  const other = runner.start("faults", undefined);
  made[1]!.dispatchEvent(new Event("error"));
  expect(await other.outcome).toMatchObject({
    failure: { message: "The worker could not be started. Reload the page." },
  });
});
