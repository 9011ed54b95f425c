import type { Suite } from "../suite.ts";
import { tapeBundleRow } from "./bundle.ts";
import { heldRows } from "./held.ts";
import { loopRows } from "./loops.ts";
import { memoryRow } from "./memory.ts";
import { trainingRow } from "./training.ts";

/** Gradients by the tape, eager. */
export const tape: Suite = {
  loops: loopRows,
  training: async (processOf, effort) => [await trainingRow(processOf, effort)],
  memory: async () => [memoryRow()],
  held: async () => heldRows(),
  bundle: async () => [await tapeBundleRow()],
};
