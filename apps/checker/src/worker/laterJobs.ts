import type { LaterTasks } from "./laterTasks.ts";

type Job<K extends keyof LaterTasks> = (
  input: LaterTasks[K]["input"],
  onProgress: (progress: LaterTasks[K]["progress"]) => void,
) => Promise<LaterTasks[K]["result"]>;

const surface = () => import("../screens/surface/task.ts");
const errata = () => import("../screens/errata/task.ts");
const lab = () => import("../screens/lab/task.ts");
const report = () => import("../screens/report/task.ts");
const ownFiles = () => import("../own-data/source.ts");
const ownData = () => import("../own-data/task.ts");

/** What these tasks do, one row each; the import is made when the first of its kind is asked for. */
export const laterJobs: { readonly [K in keyof LaterTasks]: Job<K> } = {
  surfaceChoices: async (document) => (await surface()).surfaceChoices(document),
  surface: async (input, onProgress) => (await surface()).surface(input, onProgress),
  errata: async () => (await errata()).errataEntries(),
  erratum: async (id) => (await errata()).erratumCells(id),
  experiments: async () => (await lab()).experimentEntries(),
  experiment: async (input, onProgress) => (await lab()).runExperiment(input, onProgress),
  reportFiles: async (document, onProgress) => (await report()).reportFiles(document, onProgress),
  paperFiles: async (items) => (await report()).paperFiles(items),
  ownFiles: async (files, onProgress) => (await ownFiles()).readOwnFiles(files, onProgress),
  ownData: async (input) => (await ownData()).useOwnData(input),
};
