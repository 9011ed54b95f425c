import type { Suite } from "../suite.ts";
import { bundleRow } from "./bundle.ts";
import { compiledRows } from "./compiled.ts";
import { correctnessRows } from "./correctness.ts";
import { depthRows } from "./depth.ts";
import { gradientRows } from "./gradients.ts";
import { networkRow } from "./network.ts";
import { sizeRows } from "./size.ts";
import { speedRow } from "./speed.ts";
import { towerRows } from "./tower.ts";

/** Derivatives of expressions, their size and what they cost. */
export const symbolic: Suite = {
  correctness: async () => correctnessRows(),
  speed: async (processOf, effort) => [await speedRow(processOf, effort)],
  size: (processOf) => sizeRows(processOf),
  gradients: gradientRows,
  tower: (processOf) => towerRows(processOf),
  depth: depthRows,
  compiled: compiledRows,
  network: async () => [networkRow()],
  bundle: async () => [await bundleRow(true)],
};
