import { afterEach, expect, test } from "vitest";
import { FakeWorker } from "../testing/fakeWorker.ts";
import { textOf } from "../testing/page.ts";
import type { PaperEvent } from "../worker/protocol.ts";
import { workerRunner } from "../worker/runner.ts";
import type { PaperItemView } from "./paper-item.ts";
import { PaperReport } from "./paper-report.ts";

const items = [
  { id: "S1", title: "neuron" },
  { id: "S2", title: "layer" },
];
const sound = {
  what: "dz/dw = a",
  outcome: "agree",
  expected: "agree",
  asExpected: true,
  ulps: 1.5,
  boundUlps: 9,
} as const;

let workers: FakeWorker[] = [];

/** The report, over a worker in whose place the test answers. */
async function mounted(): Promise<PaperReport> {
  workers = [];
  const report = new PaperReport();
  report.runner = workerRunner(() => {
    workers.push(new FakeWorker());
    return workers.at(-1)!;
  });
  document.body.append(report);
  await report.updateComplete;
  report.renderRoot.querySelector("button")!.click();
  return report;
}

afterEach(() => document.querySelector("paper-report")?.remove());

async function tell(report: PaperReport, ...events: readonly PaperEvent[]): Promise<void> {
  const worker = workers.at(-1)!;
  for (const event of events)
    worker.reply({ id: worker.received.at(-1)!.id, kind: "progress", progress: event });
  await report.updateComplete;
}

const part = (report: PaperReport, selector: string) =>
  report.renderRoot.querySelector<HTMLElement>(selector)!;
const rows = (report: PaperReport) => [...report.renderRoot.querySelectorAll<PaperItemView>("paper-item")];

test("items appear as waiting, run with their share, and end with their worst error", async () => {
  const report = await mounted();
  await tell(report, { kind: "planned", items }, { kind: "started", id: "S1" });
  expect(rows(report).map(textOf)).toEqual(["S1 neuron", "S2 layer"]);
  await tell(report, { kind: "progress", id: "S1", fraction: 0.4 });
  expect(textOf(rows(report)[0])).toBe("S1 neuron 40 %");
  expect(part(report, "progress").getAttribute("value")).toBe("0.2");
  const caught = { ...sound, outcome: "disagree", expected: "disagree", ulps: 1e12 } as const;
  await tell(report, { kind: "finished", id: "S1", findings: [sound, caught], milliseconds: 12 });
  expect(textOf(rows(report)[0])).toContain("S1 neuron 1.5 ulp, bound 9.0 · 12 ms dz/dw = a agree");
  expect(textOf(rows(report)[0])).toContain("disagree as it must.");
  expect(textOf(part(report, ".headline"))).toBe(
    "1 of 2 items, 2 findings: all as expected Largest error in float64 1.5 ulp, bound 9.0.",
  );
});

test("what is not as expected, or fails, is unfolded and counted; the rest goes on", async () => {
  const report = await mounted();
  const wrong = { ...sound, outcome: "inconclusive", asExpected: false } as const;
  await tell(
    report,
    { kind: "planned", items },
    { kind: "failed", id: "S1", failure: { code: "expr/limit", message: "Too large. Use less." } },
    { kind: "finished", id: "S2", findings: [sound, wrong], milliseconds: 5 },
  );
  expect(textOf(part(report, ".headline strong"))).toBe("2 of 2 items, 2 findings: 2 not as expected");
  for (const row of rows(report)) {
    await row.updateComplete;
    expect(row.renderRoot.querySelector("details")!.open).toBe(true);
    expect(row.renderRoot.querySelector("svg")!.getAttribute("aria-label")).toBe("not as expected");
  }
  expect(textOf(rows(report)[0])).toContain("Too large. Use less. expr/limit");
  expect(textOf(rows(report)[1])).toContain("inconclusive expected: agree.");
  expect(textOf(part(report, '[role="status"]'))).toBe("2 of 2 items, 2 not as expected.");
});

test("cancelling keeps what is done, and a new run begins anew", async () => {
  const report = await mounted();
  await tell(
    report,
    { kind: "planned", items },
    { kind: "finished", id: "S1", findings: [sound], milliseconds: 5 },
    { kind: "started", id: "S2" },
  );
  part(report, "button").click();
  await expect.poll(() => part(report, "button").textContent).toBe("Run again");
  expect(workers[0]!.terminated).toBe(true);
  expect(textOf(part(report, '[role="status"]'))).toBe("Stopped after 1 of 2 items.");
  expect(rows(report)[1]!.item.state).toBe("waiting");
  part(report, "button").click();
  await expect.poll(() => workers.length).toBe(2);
  await tell(report, { kind: "planned", items });
  expect(rows(report)[0]!.item.state).toBe("waiting");
});

test("a report that cannot begin says why", async () => {
  const report = await mounted();
  workers[0]!.reply({ id: 1, kind: "failed", failure: { code: "checker/data", message: "HTTP 404" } });
  await expect.poll(() => textOf(part(report, "error-note"))).toBe("HTTP 404 checker/data");
  expect(textOf(part(report, "button"))).toBe("Run again");
});
