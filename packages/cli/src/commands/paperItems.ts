import {
  type Finding,
  figureItem,
  type PaperItem,
  paperItems,
  type SonarTask,
  sonarItem,
} from "@chainrule/check";
import { datasetFromCsv, gormanSejnowski1988 } from "@chainrule/train";
import type { Loader } from "@chainrule/train/experiments";
import { UsageError } from "../errors.ts";
import type { Io } from "../io.ts";
import { experimentEntries } from "./paperExperiments.ts";

/** What `chainrule paper` can run: an item of the paper, or a part of one. */
export interface PaperEntry {
  /** The item's number: S1 to S32, E1 to E21. */
  readonly id: string;
  /** A name beside the number, of networks that are trained. */
  readonly name?: string;
  readonly title: string;
  readonly check: (onProgress: (fraction: number) => void) => Promise<PaperFindings>;
}

/** What running an entry gave. */
export interface PaperFindings {
  readonly findings: readonly Finding[];
  /** Figures that are shown and not judged, each with its label. */
  readonly table: readonly (readonly [label: string, figure: string])[];
  /** What a reader must know. */
  readonly notes: readonly string[];
}

/** How the entries are run. */
export interface PaperRun {
  /** Whole trainings with their published figures, instead of short ones. */
  readonly all: boolean;
  /** A folder of data that the package does not ship. */
  readonly data: string | undefined;
}

/** All entries, in the order of the paper: what it builds on and what it is used for, then the errata. */
export function paperEntries(run: PaperRun, io: Io): readonly PaperEntry[] {
  const load = loaderOf(run.data, io);
  const items = [...paperItems, figureItem].map((item) => entryOf(item, item.id));
  const sonar = {
    ...entryOf(
      sonarItem(() => sonarTask(load)),
      "S25",
    ),
    name: "sonar",
  };
  return [...items, sonar, ...experimentEntries(run.all, load)].sort(byNumber);
}

function entryOf({ title, check }: PaperItem, id: string): PaperEntry {
  return {
    id,
    title,
    check: async (onProgress) => ({ findings: await check(onProgress), table: [], notes: [] }),
  };
}

function byNumber(a: PaperEntry, b: PaperEntry): number {
  const part = ({ id }: PaperEntry): number => (id.startsWith("S") ? 0 : 1000) + Number(id.slice(1));
  return part(a) - part(b);
}

/**
 * The entries whose number or name was asked for.
 *
 * @throws UsageError for one that is not there
 */
export function chosen(
  entries: readonly PaperEntry[],
  only: readonly string[] | undefined,
): readonly PaperEntry[] {
  if (only === undefined) return entries;
  const isMeant = (word: string, { id, name }: PaperEntry): boolean => word === id || word === name;
  const unknown = only.find((word) => !entries.some((entry) => isMeant(word, entry)));
  if (unknown !== undefined) {
    const names = [...new Set(entries.flatMap(({ name }) => name ?? []))];
    throw new UsageError(
      `There is no item "${unknown}"; items are S1 to S32 and E1 to E21, and by name ${names.join(", ")}.`,
    );
  }
  return entries.filter((entry) => only.some((word) => isMeant(word, entry)));
}

/** Files of the package's data, or of the folder given. */
function loaderOf(folder: string | undefined, io: Io): Loader {
  return async (name) => {
    const own = new URL(import.meta.resolve("@chainrule/train/data/sonar.csv"));
    try {
      return await io.readBytes(new URL(name, own));
    } catch (error) {
      if (folder === undefined) throw error;
      return io.readBytes(`${folder}/${name}`);
    }
  };
}

/** The sonar task on the data that the package train ships. */
async function sonarTask(load: Loader): Promise<SonarTask> {
  const bytes = (await load("sonar.csv")) as Uint8Array;
  const data = datasetFromCsv(new TextDecoder().decode(bytes), { target: "label" });
  return {
    inputs: data.inputs,
    targets: data.targets,
    train: (onProgress) =>
      gormanSejnowski1988({
        data,
        seed: 1988,
        onProgress: ({ epoch, epochs }) => onProgress(epoch / epochs),
      }),
  };
}
