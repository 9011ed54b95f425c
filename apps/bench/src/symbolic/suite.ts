import type { EngineName } from "../engines/engine.ts";
import type { Effort } from "../peers/compare.ts";
import { type EngineProcess, engineProcess } from "../peers/process.ts";
import type { Row } from "../report/row.ts";
import { bundleRow } from "./bundle.ts";
import { compiledRows } from "./compiled.ts";
import { correctnessRows } from "./correctness.ts";
import { depthRows } from "./depth.ts";
import { gradientRows } from "./gradients.ts";
import { networkRow } from "./network.ts";
import { sizeRows } from "./size.ts";
import { speedRow } from "./speed.ts";
import { towerRows } from "./tower.ts";

type ProcessOf = (name: EngineName) => EngineProcess;
type Part = (processOf: ProcessOf, effort: Effort) => Promise<readonly Row[]>;

/** The parts of the suite by name. */
const parts = {
  correctness: async () => correctnessRows(),
  speed: async (processOf, effort) => [await speedRow(processOf, effort)],
  size: (processOf) => sizeRows(processOf),
  gradients: gradientRows,
  tower: (processOf) => towerRows(processOf),
  depth: depthRows,
  compiled: compiledRows,
  network: async () => [networkRow()],
  bundle: async () => [await bundleRow(true)],
} satisfies Readonly<Record<string, Part>>;

/** The names of the parts. */
export const partNames: readonly string[] = Object.keys(parts);

/** The rows of the parts named, one part after the other, each system in one process for all of them. */
export async function symbolicRows(names: readonly string[], effort: Effort): Promise<Row[]> {
  const processes = new Map<EngineName, EngineProcess>();
  const processOf: ProcessOf = (name) => {
    const found = processes.get(name) ?? engineProcess(name);
    processes.set(name, found);
    return found;
  };
  const rows: Row[] = [];
  try {
    for (const [name, part] of Object.entries(parts as Readonly<Record<string, Part>>)) {
      if (names.includes(name)) rows.push(...(await part(processOf, effort)));
    }
  } finally {
    for (const { stop } of processes.values()) stop();
  }
  return rows;
}
