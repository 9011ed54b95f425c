import type { EngineName } from "./engines/engine.ts";
import type { Effort } from "./peers/compare.ts";
import { type EngineProcess, engineProcess } from "./peers/process.ts";
import type { Row } from "./report/row.ts";

/** The process of a system; the same for all parts of a suite. */
export type ProcessOf = (name: EngineName) => EngineProcess;

/** A part of a suite, which gives rows. */
export type Part = (processOf: ProcessOf, effort: Effort) => Promise<readonly Row[]>;

/** The parts of a suite by name. */
export type Suite = Readonly<Record<string, Part>>;

/** The rows of the parts named, one part after the other, each system in one process for all of them. */
export async function rowsOf(suite: Suite, names: readonly string[], effort: Effort): Promise<Row[]> {
  const processes = new Map<EngineName, EngineProcess>();
  const processOf: ProcessOf = (name) => {
    const found = processes.get(name) ?? engineProcess(name);
    processes.set(name, found);
    return found;
  };
  const rows: Row[] = [];
  try {
    for (const [name, part] of Object.entries(suite)) {
      if (names.includes(name)) rows.push(...(await part(processOf, effort)));
    }
  } finally {
    for (const { stop } of processes.values()) stop();
  }
  return rows;
}
