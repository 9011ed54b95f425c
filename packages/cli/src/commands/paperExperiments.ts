import type { Finding } from "@chainrule/check";
import {
  type Experiment,
  type ExperimentRow,
  type ExperimentTable,
  experiments,
  type Loader,
} from "@chainrule/train/experiments";
import type { PaperEntry, PaperFindings } from "./paperItems.ts";

/** What a figure must reach: in a short run, and in a whole one. */
interface Bar {
  /** The row. */
  readonly label: string;
  readonly least?: readonly [short: number | undefined, whole: number];
  readonly most?: readonly [short: number | undefined, whole: number];
}

/**
 * Bars that a net which learns passes, and one with a wrong gradient does not. They lie well below the published figures, as
 * one run is a sample of a wide distribution: those are printed beside it.
 */
const bars: Readonly<Record<string, readonly Bar[]>> = {
  xor: [{ label: "2-2-1: starts that learn, %", least: [50, 70] }],
  symmetry: [
    { label: "starts that learn, %", least: [15, 40] },
    { label: "mirror weights' sum, of the largest weight, %", most: [5, 5] },
  ],
  "family-trees": [{ label: "of the 100 facts learnt from, answered", least: [undefined, 95] }],
  sonar: [{ label: "3 hidden units, test", least: [65, 75] }],
  "sonar-angle-dependent": [{ label: "3 hidden units, test", least: [70, 80] }],
  digits: [{ label: "test samples right, %", least: [80, 88] }],
  letters: [{ label: "test samples right, %", least: [75, 90] }],
  steering: [{ label: "pictures steered within two units, %", least: [55, 80] }],
  faces: [{ label: "new poses, new lights", least: [80, 85] }],
  satellite: [{ label: "test samples right, %", least: [80, 85] }],
  arm: [
    { label: "Jacobian of the arm, automatic against closed form", most: [1e-12, 1e-12] },
    { label: "reaching, learnt through the forward model, of the arm's length", most: [30, 10] },
  ],
  servo: [{ label: "test", least: [50, 60] }],
  forgetting: [
    { label: "0 to 4, after learning them", least: [90, 95] },
    { label: "0 to 4, after all epochs of 5 to 9", most: [20, 20] },
    { label: "5 to 9, after all epochs of 5 to 9", least: [90, 95] },
  ],
  glorot: [
    { label: "tanh, standard: gradients, layer 1 over layer 5", most: [0.3, 0.3] },
    { label: "tanh, normalised: gradients, layer 1 over layer 5", least: [0.4, 0.4] },
  ],
  fashion: [{ label: "128 hidden units", least: [60, 80] }],
  iris: [{ label: "test samples right, %", least: [85, 90] }],
  wine: [{ label: "test samples right, %", least: [90, 90] }],
  "breast-cancer": [{ label: "test samples right, %", least: [90, 92] }],
};

/** The experiments as entries of the paper. */
export function experimentEntries(all: boolean, load: Loader): readonly PaperEntry[] {
  return experiments.map(
    (experiment): PaperEntry => ({
      id: experiment.item,
      name: experiment.id,
      title: experiment.title,
      check: (onProgress) => run(experiment, all, load, onProgress),
    }),
  );
}

async function run(
  experiment: Experiment,
  all: boolean,
  load: Loader,
  onProgress: (fraction: number) => void,
): Promise<PaperFindings> {
  try {
    const table = await experiment.run({ seed: 1, quick: !all, load, onProgress });
    const how = all ? [] : ["A short run: --all has the whole one, with its published figures."];
    return {
      findings: findingsOf(table, bars[experiment.id] ?? [], all),
      table: table.rows.map(
        (row) => [row.label, [figure(row), published(row)].filter(Boolean).join("; ")] as const,
      ),
      notes: [`Source: ${experiment.source}.`, ...table.notes, ...how],
    };
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    const files = experiment.data.join(", ");
    const note = `Not run, as the package does not ship ${files}: --data takes the folder that has it.`;
    return { findings: [], table: [], notes: [note] };
  }
}

/** The rows that have a bar in a run of that length, judged by it; a row that is missing fails. */
export function findingsOf(table: ExperimentTable, own: readonly Bar[], all: boolean): readonly Finding[] {
  const length = all ? 1 : 0;
  return own.flatMap(({ label, least, most }) => {
    const [low, high] = [least?.[length], most?.[length]];
    if (low === undefined && high === undefined) return [];
    const row = table.rows.find((each) => each.label === label) ?? { label, measured: Number.NaN };
    return [judged(row, low, high)];
  });
}

function judged(row: ExperimentRow, low: number | undefined, high: number | undefined): Finding {
  const holds = row.measured >= (low ?? Number.NEGATIVE_INFINITY) && row.measured <= (high ?? Infinity);
  const limit = low === undefined ? `at most ${high}` : `at least ${low}`;
  return {
    what: `${row.label}: ${limit}`,
    outcome: holds ? "holds" : "fails",
    expected: "holds",
    detail: figure(row),
  };
}

const rounded = (x: number): string => String(Number(x.toPrecision(4)));

function figure({ measured, runs, spread }: ExperimentRow): string {
  const wide = spread === undefined ? "" : ` ± ${rounded(spread)}`;
  return `${rounded(measured)}${wide}${runs === undefined ? "" : ` (${runs} runs)`}`;
}

function published({ published: value, deviation, within }: ExperimentRow): string {
  if (value === undefined) return "";
  const wide = deviation === undefined ? "" : ` ± ${rounded(deviation)}`;
  const verdict =
    within === undefined ? "" : within ? ", within one deviation" : ", not within one deviation";
  return `published ${rounded(value)}${wide}${verdict}`;
}
