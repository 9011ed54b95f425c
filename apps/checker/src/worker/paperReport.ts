import { isAsExpected, type PaperItem, paperItems } from "@chainrule/check";
import { failureOf } from "../errors.ts";
import type { PaperEvent } from "./protocol.ts";
import { sonar } from "./sonar.ts";

type Tell = (event: PaperEvent) => void;

/** Computes the report on the paper item by item. An item that fails does not keep the others from being computed. */
export async function paperReport(ids: readonly string[] | undefined, tell: Tell): Promise<undefined> {
  const items = [...paperItems, sonar].filter(({ id }) => ids?.includes(id) ?? true);
  tell({ kind: "planned", items: items.map(({ id, title }) => ({ id, title })) });
  for (const item of items) tell(await check(item, tell));
}

async function check({ id, check: run }: PaperItem, tell: Tell): Promise<PaperEvent> {
  tell({ kind: "started", id });
  const started = performance.now();
  try {
    const findings = await run((fraction) => tell({ kind: "progress", id, fraction }));
    const judged = findings.map((finding) => ({ ...finding, asExpected: isAsExpected(finding) }));
    return { kind: "finished", id, findings: judged, milliseconds: performance.now() - started };
  } catch (error) {
    return { kind: "failed", id, failure: failureOf(error) };
  }
}
